// What waits for a receipt: the newest reply, earlier ones by a step of their own, files, and writing back.

import { fetchParcel, readEarlier, readReplies, type Board, type WaitingReply } from '../../protocol/board.ts';
import { openParcel } from '../../protocol/parcel.ts';
import { relayBases, type Failure } from '../../protocol/relay.ts';
import type { ParcelRef, Reply } from '../../protocol/reply.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { planFollowUp } from '../letters.ts';
import { saveFile } from '../save.ts';
import { newFollowUp } from '../state.ts';
import { dayText, momentText, sizeText } from '../texts.ts';
import { relayText, startSending } from './send.ts';

export function repliesScreen(app: App): HTMLElement[] {
  const { state } = app;
  const body = h('div', {});
  const draw = (): void => void body.replaceChildren(...(state.board === undefined ? [] : boardOf(app, state.board, draw)));
  if (state.board === undefined) void load(app, body, draw);
  else draw();
  return [
    h('h1', {}, app.t('replies-title')),
    body,
    h(
      'div',
      { class: 'steps' },
      button(app.t('replies-again'), () => {
        state.board = undefined;
        app.render();
      }),
      button(app.t('done-add'), () => writeBack(app, undefined)),
      button(app.t('back'), () => app.go({ is: 'welcome' })),
    ),
  ];
}

async function load(app: App, body: HTMLElement, draw: () => void): Promise<void> {
  const { state } = app;
  const bar = h('progress', { 'aria-label': app.t('replies-loading') });
  body.replaceChildren(h('p', { role: 'status' }, app.t('replies-loading')), bar);
  const outcome = await readReplies(relayBases(state.organisation, location), state.organisation, state.receipt!, {
    onProgress: (done, total) => ([bar.value, bar.max] = [done, Math.max(1, total)]),
  });
  if (state.screen.is !== 'replies' || state.receipt === undefined) return;
  if (outcome.ok) {
    state.board = outcome.board;
    state.silent = outcome.failures;
    const { hour } = outcome.board;
    // All of one spelling: their order is that of their texts.
    if (hour !== undefined && (state.newestHour === undefined || hour > state.newestHour)) state.newestHour = hour;
    draw();
    app.announce(app.t(outcome.board.found.length === 0 ? 'replies-none-short' : 'replies-found'));
    return;
  }
  body.replaceChildren(troubles(app, outcome.failures, 'replies-failed'));
}

function troubles(app: App, failures: readonly Failure[], what: string): HTMLElement {
  return h(
    'div',
    { class: 'note danger', role: 'alert' },
    h('p', {}, app.t(what)),
    h('ul', {}, failures.map(({ relay, problem }) => h('li', {}, h('strong', {}, relay.relay.name), ' ', relayText(app, problem)))),
  );
}

function boardOf(app: App, board: Board, draw: () => void): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (board.refused > 0) parts.push(h('p', { class: 'note danger' }, app.t('replies-refused')));
  if (board.found.length === 0) {
    const fallback = app.say(app.state.organisation.fallbackContact);
    return [
      ...parts,
      h('div', { class: 'note' }, h('p', {}, app.t('replies-none')), h('ul', {}, ['replies-none-soon', 'replies-none-old', 'replies-none-word'].map((id) => h('li', {}, app.t(id)))),
        fallback !== '' && h('p', {}, h('strong', {}, app.t('replies-none-late')), app.gap, fallback)),
      ...(app.state.silent.length === 0 ? [] : [troubles(app, app.state.silent, 'replies-silent')]),
    ];
  }
  const opened = board.found.flatMap(({ reply }) => (reply === undefined ? [] : [reply]));
  for (const group of grouped(opened)) parts.push(replyCard(app, group));
  const closed = board.found.filter(({ reply }) => reply === undefined);
  if (closed.length > 0) parts.push(earlier(app, board, closed.map(({ place }) => place), draw));
  return parts;
}

/** Parts of one text belong together, first part first; the newest text comes first. */
export function grouped(replies: readonly Reply[]): Reply[][] {
  const groups = new Map<number, Reply[]>();
  for (const reply of replies) {
    // Parts are numbered on without a gap.
    const first = reply.n - reply.part.number + 1;
    groups.set(first, [...(groups.get(first) ?? []), reply]);
  }
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([, group]) => group.sort((a, b) => a.part.number - b.part.number));
}

