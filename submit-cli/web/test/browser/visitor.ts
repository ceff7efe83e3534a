// One defender's whole way with one browser in one language: asking on one day, reading the answer on another.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../src/protocol/language.ts';
import { Receipt } from '../../src/protocol/receipt.ts';
import { wordListFor } from '../../src/protocol/words.ts';
import { readingsAt } from '../../src/ui/pinyin.ts';
import { lookInside } from '../../src/ui/traces.ts';
import { open, type BrowserName, type Driver, type Wishes } from './driver.ts';
import { fits, leavesNothing, listen } from './screen.ts';
import type { Shown, Stage } from './stage/stage.ts';
import { Walk } from './walk.ts';

declare const __ROOT__: string;

export const PHOTO = `${__ROOT__}/tests/fixtures/photo.jpg`;
export const STORY: Record<Language, string> = {
  en: 'They came at night.',
  'zh-Hans': '他们夜里来了。',
  fr: 'Ils sont venus de nuit.',
  vi: 'Họ đến lúc nửa đêm.',
};
const ANSWER: Record<Language, string> = {
  en: 'A lawyer will call you today.',
  'zh-Hans': '律师今天会联系您。',
  fr: 'Une avocate vous appelle aujourd’hui.',
  vi: 'Hôm nay luật sư sẽ liên lạc với bạn.',
};

export interface Setting extends Wishes {
  browser: BrowserName;
  language: Language;
  /** Comes by the onion address, over plain http. */
  onion?: boolean;
  /** The photo goes as it is, to count as evidence. */
  keepTraces?: boolean;
  /** Lets axe look at every screen. */
  axe?: boolean;
}

/** What a setting is called when something fails. */
export function nameOf(setting: Setting): string {
  const { browser, language, dark, zoom, safer, onion } = setting;
  return [browser, language, dark && 'dark', zoom && 'enlarged', safer && 'safer', onion && 'onion'].filter(Boolean).join(' ');
}

export class Visitor {
  readonly setting: Setting;
  readonly story: string;
  readonly #stage: Stage;
  #numbers: string[] = [];
  readonly #answer: string;
  readonly #material: Buffer;

  constructor(stage: Stage, setting: Setting) {
    this.#stage = stage;
    this.setting = setting;
    this.story = `${STORY[setting.language]} (${nameOf(setting)})`;
    this.#answer = `${ANSWER[setting.language]} (${nameOf(setting)})`;
    this.#material = Buffer.alloc(200_000, nameOf(setting));
  }

