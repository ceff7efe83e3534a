// How long it takes on a bad link and a slow phone, and what 50 MiB cost.
//   node run.mjs slow.ts

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { openScene } from './scene.ts';

/** 50 kbit/s, 400 ms to and fro. */
const LINK = { offline: false, latency: 400, downloadThroughput: 6250, uploadThroughput: 6250 };
const seconds = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

const scene = await openScene();
console.log(`page with two programmes: ${scene.page.length} characters, ${gzipSync(scene.page, { level: 9 }).length} bytes compressed`);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--enable-precise-memory-info'] });

async function open(): Promise<[Page, CDPSession]> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 320, height: 568 } });
  const page = await context.newPage();
  return [page, await context.newCDPSession(page)];
}

{
  const [page, cdp] = await open();
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  let began = performance.now();
  await page.goto(scene.url, { timeout: 180_000 });
  await page.locator('.ways').waitFor({ timeout: 180_000 });
  console.log(`50 kbit/s, CPU 6 times slower: first screen after ${seconds(began)}`);
  await page.locator('.ways .main').click();
  began = performance.now();
  await page.locator('.programmes .main').click();
  await page.locator('.screen-topic').waitFor();
  console.log(`a topic is drawn in ${seconds(began)}`);
  await page.locator('input[value="family"]').check();
  await page.locator('select[id^="country-"]').selectOption('VN');
  await page.locator('.tools button').first().click();
  await page.locator('textarea[id^="what_happened-"]').fill('They came at night.');
  began = performance.now();
  await page.locator('.screen-urgent .main').click();
  await page.locator('.screen-done').waitFor({ timeout: 180_000 });
  console.log(`the first cry is sealed and sent in ${seconds(began)}`);
  await page.context().close();
}
{
  const [page] = await open();
  const large = join(tmpdir(), 'fifty.bin');
  writeFileSync(large, Buffer.alloc(50 << 20, 3));
  await page.goto(scene.url);
  await page.locator('.ways button').nth(1).click();
  await page.locator('.entry textarea').evaluate((area: HTMLTextAreaElement) => (area.value = 'abandon '.repeat(11) + 'about'));
  await page.locator('summary').click();
  await page.locator('.entry details button').click();
  await page.locator('.steps .main').click();
  await page.getByRole('button', { name: 'Add something' }).click();
  const heap = (): Promise<number> => page.evaluate(() => Math.round((performance as never as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6));
  let began = performance.now();
  await page.locator('input[type=file]').setInputFiles(large);
  await page.locator('.files li').waitFor({ timeout: 180_000 });
  console.log(`50 MiB are read and hashed in ${seconds(began)}; heap ${await heap()} MB`);
  began = performance.now();
  await page.locator('.screen-follow-up .main').click();
  let most = 0;
  while ((await page.locator('.screen-done').count()) === 0) {
    most = Math.max(most, await heap());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  console.log(`50 MiB are sealed and sent in ${seconds(began)}; heap at most ${most} MB`);
}
await browser.close();
scene.stop();
