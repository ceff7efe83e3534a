// The page's words: nothing missing, nothing left over, the same variables, each language as it is written.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LANGUAGES, type Language } from '../src/protocol/language.ts';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { compile } from '../messages.mjs';
import { format, momentText, text } from '../src/ui/texts.ts';

declare const __WEB__: string;

const source = (language: Language): string => readFileSync(join(__WEB__, 'locales', `${language}.ftl`), 'utf8');
const core = (language: Language): string =>
  readFileSync(join(__WEB__, '..', '..', 'crypto-core', 'i18n', `${language}.ftl`), 'utf8');

/** Message ids with the variables that each uses. */
function messages(source: string): Map<string, string> {
  const found = new Map<string, Set<string>>();
  let current = new Set<string>();
  for (const line of source.split('\n')) {
    const id = /^([a-z][a-z0-9-]*) =/.exec(line)?.[1];
    if (id !== undefined) {
      assert.ok(!found.has(id), `${id} occurs twice`);
      found.set(id, (current = new Set()));
    }
    if (!line.startsWith('#')) for (const [, name] of line.matchAll(/\{ \$([a-z]+)/g)) current.add(name!);
  }
  return new Map([...found].map(([id, names]) => [id, [...names].sort().join()]));
}

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? sources(join(folder, entry.name)) : readFileSync(join(folder, entry.name), 'utf8')))
    .join('\n');
}

const OWN = (language: Language): Map<string, string> => messages(source(language));
const ENGLISH = OWN('en');

for (const language of LANGUAGES) {
  test(`${language} has every message, and no other`, () => {
    const own = OWN(language);
    assert.deepEqual([...own.keys()], [...ENGLISH.keys()]);
    for (const [id, names] of own) {
      // A count that a language needs no plural for may go unsaid.
      const left = (list: string): string[] => list.split(',').filter((name) => name !== 'count' && name !== '');
      assert.deepEqual(left(names), left(ENGLISH.get(id)!), id);
    }
  });

  test(`${language} says in the page what Fluent says`, () => {
    const names = [...new Set([...ENGLISH.values()].flatMap((list) => list.split(',')))].concat('megabytes');
    for (const file of [core(language), source(language)]) {
      const bundle = new FluentBundle(language, { useIsolating: false });
      bundle.addResource(new FluentResource(file));
      for (const [id, message] of compile(file)) {
        for (const value of [0, 1, 2, 5, 21, 1200, 'x']) {
          const args = Object.fromEntries(names.map((name) => [name, value]));
          const faults: Error[] = [];
          const wanted = bundle.formatPattern(bundle.getMessage(id)!.value!, args, faults);
          assert.deepEqual(faults, [], id);
          assert.doesNotMatch(wanted, /[{}$]/, id);
          assert.equal(format(language, message, args), wanted, id);
        }
      }
    }
  });

  test(`${language} is written as it should be`, () => {
    for (const line of source(language).split('\n')) {
      if (line.startsWith('#')) continue;
      // `{" "}` is Fluent's own way to write a space.
      const words = line.replace(/\{"[^"]*"\}/g, '');
      assert.doesNotMatch(words, /['"!！]/, line);
      if (language === 'fr') {
        assert.doesNotMatch(words.replace(/https:|\{[^}]*->/g, ''), /[^\u00a0\s][:;?»]|[ ][:;?»]|«[^\u00a0]/, line);
      }
      if (language === 'zh-Hans') assert.doesNotMatch(words.replace(/\{[^}]*\}/g, ''), /[\u4e00-\u9fff][,;:?.()]/, line);
    }
  });
}

test('every message is used, and every message that is used exists', () => {
  const code = sources(join(__WEB__, 'src', 'ui'));
  const isUsed = (id: string): boolean =>
    code.includes(`'${id}'`) || [...code.matchAll(/`([a-z-]*)\$\{[^}]*\}([a-z-]*)`/g)].some(([, begin, end]) => (begin! + end!).length >= 3 && id.startsWith(begin!) && id.endsWith(end!));
  for (const id of ENGLISH.keys()) assert.ok(isUsed(id), `${id} is not used`);
  for (const [, id] of code.matchAll(/\bt\('([a-z0-9-]+)'/g)) assert.notEqual(text('en', id!), id, `${id} does not exist`);
});

test('a moment names its day, hour and zone', () => {
  const moment = new Date('2026-11-26T14:00:00Z');
  for (const language of LANGUAGES) assert.match(momentText(language, moment), /26.*\d\d:00|\d\d:00.*26/);
});

test('what the page cannot say fails its build', () => {
  assert.equal(compile('a = { $count ->\n    [one] One { $x }\n   *[other] { $count } of { $x }\n }, then\n').get('a'), '?count|one|One {x}, then|other|{count} of {x}, then');
  for (const odd of ['a = { -term }', 'a = { NUMBER($x) }', 'a = 1 | 2', 'a = {"{"}', 'a = ? or not', 'a = { $x ->\n *[b] { $y ->\n *[c] d\n }\n }']) {
    assert.throws(() => compile(`${odd}\n`), odd);
  }
});
