// WebP (RFC 9649): a RIFF file of chunks.

import type { Look, Trace } from '../traces.ts';
import { readExif, tiffWithOrientation } from './exif.ts';
import { begins } from './jpeg.ts';

const NEEDED = ['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH'];
/** Bits of the first byte of `VP8X` that announce EXIF and XMP. */
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

export function lookAtWebp(bytes: Uint8Array): Look | undefined {
  if (!begins(bytes, 'RIFF') || !begins(bytes.subarray(8), 'WEBP')) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + view.getUint32(4, true);
  const traces: Trace[] = [];
  const kept: Uint8Array[] = [];
  if (end > bytes.length) return { traces, stripped: undefined };
  let hasMore = end < bytes.length;
  let extended: Uint8Array | undefined;
  let orientation = 1;
  for (let at = 12; at + 8 <= end; ) {
    const length = view.getUint32(at + 4, true);
    // Chunks of odd length are filled up by one byte.
    const next = at + 8 + length + (length % 2);
    if (next > end) return { traces, stripped: undefined };
    const type = new TextDecoder('latin1').decode(bytes.subarray(at, at + 4));
    const chunk = bytes.subarray(at, next);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'VP8X') {
      const changed = chunk.slice();
      changed[8]! &= ~(HAS_EXIF | HAS_XMP);
      extended ??= changed;
      kept.push(changed);
    } else if (NEEDED.includes(type)) {
      kept.push(chunk);
    } else if (type === 'EXIF') {
      const exif = readExif(begins(content, 'Exif\0\0') ? content.subarray(6) : content);
      traces.push(...exif.traces);
      orientation = exif.orientation;
    } else {
      hasMore = true;
    }
    at = next;
  }
  if (hasMore) traces.push({ kind: 'other', value: '' });
  // The picture must not turn. Only an extended file can hold EXIF, and it stands behind the picture.
  if (orientation !== 1 && extended !== undefined) {
    extended[8]! |= HAS_EXIF;
    kept.push(exifChunk(orientation));
  }
  const head = bytes.slice(0, 12);
  const length = 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0);
  new DataView(head.buffer).setUint32(4, length, true);
  return { traces, stripped: [head, ...kept] };
}

function exifChunk(orientation: number): Uint8Array {
  const content = tiffWithOrientation(orientation);
  const chunk = new Uint8Array(8 + content.length + (content.length % 2));
  chunk.set(new TextEncoder().encode('EXIF'));
  new DataView(chunk.buffer).setUint32(4, content.length, true);
  chunk.set(content, 8);
  return chunk;
}
