// CBOR within the limits of the protocol ("Conventions"): definite lengths, shortest forms, no tags, no fractions,
// each key once. A decoder for anything more would be a door for what the rest of this program never expects.

import { concat, textOf, utf8, type Bytes } from './bytes.ts';
import { malformed } from './error.ts';

/** What a decoder returns: maps are `Map`s, so that no key can reach an object's prototype. */
export type Cbor = null | boolean | number | bigint | string | Bytes | Cbor[] | CborMap;
export type CborMap = Map<string | number, Cbor>;

/** What an encoder takes; a key whose value is `undefined` is left out. */
export type Encodable =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Encodable[]
  | ReadonlyMap<string | number, Encodable | undefined>
  | { readonly [key: string]: Encodable | undefined };

export interface Limits {
  /** Length in bytes. */
  bytes: number;
  /** Arrays and maps inside each other. */
  depth: number;
  /** Items of every kind, keys included. */
  items: number;
}

/** Limits of a header in a sealed frame (protocol 2). */
export const HEADER_LIMITS: Limits = { bytes: 1 << 20, depth: 16, items: 65_536 };

const MAX_ARGUMENT = (1n << 64n) - 1n;

export function encode(value: Encodable): Bytes {
  const parts: Uint8Array[] = [];
  write(value, parts);
  return concat(...parts);
}

function write(value: Encodable, parts: Uint8Array[]): void {
  if (value === null) parts.push(Uint8Array.of(0xf6));
  else if (typeof value === 'boolean') parts.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  else if (typeof value === 'number' || typeof value === 'bigint') writeInteger(value, parts);
  else if (typeof value === 'string') {
    const bytes = utf8(value);
    parts.push(head(3, bytes.length), bytes);
  } else if (value instanceof Uint8Array) parts.push(head(2, value.length), value);
  else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, parts);
  } else {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const present = entries.filter((entry) => entry[1] !== undefined);
    parts.push(head(5, present.length));
    for (const [key, item] of present) {
      write(key, parts);
      write(item, parts);
    }
  }
}

function writeInteger(value: number | bigint, parts: Uint8Array[]): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw malformed('a number without exact value');
  const big = BigInt(value);
  const argument = big < 0n ? -1n - big : big;
  if (argument > MAX_ARGUMENT) throw malformed('an integer that is too large');
  parts.push(head(big < 0n ? 1 : 0, argument));
}

