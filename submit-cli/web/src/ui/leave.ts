// Leaving at once: nothing of the page stays on the screen or in its memory, and something harmless is shown.

import type { Language } from '../protocol/language.ts';
import { clear, type State } from './state.ts';

/** The weather is what anyone looks up, and these are reachable where the language is spoken. */
const HARMLESS: Readonly<Record<Language, string>> = {
  en: 'https://weather.com/',
  'zh-Hans': 'https://www.weather.com.cn/',
  fr: 'https://meteofrance.com/',
  vi: 'https://nchmf.gov.vn/',
};

export function leave(state: State): void {
  clear(state);
  document.body.replaceChildren();
  document.title = '';
  // Replaced, so that the way back does not lead here; the browser's history still knows the visit.
  location.replace(HARMLESS[state.language]);
}
