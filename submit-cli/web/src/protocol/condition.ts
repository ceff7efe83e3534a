// When a question is shown (protocol 8).

import type { Answer } from './answer.ts';
import { JsonFields, type Json } from './canonical_json.ts';

export type Condition =
  | { is: 'one-of'; question: string; values: readonly string[] }
  | { is: 'all' | 'any'; inner: readonly Condition[] }
  | { is: 'not'; inner: Condition };

/** Conditions inside each other, the innermost included. */
const MAX_DEPTH = 4;

/**
 * Reads a condition: exactly one of the four shapes. `see` is called for every question looked at, with the
 * values compared to.
 */
export function readCondition(
  value: Json,
  where: string,
  see: (question: string, values: readonly string[]) => void,
  depthLeft = MAX_DEPTH,
): Condition {
  const fields = new JsonFields(value, where);
  if (depthLeft === 0) throw fields.refuse('nested more than four deep');
  const keys = Object.keys(value as object).sort().join();
  const inner = (key: string): Condition[] => {
    const conditions = fields.array(key).map((item) => readCondition(item, where, see, depthLeft - 1));
    if (conditions.length === 0) throw fields.refuse(key);
    return conditions;
  };
  switch (keys) {
    case 'one_of,question': {
      const [question, values] = [fields.text('question'), fields.texts('one_of')];
      if (values.length === 0) throw fields.refuse('one_of');
      see(question, values);
      return { is: 'one-of', question, values };
    }
    case 'all':
    case 'any':
      return { is: keys, inner: inner(keys) };
    case 'not':
      return { is: 'not', inner: readCondition(fields.optional('not') ?? null, where, see, depthLeft - 1) };
    default:
      throw fields.refuse('not a condition');
  }
}

/** `answerOf` gives the answer of a visible question, and nothing for a hidden one. */
export function holds(condition: Condition, answerOf: (question: string) => Answer | undefined): boolean {
  switch (condition.is) {
    case 'all':
      return condition.inner.every((inner) => holds(inner, answerOf));
    case 'any':
      return condition.inner.some((inner) => holds(inner, answerOf));
    case 'not':
      return !holds(condition.inner, answerOf);
    case 'one-of': {
      const answer = answerOf(condition.question);
      if (typeof answer === 'boolean') return condition.values.includes(answer ? 'yes' : 'no');
      if (typeof answer === 'string') return condition.values.includes(answer);
      return Array.isArray(answer) && answer.some((item) => typeof item === 'string' && condition.values.includes(item));
    }
  }
}
