// Holding answers to their form before anything is sealed. The same problems, by the same names, as the tool finds.

import {
  answerFromWire, isBlank, isContact, isMoney,
  type Answer, type Answers, type Cell, type Contact, type Money, type Row, type WireAnswers,
} from './answer.ts';
import { isCountry } from './country.ts';
import { isFuzzyDate } from './day.ts';
import { CURRENCY, visible, type Form, type Question } from './form.ts';

export type ProblemKind =
  | 'bad-country' | 'bad-currency' | 'bad-date' | 'bad-money' | 'bad-yes-no' | 'consent-needed'
  | 'contact-incomplete' | 'file-too-large' | 'file-type' | 'hidden' | 'missing' | 'repeated' | 'too-many-files'
  | 'too-many-rows' | 'too-long' | 'unknown-column' | 'unknown-option' | 'unknown-question' | 'wrong-kind';

/** Something wrong with one answer. Never repeats the answer. The message is `problem-<kind>`. */
export interface Problem {
  readonly question: string;
  /** Row (from 0) and column id, in a table. */
  readonly cell?: { readonly row: number; readonly column: string };
  readonly kind: ProblemKind;
  /** What the message mentions: `max`, `megabytes`. */
  readonly args: Readonly<Record<string, number>>;
}

/** A problem without its place. */
type Fault = [kind: ProblemKind, args?: Record<string, number>];

function problem(question: string, [kind, args = {}]: Fault, cell?: Problem['cell']): Problem {
  return { question, ...(cell === undefined ? {} : { cell }), kind, args };
}

/** Names everything that must be mended before the answers may be sealed; `prune` them first. */
export function check(form: Form, answers: Answers, which: 'all' | 'now'): Problem[] {
  const shown = visible(form, answers);
  const problems: Problem[] = [];
  for (const question of form.questions) {
    if (which === 'now' && !question.now) continue;
    const answer = answers.get(question.id);
    if (!shown.has(question.id)) {
      if (answer !== undefined) problems.push(problem(question.id, ['hidden']));
    } else if (answer === undefined || isBlank(answer)) {
      if (question.required) problems.push(problem(question.id, ['missing']));
    } else if (answer === false && question.required && question.kind === 'consent') {
      problems.push(problem(question.id, ['consent-needed']));
    } else {
      problems.push(...checkAnswer(question, answer));
    }
  }
  for (const id of answers.keys()) {
    if (form.question(id) === undefined) problems.push(problem(id, ['unknown-question']));
  }
  return problems;
}

/** Names what is wrong with an answer to one question. */
export function checkAnswer(question: Question, answer: Answer): Problem[] {
  if (question.kind !== 'table') {
    const fault = faultOf(question, answer);
    return fault === undefined ? [] : [problem(question.id, fault)];
  }
  if (!isRows(answer)) return [problem(question.id, ['wrong-kind'])];
  const problems: Problem[] = [];
  if (answer.length > question.maxCount) {
    problems.push(problem(question.id, ['too-many-rows', { max: question.maxCount }]));
  }
  answer.forEach((cells, row) => {
    const add = (column: string, fault: Fault): void => void problems.push(problem(question.id, fault, { row, column }));
    for (const column of question.columns) {
      const cell = cells.get(column.id);
      if (cell === undefined || isBlank(cell)) {
        if (column.required) add(column.id, ['missing']);
        continue;
      }
      const fault = faultOf(column, cell);
      if (fault !== undefined) add(column.id, fault);
    }
    for (const id of cells.keys()) {
      if (!question.columns.some((column) => column.id === id)) add(id, ['unknown-column']);
    }
  });
  return problems;
}

/** Names what is wrong with one file for a question. */
export function checkFile(question: Question, mediaType: string, lengthBytes: number): Problem | undefined {
  const type = mediaType.toLowerCase();
  if (lengthBytes > question.maxBytes) {
    // Rounded down, so that a file of the size named is taken.
    const megabytes = Math.max(1, Math.floor(question.maxBytes / 1_000_000));
    return problem(question.id, ['file-too-large', { megabytes }]);
  }
  const isAccepted =
    question.accept.length === 0 || question.accept.some((prefix) => type.startsWith(prefix.toLowerCase()));
  return isAccepted ? undefined : problem(question.id, ['file-type']);
}

