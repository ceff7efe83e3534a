// One of everything that goes wrong, or goes another way: pages that must not be used, pages from files, relays that
// refuse or die, browsers without JavaScript, keys instead of a pointer.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import type { Language } from '../../src/protocol/language.ts';
import { verifyOrganisation } from '../../src/protocol/organisation.ts';
import { sealOpaque } from './stage/stock_age.ts';
import { fits } from './screen.ts';
import type { Limits } from './stage/relay.ts';
import { PageServer } from './stage/page_server.ts';
import type { Stage } from './stage/stage.ts';
import { browse, nameOf, PHOTO, STORY, type Setting } from './visitor.ts';
import type { Walk } from './walk.ts';

declare const __WEB__: string;

export interface Corner {
  name: string;
  setting: Setting;
  run(stage: Stage): Promise<void>;
}

/** The page as the first relay serves it, and what it says with it. */
export function served(stage: Stage): Promise<{ page: string; headers: Record<string, string | string[] | undefined> }> {
  return new Promise((resolve, reject) => {
    get(`${stage.relays[0].url}/`, { rejectUnauthorized: false }, (response) => {
      let page = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (page += piece));
      response.on('end', () => resolve({ page, headers: response.headers }));
    }).on('error', reject);
  });
}

async function withPage(stage: Stage, setting: Setting, page: string, work: (walk: Walk, url: string) => Promise<void>): Promise<void> {
  const server = await PageServer.open(page, stage.relays[0].certificate);
  try {
    await browse(stage, setting, async (walk) => {
      walk.driver.network.knows(`localhost:${server.port}`, server.port);
      await work(walk, `https://localhost:${server.port}/`);
    });
  } finally {
    server.close();
  }
}

/** From the first screen to the first cry, with the few answers that it needs. */
async function urgent(walk: Walk, url: string, story: string): Promise<void> {
  const { driver } = walk;
  await walk.start(url);
  await walk.press('way-ask');
  await driver.click('.programmes .main');
  await walk.option('asking', 'self');
  await walk.select('select[id^="country-"]', 'CN');
  await walk.press('tool-urgent');
  await driver.type('textarea[id^="what_happened-"]', story);
}

/** A relay that changed the organisation file, and one that serves the page with nothing in it. */
export function changedPage(setting: Setting): Corner {
  return {
    name: 'a changed page seals nothing',
    setting,
    run: async (stage) => {
      const { page } = await served(stage);
      await withPage(stage, setting, page.replace('Sample Organisation', 'Simple Organisation'), async (walk, url) => {
        await walk.driver.goto(url);
        await walk.driver.click(`.languages [lang="${setting.language}"]`);
        await walk.heading('stop-tampered-title');
        await fits(walk, 'changed', setting.axe);
      });
      await withPage(stage, setting, readFileSync(`${__WEB__}/dist/index.html`, 'utf8'), async (walk, url) => {
        await walk.driver.goto(url);
        await walk.driver.click(`.languages [lang="${setting.language}"]`);
        await walk.heading('stop-unpublished-title');
        await fits(walk, 'not published', setting.axe);
      });
    },
  };
}

/** Chromium trusts no plain http but loopback's: the page says so and seals nothing. */
export function insecure(setting: Setting): Corner {
  return {
    name: 'plain http outside Tor Browser',
    setting,
    run: (stage) =>
      browse(stage, setting, async (walk) => {
        await walk.driver.goto(`${stage.relays[0].onion}/`);
        await walk.driver.click(`.languages [lang="${setting.language}"]`);
        await walk.heading('stop-insecure-title');
        await fits(walk, 'insecure', setting.axe);
      }),
  };
}

