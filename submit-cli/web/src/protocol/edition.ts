// The board: one desk's waiting replies (protocol 9.3).

import { equalBytes, fromHex, toHex, utf8 } from './bytes.ts';
import { isTime } from './day.ts';
import { openDocument, type Envelope } from './document.ts';
import { malformed, ProtocolError } from './error.ts';
import { sha256 } from './hash.ts';
import type { Organisation } from './organisation.ts';
import type { ReceiptPublic } from './receipt.ts';
import { REPLY_BYTES } from './size.ts';

/** Replies in one chunk. */
export const CHUNK_REPLIES = 16;
export const CHUNK_BYTES = CHUNK_REPLIES * REPLY_BYTES;
const MAX_BYTES = 4 << 20;
const MIN_SLOTS = 32;
const MAX_SLOTS = 16_384;
const MAX_LANE = 15;
/** Replies to one receipt. */
const MAX_REPLIES = 256;

/** One desk's list of waiting replies. */
export interface Edition {
  /** Hex SHA-256 of the document: by it a relay serves the chunks. */
  readonly id: string;
  readonly number: number;
  readonly lane: number;
  readonly hour: string;
  /** 32 hex digits each, sorted. */
  readonly slots: readonly string[];
  /** Hex SHA-256 of every chunk. */
  readonly chunks: readonly string[];
}

/** Where a reply to a receipt waits. */
export interface Place {
  readonly edition: Edition;
  /** Number of the reply. */
  readonly n: number;
  readonly slot: string;
  readonly chunk: number;
  /** Place in the chunk, 0 to 15. */
  readonly index: number;
}

/** Reads an edition signed by the desk of its lane. */
export function verifyEdition(envelope: Envelope, organisation: Organisation): Edition {
  const fields = openDocument(envelope.document, 'sealpost-edition', MAX_BYTES);
  const owner = fromHex(fields.text('organisation'), 16);
  const edition: Edition = {
    id: toHex(sha256(utf8(envelope.document))),
    number: fields.integer('number', 1, Number.MAX_SAFE_INTEGER),
    lane: fields.integer('lane', 0, MAX_LANE),
    hour: fields.text('hour'),
    slots: fields.texts('slots'),
    chunks: fields.texts('chunks'),
  };
  fields.finish();
  const { hour, slots, chunks } = edition;
  const isHour = isTime(hour) && hour.endsWith(':00:00Z');
  const isCount = slots.length >= MIN_SLOTS && slots.length <= MAX_SLOTS && slots.length % CHUNK_REPLIES === 0;
  // Lower-case hex of one length: the order of the texts is that of the bytes.
  const isSorted = slots.every((slot, at) => /^[0-9a-f]{32}$/.test(slot) && (at === 0 || slots[at - 1]! < slot));
  const areHashes = chunks.length * CHUNK_REPLIES === slots.length && chunks.every((hash) => /^[0-9a-f]{64}$/.test(hash));
  if (!isHour || !isCount || !isSorted || !areHashes) throw malformed('edition');
  if (!equalBytes(owner, organisation.id)) throw new ProtocolError('other-organisation');
  const desk = organisation.desks.find((candidate) => candidate.lane === edition.lane);
  if (desk === undefined) throw new ProtocolError('unknown-desk');
  desk.key.verify(utf8(envelope.document), envelope.signature);
  return edition;
}

/** Finds the replies to a receipt in an edition, newest first. */
export function findReplies(edition: Edition, receipt: ReceiptPublic): Place[] {
  const places = new Map(edition.slots.map((slot, place) => [slot, place]));
  const found: Place[] = [];
  for (let n = MAX_REPLIES - 1; n >= 0; n--) {
    const slot = receipt.slot(edition.lane, n);
    const place = places.get(slot);
    if (place !== undefined) {
      found.push({ edition, n, slot, chunk: Math.floor(place / CHUNK_REPLIES), index: place % CHUNK_REPLIES });
    }
  }
  return found;
}

/**
 * The chunk to fetch when no reply waits: the one where the receipt's first slot in this lane would lie. So a fetch
 * never shows whether there was a reply.
 */
export function decoyChunk(edition: Edition, receipt: ReceiptPublic): number {
  const slot = receipt.slot(edition.lane, 0);
  const below = edition.slots.filter((other) => other < slot).length;
  return Math.floor(Math.min(below, edition.slots.length - 1) / CHUNK_REPLIES);
}

/** Says whether fetched bytes are that chunk of the edition. */
export function isChunk(edition: Edition, chunk: number, bytes: Uint8Array): boolean {
  return bytes.length === CHUNK_BYTES && edition.chunks[chunk] === toHex(sha256(bytes));
}

/** The reply at a place of its chunk. */
export function replyAt(chunk: Uint8Array, index: number): Uint8Array {
  return chunk.slice(index * REPLY_BYTES, (index + 1) * REPLY_BYTES);
}
