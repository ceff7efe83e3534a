// What happens next.

import type { App } from '../app.ts';
import { dueAt } from '../due.ts';
import { button, h, paragraphs } from '../element.ts';
import { leave } from '../leave.ts';
import { unsent } from '../letters.ts';
import { letterName, saveFile } from '../save.ts';
import { newFollowUp } from '../state.ts';
import { momentText } from '../texts.ts';
import { topicsOf } from '../topics.ts';

export function doneScreen(app: App): HTMLElement[] {
  const { state } = app;
  const sending = state.sending!;
  const { programme, letters, isToCarry } = sending.plan;
  if (isToCarry) return carried(app);
  const isFirst = letters.some((letter) => letter.kind === 'first');
  const isMoreToCome = letters.at(-1)?.moreFollows === true;
  const left = state.programme === undefined ? [] : unsent(state, state.programme);
  return [
    h('h1', {}, app.t(isMoreToCome ? 'done-title-first' : 'done-title')),
    h('p', { class: 'note good' }, app.t('done-arrived', { relay: sending.view.relay?.relay.name ?? '' })),
    isFirst && programme !== undefined && next(app, dueAt(sending.sentAt ?? new Date(), programme.promiseHours)),
    !isFirst && state.receipt !== undefined && h('p', {}, app.t('done-follow-up')),
    isMoreToCome && h('p', { class: 'lead' }, app.t(left.length > 0 ? 'done-rest' : 'done-more')),
    receiptWarning(app),
    h(
      'div',
      { class: 'steps' },
      isMoreToCome && state.programme !== undefined && button(app.t('done-go-on'), () => {
        app.go({ is: 'topic', id: topicsOf(state.programme!.form, state.answers)[1]?.id ?? '' });
      }, 'main'),
      !isMoreToCome && leaveButton(app),
      isMoreToCome && button(app.t('tool-save'), () => app.go({ is: 'save-draft', back: { is: 'done' } })),
      state.receipt !== undefined && !isMoreToCome && button(app.t('done-add'), () => {
        state.followUp = newFollowUp(undefined);
        app.go({ is: 'follow-up' });
      }),
    ),
    traces(app),
  ].filter((item): item is HTMLElement => item instanceof HTMLElement);
}

/** By when an answer is there, where to look, and what to do if there is none. */
function next(app: App, due: Date): HTMLElement {
  const { state } = app;
  const fallback = app.say(state.organisation.fallbackContact);
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'next' },
    h('h2', { id: 'next' }, app.t('done-next')),
    h('p', { class: 'lead' }, app.t('done-by', { moment: momentText(state.language, due) })),
    h('p', {}, app.t('done-look')),
    fallback !== '' && [h('p', {}, h('strong', {}, app.t('done-nothing'))), paragraphs(fallback)],
  );
}

/** The letter was sealed and saved, and is still here. */
function carried(app: App): HTMLElement[] {
  const { sealed } = app.state.sending!;
  return [
    h('h1', {}, app.t('carried-title')),
    h('p', { class: 'lead' }, app.t('carried-what', { count: sealed.length, name: letterName(0) })),
    h('section', { class: 'card' }, h('h2', {}, app.t('carried-how')), h('ul', {}, ['carried-here', 'carried-page', 'carried-upload'].map((id) => h('li', {}, app.t(id))))),
    h('p', {}, app.t('carried-promise')),
    receiptWarning(app),
    h(
      'div',
      { class: 'steps' },
      button(app.t('carried-again'), () => sealed.forEach((file, at) => saveFile(file.blob, letterName(at)))),
      button(app.t('back-to-questions'), () => app.go({ is: 'review' })),
      leaveButton(app),
    ),
    traces(app),
  ].filter((item): item is HTMLElement => item !== undefined);
}

/** Whoever leaves now without the receipt never reads the answer. */
function receiptWarning(app: App): HTMLElement | undefined {
  const { receipt, isReceiptKept } = app.state;
  if (receipt === undefined || isReceiptKept) return undefined;
  const show = button(app.t('tool-receipt'), () => app.go({ is: 'receipt', next: { is: 'done' } }), 'main');
  return h('div', { class: 'note danger' }, h('p', {}, app.t('done-receipt')), show);
}

function leaveButton(app: App): HTMLButtonElement {
  const isSafe = app.state.receipt === undefined || app.state.isReceiptKept;
  return button(app.t('done-leave'), () => leave(app.state), isSafe ? 'main' : 'plain');
}

function traces(app: App): HTMLElement {
  return h('p', { class: 'fine' }, app.t('done-traces'));
}
