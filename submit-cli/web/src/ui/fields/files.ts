// Files, what they tell besides their content, and the choice to send that or not.

import { describe, MAX_ATTACHMENTS } from '../../protocol/attachment.ts';
import { checkFile } from '../../protocol/check.ts';
import type { Question } from '../../protocol/form.ts';
import type { App } from '../app.ts';
import { button, freshId, h } from '../element.ts';
import type { Slot } from '../fields.ts';
import type { HeldFile } from '../state.ts';
import { limitText, sizeText } from '../texts.ts';
import { LARGEST_PICTURE_BYTES, lookInside } from '../traces.ts';

export function filesControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  return fileList(app, question, {
    get: () => app.state.files.get(question.id) ?? [],
    set: (files) => {
      if (files.length === 0) app.state.files.delete(question.id);
      else app.state.files.set(question.id, files);
      // The answer itself is made when a letter is; setting it tells the screen that something changed.
      slot.set(files.length === 0 ? undefined : files.map((_, at) => at));
    },
  });
}

export interface FileStore {
  get(): HeldFile[];
  set(files: HeldFile[]): void;
}

/** A list of files to choose, look at and take out again. `question` limits them, if there is one. */
export function fileList(app: App, question: Question | undefined, store: FileStore): HTMLElement {
  const list = h('ul', { class: 'files' });
  const refusals = h('div', { class: 'problem', role: 'alert' });
  const busy = h('p', { class: 'help', role: 'status' });
  const draw = (): void => {
    list.replaceChildren(...store.get().map((file) => fileItem(app, file, () => {
      store.set(store.get().filter((other) => other !== file));
      draw();
      pick.focus();
    }, () => store.set(store.get()))));
  };
  const max = Math.min(question?.maxCount ?? MAX_ATTACHMENTS, MAX_ATTACHMENTS);
  const input = h('input', {
    type: 'file',
    multiple: max > 1,
    class: 'unseen',
    tabindex: '-1',
    'aria-hidden': 'true',
    accept: question?.accept.map((prefix) => (prefix.endsWith('/') ? `${prefix}*` : prefix)).join(','),
    onchange: () => void add([...(input.files ?? [])]),
  });
  const pick = button(app.t('files-choose'), () => input.click());
  const add = async (chosen: File[]): Promise<void> => {
    refusals.replaceChildren();
    pick.disabled = true;
    for (const file of chosen) {
      busy.textContent = app.t('files-reading', { name: file.name });
      const refused = refusalOf(app, question, file, store.get().length >= max, max);
      if (refused !== undefined) refusals.append(h('p', {}, refused));
      else {
        try {
          store.set([...store.get(), await hold(file, question?.id)]);
        } catch {
          refusals.append(h('p', {}, app.t('files-unreadable', { name: file.name })));
        }
      }
      draw();
    }
    busy.textContent = '';
    pick.disabled = false;
    // The same file can be chosen again after it was taken out.
    input.value = '';
    pick.focus();
  };
  draw();
  const limit = question && app.t('files-limit', { count: max, size: limitText(app.state.language, question.maxBytes) });
  return h('div', {}, list, limit && h('p', { class: 'help' }, limit), input, pick, busy, refusals);
}

function refusalOf(app: App, question: Question | undefined, file: File, isFull: boolean, max: number): string | undefined {
  const { name } = file;
  if (isFull) return app.t('files-full', { name, max });
  if (question === undefined) return undefined;
  switch (checkFile(question, file.type, file.size)?.kind) {
    case 'file-too-large':
      return app.t('files-too-large', {
        name,
        size: sizeText(app.state.language, file.size),
        limit: limitText(app.state.language, question.maxBytes),
      });
    case 'file-type':
      return app.t('files-wrong-type', { name });
    default:
      return undefined;
  }
}

/** Reads a file once: its hash, and what it tells. */
export async function hold(file: File, question: string | undefined): Promise<HeldFile> {
  const about = question === undefined ? {} : { question };
  const attachment = await describe(file, file.name, about);
  const kept = { attachment, blob: file as Blob };
  const look = file.size <= LARGEST_PICTURE_BYTES ? lookInside(new Uint8Array(await file.arrayBuffer())) : undefined;
  if (look?.stripped === undefined || look.traces.length === 0) {
    // A picture of which no copy could be made was not understood.
    const traces = look?.stripped === undefined && look?.traces.length === 0 ? undefined : look?.traces;
    return { ...kept, traces, versions: undefined };
  }
  const blob = new Blob([...look.stripped] as BlobPart[], { type: file.type });
  const stripped = { attachment: await describe(blob, file.name, { ...about, type: attachment.type }), blob };
  // Nothing leaves this device before it is sealed, and the choice is shown: the careful one comes first.
  return { ...stripped, traces: look.traces, versions: { kept, stripped } };
}

function fileItem(app: App, file: HeldFile, remove: () => void, changed: () => void): HTMLElement {
  const size = h('span', { class: 'size' });
  const tellSize = (): void => void (size.textContent = sizeText(app.state.language, file.attachment.length));
  tellSize();
  const { traces, versions } = file;
  return h(
    'li',
    {},
    h('p', { class: 'file' }, h('span', { class: 'name' }, file.attachment.name), ' ', size),
    traces === undefined && h('p', { class: 'help' }, app.t('traces-unknown')),
    traces?.length === 0 && h('p', { class: 'help' }, app.t('traces-none')),
    traces !== undefined && traces.length > 0 && [
      h('p', {}, app.t(versions === undefined ? 'traces-stay' : 'traces-found')),
      h('ul', { class: 'traces' }, traces.map(({ kind, value }) => h(
        'li',
        {},
        value === '' ? app.t(`trace-${kind}`) : [h('span', {}, app.t(`trace-${kind}`)), ' ', h('b', {}, value)],
      ))),
    ],
    versions && choice(app, file, versions, () => {
      tellSize();
      changed();
    }),
    button(app.t('files-remove', { name: file.attachment.name }), remove, 'quiet'),
  );
}

function choice(app: App, file: HeldFile, versions: NonNullable<HeldFile['versions']>, changed: () => void): HTMLElement {
  const name = freshId('version');
  const option = (version: 'stripped' | 'kept'): HTMLElement =>
    h(
      'label',
      { class: 'option' },
      h('input', {
        type: 'radio',
        name,
        autocomplete: 'off',
        checked: file.blob === versions[version].blob,
        onchange: () => {
          Object.assign(file, versions[version]);
          changed();
        },
      }),
      h('span', {}, app.t(`traces-${version}`)),
    );
  return h('fieldset', { class: 'versions' }, h('legend', {}, app.t('traces-choice')), option('stripped'), option('kept'));
}
