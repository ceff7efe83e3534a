// The receipt: all that a person must keep (protocol 3). It is made before anything is typed, and is the only way
// to the replies.

import { x25519 } from '@noble/curves/ed25519.js';
import { concat, equalBytes, randomBytes, toHex, uint32, utf8, type Bytes } from './bytes.ts';
import { Fields, type Cbor, type Encodable } from './cbor.ts';
import { ProtocolError } from './error.ts';
import { derive, mac, sha256 } from './hash.ts';
import { prove, type AnswerKey, type ProofKind } from './proof.ts';
import { identityText, RECIPIENT_BYTES, recipientOfSeed, recipientText } from './recipient.ts';
import { bytesOf, numberText, placesOf, readPlaces, wordAt, WordsError, type WordList } from './words.ts';

const RECEIPT_BYTES = 16;
const RECEIPT_WORDS = 12;
const SALT = utf8('sealpost/v1/receipt');

/** The public half: what the organisation needs in order to answer. It never leaves sealed letters. */
export class ReceiptPublic {
  /** Whom replies are sealed to, 1216 bytes. */
  readonly recipient: Bytes;
  /** X25519 public key of the proofs, 32 bytes. */
  readonly exchange: Bytes;
  /** Tells where replies wait, 32 bytes. */
  readonly slotKey: Bytes;
  /** The receipt id, 16 bytes. */
  readonly id: Bytes;

  constructor(recipient: Bytes, exchange: Bytes, slotKey: Bytes) {
    this.recipient = recipient;
    this.exchange = exchange;
    this.slotKey = slotKey;
    this.id = sha256(utf8('sealpost/v1/receipt id'), recipient, exchange, slotKey).slice(0, 16);
  }

  static read(value: Cbor | undefined): ReceiptPublic {
    const fields = new Fields(value);
    const read = new ReceiptPublic(
      fields.bytes('recipient', RECIPIENT_BYTES),
      fields.bytes('exchange', 32),
      fields.bytes('slot_key', 32),
    );
    fields.finish();
    return read;
  }

  write(): Encodable {
    return { recipient: this.recipient, exchange: this.exchange, slot_key: this.slotKey };
  }

  /** `age1pq1…` */
  recipientText(): string {
    return recipientText(this.recipient);
  }

  /** The place of reply `n` in a lane, as 32 hex digits. */
  slot(lane: number, n: number): string {
    return toHex(mac(this.slotKey, utf8('sealpost/v1/slot'), Uint8Array.of(lane), uint32(n)).slice(0, 16));
  }
}

export class Receipt {
  readonly #bytes: Bytes;
  #public: ReceiptPublic | undefined;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  static generate(): Receipt {
    return new Receipt(randomBytes(RECEIPT_BYTES));
  }

  static fromBytes(bytes: Uint8Array): Receipt {
    if (bytes.length !== RECEIPT_BYTES) throw new ProtocolError('malformed', 'receipt');
    return new Receipt(bytes.slice() as Bytes);
  }

  /**
   * Reads words of any list, or numbers, however they are separated; throws `WordsError`. Swapped or mistaken
   * words pass the checksum once in 16 times, and then are some other receipt.
   */
  static parse(text: string): Receipt {
    for (const places of readPlaces(text, RECEIPT_WORDS)) {
      const bits = bytesOf(places, RECEIPT_BYTES + 1);
      const bytes = bits.slice(0, RECEIPT_BYTES);
      if (bits[RECEIPT_BYTES]! >> 4 === checksum(bytes)) return new Receipt(bytes);
    }
    throw new WordsError('wrong-checksum');
  }

  bytes(): Bytes {
    return this.#bytes.slice();
  }

  words(list: WordList): string[] {
    return this.#places().map((place) => wordAt(list, place));
  }

  /** The same in every language. */
  numbers(): string[] {
    return this.#places().map(numberText);
  }

  /** `AGE-SECRET-KEY-PQ-1…`: opens replies and drafts. */
  identity(): string {
    return identityText(this.#derive('reply identity'));
  }

  public(): ReceiptPublic {
    this.#public ??= new ReceiptPublic(
      recipientOfSeed(this.#derive('reply identity')),
      x25519.getPublicKey(this.#derive('exchange key')) as Bytes,
      this.#derive('slot key'),
    );
    return this.#public;
  }

  /** The holder's proof over preamble and header of a frame. */
  prove(key: AnswerKey, kind: ProofKind, head: Uint8Array): Bytes {
    return prove(this.#derive('exchange key'), key.key, this.#derive('slot key'), kind, head);
  }

  /** Says whether the organisation made a proof. */
  verifyProof(key: AnswerKey, kind: ProofKind, head: Uint8Array, proof: Uint8Array): boolean {
    try {
      return equalBytes(this.prove(key, kind, head), proof);
    } catch {
      return false;
    }
  }

  equals(other: Receipt): boolean {
    return equalBytes(this.#bytes, other.#bytes);
  }

  /** Overwrites the secret. What the browser copied meanwhile is out of reach. */
  clear(): void {
    this.#bytes.fill(0);
    this.#public = undefined;
  }

  #derive(info: string): Bytes {
    return derive(this.#bytes, SALT, info);
  }

  #places(): number[] {
    return placesOf(concat(this.#bytes, Uint8Array.of(checksum(this.#bytes) << 4)), RECEIPT_WORDS);
  }
}

/** BIP-39's: the first four bits of SHA-256. */
function checksum(bytes: Uint8Array): number {
  return sha256(bytes)[0]! >> 4;
}
