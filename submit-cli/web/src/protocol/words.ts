// The word lists in which receipts and fingerprints are shown: BIP-39's. Words and four-digit numbers are two
// spellings of the same thing, the place in a list of 2048.

import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { utf8Length, type Bytes } from './bytes.ts';
import type { Language } from './language.ts';

export type WordList = 'english' | 'simplified-chinese' | 'french';

/** In the order in which they are tried. */
export const WORD_LISTS: readonly WordList[] = ['english', 'simplified-chinese', 'french'];

const BITS_PER_WORD = 11;
const PLACES = 2048;
/** Nobody types more than this for 12 words; what is longer is refused before it is looked at. */
const TYPED_MAX_BYTES = 4096;

export type WordsErrorKind = 'too-long' | 'unknown-word' | 'wrong-checksum' | 'wrong-count';

/** Why typed text is not a receipt or a fingerprint. Never repeats what was typed. */
export class WordsError extends Error {
  readonly kind: WordsErrorKind;
  /** Of an unknown word, from 1. */
  readonly position: number;
  /** Of a wrong count. */
  readonly found: number;
  readonly expected: number;

  constructor(kind: WordsErrorKind, { position = 0, found = 0, expected = 0 } = {}) {
    super(kind);
    this.name = 'WordsError';
    this.kind = kind;
    this.position = position;
    this.found = found;
    this.expected = expected;
  }
}

/** BIP-39 publishes the French list decomposed; screens show composed accents more reliably. */
const WORDS: Readonly<Record<WordList, readonly string[]>> = {
  english,
  'simplified-chinese': chinese,
  french: french.map((word) => word.normalize('NFC')),
};

const KEYS = new Map<WordList, ReadonlyMap<string, number>>();

/** The list that a speaker of a language is shown. There is no Vietnamese one. */
export function wordListFor(language: Language): WordList {
  return language === 'zh-Hans' ? 'simplified-chinese' : language === 'fr' ? 'french' : 'english';
}

export function wordAt(list: WordList, place: number): string {
  const word = WORDS[list][place];
  if (word === undefined) throw new RangeError('no such place in a word list');
  return word;
}

/** The words that begin with `prefix`, in the order of the list; accents and case do not count. */
export function complete(list: WordList, prefix: string): string[] {
  const wanted = folded(prefix.trim());
  if (wanted === '') return [];
  return [...keysOf(list)].filter(([key]) => key.startsWith(wanted)).map(([, place]) => wordAt(list, place));
}

export function isWord(list: WordList, text: string): boolean {
  return keysOf(list).has(folded(text.trim()));
}

export function numberText(place: number): string {
  return String(place).padStart(4, '0');
}

/** Cuts bytes into `count` places of 11 bits, first bit first. */
export function placesOf(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let place = 0;
    for (let bit = index * BITS_PER_WORD; bit < (index + 1) * BITS_PER_WORD; bit++) {
      place = (place << 1) | ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
    }
    return place;
  });
}

/** The reverse of `placesOf`. */
export function bytesOf(places: readonly number[], length: number): Bytes {
  const bytes = new Uint8Array(length);
  places.forEach((place, index) => {
    for (let bit = 0; bit < BITS_PER_WORD; bit++) {
      const at = index * BITS_PER_WORD + bit;
      if ((place >> (BITS_PER_WORD - 1 - bit)) & 1) bytes[at >> 3]! |= 1 << (7 - (at & 7));
    }
  });
  return bytes;
}

/**
 * Reads words of one list, or numbers, and returns what they can mean, which is at least one thing. English and
 * French share words at different places, so a line can in principle be both; the caller's checksum decides.
 */
export function readPlaces(text: string, expected: number): number[][] {
  if (utf8Length(text) > TYPED_MAX_BYTES) throw new WordsError('too-long');
  let tokens = folded(text)
    .split(/[^\p{Alphabetic}\p{N}]+/u)
    .flatMap(charactersApart);
  tokens = withoutListNumbers(tokens, expected);
  if (tokens.length > 0 && tokens.every(isNumber)) return [readNumbers(tokens, expected)];
  if (tokens.length !== expected) throw new WordsError('wrong-count', { found: tokens.length, expected });

  const readings: number[][] = [];
  // Which list was meant: the one that knows most of the words.
  let mostKnown = 0;
  let unknown = 0;
  for (const list of WORD_LISTS) {
    const keys = keysOf(list);
    const places = tokens.map((token) => keys.get(token) ?? -1);
    const firstUnknown = places.indexOf(-1);
    const known = places.filter((place) => place >= 0).length;
    if (firstUnknown < 0) readings.push(places);
    else if (known > mostKnown) [mostKnown, unknown] = [known, firstUnknown];
  }
  if (readings.length === 0) throw new WordsError('unknown-word', { position: unknown + 1 });
  return readings;
}

/** Reads numbers: `expected` of them with or without leading zeros, or four times as many digits in any groups. */
function readNumbers(tokens: readonly string[], expected: number): number[] {
  const isListed = tokens.length === expected && tokens.every((token) => token.length <= 4);
  const digits = tokens.map((token) => (isListed ? token.padStart(4, '0') : token)).join('');
  if (digits.length !== 4 * expected) {
    // Rounded away from the right count: 47 digits are 11 numbers, 49 are 13.
    const found = digits.length < 4 * expected ? Math.floor(digits.length / 4) : Math.ceil(digits.length / 4);
    throw new WordsError('wrong-count', { found, expected });
  }
  return Array.from({ length: expected }, (_, index) => {
    const place = Number(digits.slice(4 * index, 4 * index + 4));
    if (place >= PLACES) throw new WordsError('unknown-word', { position: index + 1 });
    return place;
  });
}

function isNumber(token: string): boolean {
  return /^[0-9]+$/.test(token);
}

/** Drops the numbers of a numbered list, `1. … 2. …`, as a receipt may be written down. */
function withoutListNumbers(tokens: string[], expected: number): string[] {
  const isNumbered =
    tokens.length === 2 * expected &&
    tokens.every((token, at) => at % 2 === 1 || (isNumber(token) && Number(token) === at / 2 + 1));
  return isNumbered ? tokens.filter((_, at) => at % 2 === 1) : tokens;
}

/** Cuts ideographs apart: Chinese words are written without anything between them. */
function charactersApart(token: string): string[] {
  return token.split(/([\u{2E80}-\u{10FFFF}])/u).filter((part) => part !== '');
}

/** Makes everything equal that people may type for the same word: Unicode forms, accents, case. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function keysOf(list: WordList): ReadonlyMap<string, number> {
  let keys = KEYS.get(list);
  if (keys === undefined) {
    keys = new Map(WORDS[list].map((word, place) => [folded(word), place]));
    KEYS.set(list, keys);
  }
  return keys;
}
