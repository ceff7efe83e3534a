// Sending a sealed letter: whole if it is small, in pieces that survive a broken connection if not, to whichever
// relay takes it first (protocol 10.1). Nothing counts as sent before a relay has named its SHA-256.

import { toHex } from './bytes.ts';
import {
  ask, jsonOf, LEAST_BYTES_PER_SECOND, offsetOf, PATIENCE_SECONDS, RelayError, wait,
  type Failure, type RelayAnswer, type RelayBase, type RelayProblem,
} from './relay.ts';
import type { SealedFile } from './seal.ts';
import type { Options } from './stream.ts';

/** Up to here a letter goes in one request. */
const WHOLE_BYTES = 128 << 10;
/** Pieces grow and shrink within these bounds with the speed of the link. The first takes 21 s at 50 kbit/s. */
const FIRST_PIECE_BYTES = 128 << 10;
const LEAST_PIECE_BYTES = 64 << 10;
const MOST_PIECE_BYTES = 4 << 20;
/** A piece that took less is followed by a larger one; one that took more, by a smaller one. */
const FAST_SECONDS = 3;
const SLOW_SECONDS = 15;
/** The rest of one relay after each try in which nothing got through, in seconds; the others are tried meanwhile. */
const BACKOFF_SECONDS = [1, 2, 4, 8];
/** Less is not worth a word: what is left when relays rest equally long and were tried one after the other. */
const LEAST_REST_SECONDS = 0.25;
/** A relay that wants a longer wait than this gives way to the next one. */
const LONGEST_WAIT_SECONDS = 60;
/**
 * How long a relay may be silent, by the tries before: first for a link of 50 kbit/s (6 KiB/s) with 400 ms there and
 * back, so that another relay has its turn soon; then for slower and slower ones, down to what a relay still bears.
 */
const PATIENCE = [
  { seconds: 30, bytesPerSecond: 8 << 10 },
  { seconds: 30, bytesPerSecond: 2 << 10 },
  { seconds: PATIENCE_SECONDS, bytesPerSecond: LEAST_BYTES_PER_SECOND },
] as const;
/** A piece may take so many times what the piece before would have made us expect. */
const PACE_MARGIN = 3;

export type SendEvent =
  | { kind: 'trying'; relay: RelayBase }
  | { kind: 'waiting'; relay: RelayBase; problem: RelayProblem; seconds: number }
  | { kind: 'failed'; relay: RelayBase; problem: RelayProblem };

/** What is kept between pausing and resuming: a partial upload belongs to the relay that began it. */
export interface UploadState {
  /** Address of the partial upload, by relay id. */
  readonly partial: Map<string, string>;
}

export function newUploadState(): UploadState {
  return { partial: new Map() };
}

export type SendOutcome =
  | { ok: true; relay: RelayBase }
  /** `cancelled`: paused by its signal; call again with the same state to go on. */
  | { ok: false; cancelled: boolean; failures: Failure[] };

export interface SendOptions extends Options {
  onEvent?: ((event: SendEvent) => void) | undefined;
  state?: UploadState | undefined;
  /** How fast backing off goes; 1 but in tests. */
  secondsPerSecond?: number | undefined;
  /** How many times sooner silence is given up; 1 but in tests. */
  impatience?: number | undefined;
}

/** One relay among those that may take the letter. */
interface Candidate {
  readonly relay: RelayBase;
  readonly upload: Upload;
  /** Tries since something last got through. */
  tries: number;
  /** Seconds before it is tried again. */
  rest: number;
  problem: RelayProblem | undefined;
  /** Has part of the letter, and is asked once more before another begins with nothing. */
  isKept: boolean;
  /** Refused for good, or failed too often. */
  isOut: boolean;
}

/** Sends to whichever of the relays takes it first: while one rests or is silent, the others are tried. Never throws. */
export async function send(
  bases: readonly RelayBase[],
  sealed: SealedFile,
  options: SendOptions = {},
): Promise<SendOutcome> {
  const state = options.state ?? newUploadState();
  const candidates = bases.map((relay): Candidate => (
    { relay, upload: new Upload(relay, sealed, state, options), tries: 0, rest: 0, problem: undefined, isKept: false, isOut: false }
  ));
  // What one of them already has need not be sent again.
  candidates.sort((a, b) => Number(state.partial.has(b.relay.relay.id)) - Number(state.partial.has(a.relay.relay.id)));
  const failures = (): Failure[] =>
    candidates.flatMap(({ relay, problem, isOut }) => (isOut && problem !== undefined ? [{ relay, problem }] : []));
  let last: Candidate | undefined;
  try {
    for (;;) {
      const next = nextOf(candidates, last);
      if (next === undefined) return { ok: false, cancelled: false, failures: failures() };
      await rested(candidates, next, options);
      last = next;
      options.onEvent?.({ kind: 'trying', relay: next.relay });
      if (await tried(candidates, next, options)) return { ok: true, relay: next.relay };
    }
  } catch {
    return { ok: false, cancelled: true, failures: failures() };
  }
}

