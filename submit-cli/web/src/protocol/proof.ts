// Proofs of who wrote something, which convince the other side and no one else (protocol 3).

import { x25519 } from '@noble/curves/ed25519.js';
import { isZero, utf8, type Bytes } from './bytes.ts';
import { ProtocolError } from './error.ts';
import { derive, mac, sha256 } from './hash.ts';

export type ProofKind = 'letter' | 'reply';

/** The public half of an answer key, out of the organisation file. */
export interface AnswerKey {
  /** 8 bytes, which follow from the key. */
  readonly id: Bytes;
  /** X25519 public key, 32 bytes. */
  readonly key: Bytes;
}

export function answerKeyOf(key: Bytes): AnswerKey {
  return { id: sha256(utf8('sealpost/v1/answer key'), key).slice(0, 8), key };
}

/**
 * The proof over preamble and header of a frame. Throws `bad-recipient` for a key of low order: the secret would
 * be known to everyone, and anyone could make the proof.
 */
export function prove(
  ownSecret: Uint8Array,
  otherPublic: Uint8Array,
  slotKey: Uint8Array,
  kind: ProofKind,
  head: Uint8Array,
): Bytes {
  let shared: Uint8Array;
  try {
    shared = x25519.getSharedSecret(ownSecret, otherPublic);
  } catch {
    throw new ProtocolError('bad-recipient');
  }
  if (isZero(shared)) throw new ProtocolError('bad-recipient');
  return mac(derive(shared, slotKey, `sealpost/v1/proof/${kind}`), head);
}
