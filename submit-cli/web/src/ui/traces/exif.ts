// EXIF (CIPA DC-008): a small TIFF file inside a picture. Hostile or torn bytes give fewer traces, never an error.

import type { Trace, TraceKind } from '../traces.ts';

const TEXTS: readonly (readonly [tag: number, kind: TraceKind])[] = [
  [0x9003, 'time'], // DateTimeOriginal
  [0x0132, 'time'], // DateTime
  [0x010f, 'device'], // Make
  [0x0110, 'device'], // Model
  [0xa431, 'serial'], // BodySerialNumber
  [0xa435, 'serial'], // LensSerialNumber
  [0xa430, 'author'], // CameraOwnerName
  [0x013b, 'author'], // Artist
  [0x9c9d, 'author'], // XPAuthor
  [0x8298, 'author'], // Copyright
  [0x9c9b, 'title'], // XPTitle
  [0x010e, 'comment'], // ImageDescription
  [0x9286, 'comment'], // UserComment
  [0x9c9c, 'comment'], // XPComment
  [0x0131, 'software'], // Software
];
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const GPS_LATITUDE_REF = 1;
const GPS_LATITUDE = 2;
const GPS_LONGITUDE_REF = 3;
const GPS_LONGITUDE = 4;

/** Bytes of one value, by TIFF's type number. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const MAX_ENTRIES = 500;

interface Entry {
  type: number;
  count: number;
  at: number;
}

export interface Exif {
  traces: Trace[];
  /** Which way is up, 1 to 8. */
  orientation: number;
}

export function readExif(bytes: Uint8Array): Exif {
  const exif: Exif = { traces: [], orientation: 1 };
  const tiff = Tiff.open(bytes);
  if (tiff === undefined) return exif;
  const main = tiff.directory(tiff.first);
  const entries = new Map([...main, ...tiff.pointedTo(main, EXIF_DIRECTORY)]);
  const position = tiff.position(tiff.pointedTo(main, GPS_DIRECTORY));
  if (position !== undefined) exif.traces.push({ kind: 'position', value: position });
  for (const [tag, kind] of TEXTS) {
    const entry = entries.get(tag);
    if (entry !== undefined) exif.traces.push({ kind, value: tiff.text(tag, entry) });
  }
  const orientation = entries.get(ORIENTATION);
  const value = orientation && tiff.integer(orientation);
  if (value !== undefined && value >= 1 && value <= 8) exif.orientation = value;
  return exif;
}

/** A TIFF file that holds the orientation and nothing else. */
export function tiffWithOrientation(orientation: number): Uint8Array {
  // MM, 42, first directory at 8: one entry (tag, SHORT, one value, padded to four bytes), no further directory.
  return Uint8Array.of(
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  );
}

class Tiff {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #isLittle: boolean;
  readonly first: number;

  private constructor(bytes: Uint8Array, isLittle: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#isLittle = isLittle;
    this.first = this.#view.getUint32(4, isLittle);
  }

  static open(bytes: Uint8Array): Tiff | undefined {
    if (bytes.length < 8) return undefined;
    const isLittle = bytes[0] === 0x49 && bytes[1] === 0x49;
    return isLittle || (bytes[0] === 0x4d && bytes[1] === 0x4d) ? new Tiff(bytes, isLittle) : undefined;
  }

  directory(at: number): Map<number, Entry> {
    const entries = new Map<number, Entry>();
    if (at + 2 > this.#bytes.length) return entries;
    const count = Math.min(this.#short(at), MAX_ENTRIES);
    for (let index = 0; index < count; index++) {
      const place = at + 2 + 12 * index;
      if (place + 12 > this.#bytes.length) break;
      const [type, values] = [this.#short(place + 2), this.#long(place + 4)];
      const length = (SIZES[type] ?? 0) * values;
      const start = length <= 4 ? place + 8 : this.#long(place + 8);
      if (length > 0 && start + length <= this.#bytes.length) {
        entries.set(this.#short(place), { type, count: values, at: start });
      }
    }
    return entries;
  }

  pointedTo(entries: Map<number, Entry>, tag: number): Map<number, Entry> {
    const entry = entries.get(tag);
    const at = entry && this.integer(entry);
    return at === undefined ? new Map() : this.directory(at);
  }

  integer({ type, at }: Entry): number | undefined {
    return type === 3 ? this.#short(at) : type === 4 ? this.#long(at) : undefined;
  }

  text(tag: number, { type, count, at }: Entry): string {
    const bytes = this.#bytes.subarray(at, at + count * (SIZES[type] ?? 0));
    // The XP texts of Windows are UTF-16; a user comment begins with eight bytes that name its coding.
    if (tag >= 0x9c9b && tag <= 0x9c9f) return clean(new TextDecoder('utf-16le').decode(bytes));
    if (tag !== 0x9286) return clean(new TextDecoder().decode(bytes));
    const isUnicode = bytes[0] === 0x55;
    return clean(new TextDecoder(isUnicode ? (this.#isLittle ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes.subarray(8)));
  }

  /** Latitude and longitude in degrees. */
  position(entries: Map<number, Entry>): string | undefined {
    const degrees = (tag: number, refTag: number, negative: string): number | undefined => {
      const entry = entries.get(tag);
      if (entry === undefined || entry.type !== 5 || entry.count < 1) return undefined;
      let value = 0;
      for (let part = 0; part < Math.min(entry.count, 3); part++) {
        const at = entry.at + 8 * part;
        value += this.#long(at) / (this.#long(at + 4) || 1) / 60 ** part;
      }
      const ref = entries.get(refTag);
      return ref !== undefined && this.text(refTag, ref).startsWith(negative) ? -value : value;
    };
    const latitude = degrees(GPS_LATITUDE, GPS_LATITUDE_REF, 'S');
    const longitude = degrees(GPS_LONGITUDE, GPS_LONGITUDE_REF, 'W');
    if (latitude === undefined || longitude === undefined) return undefined;
    return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  }

  #short(at: number): number {
    return this.#view.getUint16(at, this.#isLittle);
  }

  #long(at: number): number {
    return this.#view.getUint32(at, this.#isLittle);
  }
}

function clean(text: string): string {
  return text.replace(/[\p{Cc}\uFFFD]+/gu, ' ').trim();
}
