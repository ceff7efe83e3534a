// What reads untrusted bytes: CBOR, JSON, Bech32.

import assert from 'node:assert/strict';
import nodeCrypto from 'node:crypto';
import { test } from 'node:test';
// By its place: by its name the page's own comes in its stead.
import { bech32 } from '../node_modules/@scure/base/index.js';
import { base64nopad } from '../src/protocol/age_base.ts';
import { decode as decode32, encode as encode32, fromWords, toWords } from '../src/protocol/bech32.ts';
import { canonicalJson, parseJson } from '../src/protocol/canonical_json.ts';
import { decode, encode, HEADER_LIMITS, type Cbor } from '../src/protocol/cbor.ts';
import { ProtocolError } from '../src/protocol/error.ts';
import { hex, toHex } from './files.ts';

const refused = (run: () => unknown, code: string, what: string): void => {
  assert.throws(run, (error) => error instanceof ProtocolError && error.code === code, what);
};

test('CBOR takes the subset', () => {
  const good: [string, Cbor][] = [
    ['00', 0],
    ['1818', 24],
    ['1a00010000', 65_536],
    ['1b0020000000000000', 2n ** 53n],
    ['1b001fffffffffffff', 2 ** 53 - 1],
    ['1bffffffffffffffff', 2n ** 64n - 1n],
    ['20', -1],
    ['3bffffffffffffffff', -(2n ** 64n)],
    ['4101', Uint8Array.of(1)],
    ['6161', 'a'],
    ['63efbbbf', '\ufeff'],
    ['80', []],
    ['a0', new Map()],
    ['a16161f5', new Map([['a', true]])],
    ['f6', null],
    ['a10001', new Map([[0, 1]])],
    ['a1695f5f70726f746f5f5f01', new Map([['__proto__', 1]])],
    ['820102', [1, 2]],
  ];
  for (const [bytes, value] of good) {
    assert.deepEqual(decode(hex(bytes)), value, bytes);
    assert.equal(toHex(encode(value)), bytes);
  }
});

test('CBOR refuses the rest', () => {
  for (const bytes of [
    '', '0000', '1800', '190018', '1a00000001', '1b00000000ffffffff', '9fff', '5f4101ff', 'c000', 'f93c00', 'fb3ff0000000000000',
    'f7', 'f8ff', 'ff', '1c', '61ff', '63eda080', 'a14100f5', 'a120f5', 'a2616100616100', '5b7fffffffffffffff',
    '9b4000000000000000', 'bbffffffffffffffff', '8201', '1bffffffff',
  ]) {
    refused(() => decode(hex(bytes)), 'malformed', bytes);
  }
});

test('CBOR is bounded in depth, items and length', () => {
  const nested = (depth: number) => Uint8Array.of(...Array<number>(depth).fill(0x81), 0);
  assert.ok(decode(nested(16)));
  refused(() => decode(nested(17)), 'malformed', 'depth');
  const deep = new Uint8Array(900_001).fill(0x81);
  deep[900_000] = 0;
  refused(() => decode(deep), 'malformed', 'great depth');
  const many = new Uint8Array(5 + 65_536);
  many.set([0x9a, 0, 1, 0, 0]);
  refused(() => decode(many), 'malformed', 'items');
  const most = new Uint8Array(3 + 65_535);
  most.set([0x99, 0xff, 0xff]);
  assert.equal((decode(most) as Cbor[]).length, 65_535);
  refused(() => decode(new Uint8Array(HEADER_LIMITS.bytes + 1)), 'malformed', 'length');
});

test('CBOR leaves out what has no value, and takes no fraction', () => {
  assert.equal(toHex(encode({ a: undefined, b: 1 })), 'a1616201');
  refused(() => encode(1.5), 'malformed', 'fraction');
  refused(() => encode(2 ** 53), 'malformed', 'inexact');
});

