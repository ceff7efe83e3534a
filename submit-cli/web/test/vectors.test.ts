// Everything on which this implementation and the tool's must agree: tests/vectors.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { x25519 } from '@noble/curves/ed25519.js';
import { parseJson, type Json } from '../src/protocol/canonical_json.ts';
import { decode, encode, type Cbor } from '../src/protocol/cbor.ts';
import { accept, check, checkAnswer, type Problem } from '../src/protocol/check.ts';
import { decoyChunk, findReplies, verifyEdition } from '../src/protocol/edition.ts';
import { ProtocolError } from '../src/protocol/error.ts';
import { answersToWire, type WireAnswers } from '../src/protocol/answer.ts';
import { parseForm, prune, visible } from '../src/protocol/form.ts';
import { acceptNewer, intakeKey, staleness, verifyOrganisation } from '../src/protocol/organisation.ts';
import { answerKeyOf, prove } from '../src/protocol/proof.ts';
import { recipientBytes, recipientOfSeed, recipientText, identityText } from '../src/protocol/recipient.ts';
import { Receipt } from '../src/protocol/receipt.ts';
import { open } from '../src/protocol/seal.ts';
import { VerifyingKey } from '../src/protocol/signature.ts';
import { WordsError } from '../src/protocol/words.ts';
import { sha256 } from '../src/protocol/hash.ts';
import { plain } from '../src/ui/fields/money.ts';
import { base64, hex, toHex, vectors, type Vector } from './files.ts';

/** Json as the page reads it: without prototypes. */
const json = (value: unknown): Json => parseJson(JSON.stringify(value), 1 << 24);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return 'accepted';
}

test('receipts', async (t) => {
  const file = vectors('receipt.json');
  for (const vector of file.accept) {
    const receipt = Receipt.fromBytes(hex(vector.entropy));
    assert.equal(receipt.words('english').join(' '), vector.english);
    assert.equal(receipt.words('simplified-chinese').join(' '), vector.chinese);
    assert.equal(receipt.words('french').join(' '), vector.french);
    assert.equal(receipt.numbers().join(' '), vector.numbers);
    for (const spelling of [vector.english, vector.chinese, vector.french, vector.numbers]) {
      assert.ok(Receipt.parse(spelling).equals(receipt));
    }
    assert.equal(receipt.identity(), identityText(hex(vector.reply_identity_seed)));
    const own = receipt.public();
    assert.equal(toHex(sha256(own.recipient)), vector.recipient_sha256);
    assert.equal(toHex(own.exchange), vector.exchange);
    assert.equal(toHex(own.slotKey), vector.slot_key);
    assert.equal(toHex(own.id), vector.id);
    for (const { lane, n, slot } of vector.slots) assert.equal(own.slot(lane, n), slot);

    const secret = hex(vector.answer_key);
    const key = answerKeyOf(new Uint8Array(x25519.getPublicKey(secret)));
    assert.equal(toHex(key.key), vector.answer_key_public);
    assert.equal(toHex(key.id), vector.answer_key_id);
    const head = hex(vector.head);
    for (const [kind, proof] of [['letter', vector.letter_proof], ['reply', vector.reply_proof]] as const) {
      assert.equal(toHex(receipt.prove(key, kind, head)), proof);
      assert.equal(toHex(prove(secret, own.exchange, own.slotKey, kind, head)), proof);
      assert.ok(receipt.verifyProof(key, kind, head, hex(proof)));
    }
  }
  for (const vector of file.typed) {
    await t.test(vector.what, () => assert.equal(toHex(Receipt.parse(vector.text).bytes()), vector.entropy));
  }
  const names: Record<string, (error: WordsError) => string> = {
    'wrong-count': () => 'count',
    'unknown-word': (error) => `unknown ${error.position}`,
    'wrong-checksum': () => 'checksum',
    'too-long': () => 'long',
  };
  for (const vector of file.reject) {
    await t.test(vector.what, () => {
      assert.throws(() => Receipt.parse(vector.text), (error: WordsError) => {
        assert.equal(names[error.kind]!(error), vector.expect);
        return true;
      });
    });
  }
});

