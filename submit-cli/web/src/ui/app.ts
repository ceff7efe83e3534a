// The frame around every screen: language, leaving, focus, announcements.

import { LANGUAGES, OWN_NAMES, say, type Language, type LocalText } from '../protocol/language.ts';
import { h } from './element.ts';
import { leave } from './leave.ts';
import { screenOf } from './screens.ts';
import { spellingFor, type Screen, type State } from './state.ts';
import { text, type Args } from './texts.ts';

export class App {
  readonly state: State;
  readonly #header = h('header', { class: 'bar' });
  readonly #main = h('main', { id: 'main' });
  readonly #status = h('p', { role: 'status', class: 'unseen' });

  constructor(state: State, root: HTMLElement) {
    this.state = state;
    root.replaceChildren(this.#header, this.#main, this.#status);
    window.addEventListener('beforeunload', (event) => {
      // A slip of the finger must not cost what was typed. Leaving on purpose clears it first.
      if (state.isUnsaved) event.preventDefault();
    });
    this.render();
  }

  t(id: string, args?: Args): string {
    return text(this.state.language, id, args);
  }

  /** A text of the organisation's, in the language of the page if there is one. */
  say(local: LocalText): string {
    return say(local, this.state.language);
  }

  /** What stands between two sentences: nothing in Chinese. */
  get gap(): string {
    return this.state.language === 'zh-Hans' ? '' : ' ';
  }

  go(screen: Screen): void {
    this.state.screen = screen;
    this.render();
    this.#focusHeading();
    window.scrollTo(0, 0);
  }

  #focusHeading(): void {
    const heading = this.#main.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  /** Draws the screen anew, from the state alone. */
  render(): void {
    const { language, screen } = this.state;
    document.documentElement.lang = language;
    // The same in every step: a title stays in the history.
    document.title = this.t('page-title');
    this.#header.replaceChildren(...this.#bar());
    this.#main.className = `screen-${screen.is}`;
    this.#main.replaceChildren(...screenOf(this));
  }

  /** Has a screen reader say something. */
  announce(message: string): void {
    this.#status.textContent = '';
    // An empty region that is filled in the same turn is not always read out.
    setTimeout(() => (this.#status.textContent = message), 50);
  }

  setLanguage(language: Language): void {
    const { state } = this;
    if (!state.isReceiptKept) state.spelling = spellingFor(language);
    state.language = language;
    this.render();
  }

  #bar(): HTMLElement[] {
    const picker = h(
      'select',
      {
        'aria-label': this.t('language'),
        autocomplete: 'off',
        onchange: () => {
          this.setLanguage(picker.value as Language);
          this.#header.querySelector('select')?.focus();
        },
      },
      LANGUAGES.map((language) =>
        h('option', { value: language, lang: language, selected: language === this.state.language }, OWN_NAMES[language]),
      ),
    );
    return [
      // Not a link: an address with a mark would be one more entry in the history.
      h('button', { type: 'button', class: 'skip', onclick: () => this.#focusHeading() }, this.t('skip')),
      // The first screen lists them all.
      h('div', { class: 'pick', hidden: this.state.screen.is === 'welcome' }, picker),
      h('button', { type: 'button', class: 'leave', onclick: () => leave(this.state) }, this.t('leave')),
    ];
  }
}
