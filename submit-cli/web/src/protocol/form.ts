// Forms: what a programme asks (protocol 8).

import { isBlank, tidied, type Answers } from './answer.ts';
import { toHex, utf8Length, type Bytes } from './bytes.ts';
import { canonicalJson, hashJson, JsonFields, type Json } from './canonical_json.ts';
import { holds, readCondition, type Condition } from './condition.ts';
import { isCountry } from './country.ts';
import { malformed } from './error.ts';
import type { LocalText } from './language.ts';

const MAX_JSON_BYTES = 512 << 10;
const MAX_SECTIONS = 40;
const MAX_QUESTIONS = 300;
/** Most options or columns of one question. */
const MAX_OPTIONS = 60;
const MAX_CHARS = 50_000;
const MAX_BYTES = 256 << 20;
const MAX_FILES = 64;
const MAX_ROWS = 500;

const KINDS = [
  'text', 'long-text', 'one-of', 'some-of', 'yes-no', 'date', 'country', 'money', 'table', 'contact', 'files', 'consent',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Option {
  readonly id: string;
  readonly label: LocalText;
  /** Kind words for whoever is not covered because of this choice. */
  readonly outside: LocalText | undefined;
}

/** A question, or a column of a table. */
export interface Question {
  readonly id: string;
  readonly kind: Kind;
  readonly label: LocalText;
  readonly help: LocalText | undefined;
  /** What could do harm if it is written here. */
  readonly danger: LocalText | undefined;
  readonly required: boolean;
  /** Belongs to the first cry for help. */
  readonly now: boolean;
  /** Asked first, before anything sensitive is written. */
  readonly eligibility: boolean;
  readonly showIf: Condition | undefined;
  readonly options: readonly Option[];
  /** Limits, with the defaults applied. */
  readonly maxChars: number;
  readonly maxBytes: number;
  /** Most files or rows. */
  readonly maxCount: number;
  /** Beginnings of media types; empty for any. */
  readonly accept: readonly string[];
  /** ISO 4217 codes; empty for any. */
  readonly currencies: readonly string[];
  readonly columns: readonly Question[];
  /** Kind words for a country that the programme does not cover. */
  readonly outside: LocalText | undefined;
}

export interface Section {
  readonly id: string;
  readonly title: LocalText;
  readonly questions: readonly Question[];
}

export class Form {
  readonly id: string;
  readonly title: LocalText;
  readonly intro: LocalText | undefined;
  /** In the order in which they are asked. */
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
  /** SHA-256 of the canonical JSON, by which letters name the form. */
  readonly hash: Bytes;
  readonly #byId: ReadonlyMap<string, Question>;

  /** Reads a form as it travels in the organisation file; throws `malformed`. */
  constructor(json: Json) {
    if (utf8Length(canonicalJson(json)) > MAX_JSON_BYTES) throw malformed('form: too large');
    const fields = new JsonFields(json, 'form');
    this.id = idOf(fields, ID);
    this.title = fields.localText('title');
    this.intro = fields.optionalLocalText('intro');
    const byId = new Map<string, Question>();
    this.sections = fields.array('section').map((section) => readSection(section, byId));
    fields.finish();
    unique(this.sections, 'section');
    this.questions = this.sections.flatMap((section) => section.questions);
    if (this.sections.length === 0 || this.sections.length > MAX_SECTIONS) throw malformed('form: sections');
    if (this.questions.length === 0 || this.questions.length > MAX_QUESTIONS) throw malformed('form: questions');
    this.#byId = byId;
    this.hash = hashJson(json);
  }

  question(id: string): Question | undefined {
    return this.#byId.get(id);
  }

  hashHex(): string {
    return toHex(this.hash);
  }
}

export function parseForm(json: Json): Form {
  return new Form(json);
}

/**
 * The ids of the questions that are asked, given the answers so far. An answer that has itself become hidden counts
 * as none. A condition looks only back, so one pass is enough.
 */
export function visible(form: Form, answers: Answers): Set<string> {
  const shown = new Set<string>();
  const answerOf = (id: string) => (shown.has(id) ? answers.get(id) : undefined);
  for (const { id, showIf } of form.questions) {
    if (showIf === undefined || holds(showIf, answerOf)) shown.add(id);
  }
  return shown;
}

/** The answers without those that are hidden or blank: what a letter carries. */
export function prune(form: Form, answers: Answers): Answers {
  const shown = visible(form, answers);
  const kept = [...answers].filter(([id, answer]) => shown.has(id) && !isBlank(answer));
  return new Map(kept.map(([id, answer]) => [id, tidied(answer)]));
}

/** The answers that belong to the first cry for help. */
export function onlyNow(form: Form, answers: Answers): Answers {
  return new Map([...answers].filter(([id]) => form.question(id)?.now === true));
}

const ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const QUESTION_ID = /^[a-z][a-z0-9_]{0,39}$/;
export const CURRENCY = /^[A-Z]{3}$/;

export function isId(id: string): boolean {
  return ID.test(id);
}

function idOf(fields: JsonFields, pattern: RegExp): string {
  const id = fields.text('id');
  if (!pattern.test(id)) throw fields.refuse('id');
  return id;
}

function unique(items: readonly { id: string }[], where: string): void {
  if (new Set(items.map((item) => item.id)).size !== items.length) throw malformed(`${where}: an id occurs twice`);
}

function readSection(json: Json, earlier: Map<string, Question>): Section {
  const fields = new JsonFields(json, 'section');
  const id = idOf(fields, ID);
  const title = fields.localText('title');
  const questions = fields.array('question').map((item) => {
    const question = readQuestion(item, earlier, false);
    if (earlier.has(question.id)) throw malformed(`question ${question.id}: the id occurs twice`);
    earlier.set(question.id, question);
    return question;
  });
  fields.finish();
  return { id, title, questions };
}

/** Which keys belong to which kinds only. */
const BELONGS: Readonly<Record<string, readonly Kind[]>> = {
  options: ['one-of', 'some-of'],
  max_chars: ['text', 'long-text'],
  max_bytes: ['files'],
  max_count: ['files', 'table'],
  accept: ['files'],
  currencies: ['money'],
  columns: ['table'],
  outside: ['country'],
};

function readQuestion(json: Json, earlier: ReadonlyMap<string, Question>, isColumn: boolean): Question {
  const named = new JsonFields(json, 'question');
  const id = idOf(named, QUESTION_ID);
  const fields = new JsonFields(json, `question ${id}`);
  fields.text('id');
  const kind = KINDS.find((known) => known === fields.text('kind'));
  if (kind === undefined) throw fields.refuse('kind');
  for (const [key, kinds] of Object.entries(BELONGS)) {
    const value = fields.optional(key);
    const isGiven = value !== undefined && !(Array.isArray(value) && value.length === 0);
    if (isGiven && !kinds.includes(kind)) throw fields.refuse(`${key} does not belong to this kind`);
  }
  const showIf = fields.optional('show_if');
  const question: Question = {
    id,
    kind,
    label: fields.localText('label'),
    help: fields.optionalLocalText('help'),
    danger: fields.optionalLocalText('danger'),
    required: fields.bool('required'),
    now: fields.bool('now'),
    eligibility: fields.bool('eligibility'),
    showIf:
      showIf === undefined
        ? undefined
        : readCondition(showIf, `question ${id}: show_if`, (other, values) => checkValues(earlier.get(other), values)),
    options: fields.array('options').map(readOption),
    maxChars: fields.optionalInteger('max_chars', 1, MAX_CHARS) ?? (kind === 'long-text' ? 10_000 : 500),
    maxBytes: fields.optionalInteger('max_bytes', 1, MAX_BYTES) ?? 20 << 20,
    maxCount:
      fields.optionalInteger('max_count', 1, kind === 'files' ? MAX_FILES : MAX_ROWS) ?? (kind === 'files' ? 10 : 50),
    accept: fields.texts('accept'),
    currencies: fields.texts('currencies'),
    columns: fields.array('columns').map((column) => readQuestion(column, new Map(), true)),
    outside: fields.optionalLocalText('outside'),
  };
  fields.finish();
  checkQuestion(question, fields, isColumn);
  return question;
}

function checkQuestion(question: Question, fields: JsonFields, isColumn: boolean): void {
  const { kind, options, columns } = question;
  if (!question.currencies.every((code) => CURRENCY.test(code))) throw fields.refuse('currencies');
  if (question.accept.some((prefix) => prefix === '' || prefix.length > 127)) throw fields.refuse('accept');
  if ((kind === 'one-of' || kind === 'some-of') && options.length === 0) throw fields.refuse('has no options');
  if (options.length > MAX_OPTIONS || columns.length > MAX_OPTIONS) throw fields.refuse('too many options or columns');
  if (kind === 'table' && columns.length === 0) throw fields.refuse('has no columns');
  unique(options, `question ${question.id}`);
  unique(columns, `question ${question.id}`);
  if (isColumn) {
    if (!['text', 'money', 'date', 'one-of'].includes(kind)) throw fields.refuse('not a kind of column');
    if (question.now || question.eligibility || question.showIf) throw fields.refuse('not for a column');
  } else if (question.eligibility && ['long-text', 'contact', 'files', 'table'].includes(kind)) {
    throw fields.refuse('an eligibility question cannot ask for sensitive text or files');
  }
}

function readOption(json: Json): Option {
  const fields = new JsonFields(json, 'option');
  const option = { id: idOf(fields, ID), label: fields.localText('label'), outside: fields.optionalLocalText('outside') };
  fields.finish();
  return option;
}

/** Refuses a condition that looks at a later question, or compares with what an answer can never be. */
function checkValues(question: Question | undefined, values: readonly string[]): void {
  const isPossible = (value: string): boolean => {
    switch (question?.kind) {
      case 'one-of':
      case 'some-of':
        return question.options.some((option) => option.id === value);
      case 'yes-no':
      case 'consent':
        return value === 'yes' || value === 'no';
      case 'country':
        return isCountry(value);
      default:
        return false;
    }
  };
  if (!values.every(isPossible)) throw malformed('show_if: never holds');
}
