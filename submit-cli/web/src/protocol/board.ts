// Fetching replies and parcels (protocol 10.2).

import { toHex } from './bytes.ts';
import { JsonFields } from './canonical_json.ts';
import { CHUNK_BYTES, decoyChunk, findReplies, isChunk, replyAt, verifyEdition, type Edition, type Place } from './edition.ts';
import type { Organisation } from './organisation.ts';
import type { Receipt } from './receipt.ts';
import { ask, bytesOfBlob, jsonOf, RelayError, type Failure, type RelayBase, type RelayProblem } from './relay.ts';
import { openReply, type ParcelRef, type Reply } from './reply.ts';
import { LARGEST_SEALED_BYTES } from './size.ts';
import type { Options } from './stream.ts';

/** A parcel is fetched in pieces, so that a broken connection costs only one. */
const PARCEL_PIECE_BYTES = 1 << 20;
const PIECE_TRIES = 4;

/** A reply that waits, and the relay to fetch it from. */
export interface WaitingReply extends Place {
  readonly relay: RelayBase;
}

export interface Board {
  /** What this receipt finds, the newest first; `reply` is there if its chunk was fetched and it opened. */
  readonly found: readonly { readonly place: WaitingReply; readonly reply: Reply | undefined }[];
  /** The newest hour of any edition: how fresh the board is. Nothing if there is none at all. */
  readonly hour: string | undefined;
  /** Editions that were on the board and are not signed by a desk of the organisation. */
  readonly refused: number;
}

export type BoardOutcome = { ok: true; board: Board; failures: Failure[] } | { ok: false; cancelled: boolean; failures: Failure[] };
export type ReplyOutcome = { ok: true; reply: Reply } | { ok: false; cancelled: boolean; problem: RelayProblem | 'unreadable' };
export type ParcelOutcome = { ok: true; blob: Blob } | { ok: false; cancelled: boolean; failures: Failure[] };

/**
 * Asks every relay for its board, takes each lane's newest edition, and fetches exactly one chunk: that of the newest
 * reply or, having none, the one of the lowest lane where the receipt's first slot would lie. A relay sees only which
 * sixteen replies were asked for. Never throws.
 */
export async function readReplies(
  bases: readonly RelayBase[],
  organisation: Organisation,
  receipt: Receipt,
  options: Options = {},
): Promise<BoardOutcome> {
  const failures: Failure[] = [];
  try {
    const lanes = new Map<number, { edition: Edition; relay: RelayBase }>();
    let refused = 0;
    let answered = 0;
    for (const relay of bases) {
      try {
        const read = await readBoard(relay, organisation, options);
        answered++;
        refused += read.refused;
        for (const edition of read.editions) {
          // An older edition may be all that one relay has, or all that it wants to show.
          const known = lanes.get(edition.lane);
          if (known === undefined || known.edition.number < edition.number) lanes.set(edition.lane, { edition, relay });
        }
      } catch (error) {
        note(failures, relay, error, options);
      }
    }
    if (answered === 0) return { ok: false, cancelled: false, failures };
    const board = await readLanes([...lanes.values()], organisation, receipt, failures, options);
    return { ok: true, board: { ...board, refused }, failures };
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    return { ok: false, cancelled: true, failures };
  }
}

async function readBoard(
  relay: RelayBase,
  organisation: Organisation,
  { signal }: Options,
): Promise<{ editions: Edition[]; refused: number }> {
  const answer = await ask({
    method: 'GET', url: `${relay.url}/v1/board`, wanted: [200], signal, expectedBytes: 1 << 20,
  });
  const editions: Edition[] = [];
  let refused = 0;
  let lanes;
  try {
    lanes = (await jsonOf(answer.body)).array('lanes');
  } catch {
    throw new RelayError({ kind: 'bad-answer' });
  }
  for (const lane of lanes) {
    try {
      const fields = new JsonFields(lane, 'lane');
      const envelope = { document: fields.text('document'), signature: fields.text('signature') };
      editions.push(verifyEdition(envelope, organisation));
    } catch {
      refused++;
    }
  }
  return { editions, refused };
}

