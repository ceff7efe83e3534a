// What to ask for.

import { programmeState, type Programme } from '../../protocol/organisation.ts';
import { OWN_NAMES } from '../../protocol/language.ts';
import { Receipt } from '../../protocol/receipt.ts';
import type { App } from '../app.ts';
import { button, h, paragraphs } from '../element.ts';
import { dayText } from '../texts.ts';
import { topicsOf } from '../topics.ts';

export function programmesScreen(app: App): HTMLElement[] {
  return [
    h('h1', {}, app.t('programmes-title')),
    h('ul', { class: 'programmes' }, app.state.organisation.programmes.map((programme) => h('li', { class: 'card' }, card(app, programme)))),
    button(app.t('back'), () => app.go({ is: 'welcome' })),
  ];
}

function card(app: App, programme: Programme): (HTMLElement | false)[] {
  const { state } = app;
  const open = programmeState(programme, state.organisation, new Date());
  const other = programme.languages.includes(state.language) ? undefined : (programme.languages.find((tag) => tag === 'en') ?? programme.languages[0]);
  return [
    h('h2', {}, app.say(programme.title)),
    ...(programme.form.intro === undefined ? [] : paragraphs(app.say(programme.form.intro))),
    other !== undefined && h('p', { class: 'note' }, app.t('programme-other-language', { language: OWN_NAMES[other] })),
    open.is === 'open'
      ? button(app.t('programme-choose', { title: app.say(programme.title) }), () => choose(app, programme), 'main')
      : h(
          'p',
          { class: 'note' },
          open.is === 'closed'
            ? app.t('programme-closed', { day: dayText(state.language, open.closed) })
            : app.t('programme-not-yet', { day: dayText(state.language, open.opens) }),
        ),
  ];
}

function choose(app: App, programme: Programme): void {
  const { state } = app;
  if (state.programme !== programme) {
    state.answers = new Map();
    state.files = new Map();
    state.shownFaults = new Set();
  }
  state.programme = programme;
  // Before anything is typed; it is shown once it is clear that this is the right place.
  state.receipt ??= Receipt.generate();
  app.go({ is: 'topic', id: topicsOf(programme.form, state.answers)[0]!.id });
}
