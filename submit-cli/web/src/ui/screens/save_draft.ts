// A draft: a file that only the receipt opens, on this device or any other.

import { sealDraft, type DraftToSeal } from '../../protocol/draft.ts';
import { ProtocolError } from '../../protocol/error.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { DRAFT_NAME, saveFile } from '../save.ts';
import type { Screen, State } from '../state.ts';
import { collected } from '../topics.ts';
import { receiptBox } from './receipt.ts';

/** All that was typed and chosen: answers, and what is to be added to a letter. */
export function draftOf(state: State, now: Date): DraftToSeal {
  const { followUp, organisation } = state;
  const programme = state.programme ?? followUp.programme ?? organisation.programmes[0]!;
  const { answers, files } = state.programme === undefined ? { answers: new Map(), files: [] } : collected(state, programme);
  return {
    organisation,
    programme,
    language: state.language,
    answers,
    message: followUp.message === '' ? undefined : followUp.message,
    files: [...files, ...followUp.files].map(({ attachment, blob }) => ({ attachment, blob })),
    sent: [...state.sent.keys()],
    receipt: state.receipt!,
    now,
  };
}

export function saveDraftScreen(app: App, back: Screen): HTMLElement[] {
  const { state } = app;
  const bar = h('progress', { max: 1, value: 0, 'aria-label': app.t('send-sealing'), hidden: true });
  const result = h('div', { role: 'status' });
  const save = button(app.t('draft-save'), () => void run(), 'main');
  const run = async (): Promise<void> => {
    save.disabled = true;
    bar.hidden = false;
    try {
      const sealed = await sealDraft(
        draftOf(state, new Date()),
        { onProgress: (done, total) => ([bar.value, bar.max] = [done, total]) },
      );
      saveFile(sealed.blob, DRAFT_NAME);
      state.isUnsaved = false;
      result.replaceChildren(h('p', { class: 'note good' }, app.t('draft-saved', { name: DRAFT_NAME })));
    } catch (error) {
      const code = error instanceof ProtocolError ? error.code : 'other';
      const id = code === 'too-large' || code === 'attachment-changed' ? code : 'other';
      result.replaceChildren(h('p', { class: 'note danger' }, app.t(`seal-${id}`)));
    }
    bar.hidden = true;
    save.disabled = false;
  };
  return [
    h('h1', {}, app.t('draft-title')),
    h('p', { class: 'lead' }, app.t('draft-what')),
    ...(state.isReceiptKept ? [h('p', {}, app.t('draft-receipt'))] : [h('p', {}, app.t('draft-receipt-first')), receiptBox(app)]),
    h('p', {}, app.t('draft-downloads')),
    bar,
    result,
    h('div', { class: 'steps' }, save, button(app.t('draft-back'), () => app.go(back))),
  ];
}