/** A text was cut between any two characters: parts that follow each other go together with nothing in between. */
export function pieces(parts: readonly Reply[]): string[] {
  const joined: string[] = [];
  parts.forEach((part, at) => {
    if (at > 0 && part.part.number === parts[at - 1]!.part.number + 1) joined.push(joined.pop()! + part.text);
    else joined.push(part.text);
  });
  return joined;
}

function replyCard(app: App, parts: readonly Reply[]): HTMLElement {
  const { language } = app.state;
  const newest = parts.at(-1)!;
  const missing = newest.part.of - parts.length;
  return h(
    'article',
    { class: 'card reply' },
    h('h2', {}, app.t(newest.kind === 'answer' ? 'reply-answer' : 'reply-acknowledgement', { day: dayText(language, newest.written) })),
    newest.due !== undefined && h('p', { class: 'lead' }, app.t('reply-due', { moment: momentText(language, new Date(newest.due)) })),
    missing > 0 && h('p', { class: 'note' }, app.t('reply-parts', { count: missing })),
    h('div', { class: 'letter', lang: newest.language }, pieces(parts).map((piece) => h('p', {}, piece))),
    parts.flatMap((part) => part.parcels).map((parcel) => parcelItem(app, parcel)),
    h('p', { class: 'fine' }, app.t('reply-expires', { day: dayText(language, newest.expires) })),
    h('p', { class: 'fine' }, app.t('reply-proven')),
    h(
      'div',
      { class: 'steps' },
      button(app.t('reply-read'), () => startSending(app, planFollowUp('', [], newest.id), false), 'main'),
      button(app.t('reply-back'), () => writeBack(app, newest)),
    ),
  );
}

function writeBack(app: App, reply: Reply | undefined): void {
  app.state.followUp = newFollowUp(reply?.id);
  app.go({ is: 'follow-up' });
}

function earlier(app: App, board: Board, places: readonly WaitingReply[], draw: () => void): HTMLElement {
  const { state } = app;
  const fault = h('p', { class: 'problem', role: 'alert' });
  const fetchOne = async (place: WaitingReply, control: HTMLButtonElement): Promise<void> => {
    control.disabled = true;
    const outcome = await readEarlier(place, state.organisation, state.receipt!);
    if (!outcome.ok) {
      fault.textContent = outcome.problem === 'unreadable' ? app.t('reply-unreadable') : relayText(app, outcome.problem);
      control.disabled = false;
      return;
    }
    state.board = { ...board, found: board.found.map((item) => (item.place === place ? { place, reply: outcome.reply } : item)) };
    draw();
  };
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'earlier' },
    h('h2', { id: 'earlier' }, app.t('earlier-title', { count: places.length })),
    h('p', {}, app.t('earlier-what')),
    h('div', { class: 'steps' }, places.map((place) => {
      const control = button(app.t('earlier-fetch', { number: place.n + 1 }), () => void fetchOne(place, control));
      return control;
    })),
    fault,
  );
}

function parcelItem(app: App, parcel: ParcelRef): HTMLElement {
  const { state } = app;
  const bar = h('progress', { hidden: true, 'aria-label': parcel.name });
  const result = h('p', { role: 'status' });
  const fetchIt = async (): Promise<void> => {
    get.disabled = true;
    bar.hidden = false;
    const onProgress = (done: number, total: number): void => void ([bar.value, bar.max] = [done, total]);
    const outcome = await fetchParcel(relayBases(state.organisation, location), parcel, { onProgress });
    bar.hidden = true;
    get.disabled = false;
    if (!outcome.ok) {
      const problem = outcome.failures.at(-1)?.problem;
      result.textContent = problem === undefined ? app.t('parcel-failed') : relayText(app, problem);
      return;
    }
    try {
      const opened = await openParcel(parcel, outcome.blob);
      saveFile(opened.blob, opened.name);
      result.textContent = app.t('parcel-saved', { name: opened.name });
    } catch {
      result.textContent = app.t('parcel-failed');
    }
  };
  const get = button(app.t('parcel-fetch', { name: parcel.name, size: sizeText(state.language, parcel.length) }), () => void fetchIt());
  return h('div', { class: 'parcel' }, get, h('p', { class: 'help' }, app.t('parcel-linkable')), bar, result);
}