export interface Accepted {
  answers: Answers;
  problems: Problem[];
  /** What fits no question of this form: kept, so that nothing typed is lost. */
  unread: WireAnswers;
}

/** Reads the answers of a draft with their form. */
export function accept(form: Form, wire: WireAnswers): Accepted {
  const answers: Answers = new Map();
  const problems: Problem[] = [];
  const unread: WireAnswers = new Map();
  for (const [id, value] of wire) {
    const question = form.question(id);
    const answer = question && answerFromWire(question, value);
    if (answer === undefined) {
      problems.push(problem(id, [question === undefined ? 'unknown-question' : 'wrong-kind']));
      unread.set(id, value);
    } else {
      // A date that is none is text that was typed: the page shows it, and asks for a date.
      const found = checkAnswer(question!, answer);
      problems.push(...found.map((one) => (one.kind === 'bad-date' ? { ...one, kind: 'wrong-kind' as const } : one)));
      answers.set(id, answer);
    }
  }
  return { answers, problems, unread };
}

function faultOf(question: Question, answer: Answer | Cell): Fault | undefined {
  switch (question.kind) {
    case 'text':
    case 'long-text':
      if (typeof answer !== 'string') break;
      return isLong(question, answer) ? ['too-long', { max: question.maxChars }] : undefined;
    case 'one-of':
      if (typeof answer !== 'string') break;
      return hasOption(question, answer) ? undefined : ['unknown-option'];
    case 'some-of':
      if (!isTexts(answer)) break;
      if (!answer.every((id) => hasOption(question, id))) return ['unknown-option'];
      return isRepeated(answer) ? ['repeated'] : undefined;
    case 'yes-no':
    case 'consent':
      if (typeof answer !== 'boolean') break;
      return undefined;
    case 'date':
      if (typeof answer !== 'string') break;
      return isFuzzyDate(answer) ? undefined : ['bad-date'];
    case 'country':
      if (typeof answer !== 'string') break;
      return isCountry(answer) ? undefined : ['bad-country'];
    case 'money':
      if (!isMoney(answer)) break;
      return faultOfMoney(question, answer);
    case 'contact':
      if (!isContact(answer)) break;
      return faultOfContact(question, answer);
    case 'files':
      if (!Array.isArray(answer) || !answer.every((place) => Number.isInteger(place))) break;
      if (answer.length > question.maxCount) return ['too-many-files', { max: question.maxCount }];
      return isRepeated(answer) ? ['repeated'] : undefined;
    case 'table':
      break;
  }
  return ['wrong-kind'];
}

function faultOfMoney(question: Question, { amount, currency }: Money): Fault | undefined {
  if (!/^[0-9]{1,12}(\.[0-9]{1,2})?$/.test(amount)) return ['bad-money'];
  const isTaken = question.currencies.length === 0 || question.currencies.includes(currency);
  return CURRENCY.test(currency) && isTaken ? undefined : ['bad-currency'];
}

function faultOfContact(question: Question, contact: Contact): Fault | undefined {
  if (contact.channel.trim() === '' || contact.handle.trim() === '') return ['contact-incomplete'];
  const parts = [contact.channel, contact.handle, contact.safe_hours ?? '', contact.never ?? ''];
  return parts.some((part) => isLong(question, part)) ? ['too-long', { max: question.maxChars }] : undefined;
}

/** Counts characters, not halves of surrogate pairs. */
function isLong(question: Question, text: string): boolean {
  return text.length > question.maxChars && [...text].length > question.maxChars;
}

function hasOption(question: Question, id: string): boolean {
  return question.options.some((option) => option.id === id);
}

function isRepeated(items: readonly unknown[]): boolean {
  return new Set(items).size !== items.length;
}

function isTexts(answer: Answer | Cell): answer is string[] {
  return Array.isArray(answer) && answer.every((item) => typeof item === 'string');
}

function isRows(answer: Answer): answer is Row[] {
  return Array.isArray(answer) && answer.every((item) => item instanceof Map);
}