  get #url(): string {
    const [relay] = this.#stage.relays;
    return `${this.setting.onion ? relay.onion : relay.url}/`;
  }

  get #origins(): string[] {
    return this.#stage.relays.map((relay) => (this.setting.onion ? relay.onion! : relay.url));
  }

  async #browse(work: (walk: Walk) => Promise<void>): Promise<void> {
    await browse(this.#stage, this.setting, async (walk) => {
      const driver = walk.driver;
      await driver.goto('about:blank');
      await walk.start(this.#url);
      const entries = await listen(walk);
      await work(walk);
      await leavesNothing(walk, entries, this.#origins);
    });
  }

  #see(walk: Walk, screen: string): Promise<void> {
    return fits(walk, screen, this.setting.axe ?? false);
  }

  /** From the first screen to the letter's arrival, with a draft on the way. */
  async ask(): Promise<void> {
    await this.#browse(async (walk) => {
      const { driver } = walk;
      const { language } = this.setting;
      await this.#see(walk, 'welcome');
      await walk.press('way-ask');
      await this.#see(walk, 'programmes');
      await driver.click('.programmes .main');
      await walk.option('asking', 'family');
      await walk.select('select[id^="country-"]', 'IS');
      assert.ok(await driver.run(() => document.querySelector('.note.kind') !== null, undefined), 'kind words for another country');
      await walk.select('select[id^="country-"]', 'VN');
      assert.ok(await driver.run(() => document.querySelector('.note.kind') === null, undefined), 'none for this one');
      await this.#see(walk, 'eligibility');
      await walk.press('next');
      await this.#writeDown(walk);

      // Another language in between costs nothing.
      await driver.type('input[id^="speak-"]', this.story);
      await walk.select('.pick select', language === 'en' ? 'fr' : 'en');
      await walk.select('.pick select', language);
      assert.equal(await driver.run(() => document.querySelector<HTMLInputElement>('input[id^="speak-"]')!.value, undefined), this.story);
      await this.#see(walk, 'first topic');
      await walk.press('next');
      await driver.type('textarea[id^="what_happened-"]', this.story);
      await walk.option('held', 'held');
      await this.#draft(walk);
      await this.#rest(walk);
      await walk.press('review-send');
      await walk.heading('done-title');
      await this.#see(walk, 'done');
    });
  }

  /** The receipt is shown, written down, and entered again: by its words where the language has a list. */
  async #writeDown(walk: Walk): Promise<void> {
    const { driver, language } = walk;
    await walk.heading('receipt-title');
    await driver.click('.spellings label:nth-of-type(2)');
    this.#numbers = await walk.receipt();
    await this.#see(walk, 'receipt');
    await walk.press('receipt-written');
    await walk.heading('type-back-title');
    if (language === 'vi') {
      await walk.enterNumbers(this.#numbers);
    } else {
      const list = wordListFor(language);
      await walk.select('.spelling select', list);
      const words = Receipt.parse(this.#numbers.join(' ')).words(list);
      const letters = (word: string): string =>
        list === 'simplified-chinese'
          ? readingsAt(Number(this.#numbers[words.indexOf(word)]))[0]!
          : word.normalize('NFD').replace(/[^a-z]/g, '').slice(0, 2);
      await walk.enterWords(words, letters);
    }
    await walk.until('the receipt is right', () => document.querySelector('.note.good:not([hidden])') !== null, undefined);
    await this.#see(walk, 'type back');
    await walk.press('next');
  }

  /** Saves a draft, closes the page, and opens the draft again. */
  async #draft(walk: Walk): Promise<void> {
    const { driver } = walk;
    await walk.press('tool-save');
    await walk.press('draft-save');
    await walk.until('the draft is saved', () => document.querySelector('.note.good') !== null, undefined);
    await this.#see(walk, 'draft saved');
    const place = join(this.#stage.folder, `${nameOf(this.setting)}.notes.age`);
    writeFileSync(place, await driver.saved());
    await walk.start(this.#url);
    await listen(walk);
    await walk.press('way-draft');
    await driver.choose('input[type=file]', [place]);
    await walk.typeNumbers(this.#numbers);
    await this.#see(walk, 'open a draft');
    await walk.press('draft-open');
    await walk.until('the draft is open', () => document.querySelector('.progress') !== null, undefined);
  }

  /** Everything else to the end, with a photo. */
  async #rest(walk: Walk): Promise<void> {
    const { driver } = walk;
    for (let topic = 1; ; topic++) {
      const state = await driver.run(
        () => ({ isReview: document.querySelector('.screen-review') !== null, hasFiles: document.querySelector('fieldset[id^="files-"]') !== null }),
        undefined,
      );
      if (state.isReview) break;
      if (state.hasFiles) {
        await driver.choose('fieldset[id^="files-"] input[type=file]', [PHOTO]);
        await walk.until('the photo was read', () => document.querySelector('.files .traces') !== null, undefined);
        if (this.setting.keepTraces) await driver.click('.files label.option:nth-of-type(2) input');
      }
      await this.#see(walk, `topic ${topic}`);
      const before = await driver.run(() => document.querySelector('.progress')?.textContent, undefined);
      await walk.press('next');
      await walk.until('the next topic', (wanted) => document.querySelector('.progress')?.textContent !== wanted, before);
    }
    await this.#see(walk, 'review');
  }

  /** What the desk must find: every answer, the proof, and the photo to its last byte. */
  async isAtDesk(cases: ReadonlyMap<string, Shown>): Promise<void> {
    const found = [...cases].filter(([, { answers }]) => answers.some(({ text }) => text === this.story));
    assert.equal(found.length, 1, `${nameOf(this.setting)}: the desk has the case once`);
    const [id, shown] = found[0]!;
    const answer = (question: string): string | undefined => shown.answers.find((other) => other.question === question)?.text;
    assert.equal(answer('what_happened'), this.story);
    assert.equal(answer('speak'), this.story);
    for (const question of ['asking', 'country', 'held']) assert.ok(answer(question), `${nameOf(this.setting)}: ${question}`);
    const first = shown.letters[0]!;
    assert.equal(first.kind, 'first');
    assert.equal(first.language, this.setting.language);
    assert.equal(first.programme, 'emergency');
    assert.equal(first.attachments.length, 1);
    const photo = readFileSync(PHOTO);
    const expected = this.setting.keepTraces ? photo : Buffer.concat([...lookInside(photo)!.stripped!]);
    assert.deepEqual(await this.#stage.attachment(id, 1), expected, 'the photo');
    const [text, material] = [this.#stage.path('answer.txt'), this.#stage.path('material.pdf')];
    writeFileSync(text, this.#answer);
    writeFileSync(material, this.#material);
    await this.#stage.desk(['reply', id, '--text', text, '--attach', material]);
  }

  /** Another day: reads the answer, fetches its file and the earlier reply, says so, and adds something. */
  async read(): Promise<void> {
    await this.#browse(async (walk) => {
      const { driver } = walk;
      const numbers = this.#numbers;
      await walk.press('way-replies');
      await walk.typeNumbers([...numbers.slice(0, 11), String((Number(numbers[11]) + 1) % 2048).padStart(4, '0')]);
      await walk.until('the wrong number is noticed', (wanted) => document.querySelector('.entry .problem')?.textContent === wanted, walk.t('entry-wrong'));
      await driver.click('.slots li:nth-child(12) button');
      for (const digit of numbers[11]!) await driver.click(`.pad button:nth-child(${digit === '0' ? 10 : Number(digit)})`);
      await this.#see(walk, 'enter the receipt');
      await walk.press('replies-look');
      await walk.until('the answer is there', (wanted) => document.querySelector('.reply .letter')?.textContent === wanted, this.#answer);
      assert.ok(await driver.run((words) => document.body.textContent?.includes(words), walk.t('reply-proven')), 'it is proven');
      await this.#see(walk, 'replies');
      await driver.click('.parcel button');
      await walk.until('the file is saved', () => document.querySelector('.parcel [role=status]')?.textContent !== '', undefined);
      assert.deepEqual(await driver.saved(), this.#material, 'the file that came with the answer');
      // The acknowledgement may lie among the same sixteen; if not, it is fetched by a step of its own.
      const isApart = await driver.run(() => document.querySelector('[aria-labelledby="earlier"]') !== null, undefined);
      if (isApart) await walk.press('earlier-fetch', { number: 1 });
      await walk.until('the acknowledgement is there', () => document.querySelectorAll('.reply').length === 2, undefined);
      await walk.press('reply-read');
      await walk.heading('done-title');
      await walk.press('done-add');
      await driver.type('#message', this.story);
      await this.#see(walk, 'follow-up');
      await walk.press('review-send');
      await walk.heading('done-title');
    });
  }

  /** The desk has the sign that the answer was read, and what was added. */
  isAnswered(cases: ReadonlyMap<string, Shown>): void {
    const shown = [...cases.values()].find(({ answers }) => answers.some(({ text }) => text === this.story));
    assert.ok(shown !== undefined);
    const [, ...more] = shown.letters;
    assert.deepEqual(more.map(({ kind, proven }) => [kind, proven]), [['follow-up', true], ['follow-up', true]]);
    assert.deepEqual(more.map(({ message }) => message ?? undefined).sort(), [this.story, undefined]);
  }
}

/** Opens a browser that knows the relays and nothing else, and closes it whatever happens. */
export async function browse(stage: Stage, setting: Setting, work: (walk: Walk) => Promise<void>): Promise<void> {
  const driver = await open(setting.browser, setting);
  const walk = new Walk(driver, setting.language);
  try {
    for (const relay of stage.relays) {
      driver.network.knows(`localhost:${relay.port}`, relay.port);
      if (relay.onion !== undefined) driver.network.knows(`${new URL(relay.onion).hostname}:80`, relay.onionPort!);
    }
    await work(walk);
  } catch (error) {
    throw await explained(error, driver, `${nameOf(setting)}, at ${walk.step}`);
  } finally {
    await driver.close();
  }
}

/** Says where it failed and leaves a picture. */
async function explained(error: unknown, driver: Driver, where: string): Promise<Error> {
  const folder = join(__ROOT__, 'target', 'browser-failures');
  const picture = join(folder, `${where.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`);
  mkdirSync(folder, { recursive: true });
  const seen = await driver.screenshot(picture).then(() => `picture: ${picture}`, () => 'no picture could be taken');
  const said = driver.complaints.length === 0 ? '' : `\n  the browser said: ${driver.complaints.join(' | ')}`;
  return new Error(`${where}\n  ${error instanceof Error ? error.message : String(error)}\n  ${seen}${said}`, { cause: error });
}