/** The last, if it is to be kept; else who has to rest least, and among equals the first after the last. */
function nextOf(candidates: readonly Candidate[], last: Candidate | undefined): Candidate | undefined {
  if (last?.isKept) return last;
  const from = last === undefined ? 0 : candidates.indexOf(last) + 1;
  const turn = [...candidates.slice(from), ...candidates.slice(0, from)].filter(({ isOut }) => !isOut);
  return turn.reduce<Candidate | undefined>((least, one) => (least === undefined || one.rest < least.rest ? one : least), undefined);
}

/** Waits until a relay has had its rest. */
async function rested(candidates: readonly Candidate[], next: Candidate, options: SendOptions): Promise<void> {
  const seconds = next.rest;
  if (seconds < LEAST_REST_SECONDS || next.problem === undefined) return;
  options.onEvent?.({ kind: 'waiting', relay: next.relay, problem: next.problem, seconds });
  await wait(seconds / (options.secondsPerSecond ?? 1), options.signal);
  passes(candidates, seconds);
}

function passes(candidates: readonly Candidate[], seconds: number): void {
  for (const one of candidates) one.rest = Math.max(0, one.rest - seconds);
}

/** One try with one relay; throws only when it is cancelled. */
async function tried(candidates: readonly Candidate[], one: Candidate, options: SendOptions): Promise<boolean> {
  const before = one.upload.offset;
  const began = performance.now();
  try {
    await one.upload.run(one.tries);
    return true;
  } catch (error) {
    options.signal?.throwIfAborted();
    passes(candidates, (performance.now() - began) / 1000);
    const hasMoved = one.upload.offset > before;
    if (hasMoved) one.tries = 0;
    one.problem = error instanceof RelayError ? error.problem : { kind: 'bad-answer' };
    const rest = restFor(one.problem, one.tries);
    one.tries += 1;
    one.isOut = rest === undefined;
    one.rest = rest ?? 0;
    // One that is silent is not asked again before the others.
    const isSilent = error instanceof RelayError && error.isSilence;
    one.isKept = !one.isOut && !isSilent && one.tries === 1 && (before > 0 || hasMoved);
    if (one.isOut) options.onEvent?.({ kind: 'failed', relay: one.relay, problem: one.problem });
    return false;
  }
}

/** Seconds to rest before another try; `undefined` if there is to be none. */
function restFor(problem: RelayProblem, tries: number): number | undefined {
  const backoff = BACKOFF_SECONDS[tries];
  if (backoff === undefined) return undefined;
  switch (problem.kind) {
    case 'busy':
    case 'unavailable':
      return problem.retryAfter <= LONGEST_WAIT_SECONDS ? Math.max(problem.retryAfter, backoff) : undefined;
    case 'no-answer':
    case 'not-found':
    case 'wrong-hash':
      return backoff;
    default:
      return undefined;
  }
}

class Upload {
  /** Bytes that the relay is known to have. */
  offset = 0;
  readonly #relay: RelayBase;
  readonly #sealed: SealedFile;
  readonly #state: UploadState;
  readonly #options: SendOptions;
  #pieceBytes = FIRST_PIECE_BYTES;
  /** Bytes a second of the last piece; 0 before there is one. */
  #pace = 0;
  /** Tries before this one in which nothing got through. */
  #tries = 0;

  constructor(relay: RelayBase, sealed: SealedFile, state: UploadState, options: SendOptions) {
    this.#relay = relay;
    this.#sealed = sealed;
    this.#state = state;
    this.#options = options;
  }

  /** One try: goes on where the last one stopped. */
  async run(tries: number): Promise<void> {
    this.#tries = tries;
    const { blob } = this.#sealed;
    if (blob.size <= WHOLE_BYTES) {
      this.#progress(0);
      return this.#confirm(await this.#post({}, blob, [201]));
    }
    const partial = this.#partial ?? (await this.#begin());
    await this.#locate(partial);
    for (;;) {
      const answer = await this.#append(partial);
      if (answer.status === 201) return this.#confirm(answer);
      this.offset = offsetOf(answer.headers) ?? bad();
      if (this.offset > blob.size) bad();
      this.#progress(this.offset);
    }
  }