/** The page was saved: it sends from the file, and seals a file that any page carries on. */
export function fromFile(setting: Setting): Corner {
  const story = `${STORY[setting.language]} (file, ${nameOf(setting)})`;
  return {
    name: 'a saved page sends; a sealed file is carried',
    setting,
    run: async (stage) => {
      const { page } = await served(stage);
      const place = stage.path(`${setting.browser}-${setting.language}.html`);
      writeFileSync(place, page);
      await browse(stage, setting, async (walk) => {
        const { driver } = walk;
        await urgent(walk, `file://${place}`, story);
        await fits(walk, 'urgent', setting.axe);
        await walk.press('urgent-send');
        await walk.heading('done-title-first');
        await fits(walk, 'done, more to come', setting.axe);
        // Once more, only sealed.
        await urgent(walk, `file://${place}`, story);
        await walk.press('back-to-questions');
        await walk.press('tool-review');
        await walk.press('review-carry');
        await walk.heading('carried-title');
        await fits(walk, 'sealed and saved', setting.axe);
        const sealed = await driver.saved();
        assert.equal(sealed.length, 65_536);
        assert.ok(!sealed.includes(story));
        const file = stage.path(`${setting.browser}-${setting.language}-document.age`);
        writeFileSync(file, sealed);
        await walk.start(`${stage.relays[0].url}/`);
        await walk.press('way-carry');
        await driver.choose('input[type=file]', [PHOTO]);
        await walk.until('a plain file is refused', (wanted) => document.querySelector('.note.danger')?.textContent === wanted, walk.t('carry-not-sealed'));
        await fits(walk, 'carry', setting.axe);
        await driver.choose('input[type=file]', [file]);
        await walk.heading('done-title');
        assert.ok(stage.relays[0].holdsLetter(sealed), 'the relay has exactly this file');
      });
      // Both of them: the one that was sent from the file, and the one that was carried.
      stage.expected.push({ answer: story, times: 2 });
    },
  };
}

/** Leaving at once: no question asked, and the way back does not lead to the page. */
export function leaving(setting: Setting): Corner {
  const weather: Record<Language, string> = { en: 'weather.com', 'zh-Hans': 'www.weather.com.cn', fr: 'meteofrance.com', vi: 'nchmf.gov.vn' };
  const host = weather[setting.language];
  return {
    name: 'leaving',
    setting,
    run: (stage) =>
      withPage(stage, setting, '<title>sun</title>', async (walk, url) => {
        const { driver } = walk;
        driver.network.knows(`${host}:443`, Number(new URL(url).port));
        await driver.goto('about:blank');
        await walk.start(`${stage.relays[0].url}/`);
        await walk.press('way-ask');
        await driver.click('.programmes .main');
        await walk.option('asking', 'family');
        await driver.click('.leave');
        await walk.until('the weather', () => document.title === 'sun', undefined);
        assert.equal(await driver.run(() => document.referrer, undefined), '');
        await driver.back();
        // Where there is nowhere to go back to, nothing happens.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        assert.ok(!driver.address().startsWith(stage.relays[0].url), 'the way back does not lead to the page');
      }),
  };
}

/** Both relays refuse, each in its own way; the page says it in a sentence, keeps everything, and gets through later. */
export function refused(setting: Setting, answer: string, limits: Limits | 'nothing'): Corner {
  return {
    name: `both relays answer: ${answer}`,
    setting,
    run: (stage) =>
      browse(stage, setting, async (walk) => {
        const { driver } = walk;
        await urgent(walk, `${stage.relays[0].url}/`, `${STORY[setting.language]} (${answer})`);
        for (const relay of stage.relays) await (limits === 'nothing' ? relay.kill() : relay.restart(limits));
        driver.network.cut();
        try {
          await walk.press('urgent-send');
          await walk.until('it is said', () => document.querySelectorAll('.note.danger li').length === 2, undefined, 120);
          const said = await driver.run(() => [...document.querySelectorAll('.note.danger li')].map((item) => item.textContent ?? ''), undefined);
          const [before, after] = walk.t(`relay-${answer}`, { minutes: '\u0000' }).split('\u0000');
          for (const [at, relay] of stage.relays.entries()) {
            assert.ok(said[at]!.startsWith(`${relay.name} ${before!.replace(/[\u2068\u2069]/g, '')}`), said[at]);
            assert.ok(said[at]!.endsWith(after ?? ''), said[at]);
          }
          await fits(walk, `refused: ${answer}`, setting.axe);
        } finally {
          for (const relay of stage.relays) await relay.restart();
          driver.network.cut();
        }
        await walk.press('send-again');
        await walk.heading('done-title-first', {}, 120);
      }),
  };
}

