// Choosing among options, and yes or no.

import type { Option } from '../../protocol/form.ts';
import { h } from '../element.ts';
import { takeBack, type Slot } from '../fields.ts';

/** One of several; can be taken back unless it is needed. */
export function choiceControl(slot: Slot): HTMLElement {
  return radios(
    slot,
    slot.question.options.map((option: Option) => ({ value: option.id, label: slot.app.say(option.label) })),
    () => {
      const answer = slot.get();
      return typeof answer === 'string' ? answer : undefined;
    },
    (value) => slot.set(value),
  );
}

export function yesNoControl(slot: Slot): HTMLElement {
  const { app } = slot;
  return radios(
    slot,
    [
      { value: 'yes', label: app.t('answer-yes') },
      { value: 'no', label: app.t('answer-no') },
    ],
    () => {
      const answer = slot.get();
      return typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : undefined;
    },
    (value) => slot.set(value === undefined ? undefined : value === 'yes'),
  );
}

/** Consent is given by a choice of its own: a box left empty would say neither yes nor no. */
export function consentControl(slot: Slot): HTMLElement {
  return yesNoControl(slot);
}

export function someControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  const chosen = (): string[] => {
    const answer = slot.get();
    return Array.isArray(answer) ? answer.filter((id): id is string => typeof id === 'string') : [];
  };
  return h(
    'div',
    { class: 'options' },
    question.options.map((option) => {
      const box = h('input', {
        type: 'checkbox',
        value: option.id,
        autocomplete: 'off',
        checked: chosen().includes(option.id),
        onchange: () => {
          // In the order of the form: the order in which someone ticked says nothing then.
          const ids = question.options.map(({ id }) => id).filter((id) => (id === option.id ? box.checked : chosen().includes(id)));
          slot.set(ids.length === 0 ? undefined : ids);
        },
      });
      return h('label', { class: 'option' }, box, h('span', {}, app.say(option.label)));
    }),
  );
}

function radios(
  slot: Slot,
  options: readonly { value: string; label: string }[],
  get: () => string | undefined,
  set: (value: string | undefined) => void,
): HTMLElement {
  const inputs = options.map(({ value }) =>
    h('input', {
      type: 'radio',
      // One name for each drawing of the question: radios need it, and nothing is ever submitted.
      name: slot.id,
      value,
      autocomplete: 'off',
      checked: get() === value,
      onchange: () => {
        set(value);
        back.hidden = slot.question.required;
      },
    }),
  );
  const back = takeBack(slot.app, get() !== undefined && !slot.question.required, () => {
    for (const input of inputs) input.checked = false;
    set(undefined);
    back.hidden = true;
    inputs[0]?.focus();
  });
  return h(
    'div',
    { class: 'options' },
    options.map(({ label }, at) => h('label', { class: 'option' }, inputs[at], h('span', {}, label))),
    back,
  );
}
