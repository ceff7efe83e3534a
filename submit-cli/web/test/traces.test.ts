// What pictures tell, and that copies no longer do.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateSync, crc32 } from 'node:zlib';
import { lookInside } from '../src/ui/traces.ts';
import { tiffWithOrientation } from '../src/ui/traces/exif.ts';

declare const __ROOT__: string;

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));
const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));

/** A little-endian TIFF with a model, an orientation and a position. */
function tiff(): Uint8Array {
  const bytes = new Uint8Array(400);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii('II*\0'));
  view.setUint32(4, 8, true);
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  };
  view.setUint16(8, 3, true);
  entry(10, 0x0110, 2, 6, 200);
  entry(22, 0x0112, 3, 1, 6);
  entry(34, 0x8825, 4, 1, 100);
  bytes.set(ascii('Pixel\0'), 200);
  view.setUint16(100, 4, true);
  entry(102, 1, 2, 2, 0x53);
  entry(114, 2, 5, 3, 220);
  entry(126, 3, 2, 2, 0x45);
  entry(138, 4, 5, 3, 250);
  [21, 1, 42].forEach((part, at) => (view.setUint32(220 + 8 * at, part, true), view.setUint32(224 + 8 * at, 1, true)));
  [105, 51, 15].forEach((part, at) => (view.setUint32(250 + 8 * at, part, true), view.setUint32(254 + 8 * at, 1, true)));
  return bytes;
}

/** A JPEG file in form, not in content. */
function jpeg(exif: Uint8Array, behind = 'a short film'): Uint8Array {
  const segment = (marker: number, content: Uint8Array | number[]): Uint8Array => {
    const length = content.length + 2;
    return Uint8Array.of(0xff, marker, length >> 8, length & 255, ...content);
  };
  return joined([
    Uint8Array.of(0xff, 0xd8),
    segment(0xe0, ascii('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xe1, [...ascii('Exif\0\0'), ...exif]),
    segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0someone')),
    segment(0xfe, ascii('made by someone')),
    segment(0xdb, new Uint8Array(65)),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    Uint8Array.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56),
    segment(0xc4, [0xff, 0xd9]),
    segment(0xda, [1]),
    Uint8Array.of(0x77, 0xff, 0xd9),
    Uint8Array.from(ascii(behind)),
  ]);
}

test('a JPEG file tells position, device and comment; its copy does not', () => {
  const look = lookInside(jpeg(tiff()))!;
  assert.deepEqual(look.traces, [
    { kind: 'position', value: '-21.02833, 105.85417' },
    { kind: 'device', value: 'Pixel' },
    { kind: 'comment', value: 'made by someone' },
    { kind: 'other', value: '' },
  ]);
  const copy = joined(look.stripped!);
  for (const hidden of ['Pixel', 'made by someone', 'a short film', 'adobe']) assert.ok(!holds(copy, hidden), hidden);
  assert.ok(holds(copy, 'JFIF'));
  assert.deepEqual([...copy.slice(-3)], [0x77, 0xff, 0xd9]);
  // The way up is kept, and nothing is left to take out.
  assert.ok(Buffer.from(copy).includes(Buffer.from(tiffWithOrientation(6))));
  const again = lookInside(copy)!;
  assert.deepEqual(again.traces, []);
  assert.deepEqual(joined(again.stripped!), copy);
});

test('a real photo is understood', () => {
  const look = lookInside(new Uint8Array(readFileSync(`${__ROOT__}/tests/fixtures/photo.jpg`)))!;
  assert.ok(look.traces.some((trace) => trace.kind === 'position'));
  assert.deepEqual(lookInside(joined(look.stripped!))!.traces, []);
});

test('a PNG file tells its texts; its copy does not', () => {
  const chunk = (type: string, content: Uint8Array | number[]): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(content)]);
    const frame = Buffer.alloc(8 + content.length + 4);
    frame.writeUInt32BE(content.length);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32 === undefined ? 0 : crc32(body), 8 + content.length);
    return frame;
  };
  const png = joined([
    Uint8Array.from(ascii('\x89PNG\r\n\x1a\n')),
    chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
    chunk('tEXt', ascii('Author\0Someone')),
    chunk('iTXt', ascii('Description\0\0\0en\0\0a meeting')),
    chunk('tIME', [0x07, 0xea, 11, 23, 9, 5, 1]),
    chunk('eXIf', tiff()),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', []),
  ]);
  const look = lookInside(png)!;
  assert.deepEqual(look.traces.map((trace) => [trace.kind, trace.value]), [
    ['author', 'Someone'],
    ['comment', 'a meeting'],
    ['time', '2026-11-23 09:05:01'],
    ['position', '-21.02833, 105.85417'],
    ['device', 'Pixel'],
  ]);
  const copy = joined(look.stripped!);
  assert.deepEqual(lookInside(copy)!.traces, []);
  assert.ok(!holds(copy, 'Someone') && holds(copy, 'IDAT'));
  // It stays the right way up, by a chunk that a strict reader takes too.
  assert.ok(holds(copy.slice(33), 'eXIf') && Buffer.from(copy).includes(chunk('eXIf', tiffWithOrientation(6))));
  assert.deepEqual(joined(lookInside(copy)!.stripped!), copy);
});

test('a WebP file tells its EXIF; its copy keeps which way is up and nothing else', () => {
  const chunk = (type: string, content: Uint8Array | number[]): Buffer => {
    const frame = Buffer.alloc(8 + content.length + (content.length % 2));
    frame.write(type, 'latin1');
    frame.writeUInt32LE(content.length, 4);
    Buffer.from(content).copy(frame, 8);
    return frame;
  };
  const chunks = [chunk('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]), chunk('VP8 ', [1, 2, 3]), chunk('EXIF', tiff()), chunk('XMP ', ascii('who'))];
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + chunks.reduce((sum, part) => sum + part.length, 0));
  const webp = joined([Uint8Array.from(ascii('RIFF')), size, Uint8Array.from(ascii('WEBP')), ...chunks]);
  const look = lookInside(webp)!;
  assert.deepEqual(look.traces.map((trace) => trace.kind), ['position', 'device', 'other']);
  const copy = joined(look.stripped!);
  assert.equal(copy[20], 0x08);
  assert.ok(Buffer.from(copy).includes(Buffer.from(tiffWithOrientation(6))));
  assert.equal(new DataView(copy.buffer).getUint32(4, true), copy.length - 8);
  assert.deepEqual(lookInside(copy)!.traces, []);
});

test('torn and hostile files do no harm', () => {
  const whole = jpeg(tiff());
  for (let length = 0; length < whole.length; length++) {
    lookInside(whole.slice(0, length));
    const changed = whole.slice();
    changed[length]! ^= 0xff;
    lookInside(changed);
  }
  assert.equal(lookInside(new TextEncoder().encode('%PDF-1.7')), undefined);
});
