// Pictures of the last steps: reading over a whole letter, sealing it to be carried, sending it.
//   node run.mjs last.ts FOLDER

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/protocol/language.ts';
import { openChromium } from './driver.ts';
import { openScene } from './scene.ts';
import { Walk } from './walk.ts';

const [folder = 'last'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const scene = await openScene();
const driver = await openChromium();
for (const front of scene.fronts) driver.network.knows(new URL(front.url).host, Number(new URL(front.url).port));
try {
  await driver.size(320, 568);
  for (const language of LANGUAGES) {
    const walk = new Walk(driver, language);
    const see = (name: string): Promise<void> => driver.screenshot(join(folder, `${language}-${name}.png`));
    await driver.goto('about:blank');
    await walk.start(scene.url);
    await walk.press('way-ask');
    await driver.click('.programmes .main');
    await walk.option('asking', 'self');
    await walk.select('select[id^="country-"]', 'VN');
    await walk.press('tool-urgent');
    await driver.type('textarea[id^="what_happened-"]', '…');
    await walk.press('back-to-questions');
    await walk.press('tool-review');
    await see('1-review');
    await walk.press('review-carry');
    await walk.heading('carried-title');
    await see('2-carried');
    await walk.press('back-to-questions');
    await walk.press('review-send');
    await walk.heading('done-title');
    await see('3-done');
    scene.fronts[0].page = scene.page.replace('Sample Organisation', 'Simple Organisation');
    await walk.start(scene.url);
    await see('4-tampered');
    scene.fronts[0].page = scene.page;
  }
} finally {
  await driver.close();
  scene.stop();
}
