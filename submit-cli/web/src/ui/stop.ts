// What is shown when the page must not, or cannot, be used.

import { LANGUAGES, OWN_NAMES, type Language } from '../protocol/language.ts';
import { h } from './element.ts';
import { text } from './texts.ts';

export function stop(root: HTMLElement, language: Language, why: 'insecure' | 'tampered' | 'unpublished'): void {
  document.documentElement.lang = language;
  document.title = text(language, 'page-title');
  const languages = LANGUAGES.map((other) =>
    h(
      'button',
      {
        type: 'button',
        lang: other,
        'aria-pressed': String(other === language),
        onclick: () => {
          stop(root, other, why);
          root.querySelector<HTMLElement>(`[lang="${other}"]`)?.focus();
        },
      },
      OWN_NAMES[other],
    ),
  );
  root.replaceChildren(
    h(
      'main',
      {},
      h('nav', { class: 'languages', 'aria-label': text(language, 'language') }, languages),
      h('h1', {}, text(language, `stop-${why}-title`)),
      h('p', { class: 'note danger', role: 'alert' }, text(language, `stop-${why}-what`)),
      h('p', {}, text(language, `stop-${why}-do`)),
    ),
  );
}
