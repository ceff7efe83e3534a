// Pictures of what the way through does not show: dark, large, enlarged, without JavaScript, not secure.
//   node run.mjs looks.ts FOLDER

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { openScene } from './scene.ts';

const [folder = 'looks'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const scene = await openScene();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--host-resolver-rules=MAP onion.test 127.0.0.1'] });
const look = async (name: string, options: Parameters<typeof browser.newContext>[0], url: string, walk?: (page: import('playwright-core').Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  await page.goto(url);
  await walk?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await context.close();
};
const eligibility = async (page: import('playwright-core').Page): Promise<void> => {
  await page.locator('.ways .main').click();
  await page.locator('.programmes .main').click();
  await page.locator('input[value="family"]').check();
  await page.locator('select[id^="country-"]').selectOption('MM');
};
await look('dark-welcome', { colorScheme: 'dark', viewport: { width: 320, height: 568 } }, scene.url);
await look('dark-eligibility', { colorScheme: 'dark', viewport: { width: 320, height: 568 }, locale: 'vi' }, scene.url, eligibility);
await look('large-welcome', { viewport: { width: 1280, height: 800 } }, scene.url);
// 200 % of a window of 640 pixels: 320 CSS pixels, twice as dense.
await look('enlarged', { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2, locale: 'fr' }, scene.url, eligibility);
await look('without-javascript', { javaScriptEnabled: false, viewport: { width: 320, height: 568 } }, scene.url);
await look('contrast', { viewport: { width: 640, height: 800 }, forcedColors: 'active' }, scene.url, eligibility);
scene.fronts[0].page = scene.page;
const { createServer } = await import('node:http');
const plain = createServer((_, response) => void response.setHeader('Content-Type', 'text/html; charset=utf-8').end(scene.page));
await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
await look('insecure', { viewport: { width: 320, height: 568 }, locale: 'zh-CN' }, `http://onion.test:${(plain.address() as { port: number }).port}/`);
plain.close();
writeFileSync(join(folder, 'page.html'), scene.page);
await browser.close();
scene.stop();
