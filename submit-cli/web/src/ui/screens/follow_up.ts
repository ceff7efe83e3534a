// More text or files under the same receipt.

import { MAX_MESSAGE_CHARS } from '../../protocol/letter.ts';
import type { App } from '../app.ts';
import { button, form, FORGETFUL, h } from '../element.ts';
import { danger } from '../fields.ts';
import { fileList } from '../fields/files.ts';
import { planFollowUp } from '../letters.ts';
import { startSending } from './send.ts';

export function followUpScreen(app: App): HTMLElement[] {
  const { state } = app;
  const { followUp, organisation } = state;
  const fault = h('p', { class: 'problem', role: 'alert' });
  const message = h('textarea', {
    ...FORGETFUL,
    id: 'message',
    rows: 8,
    'aria-describedby': 'message-danger',
    oninput: () => {
      followUp.message = message.value;
      state.isUnsaved = true;
      fault.textContent = '';
    },
  });
  message.value = followUp.message;
  const send = (isToCarry: boolean): void => {
    const length = [...followUp.message].length;
    if (length > MAX_MESSAGE_CHARS) fault.textContent = app.t('problem-too-long', { max: MAX_MESSAGE_CHARS });
    else if (followUp.message.trim() === '' && followUp.files.length === 0) fault.textContent = app.t('follow-up-empty');
    else return startSending(app, planFollowUp(followUp.message, followUp.files, followUp.inReplyTo), isToCarry, followUp.programme);
    message.focus();
  };
  const picker = h(
    'select',
    { id: 'about', autocomplete: 'off', onchange: () => void (followUp.programme = organisation.programmes.find(({ id }) => id === picker.value)) },
    organisation.programmes.map((programme) => h('option', { value: programme.id, selected: programme === followUp.programme }, app.say(programme.title))),
  );
  const isUnclear = organisation.programmes.length > 1 && state.programme === undefined;
  return [
    h('h1', {}, app.t('follow-up-title')),
    h('p', { class: 'lead' }, app.t('follow-up-what')),
    form(() => {}, [
      ...(isUnclear ? [h('div', { class: 'question' }, h('label', { for: 'about', class: 'label' }, app.t('follow-up-about')), picker)] : []),
      h('div', { class: 'question' }, h('label', { for: 'message', class: 'label' }, app.t('follow-up-text')), danger(app, 'message-danger', app.t('follow-up-danger')), message, fault),
      h('fieldset', { class: 'question' }, h('legend', { class: 'label' }, app.t('follow-up-files')), fileList(app, undefined, {
        get: () => followUp.files,
        set: (files) => {
          followUp.files = files;
          state.isUnsaved = true;
          fault.textContent = '';
        },
      })),
      h(
        'div',
        { class: 'steps' },
        button(app.t('review-send'), () => send(false), 'main'),
        button(app.t('review-carry'), () => send(true)),
        button(app.t('tool-save'), () => app.go({ is: 'save-draft', back: { is: 'follow-up' } })),
        button(app.t('back'), () => app.go(state.board === undefined ? { is: 'welcome' } : { is: 'replies' })),
      ),
    ]),
  ];
}
