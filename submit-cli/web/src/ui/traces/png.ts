// PNG (ISO/IEC 15948): a signature and chunks.

import type { Look, Trace, TraceKind } from '../traces.ts';
import { readExif, tiffWithOrientation } from './exif.ts';
import { begins } from './jpeg.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** What is needed to show a picture, also a moving one. */
const NEEDED = [
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT', 'cICP',
];
const KEYWORDS: Readonly<Record<string, TraceKind>> = {
  Title: 'title',
  Author: 'author',
  Copyright: 'author',
  Description: 'comment',
  Comment: 'comment',
  Software: 'software',
  Source: 'device',
  'Creation Time': 'time',
};

export function lookAtPng(bytes: Uint8Array): Look | undefined {
  if (!begins(bytes, SIGNATURE)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const traces: Trace[] = [];
  const kept = [bytes.subarray(0, SIGNATURE.length)];
  let hasMore = false;
  let orientation = 1;
  let at = SIGNATURE.length;
  for (;;) {
    if (at + 12 > bytes.length) return { traces, stripped: undefined };
    const length = view.getUint32(at);
    const chunk = bytes.subarray(at, at + 12 + length);
    if (chunk.length < 12 + length) return { traces, stripped: undefined };
    const type = new TextDecoder('latin1').decode(chunk.subarray(4, 8));
    const content = chunk.subarray(8, 8 + length);
    at += 12 + length;
    if (NEEDED.includes(type)) kept.push(chunk);
    else if (type === 'eXIf') {
      const exif = readExif(content);
      traces.push(...exif.traces);
      orientation = exif.orientation;
    }
    else if (type === 'tIME' && length === 7) traces.push({ kind: 'time', value: timeOf(content) });
    else hasMore = !readText(type, content, traces) || hasMore;
    if (type === 'IEND') break;
  }
  if (at < bytes.length) hasMore = true;
  if (hasMore) traces.push({ kind: 'other', value: '' });
  // Right behind IHDR, which always comes first: the picture must not turn.
  if (orientation !== 1) kept.splice(2, 0, chunkOf('eXIf', tiffWithOrientation(orientation)));
  return { traces, stripped: kept };
}

/** Reads a text chunk; what is compressed or has a keyword of its own is counted as something more. */
function readText(type: string, content: Uint8Array, traces: Trace[]): boolean {
  if (type !== 'tEXt' && type !== 'iTXt') return false;
  const keywordEnd = content.indexOf(0);
  const keyword = new TextDecoder('latin1').decode(content.subarray(0, Math.max(0, keywordEnd)));
  const kind = KEYWORDS[keyword];
  if (kind === undefined) return false;
  let text = content.subarray(keywordEnd + 1);
  if (type === 'iTXt') {
    // Compression flag and method, language, translated keyword, each text ended by a zero.
    if (text[0] !== 0) return false;
    text = text.subarray(2);
    text = text.subarray(text.indexOf(0) + 1);
    text = text.subarray(text.indexOf(0) + 1);
  }
  traces.push({ kind, value: new TextDecoder(type === 'tEXt' ? 'latin1' : 'utf-8').decode(text) });
  return true;
}

function timeOf(content: Uint8Array): string {
  const [high = 0, low = 0, ...rest] = content;
  const [month, day, hour, minute, second] = rest.map((part) => String(part).padStart(2, '0'));
  return `${high * 256 + low}-${month}-${day} ${hour}:${minute}:${second}`;
}

function chunkOf(type: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + content.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(content, 8);
  view.setUint32(8 + content.length, crc(chunk.subarray(4, 8 + content.length)));
  return chunk;
}

/** CRC-32 of type and content (ISO/IEC 15948, annex D), bit by bit: it is made over some thirty bytes. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