/** Both relays take small letters only: what is too large is said to be, and can be saved instead. */
export function tooLarge(setting: Setting): Corner {
  return {
    name: 'both relays answer: too-large',
    setting,
    run: async (stage) => {
      const file = stage.path(`${setting.browser}-too-large.bin`);
      writeFileSync(file, Buffer.alloc(300_000, nameOf(setting)));
      await browse(stage, setting, async (walk) => {
        const { driver } = walk;
        await addSomething(walk, `${stage.relays[0].url}/`, `${nameOf(setting)}, too large`, file);
        for (const relay of stage.relays) await relay.restart({ letter_bytes: 65_536 });
        driver.network.cut();
        try {
          await walk.press('review-send');
          await walk.until('it is said', () => document.querySelectorAll('.note.danger li').length === 2, undefined, 120);
          const said = await driver.run(() => [...document.querySelectorAll('.note.danger li')].map((item) => item.textContent ?? ''), undefined);
          assert.deepEqual(said, stage.relays.map(({ name }) => `${name} ${walk.t('relay-too-large')}`));
          await fits(walk, 'too large', setting.axe);
          await walk.press('send-save');
          assert.equal((await driver.saved()).length, 2 ** 20);
        } finally {
          for (const relay of stage.relays) await relay.restart();
        }
      });
    },
  };
}

/** The relay dies in the middle of a large letter; the second one takes it, whole. */
export function killed(setting: Setting, megabytes: number): Corner {
  const story = `${megabytes} MiB, ${nameOf(setting)}`;
  return {
    name: `the relay dies in the middle of ${megabytes} MiB`,
    setting,
    run: async (stage) => {
      const large = stage.path(`${setting.browser}-large.bin`);
      const content = Buffer.alloc(megabytes << 20, story);
      writeFileSync(large, content);
      const [north, south] = stage.relays;
      const before = south.letters();
      try {
        await browse(stage, setting, async (walk) => {
          const { driver } = walk;
          await addSomething(walk, `${north.url}/`, story, large);
          driver.network.afterBytesUp(3 << 20, () => void north.kill());
          await walk.press('review-send');
          await walk.heading('done-title', {}, 300);
          assert.ok(await driver.run((name) => document.querySelector('.note.good')?.textContent?.includes(name), south.name), 'the second relay took it');
        });
      } finally {
        await north.restart();
      }
      assert.equal(south.letters(), before + 1);
      stage.expected.push({ message: story, sha256: createHash('sha256').update(content).digest('hex') });
    },
  };
}

/** The relay takes connections and says nothing more; the second one has its turn soon. */
export function silent(setting: Setting): Corner {
  const story = `silence, ${nameOf(setting)}`;
  return {
    name: 'the relay falls silent',
    setting,
    run: async (stage) => {
      const file = stage.path(`${setting.browser}-silent.bin`);
      const content = Buffer.alloc(10_000, story);
      writeFileSync(file, content);
      const [north, south] = stage.relays;
      const before = south.letters();
      try {
        await browse(stage, setting, async (walk) => {
          const { driver } = walk;
          await addSomething(walk, `${north.url}/`, story, file);
          north.silence();
          const began = performance.now();
          await walk.press('review-send');
          // 30 s, and 8 s for 64 KiB.
          await walk.heading('done-title', {}, 60);
          console.log(`           arrived at the second relay after ${((performance.now() - began) / 1000).toFixed(1)} s`);
          assert.ok(await driver.run((name) => document.querySelector('.note.good')?.textContent?.includes(name), south.name), 'the second relay took it');
        });
      } finally {
        await north.restart();
      }
      assert.equal(south.letters(), before + 1);
      stage.expected.push({ message: story, sha256: createHash('sha256').update(content).digest('hex') });
    },
  };
}

/** With a receipt that has no case yet: text and a file, up to the button that sends. */
export async function addSomething(walk: Walk, url: string, story: string, file: string): Promise<void> {
  const { driver } = walk;
  await walk.start(url);
  await walk.press('way-replies');
  await walk.typeNumbers([...Array<string>(11).fill('0000'), '0003']);
  await walk.press('replies-look');
  await walk.press('done-add');
  await driver.type('#message', story);
  await driver.choose('input[type=file]', [file]);
  await walk.until('the file was read', () => document.querySelector('.files li') !== null, undefined, 180);
}

