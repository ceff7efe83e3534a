// The whole way, in real browsers, against relays over TLS.
//   node run.mjs journey.ts [chromium|firefox|safer …] [language …]

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../src/protocol/language.ts';
import { isProven, openLetter, type OpenedLetter } from '../../src/protocol/letter.ts';
import { Receipt } from '../../src/protocol/receipt.ts';
import { wordListFor } from '../../src/protocol/words.ts';
import { readingsAt } from '../../src/ui/pinyin.ts';
import { lookInside } from '../../src/ui/traces.ts';
import { status } from '../fake_relay.ts';
import { openChromium, openFirefox, type Driver, type Wishes } from './driver.ts';
import { openScene, type Scene } from './scene.ts';
import { Walk } from './walk.ts';

declare const __ROOT__: string;
declare const __WEB__: string;

const PHOTO = `${__ROOT__}/tests/fixtures/photo.jpg`;
const STORY: Record<Language, string> = {
  en: 'They came at night.',
  'zh-Hans': '他们夜里来了。',
  fr: 'Ils sont venus de nuit.',
  vi: 'Họ đến lúc nửa đêm.',
};
const BROWSERS: Record<string, (wishes: Wishes) => Promise<Driver>> = {
  chromium: openChromium,
  firefox: openFirefox,
  safer: (wishes) => openFirefox({ ...wishes, safer: true }),
};

const args = process.argv.slice(2);
const browsers = Object.keys(BROWSERS).filter((name) => args.includes(name) || !args.some((arg) => arg in BROWSERS));
const languages = LANGUAGES.filter((language) => args.includes(language) || !args.some((arg) => (LANGUAGES as readonly string[]).includes(arg)));

for (const name of browsers) {
  const driver = await BROWSERS[name]!({ dark: name === 'firefox', reducedMotion: true });
  try {
    for (const language of languages) {
      const began = performance.now();
      const scene = await openScene();
      try {
        await journey(driver, language, scene);
        await onItsOwn(driver, language, scene);
        await changed(driver, language, scene);
        if (name === 'chromium' && language === languages[0]) await byKeyboard(driver, language, scene);
      } finally {
        await driver.goto('about:blank');
        scene.stop();
      }
      console.log(`${name} ${language}: ${Math.round(performance.now() - began)} ms`);
    }
  } finally {
    await driver.close();
  }
}

