// Reading files in pieces, so that a large one never has to be in memory.

import type { Bytes } from './bytes.ts';

export interface Options {
  /** Ends the work with an `AbortError`. */
  signal?: AbortSignal | undefined;
  /** Bytes done and bytes to do. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What is read or handed to a Blob at once. */
export const PIECE_BYTES = 1 << 20;

/** Calls `see` with every piece of a file, in order. */
export async function eachPiece(
  blob: Blob,
  see: (piece: Bytes) => void | Promise<void>,
  { signal, onProgress }: Options = {},
): Promise<void> {
  for (let at = 0; at < blob.size; at += PIECE_BYTES) {
    signal?.throwIfAborted();
    const piece = new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
    await see(piece);
    onProgress?.(Math.min(at + PIECE_BYTES, blob.size), blob.size);
  }
  signal?.throwIfAborted();
}
