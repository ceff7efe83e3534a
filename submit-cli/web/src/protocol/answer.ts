// Answers, as the page holds them and as they travel (protocol 8).

import type { Cbor, Encodable } from './cbor.ts';
import type { Question } from './form.ts';

export interface Money {
  /** `[0-9]{1,12}(\.[0-9]{1,2})?` */
  amount: string;
  /** ISO 4217 code. */
  currency: string;
}

export interface Contact {
  channel: string;
  handle: string;
  safe_hours?: string;
  never?: string;
}

export type Cell = string | Money;
/** Cells by column id. */
export type Row = Map<string, Cell>;

/**
 * | kind | answer |
 * |---|---|
 * | text, long-text, one-of, date, country | string |
 * | some-of | string[] |
 * | yes-no, consent | boolean |
 * | money | Money |
 * | table | Row[] |
 * | contact | Contact |
 * | files | number[]: places in the list of attachments, from 0 |
 */
export type Answer = string | string[] | boolean | Money | Row[] | Contact | number[];

/** By question id. */
export type Answers = Map<string, Answer>;

/** Answers of a draft or a letter, not yet read with their form. */
export type WireAnswers = Map<string, Cbor>;

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

export function isContact(value: unknown): value is Contact {
  return typeof value === 'object' && value !== null && 'channel' in value && 'handle' in value;
}

/** Says whether nothing was answered: no text but white space, an empty list. */
export function isBlank(answer: Answer | Cell | undefined): boolean {
  if (answer === undefined) return true;
  if (typeof answer === 'string') return answer.trim() === '';
  if (isMoney(answer)) return answer.amount.trim() === '';
  if (isContact(answer)) return answer.handle.trim() === '' && answer.channel.trim() === '';
  // Anything else that came in a draft and fits no question is something, too.
  return Array.isArray(answer) && answer.every((item) => item instanceof Map && [...item.values()].every(isBlank));
}

/** The answer without blank cells and rows, and without the optional parts of a contact that are empty. */
export function tidied(answer: Answer): Answer {
  if (isContact(answer)) {
    return {
      channel: answer.channel,
      handle: answer.handle,
      ...((answer.safe_hours ?? '').trim() === '' ? {} : { safe_hours: answer.safe_hours! }),
      ...((answer.never ?? '').trim() === '' ? {} : { never: answer.never! }),
    };
  }
  if (!Array.isArray(answer) || !answer.some((item) => item instanceof Map)) return answer;
  return (answer as Row[])
    .map((row) => new Map([...row].filter(([, cell]) => !isBlank(cell))))
    .filter((row) => row.size > 0);
}

/** Writes answers as they travel. */
export function answersToWire(answers: Answers): Encodable {
  // Sorted, so that the order in which someone filled in the form is not told.
  const sorted = [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([id, answer]) => [id, answer as Encodable]));
}

/**
 * Reads an answer with its question; `undefined` if the value cannot be an answer to it. Only the shape counts; a
 * cell that does not fit its column is kept as it came.
 */
export function answerFromWire(question: Question, value: Cbor): Answer | undefined {
  switch (question.kind) {
    case 'text':
    case 'long-text':
    case 'one-of':
    case 'date':
    case 'country':
      return typeof value === 'string' ? value : undefined;
    case 'some-of':
      return Array.isArray(value) && value.every((id) => typeof id === 'string') ? value : undefined;
    case 'yes-no':
    case 'consent':
      return typeof value === 'boolean' ? value : undefined;
    case 'files': {
      const isPlace = (place: Cbor): place is number => typeof place === 'number' && place >= 0 && place < 2 ** 32;
      return Array.isArray(value) && value.every(isPlace) ? value : undefined;
    }
    case 'money': {
      const texts = textsOf(value, ['amount', 'currency'], []);
      return texts && { amount: texts.get('amount')!, currency: texts.get('currency')! };
    }
    case 'contact': {
      const texts = textsOf(value, ['channel', 'handle'], ['safe_hours', 'never']);
      return texts && (Object.fromEntries(texts) as unknown as Contact);
    }
    case 'table':
      return rowsFromWire(question, value);
  }
}

function rowsFromWire(question: Question, value: Cbor): Row[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows: Row[] = [];
  for (const item of value) {
    if (!(item instanceof Map)) return undefined;
    const row: Row = new Map();
    for (const [id, cell] of item) {
      const column = question.columns.find((candidate) => candidate.id === id);
      row.set(String(id), ((column && answerFromWire(column, cell)) ?? cell) as Cell);
    }
    rows.push(row);
  }
  return rows;
}

/** A map in which every value is text, with these keys and no others. */
function textsOf(value: Cbor, needed: string[], possible: string[]): Map<string, string> | undefined {
  if (!(value instanceof Map)) return undefined;
  const isText = ([key, text]: [string | number, Cbor]): boolean =>
    typeof text === 'string' && [...needed, ...possible].includes(String(key));
  const fits = [...value].every(isText) && needed.every((key) => value.has(key));
  return fits ? (value as Map<string, string>) : undefined;
}
