// An organisation for tests: its file, signed, and what its desk would put on the board.

import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { createHash, randomBytes as nodeRandom } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { concat, fromHex, toBase64, toHex, utf8, type Bytes } from '../../src/protocol/bytes.ts';
import type { Encodable } from '../../src/protocol/cbor.ts';
import type { Envelope } from '../../src/protocol/document.ts';
import { encodeHead } from '../../src/protocol/frame.ts';
import { answerKeyOf, prove } from '../../src/protocol/proof.ts';
import type { ReceiptPublic } from '../../src/protocol/receipt.ts';
import { identityText, recipientOfSeed, recipientText } from '../../src/protocol/recipient.ts';
import { seal } from '../../src/protocol/seal.ts';
import { REPLY_BYTES, sealedLength } from '../../src/protocol/size.ts';

declare const __ROOT__: string;

const random = (length: number): Bytes => new Uint8Array(nodeRandom(length));
const sha256 = (bytes: Uint8Array): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());

class Signer {
  readonly secret = random(32);
  readonly public = ed25519.getPublicKey(this.secret) as Bytes;
  readonly keyId = sha256(this.public).slice(0, 8);

  /** minisign's base64 line. */
  text(): string {
    return toBase64(concat(utf8('Ed'), this.keyId, this.public));
  }

  sign(document: string): string {
    const signature = ed25519.sign(blake2b(utf8(document), { dkLen: 64 }), this.secret);
    const comment = 'sealpost test';
    const global = ed25519.sign(concat(signature as Bytes, utf8(comment)), this.secret);
    const line = toBase64(concat(utf8('ED'), this.keyId, signature as Bytes));
    return `untrusted comment: test\n${line}\ntrusted comment: ${comment}\n${toBase64(global as Bytes)}\n`;
  }
}

export interface ReplyText {
  kind: 'acknowledgement' | 'answer';
  text: string;
  due?: string;
  language: string;
  parcels?: Encodable[];
  part?: { number: number; of: number };
}

export class TestDesk {
  readonly id = random(16);
  readonly intakeSeed = random(32);
  readonly #root = new Signer();
  readonly #desk = new Signer();
  readonly #answerSecret = random(32);
  readonly #day = new Date().toISOString().slice(0, 10);

  /** Opens what was sent. */
  intakeIdentity(): string {
    return identityText(this.intakeSeed);
  }

  answerSecret(): Bytes {
    return this.#answerSecret;
  }

