// What `cargo xtask test` runs: both browsers the whole way in all four languages, and one of everything else.
//   node run.mjs everyday.ts [--all] [part of a name …]
// With --all: every language in every setting, every refusal, Chromium with 200 MiB, Firefox with 150.

import assert from 'node:assert/strict';
import { LANGUAGES } from '../../src/protocol/language.ts';
import * as corners from './corners.ts';
import type { Limits } from './stage/relay.ts';
import { Stage } from './stage/stage.ts';
import { nameOf, Visitor, type Setting } from './visitor.ts';

const isAll = process.argv.includes('--all');

const ALL: readonly Setting[] = LANGUAGES.flatMap((language) => [
  { browser: 'chromium', language, axe: true, keepTraces: true },
  { browser: 'chromium', language, axe: true, dark: true, reducedMotion: true },
  { browser: 'chromium', language, axe: true, zoom: 2 },
  { browser: 'firefox', language, axe: true, keepTraces: true },
  { browser: 'firefox', language, axe: true, dark: true, zoom: 2 },
  { browser: 'firefox', language, safer: true, reducedMotion: true },
  { browser: 'firefox', language, safer: true, onion: true },
]);

const SETTINGS: readonly Setting[] = isAll ? ALL : [
  { browser: 'chromium', language: 'en', axe: true },
  { browser: 'firefox', language: 'en', axe: true },
  { browser: 'chromium', language: 'zh-Hans', axe: true, dark: true, reducedMotion: true },
  { browser: 'firefox', language: 'zh-Hans', dark: true },
  { browser: 'chromium', language: 'fr', axe: true, zoom: 2, keepTraces: true },
  { browser: 'firefox', language: 'fr', safer: true, reducedMotion: true },
  { browser: 'chromium', language: 'vi', axe: true, dark: true },
  { browser: 'firefox', language: 'vi', safer: true, onion: true, keepTraces: true },
];

const EN: Setting = { browser: 'chromium', language: 'en', axe: true };
const FIREFOX: Setting = { browser: 'firefox', language: 'en' };

/** Those that leave the relays alone, one line of work for each browser. */
const CORNERS: readonly corners.Corner[] = [
  corners.changedPage({ ...EN, language: 'zh-Hans', dark: true }),
  corners.changedPage(FIREFOX),
  corners.insecure({ ...EN, language: 'vi' }),
  corners.fromFile({ ...EN, language: 'fr' }),
  corners.fromFile({ ...FIREFOX, language: 'vi' }),
  corners.leaving(EN),
  corners.leaving({ ...FIREFOX, language: 'zh-Hans' }),
  corners.byKeyboard(EN),
  corners.byKeyboard({ ...FIREFOX, language: 'fr' }),
  corners.withoutScript(EN),
  corners.withoutScript(FIREFOX),
];

/** Mostly waiting: beside all the others. */
const SLOW = corners.slowLink(EN);

/** Measured, so alone. */
const LARGE = [corners.large(EN, 50), corners.large(FIREFOX, 50), ...(isAll ? [corners.large(EN, 200), corners.large(FIREFOX, 150)] : [])];

/** What relays answer, and the settings that make them. A letter of 64 KiB is the least that a relay must take. */
const ANSWERS: readonly [string, Limits | 'nothing'][] = [
  ['no-room', { free_bytes: 2 ** 60 }],
  ['busy', { requests_per_minute: 1 }],
  ['no-answer', 'nothing'],
];

/** Those that take a relay away: one after the other. */
const TROUBLES: readonly corners.Corner[] = isAll ? [
  ...LANGUAGES.flatMap((language) => ANSWERS.flatMap(([answer, limits]) => [
    corners.refused({ ...EN, language }, answer, limits),
    corners.refused({ ...FIREFOX, language }, answer, limits),
  ])),
  ...LANGUAGES.flatMap((language) => [corners.tooLarge({ ...EN, language }), corners.tooLarge({ ...FIREFOX, language })]),
  corners.killed(EN, 20),
  corners.killed(FIREFOX, 20),
  corners.silent(EN),
  corners.silent(FIREFOX),
] : [
  corners.tooLarge({ ...EN, language: 'fr' }),
  corners.refused({ ...EN, language: 'zh-Hans' }, 'no-room', { free_bytes: 2 ** 60 }),
  corners.refused({ ...FIREFOX, language: 'fr' }, 'busy', { requests_per_minute: 1 }),
  corners.refused({ ...EN, language: 'vi', dark: true }, 'no-answer', 'nothing'),
  corners.killed(EN, 8),
  corners.killed({ ...FIREFOX, language: 'vi' }, 8),
  corners.silent({ ...EN, language: 'fr' }),
];

