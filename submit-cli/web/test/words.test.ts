// Lists that both implementations hold: words, countries, languages; names and days.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { safeName } from '../src/protocol/attachment.ts';
import { fromBase64, fromHex, randomBelow, toBase64 } from '../src/protocol/bytes.ts';
import { countriesIn, COUNTRY_CODES, countryName, isCountry } from '../src/protocol/country.ts';
import { isDay, isFuzzyDate, isTime } from '../src/protocol/day.ts';
import { LANGUAGES, matchLanguage, say } from '../src/protocol/language.ts';
import { complete, isWord, numberText, WORD_LISTS, wordAt, wordListFor } from '../src/protocol/words.ts';
import { readingsAt } from '../src/ui/pinyin.ts';
import { wordsOf } from '../hanzi.mjs';
import { ROOT } from './files.ts';

declare const __WEB__: string;
const WEB = __WEB__;

test('words are found after two letters', () => {
  assert.deepEqual(complete('english', 'ze'), ['zebra', 'zero']);
  assert.deepEqual(complete('french', 'Zé'), ['zèbre', 'zénith', 'zeste']);
  assert.deepEqual(complete('french', 'ze'), complete('french', 'ZE'));
  assert.deepEqual(complete('simplified-chinese', '的'), ['的']);
  for (const nothing of ['', '  ', '1', 'zz']) assert.deepEqual(complete('english', nothing), []);
  for (const list of WORD_LISTS) {
    assert.equal(new Set(Array.from({ length: 2048 }, (_, at) => wordAt(list, at))).size, 2048);
    assert.throws(() => wordAt(list, 2048));
  }
  assert.ok(isWord('french', 'zebre') && isWord('english', ' Zoo ') && !isWord('english', 'zoos'));
  assert.deepEqual(LANGUAGES.map(wordListFor), ['english', 'simplified-chinese', 'french', 'english']);
  // Two letters leave few enough words to tap on.
  const most = Math.max(...'abcdefghijklmnopqrstuvwxyz'.split('').flatMap((a) => 'abcdefghijklmnopqrstuvwxyz'.split('').map((b) => complete('english', a + b).length)));
  assert.ok(most < 60, String(most));
});

