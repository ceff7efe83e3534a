// Chinese word list and its pronunciations, unpacked. The 3755 commonest characters stand in GB 2312 in the order of
// their sound, and every browser knows that order: a word is a place in it, and a sound is a stretch of it. `hanzi.mjs`
// packs what the word list and `pinyin.ts` say in full; a test holds the two together.

/** The characters of GB 2312, level 1: rows B0 to D7, cells A1 to FE. */
function levelOne(): string[] {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) bytes.push(row, cell);
  // The last row ends five cells early.
  return [...new TextDecoder('gbk').decode(Uint8Array.from(bytes.slice(0, -10)))];
}

const FIRST_DIGIT = 0x30;
const DIGITS = 64;

/** Words from their places, two digits of base 64 each; what has no place there follows behind as itself. */
export function unpackWords(places: string, others: string): string[] {
  const known = [...levelOne(), ...others];
  return Array.from({ length: places.length / 2 }, (_, at) => {
    const digit = (index: number): number => places.charCodeAt(index) - FIRST_DIGIT;
    return known[digit(2 * at) * DIGITS + digit(2 * at + 1)]!;
  });
}

/**
 * Readings by place in the list: `a2ai3` says that the first two words in the order of GB 2312 are read `a`, the next
 * three `ai`; `乐yue/le` says it of one word and goes first.
 */
export function unpackReadings(words: readonly string[], stretches: string, exceptions: string): string[] {
  const order = [...levelOne(), ...words];
  const places = new Map(words.map((word, place) => [word, place]));
  const readings = words.map(() => '');
  for (const [, word, reading] of exceptions.matchAll(/([^a-z/])([a-z/]+)/gu)) readings[places.get(word!)!] = reading!;
  const plain = [...new Set(order)].flatMap((word) => {
    const place = places.get(word);
    return place === undefined || readings[place] !== '' ? [] : [place];
  });
  let at = 0;
  for (const [, reading, count] of stretches.matchAll(/([a-z]+)(\d+)/g)) {
    for (let left = Number(count); left > 0; left--) readings[plain[at++]!] = reading!;
  }
  return readings;
}
