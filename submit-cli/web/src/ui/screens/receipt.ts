// The receipt: shown early, typed back, never in the way.

import { wordListFor } from '../../protocol/words.ts';
import type { App } from '../app.ts';
import { button, freshId, h } from '../element.ts';
import { newEntry, receiptEntry } from '../receipt_entry.ts';
import type { Screen } from '../state.ts';

export function receiptScreen(app: App, next: Screen): HTMLElement[] {
  const { state } = app;
  const goOn = (): void => {
    state.entry = newEntry(state.language, state.spelling);
    app.go({ is: 'type-back', next });
  };
  return [
    h('h1', {}, app.t('receipt-title')),
    h('p', { class: 'lead' }, app.t('receipt-what')),
    receiptBox(app),
    h('ul', {}, ['receipt-paper', 'receipt-no-photo', 'receipt-secret'].map((id) => h('li', {}, app.t(id)))),
    h(
      'div',
      { class: 'steps' },
      button(app.t('receipt-written'), goOn, 'main'),
      button(app.t('receipt-later'), () => app.go(next)),
    ),
  ];
}

/** The receipt in words or numbers, as its holder prefers. */
export function receiptBox(app: App): HTMLElement {
  const { state } = app;
  const receipt = state.receipt!;
  const name = freshId('spelling');
  const list = h('ol', { class: 'words receipt', translate: 'no' });
  const draw = (): void => {
    const items = state.spelling === 'numbers' ? receipt.numbers() : receipt.words(wordListFor(state.language));
    list.classList.toggle('numeric', state.spelling === 'numbers');
    list.lang = state.spelling === 'words' && state.language === 'vi' ? 'en' : state.language;
    list.replaceChildren(...items.map((item) => h('li', {}, item)));
  };
  const option = (spelling: 'words' | 'numbers', label: string): HTMLElement =>
    h(
      'label',
      { class: 'option' },
      h('input', {
        type: 'radio',
        name,
        autocomplete: 'off',
        checked: state.spelling === spelling,
        onchange: () => {
          state.spelling = spelling;
          draw();
        },
      }),
      h('span', {}, label),
    );
  draw();
  return h(
    'div',
    { class: 'card' },
    h(
      'fieldset',
      { class: 'spellings' },
      h('legend', {}, app.t('receipt-spelling')),
      option('words', app.t('receipt-as-words')),
      option('numbers', app.t('receipt-as-numbers')),
    ),
    list,
  );
}

export function typeBackScreen(app: App, next: Screen): HTMLElement[] {
  const { state } = app;
  const right = h('div', { class: 'note good', role: 'status' });
  const go = button(app.t('next'), () => app.go(next), 'main');
  go.hidden = true;
  const skip = button(app.t('type-back-skip'), () => app.go(next));
  const entry = receiptEntry(
    app,
    (state.entry ??= newEntry(state.language, state.spelling)),
    (receipt) => {
      const isRight = receipt !== undefined;
      right.hidden = !isRight;
      right.replaceChildren(isRight ? h('p', {}, app.t('type-back-right')) : '');
      go.hidden = !isRight;
      skip.hidden = isRight;
      if (isRight) {
        state.isReceiptKept = true;
        setTimeout(() => go.focus(), 0);
      }
    },
    state.receipt,
  );
  right.hidden = right.childElementCount === 0;
  return [
    h('h1', {}, app.t('type-back-title')),
    h('p', {}, app.t('type-back-why')),
    entry,
    right,
    h(
      'div',
      { class: 'steps' },
      go,
      button(app.t('type-back-show'), () => app.go({ is: 'receipt', next })),
      skip,
    ),
  ];
}