/** Without JavaScript: what to do is said in four languages; a sealed file is taken, a plain one is not. */
export function withoutScript(setting: Setting): Corner {
  const story = `${STORY[setting.language]} (without JavaScript, ${nameOf(setting)})`;
  return {
    name: 'without JavaScript',
    setting: { ...setting, script: false },
    run: async (stage) => {
      // The one that no period ends: nothing looks at a clock here.
      const { recipient } = verifyOrganisation(stage.envelope()).fallbackKey;
      const { page } = await served(stage);
      assert.ok(page.includes(`translate="no">${recipient}<`), 'the page names the recipient');
      const [plain, sealed] = [stage.path(`${setting.browser}-plain.txt`), stage.path(`${setting.browser}-sealed.age`)];
      writeFileSync(plain, story);
      writeFileSync(sealed, await sealOpaque(recipient, story));
      await browse(stage, { ...setting, script: false }, async (walk) => {
        const { driver } = walk;
        await driver.goto(`${stage.relays[0].url}/`);
        await driver.choose('#sealed', [plain]);
        await driver.submit('form[action="/upload"] button');
        const refusal = await driver.text();
        for (const words of FOUR_REFUSALS) assert.ok(words.test(refusal), refusal);
        assert.ok(!stage.relays.some((relay) => relay.holds(story)), 'a plain file is not kept, nor any of it');
        await driver.goto(`${stage.relays[0].url}/`);
        await driver.choose('#sealed', [sealed]);
        await driver.submit('form[action="/upload"] button');
        const receipt = await driver.text();
        assert.ok(receipt.includes(createHash('sha256').update(readFileSync(sealed)).digest('hex')), receipt);
        for (const words of [/SHA-256/, /[\u4e00-\u9fff]/, /reçu|arrivé/i, /Đã nhận/]) assert.ok(words.test(receipt), receipt);
        assert.ok(stage.relays[0].holdsLetter(readFileSync(sealed)));
      });
      stage.expected.push({ message: story });
    },
  };
}

/** Each language says it in its own words; the page's own tests hold the wording. */
const FOUR_REFUSALS = [/age -r/, /[\u4e00-\u9fff]/, /chiffr|scell/i, /mã hóa|niêm phong/i];

/** With Tab, Enter, Space and arrows alone, from the first screen until the first cry has arrived. */
export function byKeyboard(setting: Setting): Corner {
  return {
    name: 'by keyboard alone',
    setting,
    run: (stage) =>
      browse(stage, setting, async (walk) => {
        const { driver } = walk;
        await walk.driver.goto(`${stage.relays[0].url}/`);
        const tabTo = async (what: string, isThere: (wanted: string) => boolean, wanted: string): Promise<void> => {
          walk.step = `Tab to ${what}`;
          for (let presses = 0; presses < 120; presses++) {
            await driver.press('Tab');
            if (await driver.run(isThere, wanted)) return;
          }
          throw new Error(`Tab does not reach ${what}`);
        };
        const onText = (wanted: string): boolean => document.activeElement?.textContent === wanted;
        const onMatch = (wanted: string): boolean => document.activeElement?.matches(wanted) === true;
        await tabTo('the language', onMatch, `.languages [lang="${setting.language}"]`);
        await driver.press('Enter');
        await tabTo('asking for help', onText, walk.t('way-ask'));
        await driver.press('Enter');
        await walk.heading('programmes-title');
        assert.ok(await driver.run(() => document.activeElement?.tagName === 'H1', undefined), 'every step begins at its heading');
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
        assert.ok(await driver.run(() => document.activeElement?.matches('.leave') === true, undefined), 'leaving is one step back');
        await tabTo('the most urgent', onText, walk.t('tool-urgent'));
        await driver.press('Enter');
        await tabTo('what happened', onMatch, 'textarea[id^="what_happened-"]');
        for (const character of 'now') await driver.press(character);
        await tabTo('sending', onText, walk.t('urgent-send'));
        await driver.press('Enter');
        await walk.heading('done-title-first', {}, 60);
      }),
  };
}

