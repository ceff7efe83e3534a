// WebP (RFC 9649): a RIFF file of chunks.

import type { Look, Trace } from '../traces.ts';
import { readExif } from './exif.ts';
import { begins } from './jpeg.ts';

const NEEDED = ['VP8 ', 'VP8L', 'VP8X', 'ICCP', 'ANIM', 'ANMF', 'ALPH'];
/** Bits of the first byte of `VP8X` that announce EXIF and XMP. */
const ANNOUNCED = 0x08 | 0x04;

export function lookAtWebp(bytes: Uint8Array): Look | undefined {
  if (!begins(bytes, 'RIFF') || !begins(bytes.subarray(8), 'WEBP')) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + view.getUint32(4, true);
  const traces: Trace[] = [];
  const kept: Uint8Array[] = [];
  if (end > bytes.length) return { traces, stripped: undefined };
  let hasMore = end < bytes.length;
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
      changed[8]! &= ~ANNOUNCED;
      kept.push(changed);
    } else if (NEEDED.includes(type)) {
      kept.push(chunk);
    } else if (type === 'EXIF') {
      traces.push(...readExif(begins(content, 'Exif\0\0') ? content.subarray(6) : content).traces);
    } else {
      hasMore = true;
    }
    at = next;
  }
  if (hasMore) traces.push({ kind: 'other', value: '' });
  const head = bytes.slice(0, 12);
  const length = 4 + kept.reduce((sum, chunk) => sum + chunk.length, 0);
  new DataView(head.buffer).setUint32(4, length, true);
  return { traces, stripped: [head, ...kept] };
}