const wanted = process.argv.slice(2).filter((part) => part !== '--all');
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((part) => name.includes(part));
const settings = SETTINGS.filter((setting) => isWanted(`way: ${nameOf(setting)}`));
const title = ({ name, setting }: corners.Corner): string => `${nameOf(setting)}: ${name}`;
const began = performance.now();
const failures: unknown[] = [];

/** Runs one thing and says how long it took; what fails does not stop the others. */
async function step(name: string, work: () => Promise<unknown>): Promise<boolean> {
  const start = performance.now();
  try {
    await work();
    console.log(`  ${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
    return true;
  } catch (error) {
    failures.push(error);
    console.error(`\nFAILED: ${name}\n${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** One line of work for each browser, side by side. */
async function sideBySide(work: (visitor: Visitor) => Promise<void>, what: string): Promise<void> {
  await Promise.all(
    (['chromium', 'firefox'] as const).map(async (browser) => {
      for (const visitor of visitors.filter(({ setting }) => setting.browser === browser)) {
        // Whoever did not come through has nothing to read later.
        if (!(await step(`${nameOf(visitor.setting)}: ${what}`, () => work(visitor)))) visitors = visitors.filter((other) => other !== visitor);
      }
    }),
  );
}

const stage = await Stage.open([`${'a'.repeat(56)}.onion`, `${'b'.repeat(56)}.onion`]);
let visitors = settings.map((setting) => new Visitor(stage, setting));
console.log(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  a desk and two relays`);
try {
  const slow = isWanted(title(SLOW)) ? step(title(SLOW), () => SLOW.run(stage)) : Promise.resolve(true);
  await sideBySide((visitor) => visitor.ask(), 'asks');
  await Promise.all(
    (['chromium', 'firefox'] as const).map(async (browser) => {
      const own = CORNERS.filter((corner) => corner.setting.browser === browser && isWanted(title(corner)));
      for (const corner of own) await step(title(corner), () => corner.run(stage));
    }),
  );
  await slow;
  for (const corner of [...LARGE, ...TROUBLES].filter((other) => isWanted(title(other)))) await step(title(corner), () => corner.run(stage));
  await step('the desk opens everything, and answers', async () => {
    await stage.roundTrip();
    const cases = await stage.cases();
    for (const visitor of visitors) await visitor.isAtDesk(cases);
    await stage.roundTrip();
  });
  await sideBySide((visitor) => visitor.read(), 'reads the answer, and adds something');
  await step('the desk has what was added', async () => {
    await stage.roundTrip();
    const cases = await stage.cases();
    for (const visitor of visitors) visitor.isAnswered(cases);
    const letters = [...cases.values()].flatMap((shown) => shown.letters);
    for (const wanted of stage.expected) {
      if ('answer' in wanted) {
        const found = [...cases.values()].filter(({ answers }) => answers.some(({ text }) => text === wanted.answer));
        assert.equal(found.length, wanted.times, `the desk has: ${wanted.answer}`);
        continue;
      }
      const letter = letters.find((other) => other.message === wanted.message);
      assert.ok(letter !== undefined, `the desk has: ${wanted.message}`);
      if (wanted.sha256 !== undefined) assert.deepEqual(letter.attachments.map((file) => file.sha256), [wanted.sha256], wanted.message);
    }
  });
} finally {
  await stage.close();
}
console.log(`browsers: ${Math.round((performance.now() - began) / 1000)} s, ${failures.length} failures`);
if (failures.length > 0) process.exitCode = 1;
