// Hybrid recipients and identities: `age1pq1…` and `AGE-SECRET-KEY-PQ-1…` (protocol 1).

import { MLKEM768X25519 } from '@noble/post-quantum/hybrid.js';
import { decode, encode, fromWords, toWords } from './bech32.ts';
import type { Bytes } from './bytes.ts';
import { ProtocolError } from './error.ts';

/** ML-KEM-768 encapsulation key 1184 ‖ X25519 public key 32. */
export const RECIPIENT_BYTES = 1216;

/** The modulus of ML-KEM (FIPS 203), and the bytes that hold 12-bit numbers below it. */
const MODULUS = 3329;
const NUMBERS_BYTES = 1152;

const PREFIX = 'age1pq';

/** Writes a recipient. */
export function recipientText(bytes: Uint8Array): string {
  return encode(PREFIX, toWords(checked(bytes)));
}

/** Reads a hybrid recipient; throws `bad-recipient` for any other kind. */
export function recipientBytes(text: string): Bytes {
  let bytes: Uint8Array;
  try {
    if (!text.startsWith(`${PREFIX}1`)) throw new Error();
    const { prefix, words } = decode(text);
    if (prefix !== PREFIX) throw new Error();
    bytes = fromWords(words);
  } catch {
    throw new ProtocolError('bad-recipient');
  }
  return checked(bytes);
}

/** FIPS 203, 7.2: an encapsulation key whose numbers are not reduced is not one. */
function checked(bytes: Uint8Array): Bytes {
  if (bytes.length !== RECIPIENT_BYTES) throw new ProtocolError('bad-recipient');
  for (let at = 0; at < NUMBERS_BYTES; at += 3) {
    const [a, b, c] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!];
    if ((a | ((b & 15) << 8)) >= MODULUS || ((b >> 4) | (c << 4)) >= MODULUS) {
      throw new ProtocolError('bad-recipient');
    }
  }
  return bytes as Bytes;
}

/** The recipient of an identity. */
export function recipientOfSeed(seed: Uint8Array): Bytes {
  return MLKEM768X25519.getPublicKey(seed) as Bytes;
}

/** Writes an identity. */
export function identityText(seed: Uint8Array): string {
  return encode('AGE-SECRET-KEY-PQ-', toWords(seed)).toUpperCase();
}
