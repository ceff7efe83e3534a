// Sending a sealed letter: whole if it is small, in pieces that survive a broken connection if not, to the first
// relay that takes it (protocol 10.1). Nothing counts as sent before a relay has named its SHA-256.

import { toHex } from './bytes.ts';
import { ask, jsonOf, offsetOf, RelayError, wait, type Failure, type RelayAnswer, type RelayBase, type RelayProblem } from './relay.ts';
import type { SealedFile } from './seal.ts';
import type { Options } from './stream.ts';

/** Up to here a letter goes in one request. */
const WHOLE_BYTES = 128 << 10;
/** Pieces grow and shrink within these bounds with the speed of the link. */
const FIRST_PIECE_BYTES = 256 << 10;
const LEAST_PIECE_BYTES = 64 << 10;
const MOST_PIECE_BYTES = 4 << 20;
/** A piece that took less is followed by a larger one; one that took more, by a smaller one. */
const FAST_SECONDS = 3;
const SLOW_SECONDS = 15;
/** Waits between tries on one relay when nothing gets through, in seconds. */
const BACKOFF_SECONDS = [1, 2, 4, 8];
/** A relay that wants a longer wait than this gives way to the next one. */
const LONGEST_WAIT_SECONDS = 60;

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
}

/** Sends to the first of the relays that takes it. Never throws. */
export async function send(
  bases: readonly RelayBase[],
  sealed: SealedFile,
  options: SendOptions = {},
): Promise<SendOutcome> {
  const failures: Failure[] = [];
  const state = options.state ?? newUploadState();
  for (const relay of bases) {
    try {
      options.onEvent?.({ kind: 'trying', relay });
      await sendTo(relay, sealed, state, options);
      return { ok: true, relay };
    } catch (error) {
      if (options.signal?.aborted) return { ok: false, cancelled: true, failures };
      const problem: RelayProblem = error instanceof RelayError ? error.problem : { kind: 'bad-answer' };
      failures.push({ relay, problem });
      options.onEvent?.({ kind: 'failed', relay, problem });
    }
  }
  return { ok: false, cancelled: false, failures };
}

/** Tries one relay until it takes the letter, refuses it for good, or nothing has got through several times. */
async function sendTo(relay: RelayBase, sealed: SealedFile, state: UploadState, options: SendOptions): Promise<void> {
  const upload = new Upload(relay, sealed, state, options);
  let tries = 0;
  for (;;) {
    const before = upload.offset;
    try {
      return await upload.run();
    } catch (error) {
      if (!(error instanceof RelayError)) throw error;
      if (upload.offset > before) tries = 0;
      const seconds = waitFor(error.problem, tries++);
      if (seconds === undefined) throw error;
      options.onEvent?.({ kind: 'waiting', relay, problem: error.problem, seconds });
      await wait(seconds / (options.secondsPerSecond ?? 1), options.signal);
    }
  }
}

/** Seconds to wait before another try; `undefined` if there is to be none. */
function waitFor(problem: RelayProblem, tries: number): number | undefined {
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

  constructor(relay: RelayBase, sealed: SealedFile, state: UploadState, options: SendOptions) {
    this.#relay = relay;
    this.#sealed = sealed;
    this.#state = state;
    this.#options = options;
  }

  /** One try: goes on where the last one stopped. */
  async run(): Promise<void> {
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
      const answer = await ask({ method: 'HEAD', url: partial, wanted: [200, 204], signal: this.#options.signal });
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
      });
      this.#adapt((performance.now() - began) / 1000);
      return answer;
    } catch (error) {
      this.#pieceBytes = Math.max(this.#pieceBytes / 2, LEAST_PIECE_BYTES);
      this.#forgetIfGone(error);
      // The relay has more or less than we thought: the next try asks.
      if (error instanceof RelayError && error.offset !== undefined) throw new RelayError({ kind: 'no-answer' });
      throw error;
    }
  }

  #adapt(seconds: number): void {
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
