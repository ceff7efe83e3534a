// Leaves out of the page what it never uses, so that it stays small enough for a bad link. Every cut is checked: if a
// dependency no longer looks as expected, the build fails instead of cutting something else.

import { readFile } from 'node:fs/promises';

/** Kinds of recipients that the page refuses anyway: it seals to hybrid ones alone. */
const UNUSED_KINDS = ['TagRecipient', 'HybridTagRecipient', 'X25519Recipient', 'X25519Identity', 'ScryptRecipient', 'ScryptIdentity'];

/** The age library without recipients of other kinds, and with them without two elliptic curves and scrypt. */
export function withoutOtherRecipients(source) {
  let text = source;
  for (const name of UNUSED_KINDS) {
    const begin = `export class ${name} {\n`;
    const parts = text.split(begin);
    const end = parts[1]?.indexOf('\n}\n') ?? -1;
    if (parts.length !== 2 || end < 0) throw new Error(`the age library has changed: no class ${name}`);
    const refuse = `    constructor() { throw new Error("not in this page"); }`;
    text = parts[0] + begin + refuse + parts[1].slice(end);
  }
  return text;
}

/** Combinations that the library makes at once, whether anyone asks for them or not. */
const UNUSED_KEMS = ['QSF_ml_kem768_p256', 'QSF_ml_kem1024_p384', 'QSFMLKEM768P256', 'QSFMLKEM1024P384'];

/** The key encapsulation library without what needs two elliptic curves more. */
export function withoutOtherKems(source) {
  let text = source;
  for (const name of UNUSED_KEMS) {
    const found = new RegExp(`^export const ${name} = .+;$`, 'm').exec(text);
    if (found === null) throw new Error(`the key encapsulation library has changed: no ${name}`);
    text = text.replace(found[0], '');
  }
  return text;
}

/** Messages that the desk shows when it publishes. */
const DESK_ONLY = /^lack-/;

/** A Fluent file without comments, blank lines and what only the desk says. */
export function withoutComments(source) {
  let isKept = true;
  const lines = source.split('\n').filter((line) => {
    if (line.startsWith('#') || line.trim() === '') return false;
    // A line that does not begin with a name goes on with the message before it.
    if (/^[a-z]/.test(line)) isKept = !DESK_ONLY.test(line);
    return isKept;
  });
  return `${lines.join('\n')}\n`;
}

const CUTS = [
  { file: /age-encryption[/\\]dist[/\\]recipients\.js$/, cut: withoutOtherRecipients, loader: 'js' },
  { file: /post-quantum[/\\]hybrid\.js$/, cut: withoutOtherKems, loader: 'js' },
  { file: /\.ftl$/, cut: withoutComments, loader: 'text' },
];

export const trim = {
  name: 'trim',
  setup(build) {
    for (const { file, cut, loader } of CUTS) {
      build.onLoad({ filter: file }, async ({ path }) => ({ contents: cut(await readFile(path, 'utf8')), loader }));
    }
  },
};
