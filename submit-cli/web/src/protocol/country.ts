// Countries and territories, by ISO 3166-1 alpha-2 code.

import { COUNTRY_ORDERS, COUNTRY_ROWS } from './country_table.ts';
import type { Language } from './language.ts';

export interface Country {
  readonly code: string;
  readonly names: Readonly<Record<Language, string>>;
}

export const COUNTRIES: readonly Country[] = COUNTRY_ROWS.trim()
  .split('\n')
  .map((row) => {
    const [code = '', en = '', zh = '', fr = '', vi = ''] = row.split('|');
    return { code, names: { en, 'zh-Hans': zh, fr, vi } };
  });

const BY_CODE = new Map(COUNTRIES.map((country) => [country.code, country]));

export function countryByCode(code: string): Country | undefined {
  return BY_CODE.get(code);
}

/** Every country, in the order in which `language` lists their names. */
export function countriesIn(language: Language): Country[] {
  return (COUNTRY_ORDERS[language].match(/../g) ?? []).flatMap((code) => BY_CODE.get(code) ?? []);
}
