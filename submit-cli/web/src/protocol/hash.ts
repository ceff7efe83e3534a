// SHA-256 of what is in memory and of what is too large for it, and the key derivations of the protocol.

import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as sha256Of } from '@noble/hashes/sha2.js';
import { concat, utf8, type Bytes } from './bytes.ts';
import { eachPiece, type Options } from './stream.ts';

/** Up to here the browser's own hash is used: it is faster, but wants everything in memory. */
const WHOLE_BYTES = 16 << 20;

export function sha256(...parts: Uint8Array[]): Bytes {
  const hash = sha256Of.create();
  for (const part of parts) hash.update(part);
  return hash.digest() as Bytes;
}

/** SHA-256 of a file of any size, with little memory. */
export async function sha256OfBlob(blob: Blob, options: Options = {}): Promise<Bytes> {
  if (blob.size <= WHOLE_BYTES) {
    options.signal?.throwIfAborted();
    const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
    options.onProgress?.(blob.size, blob.size);
    return new Uint8Array(digest);
  }
  const hash = sha256Of.create();
  await eachPiece(blob, (piece) => void hash.update(piece), options);
  return hash.digest() as Bytes;
}

export class Sha256 {
  readonly #hash = sha256Of.create();

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  digest(): Bytes {
    return this.#hash.digest() as Bytes;
  }
}

/** HKDF-SHA-256 with 32 bytes of output. */
export function derive(secret: Uint8Array, salt: Uint8Array, info: string): Bytes {
  return hkdf(sha256Of, secret, salt, utf8(info), 32) as Bytes;
}

export function mac(key: Uint8Array, ...parts: Uint8Array[]): Bytes {
  return hmac(sha256Of, key, concat(...parts)) as Bytes;
}
