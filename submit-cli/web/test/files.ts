// Where the tests find what they share with the other implementation.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

declare const __WEB__: string;
declare const __ROOT__: string;

/** submit-cli/web */
export const WEB = __WEB__;
/** The repository. */
export const ROOT = __ROOT__;

// Vectors are free-form; what a test reads from them it asserts on.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Vector = any;

export function vectors(name: string): Vector {
  return JSON.parse(readFileSync(join(ROOT, 'tests/vectors', name), 'utf8'));
}

export function hex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

export function base64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
