// What a picture tells besides what it shows, and the same picture without it. The file someone chose is never
// changed; what is taken out of the copy is everything that is not needed to show it.

import { lookAtJpeg } from './traces/jpeg.ts';
import { lookAtPng } from './traces/png.ts';
import { lookAtWebp } from './traces/webp.ts';

export type TraceKind = 'position' | 'time' | 'device' | 'serial' | 'author' | 'title' | 'comment' | 'software' | 'other';

export interface Trace {
  readonly kind: TraceKind;
  /** Empty for `other`. */
  readonly value: string;
}

export interface Look {
  readonly traces: readonly Trace[];
  /** The pieces of a copy without the traces; nothing if none can be made. */
  readonly stripped: readonly Uint8Array[] | undefined;
}

const MAX_VALUE_CHARS = 200;

/** Looks inside a picture, by its bytes and not by its name; `undefined` for what is none of these kinds. */
export function lookInside(bytes: Uint8Array): Look | undefined {
  const look = lookAtJpeg(bytes) ?? lookAtPng(bytes) ?? lookAtWebp(bytes);
  if (look === undefined) return undefined;
  const traces: Trace[] = [];
  for (const { kind, value } of look.traces) {
    const trace = { kind, value: [...value.trim()].slice(0, MAX_VALUE_CHARS).join('') };
    const isKnown = traces.some((other) => other.kind === trace.kind && other.value === trace.value);
    if (!isKnown && (trace.value !== '' || kind === 'other')) traces.push(trace);
  }
  return { traces, stripped: look.stripped };
}

/** Reading a whole picture is harmless up to here; a larger one is of no kind that a camera makes. */
export const LARGEST_PICTURE_BYTES = 64 << 20;
