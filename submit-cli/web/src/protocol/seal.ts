// Sealing and opening: age files of exact lengths (protocol 1). The only file that names the age library.

import { Decrypter, Encrypter, Stanza, type Recipient } from 'age-encryption';
import { randomBelow, randomBytes, type Bytes } from './bytes.ts';
import { ProtocolError, requireSecureContext } from './error.ts';
import { sha256OfBlob } from './hash.ts';
import { recipientBytes } from './recipient.ts';
import { plaintextBehind } from './size.ts';
import { PIECE_BYTES, type Options } from './stream.ts';

/** What goes into a seal, in order: bytes in memory and files. */
export type Part = Uint8Array | Blob;

/** A sealed file. */
export interface SealedFile {
  blob: Blob;
  sha256: Bytes;
}

/** Sealed bytes are handed to a Blob in pieces of this size: browsers keep large Blobs out of their heap. */
const BLOB_PIECE_BYTES = 4 << 20;
/** Headers tried until the payload's length can be met. One in some thousands fails, if any. */
const HEADER_TRIES = 64;
/** Longest stretch of work without letting the page breathe, in milliseconds. */
const BREATH_MS = 40;

const MAGIC = 'age-encryption.org/v1\n';
const MAGIC_ANY_VERSION = 'age-encryption.org/v';
/** Longest header that is read; ours are below 2 KiB. */
const HEADER_MAX_BYTES = 65_536;

/**
 * Seals parts for one recipient, filled up with zeros to exactly `sealedBytes`. The recipient must be a hybrid one:
 * the library would take others too, and mix them.
 */
export async function seal(
  recipient: string,
  sealedBytes: number,
  parts: readonly Part[],
  options: Options = {},
): Promise<SealedFile> {
  requireSecureContext();
  recipientBytes(recipient);
  const content = parts.reduce((sum, part) => sum + (part instanceof Blob ? part.size : part.length), 0);
  for (let tries = 0; tries < HEADER_TRIES; tries++) {
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    encrypter.addRecipient(GREASE);
    let start: (plaintextBytes: number) => void = () => {};
    const started = new Promise<number>((resolve) => (start = resolve));
    const stream = await encrypter.encrypt(plaintextStream(parts, content, started, options.signal));
    // Of nothing at all: header, nonce and one tag.
    const plaintextBytes = plaintextBehind(sealedBytes, stream.size(0) - 16);
    if (plaintextBytes === undefined) {
      // No payload has the length that this header leaves.
      await stream.cancel();
      continue;
    }
    if (plaintextBytes < content) throw new ProtocolError('limit', 'longer than the size class has room for');
    start(plaintextBytes);
    const blob = await collect(stream, sealedBytes, options);
    // A length that is no size class would tell what the classes hide.
    if (blob.size !== sealedBytes) throw new ProtocolError('limit', 'the sealed length came out wrong');
    return { blob, sha256: await sha256OfBlob(blob, { signal: options.signal }) };
  }
  throw new ProtocolError('limit', 'no header fits');
}

/**
 * A stanza that means nothing, with the same distribution as the age crate's `grease_the_joint`: so no header tells
 * whether the page or the tool made it.
 */
const GREASE: Recipient = {
  wrapFileKey() {
    const text = (): string => {
      // 1 to 8 characters from ! to ~
      const codes = Array.from({ length: 1 + randomBelow(8) }, () => 33 + randomBelow(94));
      return String.fromCharCode(...codes);
    };
    const tag = `${text()}-grease`;
    const args = Array.from({ length: randomBelow(5) }, text);
    return [new Stanza([tag, ...args], randomBytes(randomBelow(100)))];
  },
};

/** The parts and then zeros, as many as `started` says there must be in all. */
function plaintextStream(
  parts: readonly Part[],
  content: number,
  started: Promise<number>,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const pieces = (async function* (): AsyncGenerator<Uint8Array> {
    const plaintextBytes = await started;
    for (const part of parts) {
      const size = part instanceof Blob ? part.size : part.length;
      for (let at = 0; at < size; at += PIECE_BYTES) {
        signal?.throwIfAborted();
        const end = Math.min(at + PIECE_BYTES, size);
        yield part instanceof Blob ? await readFile(part.slice(at, end)) : part.subarray(at, end);
      }
    }
    for (let left = plaintextBytes - content; left > 0; left -= PIECE_BYTES) {
      signal?.throwIfAborted();
      yield new Uint8Array(Math.min(left, PIECE_BYTES));
    }
  })();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  }, { highWaterMark: 0 });
}

/** A file that was changed or removed after it was chosen cannot be read any more. */
async function readFile(piece: Blob): Promise<Bytes> {
  try {
    return new Uint8Array(await piece.arrayBuffer());
  } catch {
    throw new ProtocolError('attachment-changed');
  }
}

/** Gathers a stream in a Blob. */
async function collect(stream: ReadableStream<Uint8Array>, total: number, options: Options): Promise<Blob> {
  const blobs: Blob[] = [];
  let piece: Bytes[] = [];
  let pieceBytes = 0;
  let done = 0;
  const breathe = breather();
  const reader = stream.getReader();
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const next = await reader.read();
      if (next.done) break;
      piece.push(next.value as Bytes);
      pieceBytes += next.value.length;
      done += next.value.length;
      if (pieceBytes >= BLOB_PIECE_BYTES) {
        blobs.push(new Blob(piece));
        [piece, pieceBytes] = [[], 0];
      }
      options.onProgress?.(Math.min(done, total), total);
      await breathe();
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw error;
  }
  return new Blob([...blobs, ...piece]);
}

/** Returns a function that now and then lets the page draw and react. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    // A timer would be slowed down to one a second in a tab behind another; a message is not.
    const channel = new MessageChannel();
    await new Promise<void>((resolve) => {
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
    channel.port1.close();
    last = performance.now();
  };
}

/** Says whether a file begins as an age file. */
export async function isAge(file: Blob): Promise<boolean> {
  return new TextDecoder('latin1').decode(await file.slice(0, MAGIC.length).arrayBuffer()) === MAGIC;
}

/**
 * Opens a sealed file to its authenticated end and returns all of it, padding included. Throws `not-age`,
 * `unknown-version`, `no-matching-key` or `damaged`.
 */
export async function open(identity: string, sealed: Blob, options: Options = {}): Promise<Blob> {
  requireSecureContext();
  await checkHeader(sealed);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const stream = await decrypter.decrypt(sealed.stream());
    return await collect(stream, sealed.size, options);
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    const isOther = error instanceof Error && error.message.startsWith('no identity matched');
    throw new ProtocolError(isOther ? 'no-matching-key' : 'damaged');
  }
}

/** Refuses what is no age file, and headers that would keep the library reading for long. */
async function checkHeader(sealed: Blob): Promise<void> {
  const beginning = new Uint8Array(await sealed.slice(0, HEADER_MAX_BYTES).arrayBuffer());
  const text = new TextDecoder('latin1').decode(beginning);
  if (!text.startsWith(MAGIC)) {
    if (!text.startsWith(MAGIC_ANY_VERSION)) throw new ProtocolError('not-age');
    const version = /^[0-9]{1,2}\n/.exec(text.slice(MAGIC_ANY_VERSION.length));
    throw new ProtocolError(version === null ? 'damaged' : 'unknown-version');
  }
  if (!text.includes('\n--- ')) throw new ProtocolError('damaged');
}
