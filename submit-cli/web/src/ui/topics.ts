// In which order things are asked: what decides eligibility first, then one topic at a time.

import type { Answer, Answers } from '../protocol/answer.ts';
import { check, type Problem } from '../protocol/check.ts';
import { prune, visible, type Form, type Question } from '../protocol/form.ts';
import type { LocalText } from '../protocol/language.ts';
import type { Programme } from '../protocol/organisation.ts';
import type { HeldFile, State } from './state.ts';

export const ELIGIBILITY = 'eligibility';

export interface Topic {
  /** `eligibility`, or the id of a section with a `section:` before it. */
  readonly id: string;
  /** Of the section, or of the first section with such a question. */
  readonly title: LocalText;
  /** Also those that are hidden at the moment. */
  readonly questions: readonly Question[];
}

/** All topics of a form that have something to ask, given the answers so far. */
export function topicsOf(form: Form, answers: Answers): Topic[] {
  const shown = visible(form, answers);
  const topics: Topic[] = [];
  const first = form.questions.filter((question) => question.eligibility);
  const firstSection = form.sections.find((section) => section.questions.some((question) => question.eligibility));
  if (firstSection !== undefined) topics.push({ id: ELIGIBILITY, title: firstSection.title, questions: first });
  for (const section of form.sections) {
    const questions = section.questions.filter((question) => !question.eligibility);
    topics.push({ id: `section:${section.id}`, title: section.title, questions });
  }
  return topics.filter((topic) => topic.questions.some((question) => shown.has(question.id)));
}

/** Where a question is asked. */
export function topicOf(form: Form, question: string): string {
  if (form.question(question)?.eligibility === true) return ELIGIBILITY;
  const section = form.sections.find((candidate) => candidate.questions.some(({ id }) => id === question));
  return `section:${section?.id ?? ''}`;
}

/** Everything answered so far, with the files in the places that a letter of all of it would give them. */
export function collected(state: State, programme: Programme): { answers: Answers; files: HeldFile[] } {
  return withFiles(programme.form, state.answers, state.files, () => true);
}

/** The answers that `isWanted` picks, pruned, and their files in order. */
export function withFiles(
  form: Form,
  answers: Answers,
  held: ReadonlyMap<string, readonly HeldFile[]>,
  isWanted: (question: Question) => boolean,
): { answers: Answers; files: HeldFile[] } {
  const all: Answers = new Map(answers);
  for (const question of form.questions) {
    if (question.kind !== 'files') continue;
    const count = held.get(question.id)?.length ?? 0;
    if (count === 0) all.delete(question.id);
    else all.set(question.id, Array.from({ length: count }, (_, at) => at));
  }
  // Conditions look at everything, also at what is not sent now.
  const pruned = prune(form, all);
  const wanted: Answers = new Map();
  const files: HeldFile[] = [];
  for (const question of form.questions) {
    const answer = pruned.get(question.id);
    if (answer === undefined || !isWanted(question)) continue;
    if (question.kind !== 'files') {
      wanted.set(question.id, answer);
      continue;
    }
    const own = held.get(question.id) ?? [];
    wanted.set(question.id, own.map((_, at) => files.length + at));
    files.push(...own);
  }
  return { answers: wanted, files };
}

/** What must be mended before all, or the first cry, may be sealed. */
export function problemsOf(state: State, programme: Programme, which: 'all' | 'now'): Problem[] {
  return check(programme.form, collected(state, programme).answers, which);
}

/** A print of an answer, equal for equal answers. Files count by their content. */
export function printOf(answer: Answer, files: readonly HeldFile[]): string {
  const plain = (value: unknown): unknown =>
    value instanceof Map ? [...value].map(([key, cell]) => [key, plain(cell)]) : Array.isArray(value) ? value.map(plain) : value;
  return JSON.stringify(files.length > 0 ? files.map((file) => [...file.attachment.sha256]) : plain(answer));
}
