// The frame: how everything sealed begins (protocol 2).

import { concat, isZero, uint32, utf8, type Bytes } from './bytes.ts';
import { decode, encode, HEADER_LIMITS, type Cbor, type Encodable } from './cbor.ts';
import { malformed, ProtocolError } from './error.ts';
import { eachPiece, type Options } from './stream.ts';

export type FrameKind = 'letter' | 'reply' | 'draft' | 'parcel';

const KINDS: Readonly<Record<FrameKind, number>> = { letter: 1, reply: 2, draft: 3, parcel: 4 };
const MAGIC = utf8('SEALPOST');
const MAJOR = 1;
const MINOR = 0;
const PREAMBLE_BYTES = 16;
export const PROOF_BYTES = 32;

/** Encodes preamble and header; throws `limit` for a header that no reader would take. */
export function encodeHead(kind: FrameKind, header: Encodable): Bytes {
  const bytes = encode(header);
  try {
    decode(bytes);
  } catch {
    throw new ProtocolError('limit', 'the header');
  }
  return concat(MAGIC, Uint8Array.of(KINDS[kind], MAJOR, MINOR, 0), uint32(bytes.length), bytes);
}

export interface Head {
  header: Cbor;
  /** Preamble and header: what proofs are made over. */
  bytes: Bytes;
}

/** Reads preamble and header out of what was opened. */
export async function readHead(kind: FrameKind, opened: Blob): Promise<Head> {
  const preamble = new Uint8Array(await opened.slice(0, PREAMBLE_BYTES).arrayBuffer());
  const isFrame = preamble.length === PREAMBLE_BYTES && MAGIC.every((byte, at) => preamble[at] === byte);
  if (!isFrame || preamble[8] !== KINDS[kind]) throw new ProtocolError('foreign');
  if (preamble[9] !== MAJOR) throw new ProtocolError('unknown-version');
  const length = new DataView(preamble.buffer).getUint32(12);
  if (preamble[11] !== 0 || length === 0 || length > HEADER_LIMITS.bytes) throw malformed('preamble');
  const bytes = new Uint8Array(await opened.slice(0, PREAMBLE_BYTES + length).arrayBuffer());
  if (bytes.length !== PREAMBLE_BYTES + length) throw malformed('cut off');
  return { header: decode(bytes.subarray(PREAMBLE_BYTES)), bytes };
}

/** Reads the proof behind the header. */
export async function readProof(head: Head, opened: Blob): Promise<Bytes> {
  const at = head.bytes.length;
  const proof = new Uint8Array(await opened.slice(at, at + PROOF_BYTES).arrayBuffer());
  if (proof.length !== PROOF_BYTES) throw malformed('cut off');
  return proof;
}

/** Refuses padding that is not zero: it could carry data past everyone who looks at the header alone. */
export async function checkPadding(opened: Blob, from: number, options: Options = {}): Promise<void> {
  if (from > opened.size) throw malformed('cut off');
  const check = (piece: Bytes): void => {
    if (!isZero(piece)) throw malformed('padding');
  };
  await eachPiece(opened.slice(from), check, { signal: options.signal });
}
