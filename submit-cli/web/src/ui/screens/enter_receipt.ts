// The way to the replies: the receipt.

import type { Receipt } from '../../protocol/receipt.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { newEntry, receiptEntry } from '../receipt_entry.ts';

export function enterReceiptScreen(app: App): HTMLElement[] {
  const { state } = app;
  const look = button(app.t('replies-look'), () => {
    if (receipt === undefined) return;
    state.receipt = receipt;
    state.isReceiptKept = true;
    state.board = undefined;
    state.entry = undefined;
    app.go({ is: 'replies' });
  }, 'main');
  let receipt: Receipt | undefined;
  look.disabled = true;
  const entry = receiptEntry(app, (state.entry ??= newEntry(state.language, state.spelling)), (entered) => {
    receipt = entered;
    look.disabled = entered === undefined;
    if (entered !== undefined) setTimeout(() => look.focus(), 0);
  });
  return [
    h('h1', {}, app.t('enter-title')),
    h('p', { class: 'lead' }, app.t('enter-what')),
    entry,
    h('div', { class: 'steps' }, look, button(app.t('back'), () => app.go({ is: 'welcome' }))),
  ];
}
