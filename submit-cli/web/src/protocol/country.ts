// Countries and territories, by ISO 3166-1 alpha-2 code. Their names come from the browser, which has them in every
// language from the same source as the tool (Unicode CLDR): in the page they would be seven kilobytes.

import { LANGUAGES, type Language } from './language.ts';

/** By their first letter. */
const ROWS = `
A DEFGILMOQRSTUWXZ
B ABDEFGHIJLMNOQRSTVWYZ
C ACDFGHIKLMNORUVWXYZ
D EJKMOZ
E CEGHRST
F IJKMOR
G ABDEFGHILMNPQRSTUWY
H KMNRTU
I DELMNOQRST
J EMOP
K EGHIMNPRWYZ
L ABCIKRSTUVY
M ACDEFGHKLMNOPQRSTUVWXYZ
N ACEFGILOPRUZ
O M
P AEFGHKLMNRSTWY
Q A
R EOSUW
S ABCDEGHIJKLMNORSTVXYZ
T CDFGHJKLMNORTVWZ
U AGMSYZ
V ACEGINU
W FS
Y ET
Z AMW
`;

/** The codes that crypto-core knows; a test holds this list to that one. */
export const COUNTRY_CODES: readonly string[] = ROWS.trim().split('\n').flatMap((row) => [...row.slice(2)].map((second) => row[0]! + second));

const KNOWN = new Set(COUNTRY_CODES);

export function isCountry(code: string): boolean {
  return KNOWN.has(code);
}

/** The name in a language; in English, or as the bare code, from a browser that was built without that language. */
export function countryName(code: string, language: Language): string {
  for (const tried of [language, LANGUAGES[0]!]) {
    // A browser without a language answers in its own instead: better English than a language nobody chose.
    if (Intl.DisplayNames.supportedLocalesOf([tried]).length === 0) continue;
    const name = namesIn(tried).of(code);
    if (name !== undefined && name !== code) return name;
  }
  return code;
}

/** Every country, in the order in which `language` lists their names. */
export function countriesIn(language: Language): { readonly code: string; readonly name: string }[] {
  const order = new Intl.Collator(language);
  return COUNTRY_CODES.map((code) => ({ code, name: countryName(code, language) })).sort((a, b) => order.compare(a.name, b.name));
}

const NAMES = new Map<Language, Intl.DisplayNames>();

function namesIn(language: Language): Intl.DisplayNames {
  let names = NAMES.get(language);
  if (names === undefined) NAMES.set(language, (names = new Intl.DisplayNames([language], { type: 'region' })));
  return names;
}