test('JSON has one meaning', () => {
  assert.deepEqual({ ...(parseJson(' {"a" : [1, -5, true, null, "\\u00e9\\n"] } ', 100) as object) }, { a: [1, -5, true, null, 'é\n'] });
  const record = parseJson('{"__proto__":1,"constructor":2}', 100) as Record<string, unknown>;
  assert.deepEqual(Object.keys(record), ['__proto__', 'constructor']);
  assert.equal((parseJson('{}', 10) as Record<string, unknown>)['constructor'], undefined);
  for (const text of [
    '', '{', '{}x', '[1,]', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '1.0', '1e3', '01', '-0', '+1', '9007199254740992', '.5', 'nul', 'True',
    '"\\x"', '"\n"', "'a'", '{a:1}', '[1 2]', '"\\ud800"', '"a', '"\\u12"', '//', '\ufeff1', '[1],', '\u00a01',
    '['.repeat(33) + ']'.repeat(33),
  ]) {
    refused(() => parseJson(text, 1000), 'not-json', text);
  }
  const long = JSON.stringify('\\"é\n'.repeat(1_000_000));
  assert.equal(parseJson(long, 1 << 24), JSON.parse(long));
  refused(() => parseJson(long.slice(0, -1), 1 << 24), 'not-json', 'long and cut off');
  assert.ok(parseJson('['.repeat(32) + ']'.repeat(32), 1000));
  refused(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22), 100), 'not-json', 'not UTF-8');
  refused(() => parseJson('"aaaaaaaaaa"', 11), 'limit', 'length');
});

test('canonical JSON is that of RFC 8785', () => {
  // The example of 3.2.3, and the strings of 3.2.2.
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\u{1f600}': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  assert.equal(
    canonicalJson(value),
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
      '"\u20ac":"Euro Sign","\u{1f600}":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
  assert.equal(
    canonicalJson(['\u20ac$\u000f\nA\'B"\\\\"/\u007f\u0000', -5, true, null, {}, []]),
    '["\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\\u0000",-5,true,null,{},[]]',
  );
});

test('bech32 is that of the library which it replaces', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 31, 32, 33, 1216]) {
    const bytes = nodeCrypto.randomBytes(length);
    const text = bech32.encode('age1pq', bech32.toWords(bytes), false);
    assert.equal(encode32('AGE1pq', toWords(bytes)), text);
    for (const spelled of [text, text.toUpperCase()]) {
      const { prefix, words } = decode32(spelled);
      assert.equal(prefix, 'age1pq');
      assert.deepEqual(fromWords(words), new Uint8Array(bytes));
    }
    const at = 7 + Math.floor(Math.random() * (text.length - 7));
    const other = text[at] === 'q' ? 'p' : 'q';
    assert.throws(() => decode32(text.slice(0, at) + other + text.slice(at + 1)));
    assert.throws(() => decode32(text.slice(0, -1)));
    assert.throws(() => decode32(`A${text.slice(1)}`));
  }
  for (const odd of ['', '1', 'a', 'a1', '1qqqqqq', 'a1qqqqqb', 'é1qqqqqqq']) assert.throws(() => decode32(odd), odd);
  // BIP-173: padding that is not zero, or a whole number too much.
  assert.throws(() => fromWords([1]));
  assert.throws(() => fromWords([0, 1]));
  assert.deepEqual(fromWords([0, 0]), new Uint8Array(1));
});

test('base64 without padding has one spelling', () => {
  for (const length of [0, 1, 2, 3, 4, 16, 1120]) {
    const bytes = new Uint8Array(nodeCrypto.randomBytes(length));
    assert.equal(base64nopad.encode(bytes), Buffer.from(bytes).toString('base64').replace(/=+$/, ''));
    assert.deepEqual(base64nopad.decode(base64nopad.encode(bytes)), bytes);
  }
  for (const odd of ['A', 'AA==', 'AB', 'AAB', 'AA A', 'AA-_']) assert.throws(() => base64nopad.decode(odd), odd);
});

test('a document of more than 100 000 values is refused, whatever its length', () => {
  const list = (values: number): string => `[${'0,'.repeat(values - 2)}0]`;
  assert.equal((parseJson(list(100_000), 1 << 20) as unknown[]).length, 99_999);
  refused(() => parseJson(list(100_001), 1 << 20), 'limit', 'too many');
});
