// The page's words in four languages. The sentences about wrong answers are those that every program uses.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import coreEn from '../../../../crypto-core/i18n/en.ftl';
import coreFr from '../../../../crypto-core/i18n/fr.ftl';
import coreVi from '../../../../crypto-core/i18n/vi.ftl';
import coreZh from '../../../../crypto-core/i18n/zh-Hans.ftl';
import en from '../../locales/en.ftl';
import fr from '../../locales/fr.ftl';
import vi from '../../locales/vi.ftl';
import zh from '../../locales/zh-Hans.ftl';
import { type Language } from '../protocol/language.ts';

export const SOURCES: Readonly<Record<Language, readonly string[]>> = {
  en: [coreEn, en],
  'zh-Hans': [coreZh, zh],
  fr: [coreFr, fr],
  vi: [coreVi, vi],
};

export type Args = Readonly<Record<string, FluentVariable>>;

const BUNDLES = new Map<Language, FluentBundle>();

export function bundleOf(language: Language): FluentBundle {
  let bundle = BUNDLES.get(language);
  if (bundle === undefined) {
    // No isolating marks: none of the four languages is written from right to left, and old phones show them as boxes.
    bundle = new FluentBundle(language, { useIsolating: false });
    // Where the page says something in other words than the tool, the page's words win.
    for (const source of SOURCES[language]) bundle.addResource(new FluentResource(source), { allowOverrides: true });
    BUNDLES.set(language, bundle);
  }
  return bundle;
}

/** A message; a test sees to it that all four languages have it. */
export function text(language: Language, id: string, args?: Args): string {
  for (const tried of [language, 'en'] as const) {
    const bundle = bundleOf(tried);
    const pattern = bundle.getMessage(id)?.value;
    if (pattern) return bundle.formatPattern(pattern, args ?? null, []);
  }
  return id;
}

/** A size as people say it: kilobytes up to a megabyte. */
export function sizeText(language: Language, bytes: number): string {
  const isSmall = bytes < 1_000_000;
  const amount = isSmall ? Math.max(1, Math.ceil(bytes / 1000)) : Math.ceil(bytes / 100_000) / 10;
  return text(language, isSmall ? 'size-kilobytes' : 'size-megabytes', { amount });
}

/** A limit, never more than it is. */
export function limitText(language: Language, bytes: number): string {
  return bytes < 1_000_000 ? sizeText(language, bytes) : text(language, 'size-megabytes', { amount: Math.floor(bytes / 1_000_000) });
}

/** A day `2026-11-23`, spelled out. */
export function dayText(language: Language, day: string): string {
  const time = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(time.getTime())) return day;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/** A moment by the clock and time zone of this device, with the zone: some browsers pretend to be in another one. */
export function momentText(language: Language, time: Date): string {
  const locale = localeOf(language);
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(time);
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
  return text(language, 'moment', { day, hour, zone: zoneText(time) });
}

/** `UTC+7`, the same in every language. */
function zoneText(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

export function monthNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(localeOf(language), { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2026, month, 15))));
}

/** English as written outside the United States: the day before the month. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
