// Byte strings: joining, comparing, and the texts they are written as.

import { ProtocolError } from './error.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
// `ignoreBOM` keeps a byte order mark in the text: dropping it would give two spellings of one text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

/** Reads UTF-8; throws `malformed` if it is none. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProtocolError('malformed', 'not UTF-8');
  }
}

/** Length in bytes as UTF-8. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}

export function concat(...parts: Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Compares without telling by its time where the difference is. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a[at]! ^ b[at]!;
  return difference === 0;
}

/** Says whether every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  let seen = 0;
  for (let at = 0; at < bytes.length; at++) seen |= bytes[at]!;
  return seen === 0;
}

export function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Reads lower-case hex of exactly `length` bytes: an id has one spelling. */
export function fromHex(text: unknown, length: number): Bytes {
  if (typeof text !== 'string' || text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) {
    throw new ProtocolError('malformed', `not ${length} bytes in hexadecimal`);
  }
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The longest is a certificate. */
const BASE64_MAX_CHARS = 16_384;

/** Reads base64 with padding; refuses a second spelling of the same bytes. */
export function fromBase64(text: unknown): Bytes {
  if (typeof text === 'string' && text.length <= BASE64_MAX_CHARS && BASE64.test(text)) {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    if (toBase64(bytes) === text) return bytes;
  }
  throw new ProtocolError('malformed', 'not base64');
}

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Draws evenly from 0 to `below` − 1; `below` is at most 256. */
export function randomBelow(below: number): number {
  // What lies above the last whole multiple is drawn again, or small numbers would come more often.
  const limit = 256 - (256 % below);
  for (;;) {
    const byte = randomBytes(1)[0]!;
    if (byte < limit) return byte % below;
  }
}
