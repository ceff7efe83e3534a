// Sealing and sending, with pause, going on, and ways out when nothing gets through.

import type { Programme } from '../../protocol/organisation.ts';
import { relayBases, type RelayProblem } from '../../protocol/relay.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import type { PlannedLetter } from '../letters.ts';
import { letterName, saveFile } from '../save.ts';
import { Sending, type SendingView } from '../sending.ts';
import { sizeText } from '../texts.ts';
import { topicsOf } from '../topics.ts';

export function startSending(app: App, letters: readonly PlannedLetter[], isToCarry: boolean, about?: Programme): void {
  const { state } = app;
  const programme = about ?? state.programme ?? state.organisation.programmes[0];
  const bases = relayBases(state.organisation, location);
  state.sending = new Sending(state, { letters, programme, receipt: state.receipt, bases, isToCarry });
  app.go({ is: 'send' });
  void state.sending.run();
}

export function sendScreen(app: App): HTMLElement[] {
  const { state } = app;
  const sending = state.sending!;
  const phase = h('p', { class: 'lead', role: 'status' });
  const bar = h('progress', { max: 1, value: 0, 'aria-labelledby': 'send-phase' });
  phase.id = 'send-phase';
  const amount = h('p', { class: 'count' });
  const waiting = h('p', { class: 'help', role: 'status' });
  const trouble = h('div', { role: 'alert' });
  const buttons = h('div', { class: 'steps' });
  let drawn = '';

  const update = (): void => {
    // Another screen has taken over; what is being sent goes on.
    if (state.screen.is !== 'send' || state.sending !== sending) return;
    const { view } = sending;
    if (view.phase === 'sent' || view.phase === 'sealed') {
      if (view.phase === 'sealed') sending.sealed.forEach((file, at) => saveFile(file.blob, letterName(at)));
      sending.onChange = () => {};
      return app.go({ is: 'done' });
    }
    const words = phaseText(app, view);
    if (phase.textContent !== words) phase.textContent = words;
    bar.max = Math.max(view.total, 1);
    bar.value = view.done;
    bar.hidden = view.phase === 'seal-failed';
    amount.textContent = view.phase === 'sending' || view.phase === 'paused'
      ? app.t('send-amount', { done: sizeText(state.language, view.done), total: sizeText(state.language, view.total) })
      : '';
    const wait = waitingText(app, view);
    if (waiting.textContent !== wait) waiting.textContent = wait;
    // Buttons are made anew only when the phase changes: one that is being pressed must not vanish.
    if (drawn !== view.phase + String(sending.hasArrived)) {
      drawn = view.phase + String(sending.hasArrived);
      trouble.replaceChildren(...troubleOf(app, sending));
      const hadFocus = buttons.contains(document.activeElement);
      buttons.replaceChildren(...buttonsOf(app, sending));
      if (hadFocus) buttons.querySelector('button')?.focus();
    }
  };
  sending.onChange = update;
  queueMicrotask(update);
  const note = sending.plan.isToCarry ? [] : [h('p', { class: 'fine' }, app.t('send-keep-open'))];
  return [h('h1', {}, app.t(sending.plan.isToCarry ? 'send-title-seal' : 'send-title')), phase, bar, amount, waiting, trouble, buttons, ...note];
}

function phaseText(app: App, view: SendingView): string {
  const which = { number: view.letter, count: view.letters };
  const part = view.letters > 1 ? app.gap + app.t(view.letter === 1 ? 'send-part-first' : 'send-part-rest', which) : '';
  switch (view.phase) {
    case 'sealing':
      return app.t('send-sealing') + part;
    case 'sending':
      return app.t('send-sending', { relay: view.relay?.relay.name ?? '' }) + part;
    case 'paused':
      return app.t('send-paused') + part;
    case 'seal-failed':
      return app.t('send-not-sealed');
    default:
      return app.t('send-failed') + part;
  }
}

/** Why nothing happens just now. */
function waitingText(app: App, { waiting }: SendingView): string {
  if (waiting === undefined) return '';
  return app.t(waiting.problem.kind === 'busy' ? 'send-waiting-busy' : 'send-waiting', { seconds: Math.ceil(waiting.seconds) });
}

function troubleOf(app: App, sending: Sending): HTMLElement[] {
  const { view } = sending;
  if (view.phase === 'seal-failed') {
    const id = view.error === 'too-large' || view.error === 'attachment-changed' || view.error === 'insecure-context' ? view.error : 'other';
    return [h('p', { class: 'note danger' }, app.t(`seal-${id}`))];
  }
  if (view.phase !== 'failed') return [];
  const lines = view.failures.map(({ relay, problem }) => h('li', {}, h('strong', {}, relay.relay.name), ' ', relayText(app, problem)));
  return [
    h('div', { class: 'note danger' },
      h('p', {}, app.t(sending.plan.bases.length === 0 ? 'send-no-relay' : 'send-failed-kept')),
      lines.length > 0 && h('ul', {}, lines),
    ),
  ];
}

/** One sentence: what is wrong, and what to do. */
export function relayText(app: App, problem: RelayProblem): string {
  const minutes = 'retryAfter' in problem ? Math.max(1, Math.ceil(problem.retryAfter / 60)) : 0;
  return app.t(`relay-${problem.kind}`, { minutes, status: 'status' in problem ? problem.status : 0 });
}

function buttonsOf(app: App, sending: Sending): HTMLElement[] {
  const { state } = app;
  const { phase } = sending.view;
  const isStopped = phase === 'paused' || phase === 'failed' || phase === 'seal-failed';
  const sealed = sending.sealed.slice(sending.arrived);
  return [
    (phase === 'sealing' || phase === 'sending') && button(app.t('send-pause'), () => sending.pause()),
    isStopped && button(app.t(phase === 'paused' ? 'send-go-on' : 'send-again'), () => void sending.run(), 'main'),
    isStopped && sealed.length > 0 && button(app.t('send-save'), () => {
      sealed.forEach((file, at) => saveFile(file.blob, letterName(at)));
      app.announce(app.t('send-saved'));
    }),
    isStopped && state.programme !== undefined && button(app.t('tool-save'), () => app.go({ is: 'save-draft', back: { is: 'send' } })),
    state.programme !== undefined && (isStopped || sending.hasArrived) && button(app.t('back-to-questions'), () => {
      // What is under way goes on behind the questions.
      app.go(isStopped ? { is: 'review' } : { is: 'topic', id: topicsOf(state.programme!.form, state.answers)[0]!.id });
    }),
    isStopped && state.programme === undefined && button(app.t('back'), () => app.go({ is: 'welcome' })),
  ].filter((item): item is HTMLButtonElement => item !== false);
}