/** On a bad link and a slow phone: how long until there is something to read, and until the first cry has arrived. */
export function slowLink(setting: Setting): Corner {
  const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
  return {
    name: '50 kbit/s, 400 ms, a processor 6 times slower',
    setting,
    run: (stage) =>
      browse(stage, setting, async (walk) => {
        const { driver } = walk;
        driver.network.link = { bytesPerSecond: 6250, delay: 200 };
        if (setting.browser === 'chromium') await driver.slowDown(6);
        let began = performance.now();
        await driver.goto(`${stage.relays[0].url}/`);
        await walk.until('the first screen', () => document.querySelector('.ways') !== null, undefined, 180);
        const first = seconds(began);
        await driver.click(`.languages [lang="${setting.language}"]`);
        await walk.press('way-ask');
        began = performance.now();
        await driver.click('.programmes .main');
        await walk.until('a topic', () => document.querySelector('.screen-topic') !== null, undefined);
        const topic = seconds(began);
        await walk.option('asking', 'self');
        await walk.select('select[id^="country-"]', 'CN');
        await walk.press('tool-urgent');
        await driver.type('textarea[id^="what_happened-"]', STORY[setting.language]);
        began = performance.now();
        await walk.press('urgent-send');
        await walk.heading('done-title-first', {}, 180);
        console.log(`           first screen after ${first}; a topic is drawn in ${topic}; the first cry has arrived after ${seconds(began)}`);
      }),
  };
}

/** A large file is sealed and sent in flat memory, and is at the desk to its last byte. */
export function large(setting: Setting, megabytes: number): Corner {
  const story = `${megabytes} MiB at once, ${nameOf(setting)}`;
  return {
    name: `${megabytes} MiB`,
    setting,
    run: async (stage) => {
      const file = stage.path(`${setting.browser}-${megabytes}.bin`);
      const content = Buffer.alloc(megabytes << 20, story);
      writeFileSync(file, content);
      await browse(stage, setting, async (walk) => {
        const { driver } = walk;
        await walk.start(`${stage.relays[0].url}/`);
        // The heap of the script where a browser tells it, and what all its processes hold for themselves.
        const heap = (): Promise<number> => driver.run(() => (performance as never as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0, undefined);
        const before = { heap: await heap(), resident: driver.residentBytes() };
        const most = { heap: 0, resident: 0 };
        const look = async (): Promise<void> => {
          most.heap = Math.max(most.heap, (await heap()) - before.heap);
          most.resident = Math.max(most.resident, driver.residentBytes() - before.resident);
        };
        let began = performance.now();
        await addSomething(walk, `${stage.relays[0].url}/`, story, file);
        await look();
        const read = performance.now() - began;
        began = performance.now();
        await walk.press('review-send');
        walk.step = 'sealing and sending';
        while (!(await driver.run(() => document.querySelector('.screen-done') !== null, undefined))) {
          await look();
          assert.ok(performance.now() - began < 400_000, 'it takes longer than 400 s');
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        const mebi = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
        console.log(
          `           read in ${(read / 1000).toFixed(1)} s, sealed and sent in ${((performance.now() - began) / 1000).toFixed(1)} s; ` +
            `more memory by at most ${mebi(most.resident)}${most.heap > 0 ? `, heap by ${mebi(most.heap)}` : ''}`,
        );
        // The same however large the file: what is collected late, not what is kept.
        assert.ok(most.heap < 128 * 2 ** 20, `the heap grew by ${mebi(most.heap)}`);
        // Chromium keeps the sealed pieces in its own store, which may be memory: once, and not twice. Firefox puts them on
        // disk and collects late: 440 MiB with a file of 50 MiB, 460 with one of 150.
        const bound = setting.browser === 'firefox' ? 600 : 2 * megabytes + 250;
        assert.ok(most.resident < bound * 2 ** 20, `memory grew by ${mebi(most.resident)}`);
      });
      stage.expected.push({ message: story, sha256: createHash('sha256').update(content).digest('hex') });
    },
  };
}
