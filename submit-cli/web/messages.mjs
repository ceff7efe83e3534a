// Fluent files as the page holds them: read once, here, so that the page needs no parser. What a file may use is a
// small part of Fluent; anything more fails the build.
//
// A message becomes one text. `{name}` stands for a variable. A message with a choice becomes
// `?count|one|first text|other|second text`, where the last name is the default.

import { FluentResource } from '@fluent/bundle';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(new URL('locales/', import.meta.url));
/** Messages that only the desk shows, when it publishes. */
const DESK_ONLY = /^lack-/;

/** The messages of a Fluent source, by id, in its order. */
export function compile(source) {
  const messages = new Map();
  for (const { id, value } of new FluentResource(source).body) {
    if (!DESK_ONLY.test(id)) messages.set(id, compilePattern(id, typeof value === 'string' ? [value] : value));
  }
  return messages;
}

function compilePattern(id, parts) {
  const choices = parts.filter((part) => part.type === 'select');
  if (choices.length === 0) return textOf(id, parts);
  const [choice] = choices;
  if (choices.length > 1 || choice.selector.type !== 'var') throw new Error(`${id}: more than one choice, or of no variable`);
  const at = parts.indexOf(choice);
  // What stands around the choice goes into each of its texts. The default comes last.
  const variants = choice.variants.map(({ key, value }) => {
    const own = typeof value === 'string' ? [value] : value;
    return `${key.value}|${textOf(id, [...parts.slice(0, at), ...own, ...parts.slice(at + 1)])}`;
  });
  const [standard] = variants.splice(choice.star, 1);
  return ['?' + choice.selector.name, ...variants, standard].join('|');
}

function textOf(id, parts) {
  return parts.map((part) => {
    const words = part.type === 'str' ? part.value : part;
    if (typeof words === 'string') {
      if (/[{}|]|^\?/.test(words)) throw new Error(`${id}: a sign that the page gives a meaning of its own`);
      return words;
    }
    if (part.type === 'var') return `{${part.name}}`;
    throw new Error(`${id}: the page does not know ${part.type}`);
  }).join('');
}

/**
 * The module that a Fluent file becomes: its texts in the order of the English file, and the ids of that, which every
 * language shares. A text that a language lacks is the English one; a test says so before anyone sees it.
 */
export async function moduleOf(path) {
  const english = compile(await readFile(path.replace(/[^/\\]+\.ftl$/, 'en.ftl'), 'utf8'));
  // Where the page says something in other words than the tool, it needs only its own.
  const page = path.startsWith(OWN) ? new Map() : compile(await readFile(`${OWN}en.ftl`, 'utf8'));
  for (const id of page.keys()) english.delete(id);
  const own = compile(await readFile(path, 'utf8'));
  const texts = [...english].map(([id, text]) => own.get(id) ?? text);
  const ids = JSON.stringify([...english.keys()].join(' '));
  if (texts.some((text) => text.includes('\n'))) throw new Error(`${path}: a text of more than one line`);
  return `export const ids = ${ids}.split(' ');\nexport default ${JSON.stringify(texts.join('\n'))}.split('\\n');\n`;
}
