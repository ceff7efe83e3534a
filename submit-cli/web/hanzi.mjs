// Packs the Chinese word list and its pronunciations for src/protocol/hanzi.ts, which unpacks them.

import { fileURLToPath } from 'node:url';

const UNPACK = JSON.stringify(fileURLToPath(new URL('src/protocol/hanzi.ts', import.meta.url)));
const LEVEL_ONE_BYTES = Array.from({ length: 0xd7 - 0xb0 + 1 }, (_, row) => Array.from({ length: 94 }, (_, cell) => [0xb0 + row, 0xa1 + cell])).flat(2).slice(0, -10);
const LEVEL_ONE = [...new TextDecoder('gbk').decode(Uint8Array.from(LEVEL_ONE_BYTES))];

/** The list inside the module of the word list library. */
export function wordsOf(source) {
  const words = /freeze\(`([^`]+)`\.split\('\\n'\)\)/.exec(source)?.[1]?.split('\n') ?? [];
  if (words.length !== 2048) throw new Error('the word list library has changed: no list');
  return words;
}

/** The module that the Chinese word list becomes. */
export function packedWords(source) {
  const words = wordsOf(source);
  const others = words.filter((word) => !LEVEL_ONE.includes(word));
  const known = [...LEVEL_ONE, ...others];
  const digit = (value) => String.fromCharCode(0x30 + value);
  const places = words.map((word) => digit(known.indexOf(word) >> 6) + digit(known.indexOf(word) & 63)).join('');
  return `import { unpackWords } from ${UNPACK};
export const wordlist = unpackWords(${JSON.stringify(places)}, ${JSON.stringify(others.join(''))});
`;
}

/** `pinyin.ts` with its table packed. */
export function packedReadings(source, words) {
  const parts = /^(.*)const READINGS = `([^`]+)`\.trim\(\)\.split\(\/\\s\+\/\);(.*)$/s.exec(source);
  if (parts === null) throw new Error('src/ui/pinyin.ts has changed: no table');
  const readings = parts[2].trim().split(/\s+/);
  if (readings.length !== words.length) throw new Error('not one reading for each word');
  const places = new Map(words.map((word, place) => [word, place]));
  const order = [...new Set([...LEVEL_ONE, ...words])].filter((word) => places.has(word));
  const isPlain = longestRising(order.map((word) => readings[places.get(word)]));
  const exceptions = order.filter((_, at) => !isPlain[at]).map((word) => word + readings[places.get(word)]).join('');
  let stretches = '';
  let [current, count] = ['', 0];
  for (const word of order.filter((_, at) => isPlain[at])) {
    const reading = readings[places.get(word)];
    if (reading === current) count++;
    else {
      stretches += count === 0 ? '' : current + count;
      [current, count] = [reading, 1];
    }
  }
  stretches += current + count;
  return `import { wordlist } from '@scure/bip39/wordlists/simplified-chinese.js';
import { unpackReadings } from ${UNPACK};
${parts[1]}const READINGS = unpackReadings(wordlist, ${JSON.stringify(stretches)}, ${JSON.stringify(exceptions)});${parts[3]}`;
}

/** Which items belong to a longest run that never falls; what has several readings never does. */
function longestRising(readings) {
  const best = readings.map(() => 0);
  const before = readings.map(() => -1);
  let last = -1;
  readings.forEach((reading, at) => {
    if (reading.includes('/')) return;
    best[at] = 1;
    for (let earlier = 0; earlier < at; earlier++) {
      if (best[earlier] > 0 && readings[earlier] <= reading && best[earlier] + 1 > best[at]) [best[at], before[at]] = [best[earlier] + 1, earlier];
    }
    if (last < 0 || best[at] >= best[last]) last = at;
  });
  const kept = readings.map(() => false);
  for (let at = last; at >= 0; at = before[at]) kept[at] = true;
  return kept;
}