/** The first byte of an item and its argument, in the shortest form. */
function head(major: number, argument: number | bigint): Bytes {
  const first = major << 5;
  if (argument < 24) return Uint8Array.of(first | Number(argument));
  const width = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  const bytes = new Uint8Array(1 + width);
  bytes[0] = first | (24 + Math.log2(width));
  let rest = BigInt(argument);
  for (let at = width; at > 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** Decodes one item that fills `bytes` exactly; throws `malformed`. */
export function decode(bytes: Uint8Array, limits: Limits = HEADER_LIMITS): Cbor {
  if (bytes.length > limits.bytes) throw malformed('longer than allowed');
  const reader = new Reader(bytes, limits.items);
  const value = reader.item(limits.depth);
  if (!reader.isAtEnd()) throw malformed('more than one item');
  return value;
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #itemsLeft: number;

  constructor(bytes: Uint8Array, items: number) {
    this.#bytes = bytes;
    this.#itemsLeft = items;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  item(depthLeft: number): Cbor {
    const [major, argument] = this.#head();
    switch (major) {
      case 0:
        return plain(argument);
      case 1:
        return plain(-1n - BigInt(argument));
      case 2:
        return this.#take(argument).slice() as Bytes;
      case 3:
        return textOf(this.#take(argument));
      case 4: {
        if (depthLeft === 0) throw malformed('nested too deep');
        const items: Cbor[] = [];
        for (let left = this.#count(argument); left > 0; left--) items.push(this.item(depthLeft - 1));
        return items;
      }
      case 5: {
        if (depthLeft === 0) throw malformed('nested too deep');
        return this.#map(argument, depthLeft - 1);
      }
      default:
        // `#head` lets only these through.
        return argument === 22 ? null : argument === 21;
    }
  }

  #map(argument: number | bigint, depthLeft: number): CborMap {
    const map: CborMap = new Map();
    for (let left = this.#count(argument); left > 0; left--) {
      const [major, keyArgument] = this.#head();
      // An integer key above 2^53 would not stay itself; no record has one.
      if (major !== 3 && !(major === 0 && typeof keyArgument === 'number')) throw malformed('not a key');
      const key = major === 3 ? textOf(this.#take(keyArgument)) : (keyArgument as number);
      if (map.has(key)) throw malformed('a key occurs twice');
      map.set(key, this.item(depthLeft));
    }
    return map;
  }

  /** Refuses a count that the bytes left could not meet, before anything loops over it. */
  #count(argument: number | bigint): number {
    if (argument > this.#bytes.length - this.#at) throw malformed('cut off');
    return Number(argument);
  }

  #head(): [major: number, argument: number | bigint] {
    if (this.#itemsLeft === 0) throw malformed('too many items');
    this.#itemsLeft--;
    const first = this.#take(1)[0]!;
    const major = first >> 5;
    const info = first & 0x1f;
    if (major === 7) {
      // 20 false, 21 true, 22 null
      if (info < 20 || info > 22) throw malformed('a simple value or a fraction');
      return [major, info];
    }
    if (major === 6) throw malformed('a tag');
    if (info < 24) return [major, info];
    if (info > 27) throw malformed('an indefinite length');
    const width = 1 << (info - 24);
    let argument = 0n;
    for (const byte of this.#take(width)) argument = (argument << 8n) | BigInt(byte);
    if (argument < (width === 1 ? 24n : 1n << BigInt(4 * width))) throw malformed('not in its shortest form');
    return [major, plain(argument)];
  }

  #take(length: number | bigint): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw malformed('cut off');
    const taken = this.#bytes.subarray(this.#at, this.#at + Number(length));
    this.#at += Number(length);
    return taken;
  }
}

function plain(value: number | bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * Takes the fields of a record out of a map, each once; `finish` refuses what is left but `x`, since a record
 * holds no unknown key.
 */
export class Fields {
  readonly #map: CborMap;
  readonly #taken = new Set<string | number>(['x']);

  constructor(value: Cbor | undefined) {
    if (!(value instanceof Map)) throw malformed('not a map');
    this.#map = value;
    const x = value.get('x');
    if (x !== undefined && !(x instanceof Map && [...x.keys()].every((key) => typeof key === 'string'))) {
      throw malformed('x is not a map with text keys');
    }
  }

  optional(key: string): Cbor | undefined {
    this.#taken.add(key);
    return this.#map.get(key);
  }

  text(key: string): string {
    const value = this.optional(key);
    if (typeof value !== 'string') throw malformed(key);
    return value;
  }

  optionalText(key: string): string | undefined {
    return this.optional(key) === undefined ? undefined : this.text(key);
  }

  bytes(key: string, length: number): Bytes {
    const value = this.optional(key);
    if (!(value instanceof Uint8Array) || value.length !== length) throw malformed(key);
    return value;
  }

  optionalBytes(key: string, length: number): Bytes | undefined {
    return this.optional(key) === undefined ? undefined : this.bytes(key, length);
  }

  /** An integer from 0 to `most`. */
  unsigned(key: string, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.optional(key);
    if (typeof value !== 'number' || value < 0 || value > most) throw malformed(key);
    return value;
  }

  bool(key: string): boolean {
    const value = this.optional(key);
    if (typeof value !== 'boolean') throw malformed(key);
    return value;
  }

  array(key: string): Cbor[] {
    const value = this.optional(key);
    if (!Array.isArray(value)) throw malformed(key);
    return value;
  }

  map(key: string): CborMap {
    const value = this.optional(key);
    if (!(value instanceof Map)) throw malformed(key);
    return value;
  }

  oneOf<T extends string>(key: string, values: readonly T[]): T {
    const value = this.text(key);
    const found = values.find((known) => known === value);
    if (found === undefined) throw malformed(key);
    return found;
  }

  finish(): void {
    for (const key of this.#map.keys()) {
      if (!this.#taken.has(key)) throw malformed('an unknown key');
    }
  }
}

