// The four languages, and texts in them.

export type Language = 'en' | 'zh-Hans' | 'fr' | 'vi';

export const LANGUAGES: readonly Language[] = ['en', 'zh-Hans', 'fr', 'vi'];

export const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-Hans': '简体中文',
  fr: 'Français',
  vi: 'Tiếng Việt',
};

/** A text by language tag; a form may hold languages that this page does not know. */
export type LocalText = Readonly<Record<string, string>>;

/** The text in a language, else in English, else in whichever comes first. */
export function say(text: LocalText, language: Language): string {
  return text[language] ?? text['en'] ?? Object.values(text)[0] ?? '';
}

export function isLanguage(tag: string): tag is Language {
  return (LANGUAGES as readonly string[]).includes(tag);
}

/** The first of the tags a browser names that is one of the four, else English. */
export function matchLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    if (primary === 'zh') return 'zh-Hans';
    const found = LANGUAGES.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
