// The page's words in four languages. The sentences about wrong answers are those that every program uses.

import coreEn, { ids as coreIds } from '../../../../crypto-core/i18n/en.ftl';
import coreFr from '../../../../crypto-core/i18n/fr.ftl';
import coreVi from '../../../../crypto-core/i18n/vi.ftl';
import coreZh from '../../../../crypto-core/i18n/zh-Hans.ftl';
import en, { ids } from '../../locales/en.ftl';
import fr from '../../locales/fr.ftl';
import vi from '../../locales/vi.ftl';
import zh from '../../locales/zh-Hans.ftl';
import { type Language } from '../protocol/language.ts';

/** Where the page says something in other words than the tool, the page's words win. */
const MESSAGES: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: joined(coreEn, en),
  'zh-Hans': joined(coreZh, zh),
  fr: joined(coreFr, fr),
  vi: joined(coreVi, vi),
};

function joined(core: readonly string[], own: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...coreIds.map((id, at) => [id, core[at]!] as const), ...ids.map((id, at) => [id, own[at]!] as const)]);
}

export type Args = Readonly<Record<string, string | number>>;

/** A message; a test sees to it that all four languages have it. */
export function text(language: Language, id: string, args: Args = {}): string {
  const message = MESSAGES[language].get(id);
  return message === undefined ? id : format(language, message, args);
}

/** Fills in a message as messages.mjs writes it. Numbers are written as the language writes them. */
export function format(language: Language, message: string, args: Args): string {
  const pattern = message.startsWith('?') ? chosen(language, message.slice(1).split('|'), args) : message;
  return pattern.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = args[name] ?? '';
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

function chosen(language: Language, [name = '', ...variants]: readonly string[], args: Args): string {
  const value = args[name];
  const keys = typeof value === 'number' ? [String(value), new Intl.PluralRules(language).select(value)] : [value];
  const at = variants.findIndex((key, place) => place % 2 === 0 && keys.includes(key));
  return variants[at < 0 ? variants.length - 1 : at + 1] ?? '';
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
