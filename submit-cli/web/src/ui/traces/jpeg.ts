// JPEG (ITU T.81): segments, then scans.

import type { Look, Trace } from '../traces.ts';
import { readExif, tiffWithOrientation } from './exif.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const EXIF = 'Exif\0\0';

/**
 * Looks at a JPEG file. Its copy has no EXIF, XMP, IPTC, comment or preview, and nothing behind the picture, where
 * some phones put a short film and a second picture with a position of its own. The way up is kept.
 */
export function lookAtJpeg(bytes: Uint8Array): Look | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined;
  const traces: Trace[] = [];
  const kept: Uint8Array[] = [];
  let orientation = 1;
  let hasMore = false;
  let isJfif = false;
  let at = 2;
  for (;;) {
    // Any number of fill bytes may stand before a marker.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const [fill, marker] = [bytes[at], bytes[at + 1]];
    if (fill !== 0xff || marker === undefined) return { traces, stripped: undefined };
    if (marker === EOI) return { traces, stripped: undefined };
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const segment = bytes.subarray(at, at + 2 + length);
    if (length < 2 || segment.length < 2 + length) return { traces, stripped: undefined };
    if (marker === SOS) {
      const end = endOfPicture(bytes, at);
      kept.push(bytes.subarray(at, end));
      if (end < bytes.length) hasMore = true;
      break;
    }
    const content = segment.subarray(4);
    if (isNeeded(marker, content)) {
      kept.push(segment);
      isJfif ||= marker === APP0 && kept.length === 1;
    } else if (marker === APP1 && begins(content, EXIF)) {
      const exif = readExif(content.subarray(EXIF.length));
      traces.push(...exif.traces);
      orientation = exif.orientation;
    } else if (marker === COM) {
      traces.push({ kind: 'comment', value: new TextDecoder().decode(content).replace(/[\p{Cc}\uFFFD]+/gu, ' ') });
    } else {
      hasMore = true;
    }
    at += 2 + length;
  }
  if (hasMore) traces.push({ kind: 'other', value: '' });
  if (orientation !== 1) kept.splice(isJfif ? 1 : 0, 0, segmentWith(orientation));
  return { traces, stripped: [bytes.subarray(0, 2), ...kept] };
}

/** JFIF, colour profile and Adobe's colour transform are needed to show the picture; all else of their kind is not. */
function isNeeded(marker: number, content: Uint8Array): boolean {
  if (marker === APP0) return begins(content, 'JFIF\0');
  if (marker === APP2) return begins(content, 'ICC_PROFILE\0');
  if (marker === APP14) return begins(content, 'Adobe');
  return marker !== COM && (marker < APP0 || marker > APP15);
}

/**
 * The first byte behind the end-of-image marker. In a scan `FF` is followed by `00` or a restart marker (B.1.1.5);
 * any other marker begins a segment with a length, such as the tables and the next scan of a progressive picture.
 */
function endOfPicture(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) at += 1;
    else if (marker === EOI) return at + 2;
    else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker === 0xff) at += 1;
    else at += 2 + Math.max(2, ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  // Cut short on its way: nothing can hide behind an end that is not there.
  return bytes.length;
}

function segmentWith(orientation: number): Uint8Array {
  const content = [...new TextEncoder().encode(EXIF), ...tiffWithOrientation(orientation)];
  return Uint8Array.of(0xff, APP1, 0, content.length + 2, ...content);
}

export function begins(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && [...text].every((character, at) => bytes[at] === character.charCodeAt(0));
}
