// The exact lengths that sealed files have (protocol 1). What a length tells about its content is its class.

import { ProtocolError } from './error.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** The longest sealed file: 256 MiB. */
export const LARGEST_SEALED_BYTES = 256 * MIB;
/** Sealed length of every reply. */
export const REPLY_BYTES = 8 * KIB;

const SMALL_CLASSES = [64 * KIB, 256 * KIB, MIB];
/** From here on every multiple is a class. */
const STEP_BYTES = 4 * MIB;

/** age seals the payload in pieces of 64 KiB with a tag of 16 bytes each. */
const CHUNK_BYTES = 64 * KIB;
const TAG_BYTES = 16;
/** More than any header and nonce: the class of a plaintext does not depend on random grease. */
const HEADER_ALLOWANCE_BYTES = 4 * KIB;
const REPLY_HEADER_ALLOWANCE_BYTES = 2 * KIB;

/** The plaintext that always fits, whatever the header's length. */
export function room(sealedBytes: number): number {
  const header = sealedBytes === REPLY_BYTES ? REPLY_HEADER_ALLOWANCE_BYTES : HEADER_ALLOWANCE_BYTES;
  return sealedBytes - header - TAG_BYTES * Math.ceil(sealedBytes / CHUNK_BYTES);
}

/** The smallest class of letters, drafts and parcels that holds so much plaintext; throws `too-large`. */
export function sealedLength(plaintextBytes: number): number {
  for (const small of SMALL_CLASSES) if (plaintextBytes <= room(small)) return small;
  for (let size = STEP_BYTES; size <= LARGEST_SEALED_BYTES; size += STEP_BYTES) {
    if (plaintextBytes <= room(size)) return size;
  }
  throw new ProtocolError('too-large');
}

/** Says whether letters, drafts and parcels may have this length. */
export function isClass(bytes: number): boolean {
  return (
    SMALL_CLASSES.includes(bytes) || (bytes >= STEP_BYTES && bytes <= LARGEST_SEALED_BYTES && bytes % STEP_BYTES === 0)
  );
}

/**
 * The plaintext that fits exactly behind a header of this length, nonce included; `undefined` if no payload has
 * the length that is left, because age has no empty last piece unless it is the only one.
 */
export function plaintextBehind(sealedBytes: number, headerBytes: number): number | undefined {
  const payload = sealedBytes - headerBytes;
  const chunks = Math.ceil(payload / (CHUNK_BYTES + TAG_BYTES));
  const plaintext = payload - TAG_BYTES * chunks;
  if (chunks < 1 || plaintext < 0 || (chunks > 1 && plaintext <= CHUNK_BYTES * (chunks - 1))) return undefined;
  return plaintext;
}
