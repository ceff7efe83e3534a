// An amount of money.

import { isMoney } from '../../protocol/answer.ts';
import { FORGETFUL, h } from '../element.ts';
import type { Slot } from '../fields.ts';

export function moneyControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  const answer = slot.get();
  const { amount, currency } = isMoney(answer) ? answer : { amount: '', currency: question.currencies[0] ?? '' };
  const update = (): void => {
    const typed = amountInput.value.trim();
    if (typed === '') return slot.set(undefined);
    slot.set({ amount: plain(typed), currency: currencyInput.value.trim().toUpperCase() });
  };
  const amountInput = h('input', {
    ...FORGETFUL, type: 'text', inputmode: 'decimal', class: 'amount', size: 12, value: amount, oninput: update,
  });
  const currencyInput =
    question.currencies.length > 0
      ? h(
          'select',
          { autocomplete: 'off', translate: 'no', onchange: update },
          question.currencies.map((code) => h('option', { value: code, selected: code === currency }, code)),
        )
      : h('input', {
          ...FORGETFUL, type: 'text', class: 'currency', size: 4, maxlength: 3, value: currency,
          placeholder: 'USD', oninput: update,
        });
  return h(
    'div',
    { class: 'parts' },
    h('label', {}, h('span', {}, app.t('money-amount')), amountInput),
    h('label', {}, h('span', {}, app.t('money-currency')), currencyInput),
  );
}

/**
 * The amount as it travels: `1200.50`. People group thousands with spaces, commas or points, and write the decimals
 * behind either: a last comma or point with one or two digits behind it is taken for that of the decimals.
 *
 * What can be read in two ways (`0.500`, `00.5`, `1234.567`, `1,200.500`) is not guessed at, as the guess could be a
 * thousand times too much: it comes back as something that is no amount, and is named as a fault.
 */
export function plain(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s'’]/g, '');
  const parts = /^(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:\.[0-9]{3})+))(?:[.,]([0-9]{1,2}))?$/.exec(digits);
  // A comma at the end: `00.5` would travel as an amount.
  if (parts === null) return /^[0-9.]+$/.test(digits) ? `${digits},` : digits;
  const whole = parts[1]!.replace(/[.,]/g, '');
  return parts[2] === undefined ? whole : `${whole}.${parts[2]}`;
}
