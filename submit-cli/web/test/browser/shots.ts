// Pictures of every step in every language, small and large, to be looked at.
//   node run.mjs shots.ts FOLDER [--dark] [language …]

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../src/protocol/language.ts';
import { Receipt } from '../../src/protocol/receipt.ts';
import { wordListFor } from '../../src/protocol/words.ts';
import { openChromium } from './driver.ts';
import { openScene } from './scene.ts';
import { Walk } from './walk.ts';

declare const __ROOT__: string;

const isDark = process.argv.includes('--dark');
const [folder = 'shots', ...wanted] = process.argv.slice(2).filter((part) => part !== '--dark');
const languages = LANGUAGES.filter((language) => wanted.length === 0 || wanted.includes(language));
const STORY: Record<Language, string> = {
  en: 'Three men in plain clothes took my brother from home this morning. They showed no paper.',
  'zh-Hans': '今天早上，三个便衣把我弟弟从家里带走了，没有出示任何文件。',
  fr: 'Ce matin, trois hommes en civil ont emmené mon frère. Ils n’ont montré aucun document.',
  vi: 'Sáng nay ba người mặc thường phục đã đưa em trai tôi đi khỏi nhà. Họ không đưa giấy tờ gì.',
};

const scene = await openScene();
const driver = await openChromium({ dark: isDark });
for (const front of scene.fronts) driver.network.knows(new URL(front.url).host, Number(new URL(front.url).port));
try {
  for (const language of languages) {
    const walk = new Walk(driver, language);
    let number = 0;
    const see = async (name: string): Promise<void> => {
      number += 1;
      for (const [width, height] of [[320, 568], [1280, 800]] as const) {
        await driver.size(width, height);
        const place = join(folder, language, String(width));
        mkdirSync(place, { recursive: true });
        await driver.run(() => window.scrollTo(0, 0), undefined);
        await driver.screenshot(join(place, `${String(number).padStart(2, '0')}-${name}.png`));
        const over = await driver.run(() => document.documentElement.scrollWidth - window.innerWidth, undefined);
        if (over > 0) console.log(`${language} ${width} ${name}: ${over} pixels too wide`);
      }
      await driver.size(320, 568);
    };
    await driver.size(320, 568);
    await walk.start(scene.url);
    await see('welcome');
    await walk.press('way-ask');
    await walk.heading('programmes-title');
    await see('programmes');
    await driver.click('.programmes .main');
    await walk.option('asking', 'family');
    await walk.select('select[id^="country-"]', 'MM');
    await walk.option('defender', 'yes');
    await walk.option('person_agrees', 'cannot');
    await see('eligibility');
    await walk.press('next');
    await walk.heading('receipt-title');
    await driver.click('.spellings label:nth-of-type(1)');
    await see('receipt-words');
    await driver.click('.spellings label:nth-of-type(2)');
    const numbers = await walk.receipt();
    await see('receipt-numbers');
    await walk.press('receipt-written');
    await walk.heading('type-back-title');
    await see('type-back-empty');
    await walk.enterNumbers(numbers.map((item, at) => (at === 2 ? String((Number(item) + 1) % 2048).padStart(4, '0') : item)));
    await see('type-back-wrong');
    await walk.select('.spelling select', wordListFor(language));
    await driver.click('.slots li:nth-child(3) button');
    await driver.click('.pad button:nth-child(19)');
    await driver.click('.pad button:nth-child(8)');
    await see('type-back-letters');
    await walk.press('type-back-skip');
    let topic = 0;
    for (;;) {
      topic += 1;
      const heading = await driver.run(() => document.querySelector('h1')?.textContent ?? '', undefined);
      if (heading === walk.t('review-title')) break;
      if (await driver.run(() => document.querySelector('[id^="contact-"]') !== null, undefined)) {
        await driver.type('fieldset[id^="contact-"] .stack label:nth-child(1) input', 'Signal');
      }
      if (await driver.run(() => document.querySelector('[id^="held-"]') !== null, undefined)) {
        await walk.option('held', 'held');
        await driver.type('textarea[id^="story-"]', STORY[language].repeat(3));
      }
      if (await driver.run(() => document.querySelector('[id^="need-"]') !== null, undefined)) await walk.option('need', 'lawyer');
      if (await driver.run(() => document.querySelector('fieldset[id^="files-"]') !== null, undefined)) {
        writeFileSync(join(folder, 'large.bin'), Buffer.alloc(21 << 20));
        await driver.choose('fieldset[id^="files-"] input[type=file]', [`${__ROOT__}/tests/fixtures/photo.jpg`, join(folder, 'large.bin')]);
        await walk.until('file', () => document.querySelector('.files li') !== null && document.querySelector('.problem p') !== null, undefined);
      }
      await driver.run(() => [...document.querySelectorAll<HTMLButtonElement>('fieldset.question > div > button.plain')].filter((b) => b.closest('.question')?.querySelector('.rows')).forEach((b) => b.click()), undefined);
      await see(`topic-${topic}`);
      await walk.press('next');
      const again = await driver.run(() => document.querySelector('h1')?.textContent ?? '', undefined);
      if (again === heading) {
        await see(`topic-${topic}-faults`);
        await walk.press('next-anyway');
      }
    }
    await see('review-faults');
    await walk.press('tool-urgent');
    await walk.heading('urgent-title');
    await driver.type('textarea[id^="what_happened-"]', STORY[language]);
    await driver.run(() => document.querySelectorAll<HTMLInputElement>('.stack input').forEach((input) => { input.value = ''; input.dispatchEvent(new Event('input')); }), undefined);
    await see('urgent');
    scene.relays[0].faults.push((request, response) => { request.resume(); request.on('end', () => response.writeHead(507).end('{}')); return request.method === 'POST'; });
    scene.relays[1].faults.push((request, response) => { request.resume(); request.on('end', () => response.writeHead(413).end('{}')); return request.method === 'POST'; });
    await walk.press('urgent-send');
    await walk.until('failure', () => document.querySelector('.note.danger') !== null, undefined);
    await see('send-failed');
    await walk.press('send-again');
    await walk.heading('done-title-first');
    await see('done-first');
    await walk.press('tool-save');
    await walk.heading('draft-title');
    await see('save-draft');
    await walk.press('draft-save');
    await walk.until('saved', () => document.querySelector('.note.good') !== null, undefined);
    await see('saved-draft');
    await walk.press('draft-back');
    await walk.press('done-go-on');
    await walk.press('tool-review');
    await walk.heading('review-title');
    await see('review');
    if (await driver.run((words) => [...document.querySelectorAll('button')].some((b) => b.textContent === words), walk.t('review-carry'))) {
      await walk.press('review-carry');
      await walk.heading('carried-title');
      await see('carried');
      await walk.press('back-to-questions');
      await walk.press('review-send');
      await walk.heading('done-title');
      await see('done');
    }
    // A new visit: replies.
    await driver.goto('about:blank');
    await walk.start(scene.url);
    const receipt = Receipt.parse(numbers.join(' '));
    const parcel = await scene.desk.parcel('training-material.pdf', new Uint8Array(100_000));
    scene.relays[0].files.clear();
    await walk.press('way-replies');
    await walk.heading('enter-title');
    await walk.enterNumbers(numbers);
    await see('enter-receipt');
    await walk.press('replies-look');
    await walk.until('failure', () => document.querySelector('.note.danger') !== null, undefined);
    await see('replies-failed');
    for (const [path, file] of await scene.desk.board(Receipt.generate().public(), [])) scene.relays[0].files.set(path, file);
    await walk.press('replies-again');
    await walk.until('none', () => document.querySelector('.note:not(.danger) li') !== null, undefined);
    await see('replies-none');
    scene.relays[0].files.set(parcel.path, parcel.sealed);
    const board = await scene.desk.board(receipt.public(), [
      { kind: 'acknowledgement', language, text: STORY[language], due: new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 13) + ':00:00Z' },
      { kind: 'answer', language, text: `${STORY[language]}\n\n${STORY[language]}`, parcels: [parcel.ref] },
    ]);
    for (const [path, file] of board) scene.relays[0].files.set(path, file);
    await walk.press('replies-again');
    await walk.until('reply', () => document.querySelector('.reply') !== null, undefined);
    await see('replies');
    await walk.press('reply-back');
    await walk.heading('follow-up-title');
    await see('follow-up');
    await driver.goto('about:blank');
    await walk.start(scene.url);
    await walk.press('way-draft');
    await see('open-draft');
    await walk.press('back');
    await walk.press('way-carry');
    await driver.choose('input[type=file]', [`${__ROOT__}/tests/fixtures/photo.jpg`]);
    await walk.until('refusal', () => document.querySelector('.note.danger') !== null, undefined);
    await see('carry');
    console.log(language, number, 'screens;', driver.complaints.splice(0).join(' | '));
  }
} finally {
  await driver.close();
  scene.stop();
}
