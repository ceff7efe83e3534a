// JSON with one meaning only, and its canonical form (RFC 8785), whose hash names a form.
//
// Two readers of one signed document must see the same thing. `JSON.parse` takes the last of two equal keys and
// rounds numbers, so it is not used here.

import { textOf, utf8, type Bytes } from './bytes.ts';
import { ProtocolError } from './error.ts';
import { sha256 } from './hash.ts';
import { isLanguage, type LocalText } from './language.ts';

export type Json = null | boolean | number | string | Json[] | JsonRecord;
/** Has no prototype: a key such as `constructor` finds nothing that is not in the document. */
export interface JsonRecord {
  [key: string]: Json;
}

/** Arrays and objects inside each other. */
const MAX_DEPTH = 32;
/** Of every kind, keys not counted. */
const MAX_VALUES = 100_000;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = /[ \t\n\r]*/y;
const LITERALS = [['true', true], ['false', false], ['null', null]] as const;

/** Reads one JSON value; throws `not-json` for a key that occurs twice, a fraction, or nesting too deep. */
export function parseJson(source: string | Uint8Array, limitBytes: number): Json {
  const length = typeof source === 'string' ? utf8(source).length : source.length;
  if (length > limitBytes) throw new ProtocolError('limit', 'a document that is too large');
  let text;
  try {
    text = typeof source === 'string' ? source : textOf(source);
  } catch {
    throw notJson();
  }
  const parser = new Parser(text);
  const value = parser.value(MAX_DEPTH);
  parser.end();
  return value;
}

function notJson(): ProtocolError {
  return new ProtocolError('not-json');
}

class Parser {
  readonly #text: string;
  #at = 0;
  #valuesLeft = MAX_VALUES;

  constructor(text: string) {
    this.#text = text;
  }

  end(): void {
    this.#match(SPACE);
    if (this.#at !== this.#text.length) throw notJson();
  }

  value(depthLeft: number): Json {
    if (this.#valuesLeft-- === 0) throw new ProtocolError('limit', 'too many values');
    this.#match(SPACE);
    const first = this.#text[this.#at];
    if (first === '{' || first === '[') {
      if (depthLeft === 0) throw notJson();
      this.#at++;
      return first === '{' ? this.#record(depthLeft - 1) : this.#array(depthLeft - 1);
    }
    if (first === '"') return this.#string();
    for (const [literal, value] of LITERALS) {
      if (this.#text.startsWith(literal, this.#at)) {
        this.#at += literal.length;
        return value;
      }
    }
    const number = Number(this.#match(NUMBER));
    // −0 is a fraction to some readers and 0 to others.
    if (!Number.isSafeInteger(number) || Object.is(number, -0)) throw notJson();
    return number;
  }

  #array(depthLeft: number): Json[] {
    const items: Json[] = [];
    if (this.#takes(']')) return items;
    do items.push(this.value(depthLeft));
    while (this.#takes(','));
    this.#expect(']');
    return items;
  }

  #record(depthLeft: number): JsonRecord {
    const record = Object.create(null) as JsonRecord;
    if (this.#takes('}')) return record;
    do {
      this.#match(SPACE);
      const key = this.#string();
      if (Object.hasOwn(record, key)) throw notJson();
      this.#expect(':');
      record[key] = this.value(depthLeft);
    } while (this.#takes(','));
    this.#expect('}');
    return record;
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') throw notJson();
    let end = this.#at + 1;
    // By hand: an envelope is one string of megabytes, too long for some engines' patterns.
    for (let code; (code = this.#text.charCodeAt(end)) !== QUOTE; end++) {
      if (!(code >= 0x20)) throw notJson();
      if (code === BACKSLASH) end++;
    }
    let text;
    try {
      text = JSON.parse(this.#text.slice(this.#at, end + 1)) as string;
    } catch {
      throw notJson();
    }
    this.#at = end + 1;
    // Half of a pair of surrogates is no character: it has no UTF-8.
    if (/\p{Surrogate}/u.test(text)) throw notJson();
    return text;
  }

  #takes(sign: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw notJson();
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) throw notJson();
    this.#at += found[0].length;
    return found[0];
  }
}

/** Writes a value in canonical form: keys sorted by UTF-16 code units, no white space. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    // `sort` compares UTF-16 code units, as RFC 8785, 3.2.3 wants.
    const entries = Object.keys(value).sort();
    return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key]!)}`).join(',')}}`;
  }
  // RFC 8785 takes its spelling of strings and integers from ECMAScript.
  return JSON.stringify(value);
}

/** SHA-256 of the canonical form. */
export function hashJson(value: Json): Bytes {
  return sha256(utf8(canonicalJson(value)));
}

/** Takes the fields of a record out of JSON, each once; `finish` refuses what is left but `x`. */
export class JsonFields {
  readonly #record: JsonRecord;
  readonly #taken = new Set(['x']);
  readonly #where: string;

  constructor(value: Json | undefined, where: string) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw this.refuse(where);
    this.#record = value;
    this.#where = where;
    const x = value['x'];
    if (x !== undefined && (x === null || typeof x !== 'object' || Array.isArray(x))) throw this.refuse('x');
  }

  refuse(what: string): ProtocolError {
    return new ProtocolError('malformed', this.#where === undefined ? what : `${this.#where}: ${what}`);
  }

  /** `undefined` for null too: a key whose value may be null may be left out. */
  optional(key: string): Json | undefined {
    this.#taken.add(key);
    return this.#record[key] ?? undefined;
  }

  text(key: string): string {
    const value = this.optional(key);
    if (typeof value !== 'string') throw this.refuse(key);
    return value;
  }

  optionalText(key: string): string | undefined {
    return this.optional(key) === undefined ? undefined : this.text(key);
  }

  integer(key: string, least: number, most: number): number {
    const value = this.optional(key);
    if (typeof value !== 'number' || value < least || value > most) throw this.refuse(key);
    return value;
  }

  optionalInteger(key: string, least: number, most: number): number | undefined {
    return this.optional(key) === undefined ? undefined : this.integer(key, least, most);
  }

  /** False if it is not there. */
  bool(key: string): boolean {
    const value = this.optional(key) ?? false;
    if (typeof value !== 'boolean') throw this.refuse(key);
    return value;
  }

  /** Empty if it is not there. */
  array(key: string): Json[] {
    const value = this.optional(key) ?? [];
    if (!Array.isArray(value)) throw this.refuse(key);
    return value;
  }

  texts(key: string): string[] {
    return this.array(key).map((item) => {
      if (typeof item !== 'string') throw this.refuse(key);
      return item;
    });
  }

  /** A text in several languages, of which there is at least one. */
  localText(key: string): LocalText {
    const text = this.optionalLocalText(key);
    if (text === undefined) throw this.refuse(key);
    return text;
  }

  optionalLocalText(key: string): LocalText | undefined {
    const value = this.optional(key);
    if (value === undefined) return undefined;
    const isTexts =
      value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).every(isLanguage) &&
      Object.values(value).every((text) => typeof text === 'string');
    if (!isTexts) throw this.refuse(key);
    return Object.keys(value).length === 0 ? undefined : (value as Record<string, string>);
  }

  finish(): void {
    for (const key of Object.keys(this.#record)) {
      if (!this.#taken.has(key)) throw this.refuse('an unknown key');
    }
  }
}
