// Text, short and long.

import { FORGETFUL, h } from '../element.ts';
import type { Slot } from '../fields.ts';

/** From this share of the limit on, what is left is told. */
const TELL_FROM = 0.8;

export function textControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  const count = h('p', { class: 'count', 'aria-live': 'polite' });
  const isLong = question.kind === 'long-text';
  // No `maxlength`: a browser would cut off what is pasted without a word.
  const props = {
    ...FORGETFUL,
    id: slot.id,
    'aria-describedby': slot.describedBy,
    'aria-required': question.required,
    oninput: () => {
      slot.set(input.value === '' ? undefined : input.value);
      tell();
    },
  };
  const input = isLong ? h('textarea', { ...props, rows: 6 }) : h('input', { ...props, type: 'text' });
  const answer = slot.get();
  input.value = typeof answer === 'string' ? answer : '';
  const tell = (): void => {
    const length = [...input.value].length;
    const isNear = length > question.maxChars * TELL_FROM;
    count.textContent = isNear ? app.t('count', { length, max: question.maxChars }) : '';
    count.classList.toggle('over', length > question.maxChars);
  };
  tell();
  return h('div', {}, input, count);
}