test('minisign', () => {
  for (const vector of vectors('minisign.json')) {
    const key = new VerifyingKey(vector.public);
    const document = base64(vector.document);
    key.verify(document, vector.signature);
    assert.equal(codeOf(() => key.verify(document, vector.legacy)), 'signature');
    assert.equal(codeOf(() => key.verify(Uint8Array.of(...document, 0), vector.signature)), 'signature');
    assert.equal(codeOf(() => key.verify(document, vector.signature.replace(vector.comment, `${vector.comment}.`))), 'signature');
    assert.equal(codeOf(() => key.verify(document, `${vector.signature}x`)), 'signature');
    // 11 bytes are 8 numbers of 11 bits.
    const bits = BigInt(`0x${vector.fingerprint}`).toString(2).padStart(88, '0');
    const numbers = Array.from({ length: 8 }, (_, at) => String(Number.parseInt(bits.slice(11 * at, 11 * at + 11), 2)).padStart(4, '0'));
    assert.deepEqual(key.numbers(), numbers);
  }
});

test('hybrid recipients and files', async () => {
  for (const vector of vectors('seal/hybrid.json')) {
    const own = recipientOfSeed(hex(vector.seed));
    assert.equal(recipientText(own), vector.recipient);
    assert.equal(identityText(hex(vector.seed)), vector.identity);
    assert.deepEqual(recipientBytes(vector.recipient), own);
    const opened = await open(vector.identity, new Blob([base64(vector.file)]));
    assert.equal(Buffer.from(await opened.arrayBuffer()).toString('base64'), vector.plaintext);
  }
});

test('age files of others', async (t) => {
  let tried = 0;
  for (const vector of vectors('seal/cctv.json')) {
    const identity = (vector.identities ?? []).find((one: string) => one.startsWith('AGE-SECRET-KEY-PQ-1'));
    if (identity === undefined || vector.passphrases !== undefined || vector.armored) continue;
    tried++;
    await t.test(vector.name, async () => {
      const file = new Blob([base64(vector.file)]);
      const result = await open(identity, file).then(
        async (opened) => toHex(sha256(new Uint8Array(await opened.arrayBuffer()))),
        (error: ProtocolError) => error.code,
      );
      const expected: Record<string, string[]> = {
        success: [vector.payload],
        'no match': ['no-matching-key'],
        // The page tries its own identity only, and then says that it does not fit.
        'header failure': ['damaged', 'not-age', 'unknown-version', 'no-matching-key'],
        'HMAC failure': ['damaged'],
        'payload failure': ['damaged'],
      };
      assert.ok(expected[vector.expect]!.includes(result), `${vector.expect}: ${result}`);
    });
  }
  assert.ok(tried >= 15, String(tried));
});

test('forms', async (t) => {
  const file = vectors('form.json');
  for (const vector of file.accept) {
    assert.equal(parseForm(json(vector.form)).hashHex(), vector.hash, vector.what);
  }
  for (const vector of file.reject) {
    await t.test(vector.what, () => {
      assert.ok(['malformed', 'not-json'].includes(codeOf(() => parseForm(json(vector.form)))));
    });
  }
  for (const vector of file.shown) {
    const form = parseForm(json(vector.form));
    const { answers } = accept(form, wire(vector));
    assert.deepEqual([...visible(form, answers)], vector.shown, vector.what);
    assert.ok([...prune(form, answers).keys()].every((id) => vector.shown.includes(id)), vector.what);
  }
});

const wire = (vector: Vector): WireAnswers => {
  const answers = decode(hex(vector.answers));
  if (!(answers instanceof Map) || ![...answers.keys()].every((key) => typeof key === 'string')) {
    throw new ProtocolError('malformed');
  }
  return answers as WireAnswers;
};