/** Asks, sends, reads the answer, writes back; the first relay refuses at first. */
async function journey(driver: Driver, language: Language, scene: Scene): Promise<void> {
  const walk = new Walk(driver, language);
  await driver.size(320, 568);
  await walk.start(scene.url);
  await keepFiles(driver);
  await fits(driver, walk, 'welcome');
  await walk.press('way-ask');
  await driver.click('.programmes .main');
  await walk.option('asking', 'family');
  await walk.select('select[id^="country-"]', 'MM');
  assert.ok(await driver.run(() => document.querySelector('.note.kind') !== null, undefined), 'kind words for another country');
  await walk.select('select[id^="country-"]', 'VN');
  assert.ok(await driver.run(() => document.querySelector('.note.kind') === null, undefined));
  await fits(driver, walk, 'eligibility');
  await walk.press('next');
  await walk.heading('receipt-title');
  await driver.click('.spellings label:nth-of-type(2)');
  const numbers = await walk.receipt();
  const receipt = Receipt.parse(numbers.join(' '));
  await fits(driver, walk, 'receipt');
  await walk.press('receipt-written');
  await walk.heading('type-back-title');
  if (language === 'vi') {
    await walk.enterNumbers(numbers);
  } else {
    const list = wordListFor(language);
    await walk.select('.spelling select', list);
    const words = receipt.words(list);
    const letters = (word: string): string =>
      list === 'simplified-chinese'
        ? readingsAt(Number(numbers[words.indexOf(word)]))[0]!
        : word.normalize('NFD').replace(/[^a-z]/g, '').slice(0, 2);
    await walk.enterWords(words, letters);
  }
  await walk.until('the receipt is right', () => document.querySelector('.note.good:not([hidden])') !== null, undefined);
  await fits(driver, walk, 'type-back');
  await walk.press('next');

  // Another language in between costs nothing.
  await driver.type('input[id^="speak-"]', STORY[language]);
  await walk.select('.pick select', language === 'en' ? 'fr' : 'en');
  await walk.select('.pick select', language);
  assert.equal(await driver.run(() => document.querySelector<HTMLInputElement>('input[id^="speak-"]')!.value, undefined), STORY[language]);
  await walk.press('next');
  await driver.type('textarea[id^="what_happened-"]', STORY[language]);
  await walk.option('held', 'held');
  await fits(driver, walk, 'topic');

  // A draft, forgotten and opened again.
  await walk.press('tool-save');
  await walk.press('draft-save');
  await walk.until('the draft is saved', () => document.querySelector('.note.good') !== null, undefined);
  const draft = await lastFile(driver);
  const place = join(tmpdir(), 'notes.age');
  writeFileSync(place, draft);
  await driver.goto('about:blank');
  await walk.start(scene.url);
  await keepFiles(driver);
  await walk.press('way-draft');
  await driver.choose('input[type=file]', [place]);
  await walk.typeNumbers(numbers);
  await walk.press('draft-open');
  await walk.until('the draft is open', () => document.querySelector('.progress') !== null, undefined);

  // Everything else to the end, with a photo.
  for (;;) {
    const state = await driver.run(
      () => ({ isReview: document.querySelector('.screen-review') !== null, hasFiles: document.querySelector('fieldset[id^="files-"]') !== null }),
      undefined,
    );
    if (state.isReview) break;
    if (state.hasFiles) {
      await driver.choose('fieldset[id^="files-"] input[type=file]', [PHOTO]);
      await walk.until('the photo was read', () => document.querySelector('.files .traces') !== null, undefined);
      await fits(driver, walk, 'files');
    }
    await walk.press('next');
  }
  await fits(driver, walk, 'review');
  const storage = await driver.run(() => [document.cookie, localStorage.length, sessionStorage.length].join(), undefined);
  assert.equal(storage, ',0,0');
  scene.relays[0].faults.push(status(507));
  await walk.press('review-send');
  await walk.heading('done-title');
  assert.ok((await text(driver)).includes('Relay 2'), 'the second relay took it');
  await fits(driver, walk, 'done');
  const sealed = [...scene.relays[1].kept, ...scene.relays[0].kept];
  assert.equal(sealed.length, 1);
  const letter = await opened(scene, sealed[0]!);
  assert.equal(letter.kind, 'first');
  assert.equal(letter.language, language);
  assert.equal(letter.answers.get('what_happened'), STORY[language]);
  assert.equal(letter.answers.get('speak'), STORY[language]);
  assert.deepEqual(letter.receipt.id, receipt.public().id);
  assert.equal(letter.files.length, 1);
  const sent = new Uint8Array(await letter.files[0]!.blob.arrayBuffer());
  assert.deepEqual(lookInside(sent)!.traces, [], 'the photo goes without its traces');

  // The answer, with a parcel; then a sign that it was read, and more text.
  const content = new Uint8Array(200_000).fill(7);
  const parcel = await scene.desk.parcel('material.pdf', content);
  const board = await scene.desk.board(receipt.public(), [
    { kind: 'acknowledgement', language, text: 'ok' },
    { kind: 'answer', language, text: STORY[language], parcels: [parcel.ref] },
  ]);
  for (const [path, file] of [...board, [parcel.path, parcel.sealed] as const]) scene.relays[0].files.set(path, file);
  await driver.goto('about:blank');
  await walk.start(scene.url);
  await keepFiles(driver);
  await walk.press('way-replies');
  await walk.typeNumbers([...numbers.slice(0, 11), String((Number(numbers[11]) + 1) % 2048).padStart(4, '0')]);
  await walk.until('the wrong word is named', (wanted) => document.querySelector('.entry .problem')?.textContent === wanted, walk.t('entry-wrong'));
  await driver.click('.slots li:nth-child(12) button');
  for (const digit of numbers[11]!) await driver.click(`.pad button:nth-child(${digit === '0' ? 10 : Number(digit)})`);
  await walk.press('replies-look');
  await walk.until('the reply is there', (wanted) => document.querySelector('.reply .letter')?.textContent === wanted, STORY[language]);
  await fits(driver, walk, 'replies');
  await driver.click('.parcel button');
  await walk.until('the file is saved', () => document.querySelector('.parcel [role=status]')?.textContent !== '', undefined);
  assert.deepEqual(hash(await lastFile(driver)), hash(content));
  const before = scene.relays[0].kept.length;
  await walk.press('reply-read');
  await walk.heading('done-title');
  const read = await opened(scene, scene.relays[0].kept[before]!);
  assert.equal(read.kind, 'follow-up');
  assert.ok(read.inReplyTo !== undefined && read.message === undefined);
  await walk.press('done-add');
  await driver.type('#message', STORY[language]);
  await fits(driver, walk, 'follow-up');
  await walk.press('review-send');
  await walk.heading('done-title');
  const more = await opened(scene, scene.relays[0].kept[before + 1]!);
  assert.equal(more.message, STORY[language]);
  const strange = scene.fronts.flatMap((front) => front.log).filter((line) => !/ \/(v1\/.*)?$/.test(line));
  assert.deepEqual(strange, [], 'nothing else was asked for');
  const policy = driver.complaints.splice(0).filter((line) => /Content.?Security|TrustedTypes|Error:/i.test(line));
  assert.deepEqual(policy, []);
}