async function readLanes(
  lanes: readonly { edition: Edition; relay: RelayBase }[],
  organisation: Organisation,
  receipt: Receipt,
  failures: Failure[],
  options: Options,
): Promise<Omit<Board, 'refused'>> {
  const places = lanes.flatMap(({ edition, relay }) =>
    findReplies(edition, receipt.public()).map((place): WaitingReply => ({ ...place, relay })),
  );
  places.sort((a, b) => b.n - a.n || a.edition.lane - b.edition.lane);
  const lowest = [...lanes].sort((a, b) => a.edition.lane - b.edition.lane)[0];
  const newest = places[0] ?? (lowest && { ...lowest, chunk: decoyChunk(lowest.edition, receipt.public()) });
  let chunk: Uint8Array | undefined;
  if (newest !== undefined) {
    try {
      chunk = await fetchChunk(newest.relay, newest.edition, newest.chunk, options);
      options.onProgress?.(CHUNK_BYTES, CHUNK_BYTES);
    } catch (error) {
      note(failures, newest.relay, error, options);
    }
  }
  const found: { place: WaitingReply; reply: Reply | undefined }[] = [];
  for (const place of places) {
    // Other replies to this receipt that happen to lie in the same chunk cost nothing more.
    const isFetched = chunk !== undefined && place.edition === newest?.edition && place.chunk === newest.chunk;
    const sealed = isFetched ? replyAt(chunk!, place.index) : undefined;
    const reply = sealed && (await openReply(receipt, organisation, place.slot, sealed).catch(() => undefined));
    found.push({ place, reply });
  }
  const hours = lanes.map(({ edition }) => edition.hour).sort();
  return { found, hour: hours.at(-1) };
}

/** Fetches one more reply: a deliberate step, because it tells the relay of another chunk. Never throws. */
export async function readEarlier(
  place: WaitingReply,
  organisation: Organisation,
  receipt: Receipt,
  options: Options = {},
): Promise<ReplyOutcome> {
  try {
    const chunk = await fetchChunk(place.relay, place.edition, place.chunk, options);
    const sealed = replyAt(chunk, place.index);
    return { ok: true, reply: await openReply(receipt, organisation, place.slot, sealed) };
  } catch (error) {
    const cancelled = options.signal?.aborted === true;
    return { ok: false, cancelled, problem: error instanceof RelayError ? error.problem : 'unreadable' };
  }
}

async function fetchChunk(
  relay: RelayBase,
  edition: Edition,
  chunk: number,
  { signal }: Options,
): Promise<Uint8Array> {
  const url = `${relay.url}/v1/board/${edition.id}/${chunk}`;
  const answer = await ask({ method: 'GET', url, wanted: [200], signal, expectedBytes: CHUNK_BYTES });
  const bytes = await bytesOfBlob(answer.body);
  if (!isChunk(edition, chunk, bytes)) throw new RelayError({ kind: 'wrong-hash' });
  return bytes;
}

/** Fetches a sealed parcel, in pieces, from the first relay that has it. Never throws. */
export async function fetchParcel(
  bases: readonly RelayBase[],
  parcel: ParcelRef,
  options: Options = {},
): Promise<ParcelOutcome> {
  const failures: Failure[] = [];
  const pieces: Blob[] = [];
  let done = 0;
  for (const relay of parcel.length <= LARGEST_SEALED_BYTES ? bases : []) {
    try {
      while (done < parcel.length) {
        const piece = await fetchPiece(relay, parcel, done, options);
        pieces.push(piece);
        done += piece.size;
        options.onProgress?.(done, parcel.length);
      }
      // Whether it is the right one `openParcel` finds out, by its hash.
      return { ok: true, blob: new Blob(pieces) };
    } catch (error) {
      if (options.signal?.aborted) return { ok: false, cancelled: true, failures };
      note(failures, relay, error, options);
    }
  }
  return { ok: false, cancelled: false, failures };
}

async function fetchPiece(relay: RelayBase, parcel: ParcelRef, from: number, { signal }: Options): Promise<Blob> {
  const end = Math.min(from + PARCEL_PIECE_BYTES, parcel.length);
  for (let tries = 1; ; tries++) {
    try {
      const answer = await ask({
        method: 'GET',
        url: `${relay.url}/v1/parcels/${toHex(parcel.sha256)}`,
        headers: { Range: `bytes=${from}-${end - 1}` },
        wanted: [200, 206],
        signal,
        expectedBytes: end - from,
      });
      // A relay may answer with all of it.
      const piece = answer.status === 200 ? answer.body.slice(from, end) : answer.body;
      if (piece.size !== end - from) throw new RelayError({ kind: 'bad-answer' });
      return piece;
    } catch (error) {
      const isWorthIt = error instanceof RelayError && error.problem.kind === 'no-answer' && tries < PIECE_TRIES;
      if (!isWorthIt) throw error;
    }
  }
}

function note(failures: Failure[], relay: RelayBase, error: unknown, { signal }: Options): void {
  signal?.throwIfAborted();
  if (!(error instanceof RelayError)) throw error;
  failures.push({ relay, problem: error.problem });
}