test('word lists come out of the page as they went in', () => {
  const library = join(WEB, 'node_modules/@scure/bip39/wordlists');
  for (const list of WORD_LISTS) {
    const words = wordsOf(readFileSync(join(library, `${list}.js`), 'utf8')) as string[];
    assert.deepEqual(words.map((_, place) => wordAt(list, place)), words.map((word) => word.normalize('NFC')), list);
  }
  const table = /READINGS = `([^`]+)`/.exec(readFileSync(join(WEB, 'src/ui/pinyin.ts'), 'utf8'))![1]!;
  const readings = table.trim().split(/\s+/);
  assert.equal(readings.length, 2048);
  readings.forEach((reading, place) => assert.deepEqual(readingsAt(place), reading.split('/'), numberText(place)));
});

test('countries are those of crypto-core', () => {
  const table = readFileSync(join(ROOT, 'crypto-core/src/country/table.rs'), 'utf8');
  const rows = [...table.matchAll(/row\("(..)", \["(.*)", "(.*)", "(.*)", "(.*)"\]/g)];
  assert.equal(rows.length, 249);
  assert.deepEqual(COUNTRY_CODES, rows.map(([, code]) => code));
  LANGUAGES.forEach((language, column) => {
    // The browser's names and the table's come from different years of CLDR: a few may differ, none may be missing.
    const others = rows.filter((row) => countryName(row[1]!, language) !== row[2 + column]);
    assert.ok(others.length <= 12, `${language}: ${others.map((row) => `${row[2 + column]} / ${countryName(row[1]!, language)}`).join('; ')}`);
    for (const code of COUNTRY_CODES) assert.notEqual(countryName(code, language), code, `${language} ${code}`);
    const listed = countriesIn(language);
    assert.deepEqual(listed.map(({ code }) => code).sort(), [...COUNTRY_CODES].sort());
    const order = new Intl.Collator(language);
    assert.ok(listed.every(({ name }, at) => at === 0 || order.compare(listed[at - 1]!.name, name) <= 0), language);
  });
  assert.equal(countryName('VN', 'vi'), 'Việt Nam');
  assert.equal(countryName('CN', 'zh-Hans'), '中国');
  assert.ok(isCountry('VN') && !isCountry('vn') && !isCountry('ZZ'));
});

test('a browser built without a language still names countries', () => {
  const whole = Intl.DisplayNames.supportedLocalesOf;
  Intl.DisplayNames.supportedLocalesOf = () => [];
  try {
    assert.equal(countryName('VN', 'vi'), 'VN');
    Intl.DisplayNames.supportedLocalesOf = (tags) => (String(tags) === 'en' ? ['en'] : []);
    assert.equal(countryName('VN', 'vi'), 'Vietnam');
  } finally {
    Intl.DisplayNames.supportedLocalesOf = whole;
  }
});

test('languages', () => {
  assert.equal(matchLanguage(['de-DE', 'zh-TW', 'en']), 'zh-Hans');
  assert.equal(matchLanguage(['vi_VN']), 'vi');
  assert.equal(matchLanguage([]), 'en');
  assert.equal(say({ en: 'a', fr: 'b' }, 'fr'), 'b');
  assert.equal(say({ en: 'a', fr: 'b' }, 'vi'), 'a');
  assert.equal(say({ fr: 'b' }, 'vi'), 'b');
});

test('days and times have one spelling', () => {
  for (const good of ['2026-11-23', '2024-02-29', '0001-01-01', '9999-12-31']) assert.ok(isDay(good), good);
  for (const bad of ['2026-11-31', '2026-02-29', '2026-1-1', '20261123', '2026-11-23T00:00', '', '2026-13-01', '2026-00-10']) {
    assert.ok(!isDay(bad), bad);
  }
  assert.ok(isTime('2026-11-23T14:05:09Z'));
  for (const bad of ['2026-11-23T14:05:09.5Z', '2026-11-23T14:05:09+00:00', '2026-11-23T14:05Z', '2026-11-23T24:00:00Z', '2026-11-31T00:00:00Z']) {
    assert.ok(!isTime(bad), bad);
  }
  for (const good of ['2026', '0001', '2026-11', '2026-11-23', '2024-02-29', '9999-12-31']) assert.ok(isFuzzyDate(good), good);
  for (const bad of ['', '26', '0000', '20266', '2026-', '2026-00', '2026-13', '2026-1', '2026/11', '2026-02-29', '0000-01', '２０２６', '-202']) {
    assert.ok(!isFuzzyDate(bad), bad);
  }
});

test('file names are made safe', () => {
  for (const [name, safe] of [
    ['photo.jpg', 'photo.jpg'], ['/home/someone/照片.jpg', '照片.jpg'], ['C:\\Users\\x\\a.pdf', 'a.pdf'], ['..', 'file'], ['', 'file'], ['a\u0000b\nc', 'abc'], ['a/', 'file'],
  ] as const) {
    assert.equal(safeName(name), safe);
  }
  assert.equal(Buffer.byteLength(safeName('ễ'.repeat(200))), 255);
});

test('texts of bytes have one spelling', () => {
  for (const bad of ['AA', 'AB==', 'AA=', 'A A=', 'AA==\n', '!!!!']) assert.throws(() => fromBase64(bad), { code: 'malformed' }, bad);
  assert.equal(toBase64(fromBase64('+/8=')), '+/8=');
  for (const bad of ['AB', '0', 'zz', '000', 5]) assert.throws(() => fromHex(bad, 1), { code: 'malformed' });
});

test('random choices are even', () => {
  const counts = new Array<number>(94).fill(0);
  for (let at = 0; at < 94_000; at++) counts[randomBelow(94)]!++;
  // 1000 each; 32 is one standard deviation.
  assert.ok(Math.min(...counts) > 800 && Math.max(...counts) < 1200);
});