  organisation(relays: readonly string[], programmes: readonly string[] = ['emergency', 'pil']): Envelope {
    const recipient = recipientOfSeed(this.intakeSeed);
    const fallback = recipientOfSeed(random(32));
    const key = (bytes: Bytes): { id: string; recipient: string } => ({ id: toHex(sha256(bytes)).slice(0, 16), recipient: recipientText(bytes) });
    const answer = answerKeyOf(x25519.getPublicKey(this.#answerSecret) as Bytes);
    const now = Date.now();
    const document = JSON.stringify({
      type: 'sealpost-organisation',
      version: 1,
      organisation: toHex(this.id),
      number: 1,
      name: 'Sample Organisation',
      root: this.#root.text(),
      issued: time(now - 86_400_000),
      expires: time(now + 90 * 86_400_000),
      intake_keys: [{ ...key(recipient), from: day(now - 5 * 86_400_000), until: day(now + 60 * 86_400_000) }],
      fallback_key: key(fallback),
      answer_keys: [{ id: toHex(answer.id), key: toBase64(answer.key) }],
      desks: [{ lane: 0, key: this.#desk.text() }],
      relays: relays.map((https, at) => ({ id: toHex(random(16)), name: `Relay ${at + 1}`, https, onion: null })),
      fallback_contact: {
        en: 'Ask the person who told you about us, or write to help@example.org from an account that is safe for you.',
        'zh-Hans': '请找介绍您来的人，或用对您安全的账号写信到 help@example.org。',
        fr: 'Adressez-vous à la personne qui vous a parlé de nous, ou écrivez à help@example.org depuis un compte sûr pour vous.',
        vi: 'Hãy tìm người đã giới thiệu bạn, hoặc viết đến help@example.org từ một tài khoản an toàn cho bạn.',
      },
      programmes: programmes.map((id) => {
        const form = parse(readFileSync(`${__ROOT__}/crypto-core/forms/${id}.toml`, 'utf8')) as Record<string, unknown>;
        return {
          id,
          title: form['title'],
          languages: ['en', 'zh-Hans', 'fr', 'vi'],
          countries: ['CN', 'VN'],
          promise_hours: id === 'emergency' ? 48 : 336,
          opens: null,
          closes: id === 'emergency' ? null : day(now - 86_400_000 * 3),
          form,
        };
      }),
    });
    return { document, signature: this.#root.sign(document) };
  }

  /** What `GET /v1/board` gives, and the chunks by path. */
  async board(receipt: ReceiptPublic, replies: readonly ReplyText[]): Promise<Map<string, string | Buffer>> {
    const answer = answerKeyOf(x25519.getPublicKey(this.#answerSecret) as Bytes);
    const slots = new Map<string, Buffer>();
    for (const [n, reply] of replies.entries()) {
      const slot = receipt.slot(0, n);
      const head = encodeHead('reply', {
        id: random(16),
        kind: reply.kind,
        organisation: this.id,
        answer_key: answer.id,
        receipt: receipt.id,
        lane: 0,
        n,
        slot: fromHex(slot, 16),
        part: reply.part ?? { number: 1, of: 1 },
        written: this.#day,
        expires: day(Date.now() + 90 * 86_400_000),
        due: reply.due,
        language: reply.language,
        text: reply.text,
        parcels: reply.parcels ?? [],
      });
      const proof = prove(this.#answerSecret, receipt.exchange, receipt.slotKey, 'reply', head);
      const { blob } = await seal(receipt.recipientText(), REPLY_BYTES, [head, proof]);
      slots.set(slot, Buffer.from(await blob.arrayBuffer()));
    }
    while (slots.size < 64) slots.set(toHex(random(16)), Buffer.from(random(REPLY_BYTES)));
    const sorted = [...slots].sort(([a], [b]) => (a < b ? -1 : 1));
    const chunks = Array.from({ length: sorted.length / 16 }, (_, at) => Buffer.concat(sorted.slice(16 * at, 16 * at + 16).map(([, bytes]) => bytes)));
    const document = JSON.stringify({
      type: 'sealpost-edition',
      version: 1,
      organisation: toHex(this.id),
      number: 1,
      lane: 0,
      hour: `${new Date().toISOString().slice(0, 13)}:00:00Z`,
      slots: sorted.map(([slot]) => slot),
      chunks: chunks.map((chunk) => toHex(sha256(chunk))),
    });
    const id = toHex(sha256(utf8(document)));
    const files = new Map<string, string | Buffer>();
    files.set('/v1/board', JSON.stringify({ lanes: [{ document, signature: this.#desk.sign(document) }] }));
    chunks.forEach((chunk, at) => files.set(`/v1/board/${id}/${at}`, chunk));
    return files;
  }

  /** A parcel: what the reply says of it, and the sealed bytes. */
  async parcel(name: string, content: Bytes): Promise<{ ref: Encodable; path: string; sealed: Buffer }> {
    const seed = random(32);
    const head = encodeHead('parcel', { name, type: 'application/pdf', length: content.length, sha256: sha256(content) });
    const recipient = recipientText(recipientOfSeed(seed));
    const { blob, sha256: hash } = await seal(recipient, sealedLength(head.length + content.length), [head, content]);
    return {
      ref: { sha256: hash, length: blob.size, name, type: 'application/pdf', key: seed },
      path: `/v1/parcels/${toHex(hash)}`,
      sealed: Buffer.from(await blob.arrayBuffer()),
    };
  }
}

/** The built page with the organisation's file in it, as `publish` makes it. */
export function published(page: string, envelope: Envelope): string {
  const mark = '<script type="application/json" id="organisation">null</script>';
  const parts = page.split(mark);
  if (parts.length !== 2) throw new Error('the page must hold its mark once');
  const data = JSON.stringify(envelope).replaceAll('<', '\\u003c');
  return parts[0] + mark.replace('null', () => data) + parts[1];
}

function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