test('answers', async (t) => {
  const file = vectors('answers.json');
  const form = parseForm(json(file.form));
  const named = (problems: Problem[]): string[][] => problems.map(({ question, kind }) => [question, `problem-${kind}`]);
  for (const vector of file.accept) {
    await t.test(vector.what, () => {
      const { answers, problems, unread } = accept(form, wire(vector));
      assert.deepEqual(named(problems), vector.problems);
      // Nothing is dropped and nothing changed.
      const back = decode(encode(answersToWire(answers))) as Map<string, Cbor>;
      for (const [id, value] of unread) back.set(id, value);
      assert.deepEqual(sorted(back), sorted(wire(vector)));
    });
  }
  for (const vector of file.check) {
    const { answers, unread } = accept(form, wire(vector));
    for (const [id, value] of unread) answers.set(id, value as never);
    assert.deepEqual(named(check(form, answers, vector.which)), vector.problems, vector.what);
  }
  for (const vector of file.reject) assert.equal(codeOf(() => wire(vector)), 'malformed', vector.what);
});

test('amounts as typed', () => {
  const file = vectors('answers.json');
  const sum = parseForm(json(file.form)).questions.find(({ id }) => id === 'sum')!;
  for (const { what, typed, amount } of vectors('money.json').typed) {
    const read = plain(typed);
    const isRefused = checkAnswer(sum, { amount: read, currency: 'USD' }).length > 0;
    assert.equal(isRefused ? null : read, amount, what);
  }
});

function sorted(value: Cbor): unknown {
  if (value instanceof Map) {
    return [...value].map(([key, item]) => [key, sorted(item)] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return Array.isArray(value) ? value.map(sorted) : value;
}

const CODES: Record<string, string> = {
  NotJson: 'not-json',
  WrongType: 'wrong-type',
  Malformed: 'malformed',
  UnknownVersion: 'unknown-version',
  Signature: 'signature',
  UnknownDesk: 'unknown-desk',
  OtherOrganisation: 'other-organisation',
  TooLarge: 'limit',
};

test('organisation files', async (t) => {
  const file = vectors('organisation.json');
  const accepted = file.accept.map((vector: Vector) => verifyOrganisation(vector));
  const first = accepted[0];
  for (const vector of file.intake) {
    const now = new Date(vector.now);
    const key = intakeKey(first, now);
    assert.deepEqual([key.id, key.isFallback], [vector.id, vector.fallback], vector.what);
    assert.deepEqual(staleness(first, now).map(({ kind }) => `stale-${kind}`), vector.stale, vector.what);
  }
  const pins: Record<string, string> = {
    accepted: 'accepted', Rollback: 'rollback', SameNumber: 'rollback', OtherRoot: 'signature', OtherOrganisation: 'other-organisation',
  };
  for (const vector of file.pins) {
    const offer = () => acceptNewer(accepted[vector.pinned], file.accept[vector.offered]);
    assert.equal(codeOf(offer), pins[vector.expect], vector.what);
  }
  for (const vector of file.reject) {
    await t.test(vector.what, () => {
      const document = file.accept[0].document.replace(vector.replace[0], () => vector.replace[1]);
      assert.equal(codeOf(() => verifyOrganisation({ document, signature: vector.signature })), CODES[vector.expect]);
    });
  }
});

test('editions', async (t) => {
  const file = vectors('edition.json');
  const organisation = verifyOrganisation(vectors('organisation.json').accept[0]);
  const own = Receipt.parse(file.receipt).public();
  for (const vector of file.accept) {
    const edition = verifyEdition(vector, organisation);
    assert.equal(edition.id, vector.id);
    assert.deepEqual(findReplies(edition, own).map(({ n, chunk, index }) => [n, chunk, index]), vector.find, vector.what);
    assert.equal(decoyChunk(edition, own), vector.decoy_chunk, vector.what);
  }
  for (const vector of file.reject) {
    await t.test(vector.what, () => {
      const document = file.accept[0].document.replace(vector.replace[0], () => vector.replace[1]);
      assert.equal(codeOf(() => verifyEdition({ document, signature: vector.signature }, organisation)), CODES[vector.expect]);
    });
  }
});