/** From a file, without any network: sealed, saved, carried to a page elsewhere. */
async function onItsOwn(driver: Driver, language: Language, scene: Scene): Promise<void> {
  const walk = new Walk(driver, language);
  const place = join(tmpdir(), `saved-page-${process.pid}.html`);
  writeFileSync(place, scene.page);
  await walk.start(`file://${place}`);
  await keepFiles(driver);
  await walk.press('way-ask');
  await driver.click('.programmes .main');
  await walk.option('asking', 'self');
  await walk.select('select[id^="country-"]', 'CN');
  await walk.press('tool-urgent');
  await driver.type('textarea[id^="what_happened-"]', STORY[language]);
  for (const relay of scene.relays) relay.faults.push(status(413));
  await walk.press('urgent-send');
  await walk.until('it was refused', () => document.querySelector('.note.danger li') !== null, undefined);
  assert.ok((await text(driver)).includes(walk.t('relay-too-large')));
  await walk.press('send-save');
  await walk.until('the letter is saved', () => (window as never as { kept: Blob[] }).kept.length > 0, undefined);
  const sealed = await lastFile(driver);
  assert.equal(sealed.length, 65_536);
  const letter = await opened(scene, sealed);
  assert.ok(letter.moreFollows);
  const file = join(tmpdir(), 'document.age');
  writeFileSync(file, sealed);
  await driver.goto('about:blank');
  await walk.start(scene.url);
  await walk.press('way-carry');
  await driver.choose('input[type=file]', [PHOTO]);
  await walk.until('a plain file is refused', (wanted) => document.querySelector('.note.danger')?.textContent === wanted, walk.t('carry-not-sealed'));
  const before = scene.relays[0].kept.length;
  await driver.choose('input[type=file]', [file]);
  await walk.heading('done-title');
  assert.deepEqual(hash(scene.relays[0].kept[before]!), hash(sealed));
}