  get #partial(): string | undefined {
    return this.#state.partial.get(this.#relay.relay.id);
  }

  async #begin(): Promise<string> {
    const headers = { 'Upload-Complete': '?0', 'Upload-Length': String(this.#sealed.blob.size) };
    const answer = await this.#post(headers, new Blob([]), [201]);
    const location = answer.headers.get('location') ?? bad();
    const path = /^(?:https?:\/\/[^/]+)?(?:\/[^?#]*)?(\/v1\/submissions\/partial\/[0-9a-f]{32})$/.exec(location);
    // Always on the relay that was asked, whatever address it names.
    const partial = `${this.#relay.url}${path?.[1] ?? bad()}`;
    this.#state.partial.set(this.#relay.relay.id, partial);
    return partial;
  }

  /** Asks how much the relay has: what arrived before a connection broke is kept. */
  async #locate(partial: string): Promise<void> {
    try {
      const answer = await ask({ method: 'HEAD', url: partial, wanted: [200, 204], signal: this.#options.signal, patience: this.#patience(0) });
      this.offset = Math.min(offsetOf(answer.headers) ?? bad(), this.#sealed.blob.size);
      this.#progress(this.offset);
    } catch (error) {
      this.#forgetIfGone(error);
      throw error;
    }
  }

  async #append(partial: string): Promise<RelayAnswer> {
    const { blob } = this.#sealed;
    // Also when all of it is there and only the last answer was lost: an empty piece ends it.
    const end = Math.min(this.offset + this.#pieceBytes, blob.size);
    const began = performance.now();
    try {
      const answer = await ask({
        method: 'PATCH',
        url: partial,
        headers: {
          'Content-Type': 'application/partial-upload',
          'Upload-Offset': String(this.offset),
          'Upload-Complete': end === blob.size ? '?1' : '?0',
        },
        body: blob.slice(this.offset, end),
        wanted: [201, 204],
        signal: this.#options.signal,
        patience: this.#patience(end - this.offset),
      });
      this.#adapt(end - this.offset, (performance.now() - began) / 1000);
      return answer;
    } catch (error) {
      this.#pieceBytes = Math.max(this.#pieceBytes / 2, LEAST_PIECE_BYTES);
      this.#pace = 0;
      this.#forgetIfGone(error);
      // The relay has more or less than we thought: the next try asks.
      if (error instanceof RelayError && error.offset !== undefined) throw new RelayError({ kind: 'no-answer' });
      throw error;
    }
  }

  /** Seconds of silence to bear for a request of so many bytes: a browser does not say how many of them have left. */
  #patience(bytes: number): number {
    const { seconds, bytesPerSecond } = PATIENCE[Math.min(this.#tries, PATIENCE.length - 1)]!;
    const pace = this.#pace === 0 ? bytesPerSecond : Math.max(this.#pace / PACE_MARGIN, LEAST_BYTES_PER_SECOND);
    return (seconds + bytes / pace) / (this.#options.impatience ?? 1);
  }

  #adapt(bytes: number, seconds: number): void {
    this.#pace = bytes / seconds;
    if (seconds < FAST_SECONDS) this.#pieceBytes = Math.min(this.#pieceBytes * 2, MOST_PIECE_BYTES);
    else if (seconds > SLOW_SECONDS) this.#pieceBytes = Math.max(this.#pieceBytes / 2, LEAST_PIECE_BYTES);
  }

  /** After 24 hours, or a restart, a relay no longer knows the upload: it begins anew. */
  #forgetIfGone(error: unknown): void {
    if (error instanceof RelayError && error.problem.kind === 'not-found') {
      this.#state.partial.delete(this.#relay.relay.id);
      this.offset = 0;
    }
  }

  #post(headers: Record<string, string>, body: Blob, wanted: readonly number[]): Promise<RelayAnswer> {
    return ask({
      method: 'POST',
      url: `${this.#relay.url}/v1/submissions`,
      headers: { 'Content-Type': 'application/octet-stream', ...headers },
      body,
      wanted,
      signal: this.#options.signal,
      patience: this.#patience(body.size),
    });
  }

  /** Compares what the relay kept with what was sealed. */
  async #confirm(answer: RelayAnswer): Promise<void> {
    const fields = await jsonOf(answer.body);
    if (fields.optional('sha256') !== toHex(this.#sealed.sha256)) {
      this.#state.partial.delete(this.#relay.relay.id);
      this.offset = 0;
      throw new RelayError({ kind: 'wrong-hash' });
    }
    this.#state.partial.delete(this.#relay.relay.id);
    this.#progress(this.#sealed.blob.size);
  }

  #progress(done: number): void {
    this.#options.onProgress?.(done, this.#sealed.blob.size);
  }
}

function bad(): never {
  throw new RelayError({ kind: 'bad-answer' });
}
