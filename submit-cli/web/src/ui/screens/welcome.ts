// The first screen: language, what stays on the device, whose page this is, where to go.

import { LANGUAGES, OWN_NAMES } from '../../protocol/language.ts';
import { fingerprintNumbers, fingerprintWords, staleness } from '../../protocol/organisation.ts';
import { wordListFor } from '../../protocol/words.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { newEntry } from '../receipt_entry.ts';
import { clear } from '../state.ts';
import { dayText } from '../texts.ts';
import { topicsOf } from '../topics.ts';

export function welcomeScreen(app: App): HTMLElement[] {
  const { state } = app;
  const { organisation } = state;
  return [
    languages(app),
    h('h1', {}, app.t('welcome-title', { name: organisation.name })),
    h('p', { class: 'lead' }, app.t('welcome-lead')),
    ...staleness(organisation, new Date()).map(({ kind, day }) =>
      h('p', { class: 'note' }, app.t(`stale-${kind}`, { day: day === undefined ? '' : dayText(state.language, day) })),
    ),
    h(
      'section',
      { class: 'card', 'aria-labelledby': 'stays' },
      h('h2', { id: 'stays' }, app.t('stays-title')),
      h(
        'ul',
        {},
        ['stays-nothing', 'stays-history', 'stays-network', 'stays-downloads', 'stays-keyboard'].map((id) =>
          h('li', {}, h('strong', {}, app.t(`${id}-what`)), app.gap, app.t(`${id}-do`)),
        ),
      ),
      h('p', {}, app.t('stays-leave')),
    ),
    h(
      'section',
      { class: 'ways', 'aria-label': app.t('ways-title') },
      state.programme && button(app.t('way-on'), () => app.go(onwards(app)), 'main'),
      button(app.t('way-ask'), () => begin(app), state.programme ? 'plain' : 'main'),
      button(app.t('way-replies'), () => {
        state.entry = newEntry(state.language, state.spelling);
        app.go({ is: 'enter-receipt' });
      }),
      button(app.t('way-draft'), () => {
        state.entry = newEntry(state.language, state.spelling);
        app.go({ is: 'open-draft' });
      }),
      button(app.t('way-carry'), () => app.go({ is: 'carry' })),
    ),
    fingerprint(app),
    h('p', { class: 'fine' }, app.t('welcome-keep-open')),
  ];
}

/** Their own names in their own script, before any other word. */
function languages(app: App): HTMLElement {
  return h(
    'nav',
    { class: 'languages', 'aria-label': app.t('language') },
    LANGUAGES.map((language) =>
      h(
        'button',
        {
          type: 'button',
          lang: language,
          'aria-pressed': String(language === app.state.language),
          onclick: () => {
            app.setLanguage(language);
            document.querySelector<HTMLElement>(`.languages [lang="${language}"]`)?.focus();
          },
        },
        OWN_NAMES[language],
      ),
    ),
  );
}

function fingerprint(app: App): HTMLElement {
  const { language, organisation } = app.state;
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'fingerprint' },
    h('h2', { id: 'fingerprint' }, app.t('fingerprint-title')),
    h('p', {}, app.t('fingerprint-what', { name: organisation.name })),
    h(
      'ol',
      { class: 'words', translate: 'no' },
      fingerprintWords(organisation, wordListFor(language)).map((word) => h('li', {}, word)),
    ),
    h('p', {}, app.t('fingerprint-numbers')),
    h('p', { class: 'numbers', translate: 'no' }, fingerprintNumbers(organisation).join(' ')),
  );
}

function begin(app: App): void {
  const { state } = app;
  const { programmes } = state.organisation;
  if (state.isUnsaved && !confirm(app.t('way-ask-sure'))) return;
  if (state.programme !== undefined) clear(state);
  app.go({ is: programmes.length === 0 ? 'welcome' : 'programmes' });
}

function onwards(app: App): { is: 'topic'; id: string } {
  const { programme, answers } = app.state;
  return { is: 'topic', id: topicsOf(programme!.form, answers)[0]!.id };
}