/** With Tab, Enter, Space and arrows alone, from the first screen to the first topic. */
async function byKeyboard(driver: Driver, language: Language, scene: Scene): Promise<void> {
  const walk = new Walk(driver, language);
  scene.fronts[0].page = scene.page;
  await walk.start(scene.url);
  const tabTo = async (what: string, isThere: (wanted: string) => boolean, wanted: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses++) {
      await driver.press('Tab');
      if (await driver.run(isThere, wanted)) return;
    }
    throw new Error(`Tab does not reach ${what}`);
  };
  const onText = (wanted: string): boolean => document.activeElement?.textContent === wanted;
  const onMatch = (wanted: string): boolean => document.activeElement?.matches(wanted) === true;
  await tabTo('asking for help', onText, walk.t('way-ask'));
  await driver.press('Enter');
  await walk.heading('programmes-title');
  // Every step begins at its heading.
  assert.ok(await driver.run(() => document.activeElement?.tagName === 'H1', undefined));
  await tabTo('the programme', onMatch, '.programmes .main');
  await driver.press('Enter');
  await tabTo('the first question', onMatch, '[id^="asking-"] input');
  await driver.press('Space');
  await driver.press('ArrowDown');
  assert.ok(await driver.run(() => document.querySelector<HTMLInputElement>('[id^="asking-"] input[value="family"]')!.checked, undefined));
  await tabTo('the country', onMatch, 'select[id^="country-"]');
  await driver.press('ArrowDown');
  await tabTo('going on', onText, walk.t('next'));
  await driver.press('Enter');
  await walk.heading('receipt-title');
  await tabTo('the spelling', onMatch, '.spellings input');
  if (!(await driver.run(() => document.querySelector('.words.numeric') !== null, undefined))) await driver.press('ArrowDown');
  const numbers = await walk.receipt();
  await tabTo('writing it down', onText, walk.t('receipt-written'));
  await driver.press('Enter');
  await tabTo('the keypad', onMatch, '.typed');
  for (const digit of numbers.join('')) await driver.press(digit);
  await walk.until('going on has the focus', (wanted) => document.activeElement?.textContent === wanted, walk.t('next'));
  await driver.press('Enter');
  await walk.until('the first topic', () => document.querySelector('.screen-topic') !== null && document.activeElement?.tagName === 'H1', undefined);
  // Leaving is never further away than the beginning of the page.
  await driver.press('Shift+Tab');
  assert.ok(await driver.run(() => document.activeElement?.matches('.leave') === true, undefined));
}

/** A page whose organisation file was changed seals nothing; leaving clears everything. */
async function changed(driver: Driver, language: Language, scene: Scene): Promise<void> {
  const walk = new Walk(driver, language);
  scene.fronts[0].page = scene.page.replace('Sample Organisation', 'Simple Organisation');
  await walk.start(scene.url);
  await walk.heading('stop-tampered-title');
  await fits(driver, walk, 'tampered');
  scene.fronts[0].page = scene.template;
  await walk.start(scene.url);
  await walk.heading('stop-unpublished-title');
  driver.complaints.splice(0);
}

/** Nothing sticks out at 320 pixels, nor at 200 % of them; axe finds nothing. */
async function fits(driver: Driver, walk: Walk, screen: string): Promise<void> {
  const over = await driver.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth, undefined);
  assert.ok(over <= 0, `${driver.name} ${walk.language} ${screen}: ${over} pixels too wide`);
  if (driver.name !== 'chromium') return;
  const source = readFileSync(createRequire(`${__WEB__}/test/browser/`).resolve('axe-core/axe.min.js'), 'utf8');
  await driver.run(source as never, undefined);
  const found = await driver.run(async () => {
    const { violations } = await (window as never as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ').slice(0, 300)}`);
  }, undefined);
  assert.deepEqual(await found, [], `axe: ${walk.language} ${screen}`);
}

/** Remembers what is saved: a test cannot look into the downloads of every browser. */
async function keepFiles(driver: Driver): Promise<void> {
  await driver.run(() => {
    const kept: Blob[] = [];
    (window as never as { kept: Blob[] }).kept = kept;
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      kept.push(blob);
      return make(blob);
    };
  }, undefined);
}

async function lastFile(driver: Driver): Promise<Buffer> {
  const base64 = await driver.run(async () => {
    const bytes = new Uint8Array(await (window as never as { kept: Blob[] }).kept.at(-1)!.arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(binary);
  }, undefined);
  return Buffer.from(await base64, 'base64');
}

async function opened(scene: Scene, sealed: Uint8Array): Promise<OpenedLetter> {
  const letter = await openLetter(scene.desk.intakeIdentity(), new Blob([new Uint8Array(sealed)]));
  assert.ok(isProven(letter, scene.desk.answerSecret()));
  return letter;
}

async function text(driver: Driver): Promise<string> {
  return driver.run(() => document.body.textContent ?? '', undefined);
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
