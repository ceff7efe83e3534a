// By when an answer is promised.

const HOUR_MS = 3_600_000;

/** The next full hour after the promised time: nobody counts minutes, and a clock may be a little off. */
export function dueAt(sent: Date, promiseHours: number): Date {
  return new Date(Math.ceil((sent.getTime() + promiseHours * HOUR_MS) / HOUR_MS) * HOUR_MS);
}
