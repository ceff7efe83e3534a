// Leaving at once: no question asked, nothing left, and the way back does not lead to the page.
//   node run.mjs leaving.ts

import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { LANGUAGES } from '../../src/protocol/language.ts';
import { openScene } from './scene.ts';

const scene = await openScene();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const language of LANGUAGES) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    let referrer: string | undefined;
    await page.route((url) => url.hostname !== 'localhost', (route) => {
      referrer = route.request().headers()['referer'];
      return route.fulfill({ body: 'sun' });
    });
    page.on('dialog', () => assert.fail('leaving must not ask'));
    await page.goto('about:blank');
    await page.goto(scene.url);
    await page.locator(`.languages [lang="${language}"]`).click();
    await page.locator('.ways .main').click();
    await page.locator('.programmes .main').click();
    await page.locator('input[value="family"]').check();
    await page.locator('.leave').click();
    await page.waitForURL((url) => url.protocol === 'https:' && url.hostname !== 'localhost');
    assert.equal(await page.textContent('body'), 'sun');
    assert.equal(referrer, undefined);
    await page.goBack();
    assert.equal(page.url(), 'about:blank');
    await context.close();
  }
  console.log('leaving: ok');
} finally {
  await browser.close();
  scene.stop();
}
