// Going on with a draft.

import type { AttachedFile } from '../../protocol/attachment.ts';
import { equalBytes } from '../../protocol/bytes.ts';
import type { Cbor } from '../../protocol/cbor.ts';
import { accept } from '../../protocol/check.ts';
import { openDraft, type OpenedDraft } from '../../protocol/draft.ts';
import { ProtocolError } from '../../protocol/error.ts';
import type { Programme } from '../../protocol/organisation.ts';
import type { Receipt } from '../../protocol/receipt.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { hold } from '../fields/files.ts';
import { newEntry, receiptEntry } from '../receipt_entry.ts';
import { newFollowUp, type HeldFile, type State } from '../state.ts';
import { printOf, topicsOf } from '../topics.ts';

export function openDraftScreen(app: App): HTMLElement[] {
  const { state } = app;
  const fault = h('div', { role: 'alert' });
  const chosen = h('p', { class: 'file', role: 'status' });
  let receipt: Receipt | undefined;
  const tell = (): void => void (chosen.textContent = state.carried === undefined ? '' : app.t('draft-chosen'));
  const input = h('input', {
    type: 'file',
    class: 'unseen',
    tabindex: '-1',
    'aria-hidden': 'true',
    onchange: () => {
      state.carried = input.files?.[0];
      fault.replaceChildren();
      tell();
    },
  });
  tell();
  const open = async (): Promise<void> => {
    fault.replaceChildren();
    const id = state.carried === undefined ? 'draft-no-file' : receipt === undefined ? 'draft-no-receipt' : await tryOpen(app, state.carried, receipt);
    if (id !== undefined) fault.replaceChildren(h('p', { class: 'note danger' }, app.t(id)));
  };
  return [
    h('h1', {}, app.t('draft-open-title')),
    h('p', { class: 'lead' }, app.t('draft-open-what')),
    h('h2', {}, app.t('draft-open-file')),
    input,
    button(app.t('draft-choose'), () => input.click()),
    chosen,
    h('h2', {}, app.t('draft-open-receipt')),
    receiptEntry(app, (state.entry ??= newEntry(state.language, state.spelling)), (entered) => (receipt = entered)),
    fault,
    h('div', { class: 'steps' }, button(app.t('draft-open'), () => void open(), 'main'), button(app.t('back'), () => app.go({ is: 'welcome' }))),
  ];
}

/** Opens the draft and goes on with it; returns the message if it cannot. */
async function tryOpen(app: App, file: Blob, receipt: Receipt): Promise<string | undefined> {
  const { state } = app;
  let draft: OpenedDraft;
  try {
    draft = await openDraft(file, receipt);
  } catch (error) {
    const code = error instanceof ProtocolError ? error.code : 'damaged';
    return code === 'not-age' ? 'draft-not-one' : code === 'no-matching-key' ? 'draft-other-receipt' : code === 'unknown-version' ? 'draft-newer' : 'draft-damaged';
  }
  const programme = state.organisation.programmes.find(({ id }) => id === draft.programme);
  if (!equalBytes(draft.organisation, state.organisation.id) || programme === undefined) return 'draft-foreign';
  await restore(state, draft, programme, receipt);
  if (state.followUp.message !== '' || state.followUp.files.length > 0) {
    app.go({ is: 'follow-up' });
    app.announce(app.t('draft-opened'));
    return undefined;
  }
  const topics = topicsOf(programme.form, state.answers);
  const isBlank = (id: string): boolean => !state.answers.has(id);
  const at = topics.find((topic) => topic.questions.every((question) => isBlank(question.id))) ?? topics[0]!;
  app.go({ is: 'topic', id: at.id });
  app.announce(app.t('draft-opened'));
  return undefined;
}

export async function restore(state: State, draft: OpenedDraft, programme: Programme, receipt: Receipt): Promise<void> {
  // What has a fault stays as it was typed; the topic says what is wrong with it.
  const { answers, unread } = accept(programme.form, draft.answers);
  state.unread = [...unread.values()].map(plainText);
  const isAddition = answers.size === 0 && draft.message !== undefined;
  state.programme = isAddition ? undefined : programme;
  state.receipt = receipt;
  state.isReceiptKept = true;
  state.carried = undefined;
  state.entry = undefined;
  state.answers = answers;
  state.files = new Map();
  const loose = draft.files.filter(({ attachment }) => programme.form.question(attachment.question ?? '') === undefined);
  state.followUp = {
    ...newFollowUp(undefined),
    message: draft.message ?? '',
    programme,
    files: await Promise.all(loose.map((file) => heldAgain(file, undefined))),
  };
  for (const question of programme.form.questions) {
    if (question.kind !== 'files') continue;
    const own = draft.files.filter(({ attachment }) => attachment.question === question.id);
    const held: HeldFile[] = [];
    for (const { attachment, blob } of own) {
      held.push(await heldAgain({ attachment, blob }, question.id));
    }
    if (held.length === 0) answers.delete(question.id);
    else {
      state.files.set(question.id, held);
      answers.set(question.id, held.map((_, at) => at));
    }
  }
  state.sent = new Map();
  for (const id of draft.sent) {
    const answer = answers.get(id);
    if (answer !== undefined) state.sent.set(id, printOf(answer, state.files.get(id) ?? []));
  }
  state.isBegun = draft.sent.length > 0;
  state.isUnsaved = false;
}

async function heldAgain({ attachment, blob }: AttachedFile, question: string | undefined): Promise<HeldFile> {
  const file = await hold(new File([blob], attachment.name, { type: attachment.type }), question);
  // What was to be sent as it is stays so.
  return { ...file, ...file.versions?.kept };
}

/** An answer of a question that is no longer there, for reading. */
function plainText(value: Cbor): string {
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  return value instanceof Map ? [...value.values()].map(plainText).join(', ') : String(value);
}
