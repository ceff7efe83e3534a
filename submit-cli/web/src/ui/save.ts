// Files that this page makes: drafts and sealed letters. Their names say nothing.

import { h } from './element.ts';

export const DRAFT_NAME = 'notes.age';
export const LETTER_NAME = 'document.age';

/** Addresses stay good long enough for a slow phone to ask where to put the file. */
const KEEP_MS = 120_000;

export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = h('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** `document.age`, `document-2.age`. */
export function letterName(place: number): string {
  return place === 0 ? LETTER_NAME : LETTER_NAME.replace('.', `-${place + 1}.`);
}
