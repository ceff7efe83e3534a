// Signatures in minisign's format, prehashed kind only: Ed25519 over BLAKE2b-512 (protocol 9).

import { hashes, Point, verify } from '@noble/ed25519';
import { blake2b } from '@noble/hashes/blake2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equalBytes, fromBase64, utf8, utf8Length, type Bytes } from './bytes.ts';
import { malformed, ProtocolError } from './error.ts';
import { sha256 } from './hash.ts';
import { numberText, placesOf, wordAt, type WordList } from './words.ts';

// The library takes whatever hash it is given, once; without one it would ask the browser's, which answers later.
hashes.sha512 = sha512;

const KEY_ID_BYTES = 8;
const UNTRUSTED = 'untrusted comment: ';
const TRUSTED = 'trusted comment: ';
/** Longest `.minisig` text that is read. */
const TEXT_MAX_BYTES = 4096;
/** 88 bits, in 8 words of 11. */
const FINGERPRINT_BYTES = 11;
const FINGERPRINT_WORDS = 8;

/** What checks signatures. */
export class VerifyingKey {
  /** 32 bytes. */
  readonly bytes: Bytes;
  /** minisign's base64 line. */
  readonly text: string;

  /** Reads minisign's base64 line; throws `malformed` for a key that must not be used. */
  constructor(text: string) {
    const line = fromBase64(text);
    if (line.length !== 2 + KEY_ID_BYTES + 32 || line[0] !== 0x45 || line[1] !== 0x64) throw malformed('key');
    const bytes = line.slice(2 + KEY_ID_BYTES);
    // One key, one line: the id follows from the key.
    if (!equalBytes(line.subarray(2, 2 + KEY_ID_BYTES), keyIdOf(bytes)) || !isGoodPoint(bytes)) throw malformed('key');
    this.bytes = bytes;
    this.text = text;
  }

  /** Checks the `.minisig` file of a document; throws `signature` if anything about it is not right. */
  verify(document: Uint8Array, minisig: string): void {
    if (!this.#isSignedBy(document, minisig)) throw new ProtocolError('signature');
  }

  #isSignedBy(document: Uint8Array, minisig: string): boolean {
    if (utf8Length(minisig) > TEXT_MAX_BYTES) return false;
    const lines = minisig.replace(/\r?\n$/, '').split(/\r?\n/);
    const [untrusted = '', line = '', comment = '', global = ''] = lines;
    // minisign's own comments hold tabs.
    const hasControl = /(?!\t)\p{Cc}/u.test(untrusted + comment);
    if (lines.length !== 4 || !untrusted.startsWith(UNTRUSTED) || !comment.startsWith(TRUSTED) || hasControl) return false;
    let signed: Bytes;
    let sealed: Bytes;
    try {
      [signed, sealed] = [fromBase64(line), fromBase64(global)];
    } catch {
      return false;
    }
    // `ED`, prehashed. The legacy kind signs what a stranger may have chosen.
    if (signed.length !== 2 + KEY_ID_BYTES + 64 || signed[0] !== 0x45 || signed[1] !== 0x44) return false;
    if (!equalBytes(signed.subarray(2, 2 + KEY_ID_BYTES), keyIdOf(this.bytes))) return false;
    const signature = signed.subarray(2 + KEY_ID_BYTES);
    return (
      this.#verifies(blake2b(document, { dkLen: 64 }), signature) &&
      this.#verifies(concat(signature, utf8(comment.slice(TRUSTED.length))), sealed)
    );
  }

  #verifies(message: Uint8Array, signature: Uint8Array): boolean {
    // Strictly, and no point of small order: one signature fits one message.
    return (
      signature.length === 64 &&
      isGoodPoint(signature.subarray(0, 32)) &&
      verify(signature, message, this.bytes, { zip215: false })
    );
  }

  /** The fingerprint as 8 words. */
  words(list: WordList): string[] {
    return this.#fingerprint().map((place) => wordAt(list, place));
  }

  /** The fingerprint as 8 numbers, the same in every language. */
  numbers(): string[] {
    return this.#fingerprint().map(numberText);
  }

  #fingerprint(): number[] {
    const hash = sha256(utf8('sealpost/v1/fingerprint'), this.bytes).subarray(0, FINGERPRINT_BYTES);
    return placesOf(hash, FINGERPRINT_WORDS);
  }
}

function keyIdOf(key: Uint8Array): Bytes {
  return sha256(key).slice(0, KEY_ID_BYTES);
}

/** Says whether bytes are the one spelling of a point that is not of small order. */
function isGoodPoint(bytes: Uint8Array): boolean {
  try {
    return !Point.fromBytes(bytes, false).isSmallOrder();
  } catch {
    return false;
  }
}
