// Days and times as the protocol spells them, each in one way only.

/** Says whether a text is a day: `2026-11-23`. */
export function isDay(text: string): boolean {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && spelled(`${text}T00:00:00Z`, text, 10);
}

/** Says whether a text is a time: `2026-11-23T14:05:09Z`. */
export function isTime(text: string): boolean {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/.test(text) && spelled(text, text.slice(0, 19), 19);
}

/** A date that does not exist is moved on by some readers: it must come back as it was. */
function spelled(time: string, text: string, length: number): boolean {
  const parsed = new Date(time);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, length) === text;
}

/** Says whether a text is a day, a month or a year. */
export function isFuzzyDate(text: string): boolean {
  if (text.startsWith('0000')) return false;
  if (/^[0-9]{4}$/.test(text)) return true;
  return isDay(/^[0-9]{4}-[0-9]{2}$/.test(text) ? `${text}-01` : text);
}

/** The day in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The day by the clock and time zone of this device. */
export function localDay(time: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
