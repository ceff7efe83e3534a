// Entering a receipt on the page's own keypad: no keyboard or input method learns it. Words are tapped after two
// letters; Chinese ones are found by their Pinyin. Numbers have four digits.

import { Receipt } from '../protocol/receipt.ts';
import { complete, numberText, wordAt, wordListFor, WordsError, type WordList } from '../protocol/words.ts';
import type { Language } from '../protocol/language.ts';
import type { App } from './app.ts';
import { button, form, FORGETFUL, freshId, h } from './element.ts';
import { readingsAt } from './pinyin.ts';

const WORDS = 12;
const PLACES = 2048;
/** Words are offered from here on. */
const LETTERS_BEFORE_WORDS = 2;

export type Spelling = 'numbers' | WordList;

/** What was entered so far; kept in the state, so that a change of language loses nothing. */
export interface Entry {
  spelling: Spelling;
  /** Places in the word lists, by position. */
  places: (number | undefined)[];
  /** Position that is entered now, 0 to 11. */
  at: number;
  typed: string;
}

export function newEntry(language: Language, spelling: 'words' | 'numbers'): Entry {
  return { spelling: spelling === 'numbers' ? 'numbers' : wordListFor(language), places: Array(WORDS).fill(undefined), at: 0, typed: '' };
}

const SPELLINGS: readonly Spelling[] = ['numbers', 'english', 'simplified-chinese', 'french'];

/**
 * The entry field. With `expected` it names the positions that differ; `onReceipt` gets what was entered once it is
 * a receipt, and `undefined` when it no longer is.
 */
