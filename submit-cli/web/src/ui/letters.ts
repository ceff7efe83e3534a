// Which letters carry what: the first cry for help goes alone where the rest would make it slow.

import type { Answers } from '../protocol/answer.ts';
import type { Bytes } from '../protocol/bytes.ts';
import type { Question } from '../protocol/form.ts';
import { letterLength, type LetterKind } from '../protocol/letter.ts';
import type { Programme } from '../protocol/organisation.ts';
import type { HeldFile, State } from './state.ts';
import { printOf, problemsOf, withFiles } from './topics.ts';

/** A letter that is to be sealed and sent. */
export interface PlannedLetter {
  readonly kind: LetterKind;
  readonly answers: Answers;
  readonly files: readonly HeldFile[];
  readonly message?: string | undefined;
  readonly inReplyTo?: Bytes | undefined;
  readonly moreFollows: boolean;
  /** What counts as sent when it has arrived: question ids and prints of their answers. */
  readonly marks: ReadonlyMap<string, string>;
}

/** The smallest sealed letter. */
const SMALLEST_BYTES = 64 << 10;

/** Everything that was not sent yet, in one letter, or in two if a small first one gets through sooner. */
export function planAll(state: State, programme: Programme): PlannedLetter[] {
  const all = letter(state, programme, () => true, false);
  const isLarge = letterLength(all.files.map((file) => ({ size: file.attachment.length }))) > SMALLEST_BYTES;
  if (state.isBegun || !isLarge) return all.answers.size === 0 && state.isBegun ? [] : [all];
  const first = letter(state, programme, (question) => question.now, true);
  const hasFiles = first.files.length > 0;
  if (first.answers.size === 0 || hasFiles || problemsOf(state, programme, 'now').length > 0) return [all];
  const rest = letter(state, programme, (question) => !question.now, false, 'follow-up');
  return [first, rest];
}

/** The first cry for help and, if wanted, what else is there, in a second letter. */
export function planUrgent(state: State, programme: Programme, isRestToFollow: boolean): PlannedLetter[] {
  const first = letter(state, programme, (question) => question.now, true);
  const rest = letter(state, programme, (question) => !question.now, true, 'follow-up');
  return isRestToFollow && rest.answers.size > 0 ? [first, rest] : [first];
}

/** What was written back, or the sign that a reply was read. */
export function planFollowUp(message: string, files: readonly HeldFile[], inReplyTo: Bytes | undefined): PlannedLetter[] {
  return [
    {
      kind: 'follow-up',
      answers: new Map(),
      files,
      message: message.trim() === '' ? undefined : message,
      inReplyTo,
      moreFollows: false,
      marks: new Map(),
    },
  ];
}

/** Questions that were answered and not sent, or changed since. */
export function unsent(state: State, programme: Programme): Question[] {
  const { answers } = withFiles(programme.form, state.answers, state.files, () => true);
  return programme.form.questions.filter((question) => answers.has(question.id) && !isSent(state, question));
}

function isSent(state: State, question: Question): boolean {
  const answer = state.answers.get(question.id);
  return answer !== undefined && state.sent.get(question.id) === printOf(answer, state.files.get(question.id) ?? []);
}

function letter(
  state: State,
  programme: Programme,
  isWanted: (question: Question) => boolean,
  moreFollows: boolean,
  kind: LetterKind = state.isBegun ? 'follow-up' : 'first',
): PlannedLetter {
  const { answers, files } = withFiles(
    programme.form,
    state.answers,
    state.files,
    (question) => isWanted(question) && !isSent(state, question),
  );
  const marks = new Map(
    [...answers.keys()].map((id) => [id, printOf(state.answers.get(id)!, state.files.get(id) ?? [])]),
  );
  return { kind, answers, files, moreFollows, marks };
}
