// Bech32 (BIP-173) without its limit of 90 characters, as age writes keys. The page uses it in the place of the
// library that the age library brings along, of which this is the only part it needs.

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_WORDS = 6;

export interface Decoded {
  /** In lower case. */
  prefix: string;
  words: number[];
}

function polymod(values: readonly number[]): number {
  let checksum = 1;
  for (const value of values) {
    const top = checksum >>> 25;
    checksum = ((checksum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, bit) => {
      if ((top >> bit) & 1) checksum ^= term;
    });
  }
  return checksum;
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

/** Cuts numbers of `from` bits anew into numbers of `to` bits; `isPadded` says whether a last one may be filled up. */
function regroup(values: Iterable<number>, from: number, to: number, isPadded: boolean): number[] {
  const regrouped: number[] = [];
  let [rest, bits] = [0, 0];
  for (const value of values) {
    rest = (rest << from) | value;
    bits += from;
    for (; bits >= to; bits -= to) regrouped.push((rest >> (bits - to)) & ((1 << to) - 1));
    rest &= (1 << bits) - 1;
  }
  if (isPadded && bits > 0) regrouped.push(rest << (to - bits));
  // One spelling of the same bytes: what was filled up is zero, and less than a whole number.
  if (!isPadded && (bits >= from || rest !== 0)) throw new Error('not bech32');
  return regrouped;
}

export function toWords(bytes: Uint8Array): number[] {
  return regroup(bytes, 8, 5, true);
}

export function fromWords(words: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(regroup(words, 5, 8, false));
}

export function encode(prefix: string, words: readonly number[]): string {
  const lower = prefix.toLowerCase();
  const checksum = polymod([...expanded(lower), ...words, 0, 0, 0, 0, 0, 0]) ^ 1;
  const last = Array.from({ length: CHECKSUM_WORDS }, (_, at) => (checksum >> (5 * (5 - at))) & 31);
  return `${lower}1${[...words, ...last].map((word) => ALPHABET[word]).join('')}`;
}

/** Reads either case, but not both in one text; throws for anything that `encode` does not write. */
export function decode(text: string): Decoded {
  const lower = text.toLowerCase();
  const split = lower.lastIndexOf('1');
  const prefix = lower.slice(0, split);
  const words = [...lower.slice(split + 1)].map((character) => ALPHABET.indexOf(character));
  const isSpelled = (text === lower || text === text.toUpperCase()) && /^[!-~]+$/.test(prefix);
  if (split < 1 || !isSpelled || words.length < CHECKSUM_WORDS || words.includes(-1)) throw new Error('not bech32');
  if (polymod([...expanded(prefix), ...words]) !== 1) throw new Error('not bech32');
  return { prefix, words: words.slice(0, -CHECKSUM_WORDS) };
}
