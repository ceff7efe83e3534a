// Talking to a relay: one request, and every way in which it can go wrong. Only the relays of the organisation file
// are ever asked.

import { JsonFields, parseJson } from './canonical_json.ts';
import type { Organisation, Relay } from './organisation.ts';
import type { Bytes } from './bytes.ts';

/** A relay and the address by which this page reaches it. */
export interface RelayBase {
  readonly relay: Relay;
  /** Without a slash at its end. */
  readonly url: string;
}

/** What a relay answered instead of what was wanted. */
export type RelayProblem =
  /** 413: larger than this relay takes. */
  | { kind: 'too-large' }
  /** 429: wait `retryAfter` seconds. */
  | { kind: 'busy'; retryAfter: number }
  /** 503, or another fault of the relay's. */
  | { kind: 'unavailable'; retryAfter: number }
  /** 507: no room. */
  | { kind: 'no-room' }
  /** 404: not, or no longer, there. */
  | { kind: 'not-found' }
  /** No connection, or it broke, or nothing came for too long. */
  | { kind: 'no-answer' }
  /** Any other refusal. */
  | { kind: 'refused'; status: number }
  /** The relay kept something else than what was sent. */
  | { kind: 'wrong-hash' }
  /** Not what the protocol says a relay answers. */
  | { kind: 'bad-answer' };

export interface Failure {
  readonly relay: RelayBase;
  readonly problem: RelayProblem;
}

/** Seconds to wait where a relay does not say. */
const DEFAULT_RETRY_SECONDS = 10;
/** A relay cuts who sends less than 1 KiB a second; so nothing slower is waited for. */
export const LEAST_BYTES_PER_SECOND = 1024;
export const PATIENCE_SECONDS = 45;
const JSON_MAX_BYTES = 64 << 20;

/**
 * The addresses at which this page can reach the organisation's relays: the one it came from first. A browser lets
 * no page from https talk to plain http, and only an onion page is sure to be in a browser that reaches onions.
 */
export function relayBases(organisation: Organisation, page: { protocol: string; hostname: string; origin: string }): RelayBase[] {
  const isOnion = page.hostname.endsWith('.onion');
  const bases: RelayBase[] = [];
  for (const relay of organisation.relays) {
    const url = isOnion ? (relay.onion ?? relay.https) : relay.https;
    if (url !== undefined) bases.push({ relay, url: url.replace(/\/+$/, '') });
  }
  const isOwn = (base: RelayBase): boolean => page.protocol.startsWith('http') && new URL(base.url).origin === page.origin;
  return [...bases.filter(isOwn), ...bases.filter((base) => !isOwn(base))];
}

/** A request that a relay answered with something else than what was wanted. */
export class RelayError extends Error {
  readonly problem: RelayProblem;
  /** Of a 409: how much the relay has. */
  readonly offset: number | undefined;
  /** Of `no-answer`: patience ran out, and nothing was said; a connection that breaks says so at once. */
  readonly isSilence: boolean;

  constructor(problem: RelayProblem, { offset, isSilence = false }: { offset?: number | undefined; isSilence?: boolean } = {}) {
    super(problem.kind);
    this.name = 'RelayError';
    this.problem = problem;
    this.offset = offset;
    this.isSilence = isSilence;
  }
}

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'HEAD';
  url: string;
  headers?: Record<string, string>;
  /** A Blob, never a stream: Firefox would send the words "[object ReadableStream]" and be told that all is well. */
  body?: Blob;
  /** Statuses that are wanted. */
  wanted: readonly number[];
  signal?: AbortSignal | undefined;
  /** Bytes expected back: how long to be patient. */
  expectedBytes?: number;
  /** Seconds after which silence is no longer waited for; without it, as long as anything can be hoped for. */
  patience?: number | undefined;
}

/** An answer that was wanted, read to its end. */
export interface RelayAnswer {
  status: number;
  headers: Headers;
  body: Blob;
}

/** Makes one request; throws `RelayError`, or the reason of the signal. */
export async function ask(request: Request): Promise<RelayAnswer> {
  request.signal?.throwIfAborted();
  const bytes = (request.body?.size ?? 0) + (request.expectedBytes ?? 0);
  const patience = new AbortController();
  let isSilence = false;
  const timer = setTimeout(() => {
    isSilence = true;
    patience.abort();
  }, 1000 * (request.patience ?? PATIENCE_SECONDS + bytes / LEAST_BYTES_PER_SECOND));
  const cancel = (): void => patience.abort();
  request.signal?.addEventListener('abort', cancel);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      signal: patience.signal,
      cache: 'no-store',
      credentials: 'omit',
      mode: 'cors',
      // A relay never redirects; whoever does is not one.
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    if (!request.wanted.includes(response.status)) throw await refusal(response);
    return { status: response.status, headers: response.headers, body: await response.blob() };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (error instanceof RelayError) throw error;
    throw new RelayError({ kind: 'no-answer' }, { isSilence });
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cancel);
  }
}

async function refusal(response: Response): Promise<RelayError> {
  // Its sentence is in English and for programmers: read to its end and dropped.
  await response.body?.cancel().catch(() => {});
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isInteger(after) && after >= 0 ? after : DEFAULT_RETRY_SECONDS;
  switch (response.status) {
    case 404:
    case 410:
      return new RelayError({ kind: 'not-found' });
    case 409:
      return new RelayError({ kind: 'bad-answer' }, { offset: offsetOf(response.headers) });
    case 413:
      return new RelayError({ kind: 'too-large' });
    case 408:
      return new RelayError({ kind: 'no-answer' });
    case 429:
      return new RelayError({ kind: 'busy', retryAfter });
    case 507:
      return new RelayError({ kind: 'no-room' });
    default:
      if (response.status >= 500) return new RelayError({ kind: 'unavailable', retryAfter });
      if (response.status >= 400) return new RelayError({ kind: 'refused', status: response.status });
      return new RelayError({ kind: 'bad-answer' });
  }
}

/** The `Upload-Offset` of an answer, if it has a good one. */
export function offsetOf(headers: Headers): number | undefined {
  const text = headers.get('upload-offset') ?? '';
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Reads an answer that is JSON; throws `bad-answer`. */
export async function jsonOf(body: Blob): Promise<JsonFields> {
  try {
    return new JsonFields(parseJson(new Uint8Array(await body.arrayBuffer()), JSON_MAX_BYTES), 'answer');
  } catch {
    throw new RelayError({ kind: 'bad-answer' });
  }
}

export async function bytesOfBlob(body: Blob): Promise<Bytes> {
  return new Uint8Array(await body.arrayBuffer());
}

/** Waits; throws the reason of the signal. */
export async function wait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, 1000 * seconds);
    const cancel = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
