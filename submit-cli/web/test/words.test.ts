// Lists that both implementations hold: words, countries, languages; names and days.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { safeName } from '../src/protocol/attachment.ts';
import { fromBase64, fromHex, randomBelow, toBase64 } from '../src/protocol/bytes.ts';
import { COUNTRIES, countriesIn, countryByCode } from '../src/protocol/country.ts';
import { isDay, isFuzzyDate, isTime } from '../src/protocol/day.ts';
import { LANGUAGES, matchLanguage, say } from '../src/protocol/language.ts';
import { complete, isWord, WORD_LISTS, wordAt, wordListFor } from '../src/protocol/words.ts';
import { ROOT } from './files.ts';

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

test('countries are those of crypto-core', () => {
  const table = readFileSync(join(ROOT, 'crypto-core/src/country/table.rs'), 'utf8');
  const rows = [...table.matchAll(/row\("(..)", \["(.*)", "(.*)", "(.*)", "(.*)"\], \[(\d+), (\d+), (\d+), (\d+)\]\)/g)];
  assert.equal(rows.length, 249);
  assert.deepEqual(COUNTRIES.map(({ code, names }) => [code, ...LANGUAGES.map((language) => names[language])]), rows.map((row) => row.slice(1, 6)));
  LANGUAGES.forEach((language, column) => {
    const sorted = [...rows].sort((a, b) => Number(a[6 + column]) - Number(b[6 + column]));
    assert.deepEqual(countriesIn(language).map(({ code }) => code), sorted.map((row) => row[1]));
  });
  assert.equal(countryByCode('VN')?.names.vi, 'Việt Nam');
  assert.equal(countryByCode('vn'), undefined);
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
