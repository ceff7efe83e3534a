// What the age library takes from `@scure/base`, for the page: a third of the length, and the browser's own base64.
// trim.mjs puts it in the place of the whole library.

import { decode, encode, fromWords, toWords } from './bech32.ts';
import { fromBase64, toBase64 } from './bytes.ts';

export const bech32 = {
  encode,
  decode,
  toWords,
  fromWords,
  encodeFromBytes: (prefix: string, bytes: Uint8Array): string => encode(prefix, toWords(bytes)),
  decodeToBytes: (text: string): { prefix: string; bytes: Uint8Array } => {
    const { prefix, words } = decode(text);
    return { prefix, bytes: fromWords(words) };
  },
};

export const base64 = { encode: toBase64, decode: fromBase64 };

export const base64nopad = {
  encode: (bytes: Uint8Array): string => toBase64(bytes).replace(/=+$/, ''),
  decode: (text: string): Uint8Array => {
    // With padding of its own it would be another spelling of the same bytes.
    if (text.endsWith('=')) throw new Error('not base64 without padding');
    return fromBase64(text.padEnd(text.length + ((4 - (text.length % 4)) % 4), '='));
  },
};
