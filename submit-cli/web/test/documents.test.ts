// Documents that the page itself never reads, read here by what docs/protocol.md, section 9, says of them: so that their
// vectors are held by two implementations.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { equalBytes, fromHex, toHex, utf8 } from '../src/protocol/bytes.ts';
import { parseJson, JsonFields } from '../src/protocol/canonical_json.ts';
import { isDay } from '../src/protocol/day.ts';
import { verifyEdition } from '../src/protocol/edition.ts';
import { malformed, ProtocolError } from '../src/protocol/error.ts';
import { verifyOrganisation, type Organisation } from '../src/protocol/organisation.ts';
import { VerifyingKey } from '../src/protocol/signature.ts';
import { vectors, type Vector } from './files.ts';

const organisation: Organisation = verifyOrganisation(vectors('organisation.json').accept[0]);
const HIGHEST = Number.MAX_SAFE_INTEGER;

/** The four keys that every document begins with (protocol 9). */
function begin(document: string, type: string, limitBytes: number): JsonFields {
  const fields = new JsonFields(parseJson(document, limitBytes), type);
  if (fields.optional('type') !== type) throw new ProtocolError('wrong-type');
  const version = fields.integer('version', 1, HIGHEST);
  if (version > 1) throw new ProtocolError('unknown-version');
  fromHex(fields.text('organisation'), 16);
  fields.integer('number', 1, HIGHEST);
  return fields;
}

function verifyDesk(vector: Vector, owner: string, lane: number): void {
  if (!equalBytes(fromHex(owner, 16), organisation.id)) throw new ProtocolError('other-organisation');
  const desk = organisation.desks.find((candidate) => candidate.lane === lane);
  if (desk === undefined) throw new ProtocolError('unknown-desk');
  desk.key.verify(utf8(vector.document), vector.signature);
}

const SEGMENT = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*|\.well-known)$/;

/** Protocol 9.2. */
function readRelease(vector: Vector, root: VerifyingKey): void {
  const fields = begin(vector.document, 'sealpost-public', 1 << 20);
  if (fields.text('root') !== root.text) throw new ProtocolError('signature');
  const paths = new Set<string>();
  let sum = 0;
  for (const item of fields.array('files')) {
    const file = new JsonFields(item, 'file');
    const path = file.text('path');
    fromHex(file.text('sha256'), 32);
    sum += file.integer('length', 0, HIGHEST);
    file.finish();
    const segments = path.split('/');
    const isPath = path.length <= 200 && segments.length <= 4 && segments.every((segment) => SEGMENT.test(segment));
    if (!isPath || paths.has(path)) throw malformed('path');
    paths.add(path);
  }
  fields.finish();
  const areThere = ['organisation.json', 'organisation.json.minisig'].every((path) => paths.has(path));
  const isFolderToo = [...paths].some((path) => [...paths].some((other) => other.startsWith(`${path}/`)));
  if (!areThere || isFolderToo || sum > 64 << 20 || paths.size > 1000) throw malformed('files');
  root.verify(utf8(vector.document), vector.signature);
}

/** Protocol 9.4. */
function readAcknowledgement(vector: Vector): void {
  const fields = begin(vector.document, 'sealpost-acknowledgement', 4 << 20);
  const lane = fields.integer('lane', 0, 15);
  if (fields.optional('relays') === undefined) throw malformed('relays');
  for (const relay of fields.texts('relays')) fromHex(relay, 16);
  const letters = new Set<string>();
  for (const item of fields.array('letters')) {
    const letter = new JsonFields(item, 'letter');
    const hash = toHex(fromHex(letter.text('sha256'), 32));
    if (!['imported', 'set-aside'].includes(letter.text('reason')) || letters.has(hash)) throw malformed('letter');
    letters.add(hash);
    letter.finish();
  }
  const owner = fields.text('organisation');
  fields.finish();
  if (letters.size > 10_000) throw malformed('letters');
  verifyDesk(vector, owner, lane);
}

/** Protocol 9.5. */
function readParcelNote(vector: Vector): void {
  const fields = begin(vector.document, 'sealpost-parcel', 4 << 20);
  const lane = fields.integer('lane', 0, 15);
  fromHex(fields.text('sha256'), 32);
  fields.integer('length', 1, HIGHEST);
  if (!isDay(fields.text('expires'))) throw malformed('expires');
  const owner = fields.text('organisation');
  fields.finish();
  verifyDesk(vector, owner, lane);
}

const CODES: Record<string, string> = {
  NotJson: 'not-json', WrongType: 'wrong-type', Malformed: 'malformed', UnknownVersion: 'unknown-version',
  Signature: 'signature', UnknownDesk: 'unknown-desk', OtherOrganisation: 'other-organisation',
};

function codeOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
  return 'taken';
}

async function hold(t: { test(name: string, run: () => void): Promise<void> }, accept: Vector[], reject: Vector[], read: (vector: Vector) => void): Promise<void> {
  assert.ok(accept.length > 0 && reject.length > 0);
  for (const vector of accept) await t.test(vector.what, () => read(vector));
  for (const { what, replace: [from, to], signature, expect } of reject) {
    await t.test(what, () => {
      assert.ok(accept[0].document.includes(from));
      const document = accept[0].document.replace(from, () => to);
      assert.equal(codeOf(() => read({ document, signature })), CODES[expect]);
    });
  }
}

test('releases', async (t) => {
  const file = vectors('release.json');
  const root = new VerifyingKey(file.root);
  await hold(t, file.accept, file.reject, (vector) => readRelease(vector, root));
});

test('acknowledgements', async (t) => {
  const file = vectors('acknowledgement.json');
  await hold(t, file.accept, file.reject, readAcknowledgement);
});

test('parcel notes', async (t) => {
  const file = vectors('acknowledgement.json');
  await hold(t, file.accept_parcel, file.reject_parcel, readParcelNote);
});

test('an edition has at most 16 384 slots', () => {
  const { document, signature } = vectors('edition.json').accept[0];
  const withSlots = (count: number): string => {
    const edition = JSON.parse(document);
    edition.slots = Array.from({ length: count }, (_, at) => at.toString(16).padStart(32, '0'));
    edition.chunks = Array.from({ length: count / 16 }, () => '0'.repeat(64));
    return JSON.stringify(edition);
  };
  // The signature, looked at last, is the only thing wrong with the first.
  assert.equal(codeOf(() => verifyEdition({ document: withSlots(16_384), signature }, organisation)), 'signature');
  assert.equal(codeOf(() => verifyEdition({ document: withSlots(16_400), signature }, organisation)), 'malformed');
});
