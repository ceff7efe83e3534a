// Where the page begins.

import { readEnvelope } from '../protocol/document.ts';
import { requireSecureContext } from '../protocol/error.ts';
import { matchLanguage } from '../protocol/language.ts';
import { verifyOrganisation, type Organisation } from '../protocol/organisation.ts';
import { App } from './app.ts';
import { newState } from './state.ts';
import { stop } from './stop.ts';

/** What the page holds until the organisation's desk puts its file in. */
const UNPUBLISHED = 'null';

function begin(root: HTMLElement): void {
  const language = matchLanguage(navigator.languages);
  try {
    requireSecureContext();
  } catch {
    return stop(root, language, 'insecure');
  }
  const data = document.getElementById('organisation')?.textContent ?? '';
  if (data.trim() === UNPUBLISHED) return stop(root, language, 'unpublished');
  let organisation: Organisation;
  try {
    organisation = verifyOrganisation(readEnvelope(data));
  } catch {
    // Changed, torn or newer than this page: whatever it is, nothing may be sealed with it.
    return stop(root, language, 'tampered');
  }
  new App(newState(organisation, language), root);
}

begin(document.getElementById('page')!);