export function receiptEntry(
  app: App,
  entry: Entry,
  onReceipt: (receipt: Receipt | undefined) => void,
  expected?: Receipt,
): HTMLElement {
  const slots = h('ol', { class: 'slots' });
  const typed = h('div', { class: 'typed', tabindex: '0', role: 'group', 'aria-label': app.t('entry-type-here') });
  const offers = h('div', { class: 'offers' });
  const pad = h('div', {});
  const fault = h('div', { class: 'problem', role: 'alert' });
  const wrong = new Set<number>();

  const spell = (place: number): string => (entry.spelling === 'numbers' ? numberText(place) : wordAt(entry.spelling, place));

  const drawSlots = (): void => {
    slots.replaceChildren(
      ...entry.places.map((place, at) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              class: wrong.has(at) ? 'wrong' : place === undefined ? 'empty' : '',
              'aria-current': at === entry.at ? 'step' : undefined,
              'aria-label': app.t(place === undefined ? 'entry-slot-empty' : 'entry-slot', {
                number: at + 1,
                word: place === undefined ? '' : spell(place),
              }),
              onclick: () => {
                entry.at = at;
                entry.typed = '';
                draw();
                typed.focus();
              },
            },
            place === undefined ? (at === entry.at ? '…' : '\u00a0') : spell(place),
          ),
        ),
      ),
    );
  };

  const drawOffers = (): void => {
    const words = entry.spelling === 'numbers' ? [] : offersFor(entry.spelling, entry.typed);
    offers.replaceChildren(
      ...words.map((place) => h('button', { type: 'button', class: 'offer', onclick: () => put(place) }, spell(place))),
    );
    offers.hidden = words.length === 0;
    const isTooShort = entry.typed.length < LETTERS_BEFORE_WORDS;
    const hint =
      entry.spelling === 'numbers'
        ? 'entry-hint-numbers'
        : words.length > 0
          ? 'entry-hint-tap'
          : isTooShort
            ? entry.spelling === 'simplified-chinese' ? 'entry-hint-pinyin' : 'entry-hint-letters'
            : 'entry-hint-none';
    const isFull = entry.places.every((place) => place !== undefined) && entry.typed === '';
    typed.replaceChildren(
      h('b', {}, app.t('entry-now', { number: entry.at + 1 })),
      ' ',
      h('span', { class: 'letters', translate: 'no' }, entry.typed),
      h('span', { class: 'hint' }, isFull ? app.t('entry-hint-full') : app.t(hint)),
    );
  };

  const draw = (): void => {
    drawSlots();
    drawOffers();
  };

  const put = (place: number): void => {
    entry.places[entry.at] = place;
    wrong.delete(entry.at);
    app.announce(app.t('entry-slot', { number: entry.at + 1, word: spell(place) }));
    const next = entry.places.findIndex((other) => other === undefined);
    if (next >= 0) entry.at = entry.places[entry.at + 1] === undefined && entry.at + 1 < WORDS ? entry.at + 1 : next;
    entry.typed = '';
    judge();
    draw();
    typed.focus();
  };

  const judge = (): void => {
    fault.replaceChildren();
    wrong.clear();
    const places = entry.places.filter((place): place is number => place !== undefined);
    if (places.length < WORDS) return onReceipt(undefined);
    if (expected !== undefined) {
      const right = expected.numbers();
      places.forEach((place, at) => {
        if (numberText(place) !== right[at]) wrong.add(at);
      });
      if (wrong.size > 0) {
        const numbers = [...wrong].map((at) => at + 1).join(', ');
        fault.replaceChildren(h('p', {}, app.t('entry-differs', { count: wrong.size, numbers })));
        return onReceipt(undefined);
      }
    }
    try {
      onReceipt(Receipt.parse(places.map(numberText).join(' ')));
    } catch {
      fault.replaceChildren(h('p', {}, app.t('entry-wrong')));
      onReceipt(undefined);
    }
  };

  const key = (character: string): void => {
    if (character === 'back') {
      if (entry.typed === '') {
        // Back over what was entered before, as on any keypad.
        if (entry.places[entry.at] === undefined && entry.at > 0) entry.at -= 1;
        entry.places[entry.at] = undefined;
        judge();
      } else {
        entry.typed = entry.typed.slice(0, -1);
      }
      return draw();
    }
    entry.typed += character;
    if (entry.spelling === 'numbers' && entry.typed.length === 4) {
      const place = Number(entry.typed);
      if (place < PLACES) return put(place);
      fault.replaceChildren(h('p', {}, app.t('entry-too-high')));
      entry.typed = '';
    }
    if (entry.spelling !== 'numbers' && offersFor(entry.spelling, entry.typed).length === 0 && entry.typed.length > 8) {
      entry.typed = entry.typed.slice(0, -1);
    }
    draw();
  };

  const drawPad = (): void => {
    const keys = entry.spelling === 'numbers' ? '1234567890' : 'abcdefghijklmnopqrstuvwxyz';
    pad.className = entry.spelling === 'numbers' ? 'pad digits' : 'pad letters';
    pad.replaceChildren(
      ...[...keys].map((character) => h('button', { type: 'button', translate: 'no', onclick: () => key(character) }, character)),
      h('button', { type: 'button', class: 'back', 'aria-label': app.t('entry-back'), onclick: () => key('back') }, '⌫'),
    );
  };

  const spellings = h(
    'select',
    {
      autocomplete: 'off',
      onchange: () => {
        entry.spelling = spellings.value as Spelling;
        entry.typed = '';
        drawPad();
        draw();
      },
    },
    SPELLINGS.map((spelling) =>
      h('option', { value: spelling, selected: spelling === entry.spelling }, app.t(`spelling-${spelling}`)),
    ),
  );

  const lineId = freshId('line');
  const line = h('textarea', { ...FORGETFUL, id: lineId, rows: 3 });
  const takeLine = (): void => {
    fault.replaceChildren();
    try {
      const receipt = Receipt.parse(line.value);
      entry.places = receipt.numbers().map(Number);
      entry.typed = '';
      line.value = '';
      judge();
    } catch (error) {
      fault.replaceChildren(h('p', {}, wordsFault(app, error)));
    }
    draw();
  };

  drawPad();
  draw();
  if (entry.places.every((place) => place !== undefined)) judge();
  return h(
    'div',
    {
      class: 'entry',
      onkeydown: (event) => {
        const { key: pressed, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
        if (ctrlKey || metaKey || altKey || target === line || target === spellings) return;
        const character = pressed.toLowerCase();
        const isKey = entry.spelling === 'numbers' ? /^[0-9]$/.test(character) : /^[a-z]$/.test(character);
        if (isKey) key(character);
        else if (pressed === 'Backspace') key('back');
        else return;
        event.preventDefault();
        typed.focus();
      },
    },
    h('label', { class: 'spelling' }, h('span', {}, app.t('entry-spelling')), spellings),
    slots,
    fault,
    typed,
    offers,
    pad,
    h(
      'details',
      {},
      h('summary', {}, app.t('entry-line')),
      form(() => takeLine(), [
        h('label', { for: lineId }, app.t('entry-line-how')),
        line,
        button(app.t('entry-line-take'), takeLine),
      ]),
    ),
  );
}

/** Places of the words that begin with the letters; of characters, those that are pronounced so. */
export function offersFor(list: WordList, letters: string): number[] {
  if (list === 'simplified-chinese') {
    const places = Array.from({ length: PLACES }, (_, place) => place);
    // Some sounds have one letter only, as that of 额.
    const exact = places.filter((place) => readingsAt(place).includes(letters));
    if (letters.length < LETTERS_BEFORE_WORDS) return exact;
    const longer = places.filter((place) => !exact.includes(place) && readingsAt(place).some((reading) => reading.startsWith(letters)));
    return [...exact, ...longer];
  }
  if (letters.length < LETTERS_BEFORE_WORDS) return [];
  const words = new Set(complete(list, letters));
  return words.size === 0 ? [] : Array.from({ length: PLACES }, (_, place) => place).filter((place) => words.has(wordAt(list, place)));
}

/** One sentence about what was typed, which it never repeats. */
export function wordsFault(app: App, error: unknown): string {
  if (!(error instanceof WordsError)) return app.t('entry-wrong');
  switch (error.kind) {
    case 'unknown-word':
      return app.t('entry-unknown-word', { position: error.position });
    case 'wrong-count':
      return app.t('entry-wrong-count', { found: error.found, expected: error.expected });
    default:
      return app.t('entry-wrong');
  }
}
