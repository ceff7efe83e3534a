// A date of which only the year, or the month, may be known.

import { FORGETFUL, h } from '../element.ts';
import type { Slot } from '../fields.ts';
import { monthNames } from '../texts.ts';

export function dateControl(slot: Slot): HTMLElement {
  const { app } = slot;
  const answer = slot.get();
  const [year = '', month = '', day = ''] = typeof answer === 'string' ? answer.split('-') : [];
  const update = (): void => {
    const typed = yearInput.value.trim();
    if (typed === '' && monthInput.value === '') return slot.set(undefined);
    // What makes no date is kept as it is and named by the check, not dropped.
    const parts = [typed, monthInput.value, monthInput.value === '' ? '' : dayInput.value];
    slot.set(parts.filter((part, at) => at === 0 || part !== '').join('-'));
    dayInput.disabled = monthInput.value === '';
  };
  const yearInput = h('input', {
    ...FORGETFUL, type: 'text', inputmode: 'numeric', class: 'year', size: 4, maxlength: 4, value: year,
    placeholder: app.t('date-year-such-as'), oninput: update,
  });
  const monthInput = h(
    'select',
    { autocomplete: 'off', onchange: update },
    h('option', { value: '' }, app.t('date-unknown')),
    monthNames(app.state.language).map((name, at) => {
      const value = String(at + 1).padStart(2, '0');
      return h('option', { value, selected: value === month }, name);
    }),
  );
  const dayInput = h(
    'select',
    { autocomplete: 'off', onchange: update, disabled: month === '' },
    h('option', { value: '' }, app.t('date-unknown')),
    Array.from({ length: 31 }, (_, at) => {
      const value = String(at + 1).padStart(2, '0');
      return h('option', { value, selected: value === day }, String(at + 1));
    }),
  );
  return h(
    'div',
    { class: 'parts' },
    h('label', {}, h('span', {}, app.t('date-year')), yearInput),
    h('label', {}, h('span', {}, app.t('date-month')), monthInput),
    h('label', {}, h('span', {}, app.t('date-day')), dayInput),
  );
}
