// Sending a sealed file that was made elsewhere: on a device without a network, or with the tool.

import { sha256OfBlob } from '../../protocol/hash.ts';
import { relayBases } from '../../protocol/relay.ts';
import { isAge } from '../../protocol/seal.ts';
import { isClass } from '../../protocol/size.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { Sending } from '../sending.ts';

export function carryScreen(app: App): HTMLElement[] {
  const { state } = app;
  const fault = h('div', { role: 'alert' });
  const input = h('input', {
    type: 'file',
    class: 'unseen',
    tabindex: '-1',
    'aria-hidden': 'true',
    onchange: () => void take(input.files?.[0]),
  });
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    input.value = '';
    fault.replaceChildren();
    try {
      if (!(await isAge(file))) return fault.replaceChildren(h('p', { class: 'note danger' }, app.t('carry-not-sealed')));
      if (!isClass(file.size)) return fault.replaceChildren(h('p', { class: 'note danger' }, app.t('carry-wrong-length')));
      const sealed = { blob: file, sha256: await sha256OfBlob(file) };
      const bases = relayBases(state.organisation, location);
      const letter = { kind: 'cover' as const, answers: new Map(), files: [], moreFollows: false, marks: new Map() };
      state.sending = new Sending(state, { letters: [letter], programme: undefined, receipt: undefined, bases, isToCarry: false }, [sealed]);
      app.go({ is: 'send' });
      void state.sending.run();
    } catch {
      fault.replaceChildren(h('p', { class: 'note danger' }, app.t('files-unreadable', { name: file.name })));
    }
  };
  return [
    h('h1', {}, app.t('carry-title')),
    h('p', { class: 'lead' }, app.t('carry-what')),
    input,
    fault,
    h('div', { class: 'steps' }, button(app.t('carry-choose'), () => input.click(), 'main'), button(app.t('back'), () => app.go({ is: 'welcome' }))),
  ];
}
