// Leaves out of the page what it never uses, so that it stays small enough for a bad link. Every cut is checked: if a
// dependency no longer looks as expected, the build fails instead of cutting something else.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packedReadings, packedWords, wordsOf } from './hanzi.mjs';
import { moduleOf } from './messages.mjs';

/** Kinds of recipients that the page refuses anyway: it seals to hybrid ones alone. */
const UNUSED_KINDS = ['TagRecipient', 'HybridTagRecipient', 'X25519Recipient', 'X25519Identity', 'ScryptRecipient', 'ScryptIdentity'];

/** The age library without recipients of other kinds, and with them without two elliptic curves and scrypt. */
export function withoutOtherRecipients(source) {
  let text = source;
  for (const name of UNUSED_KINDS) {
    const begin = `export class ${name} {\n`;
    const parts = text.split(begin);
    const end = parts[1]?.indexOf('\n}\n') ?? -1;
    if (parts.length !== 2 || end < 0) throw new Error(`the age library has changed: no class ${name}`);
    const refuse = `    constructor() { throw new Error("not in this page"); }`;
    text = parts[0] + begin + refuse + parts[1].slice(end);
  }
  return text;
}

/** Combinations that the library makes at once, whether anyone asks for them or not. */
const UNUSED_KEMS = ['QSF_ml_kem768_p256', 'QSF_ml_kem1024_p384', 'QSFMLKEM768P256', 'QSFMLKEM1024P384'];

/** The key encapsulation library without what needs two elliptic curves more. */
export function withoutOtherKems(source) {
  let text = source;
  for (const name of UNUSED_KEMS) {
    const found = new RegExp(`^export const ${name} = .+;$`, 'm').exec(text);
    if (found === null) throw new Error(`the key encapsulation library has changed: no ${name}`);
    text = text.replace(found[0], '');
  }
  return text;
}

/** Curve25519 with the ladder alone: a table that only makes public keys faster needs the Edwards curve as well. */
export function withoutFastBase(source) {
  const begin = '        scalarMultBase: (k) => {\n';
  const parts = source.split(begin);
  const end = parts[1]?.indexOf('\n        },\n') ?? -1;
  if (parts.length !== 2 || end < 0) throw new Error('the curve library has changed: no scalarMultBase');
  return parts[0] + parts[1].slice(end + '\n        },\n'.length);
}

/**
 * A sorted word list without what each word shares with the word before it: `abandon`, `ability`, `able` become
 * `0abandon2ility3le`. A digit says how many letters stay.
 */
export function frontCoded(source) {
  let before = '';
  const coded = wordsOf(source).map((decomposed) => {
    const word = decomposed.normalize('NFC');
    let shared = 0;
    while (shared < 9 && shared < before.length && before[shared] === word[shared]) shared++;
    before = word;
    return shared + word.slice(shared);
  });
  return `let word = '';
export const wordlist = ${JSON.stringify(coded.join(''))}.match(/\\d\\D*/g).map((part) => (word = word.slice(0, part[0]) + part.slice(1)));
`;
}

/**
 * A library without the words of its errors. Nobody sees them: what goes wrong inside a library is named by the code
 * around it, in the person's language.
 */
export function withoutReasons(source) {
  const begin = /new (?:Range|Type)?Error\(|\berr\((?=['"`])/g;
  let text = '';
  let from = 0;
  for (let found; (found = begin.exec(source)) !== null; ) {
    const end = closing(source, begin.lastIndex);
    text += source.slice(from, begin.lastIndex);
    from = end;
    begin.lastIndex = end;
  }
  return text + source.slice(from);
}

/** The page's own modules without the words that only tests and those who read code ever see. */
export function withoutDetails(source) {
  return source.replace(/\bmalformed\('[^'\n]*'\)/g, "malformed('')").replace(/(ProtocolError\('[a-z-]+'), '[^'\n]*'\)/g, '$1)');
}

/** Where the bracket that was opened before `at` is closed. */
function closing(source, at) {
  const part = /\(|\)|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
  part.lastIndex = at;
  for (let depth = 1, found; (found = part.exec(source)) !== null; ) {
    if (found[0] === '(') depth++;
    if (found[0] === ')' && --depth === 0) return found.index;
  }
  throw new Error('a library has changed: an error without end');
}

const CHINESE_WORDS = fileURLToPath(new URL('node_modules/@scure/bip39/wordlists/simplified-chinese.js', import.meta.url));

const CUTS = [
  { file: /age-encryption[/\\]dist[/\\]recipients\.js$/, cut: withoutOtherRecipients },
  { file: /post-quantum[/\\]hybrid\.js$/, cut: withoutOtherKems },
  { file: /noble[/\\]curves[/\\]ed25519\.js$/, cut: withoutFastBase },
  { file: /wordlists[/\\](english|french)\.js$/, cut: frontCoded },
  { file: /wordlists[/\\]simplified-chinese\.js$/, cut: packedWords },
];

const OWN = /submit-cli[/\\]web[/\\]src[/\\]protocol[/\\][a-z_]+\.ts$/;
const AGE_BASE = fileURLToPath(new URL('src/protocol/age_base.ts', import.meta.url));
/** All but the one file of whose errors the page must know one from another. */
const LIBRARIES = /node_modules[/\\](@noble[/\\].*|age-encryption[/\\]dist[/\\](cbor|format|hpke|io|recipients|stream|webauthn|x25519))\.js$/;
const reasonless = (path, source) => (LIBRARIES.test(path) ? withoutReasons(source) : source);

export const trim = {
  name: 'trim',
  setup(build) {
    for (const { file, cut } of CUTS) {
      build.onLoad({ filter: file }, async ({ path }) => ({ contents: reasonless(path, cut(await readFile(path, 'utf8'))), loader: 'js' }));
    }
    build.onResolve({ filter: /^@scure\/base$/ }, () => ({ path: AGE_BASE }));
    build.onLoad({ filter: OWN }, async ({ path }) => ({ contents: withoutDetails(await readFile(path, 'utf8')), loader: 'ts' }));
    build.onLoad({ filter: LIBRARIES }, async ({ path }) => ({ contents: reasonless(path, await readFile(path, 'utf8')), loader: 'js' }));
    build.onLoad({ filter: /src[/\\]ui[/\\]pinyin\.ts$/ }, async ({ path }) => {
      const words = wordsOf(await readFile(CHINESE_WORDS, 'utf8'));
      return { contents: packedReadings(await readFile(path, 'utf8'), words), loader: 'ts' };
    });
    build.onLoad({ filter: /\.ftl$/ }, async ({ path }) => ({ contents: await moduleOf(path), loader: 'js' }));
  },
};
