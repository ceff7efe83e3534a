// A safe way to reach someone.

import { isContact, type Contact } from '../../protocol/answer.ts';
import { FORGETFUL, h } from '../element.ts';
import type { Slot } from '../fields.ts';

const PARTS = ['channel', 'handle', 'safe_hours', 'never'] as const;

export function contactControl(slot: Slot): HTMLElement {
  const { app } = slot;
  const answer = slot.get();
  const contact: Contact = isContact(answer) ? answer : { channel: '', handle: '' };
  const inputs = PARTS.map((part) =>
    h('input', { ...FORGETFUL, type: 'text', value: contact[part] ?? '', oninput: () => update() }),
  );
  const update = (): void => {
    const [channel, handle, safeHours, never] = inputs.map((input) => input.value);
    if (inputs.every((input) => input.value === '')) return slot.set(undefined);
    slot.set({
      channel: channel!,
      handle: handle!,
      ...(safeHours === '' ? {} : { safe_hours: safeHours! }),
      ...(never === '' ? {} : { never: never! }),
    });
  };
  return h(
    'div',
    { class: 'stack' },
    PARTS.map((part, at) =>
      h('label', {}, h('span', {}, app.t(`contact-${part.replace('_', '-')}`)), inputs[at]),
    ),
  );
}
