// What is sealed in letters, replies, drafts and parcels: tests/vectors/frames.json, sealed and opened by the page's code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDraft } from '../src/protocol/draft.ts';
import { ProtocolError } from '../src/protocol/error.ts';
import { sha256OfBlob } from '../src/protocol/hash.ts';
import { isProven, openLetter } from '../src/protocol/letter.ts';
import type { Organisation } from '../src/protocol/organisation.ts';
import { openParcel } from '../src/protocol/parcel.ts';
import { answerKeyOf } from '../src/protocol/proof.ts';
import { Receipt } from '../src/protocol/receipt.ts';
import { identityText, recipientOfSeed, recipientText } from '../src/protocol/recipient.ts';
import { openReply } from '../src/protocol/reply.ts';
import { seal } from '../src/protocol/seal.ts';
import { REPLY_BYTES, sealedLength } from '../src/protocol/size.ts';
import { x25519 } from '@noble/curves/ed25519.js';
import { hex, toHex, vectors, type Vector } from './files.ts';

const file = vectors('frames.json');
const receipt = Receipt.fromBytes(hex(file.receipt));
const intake = hex(file.intake_seed);
const answerSecret = hex(file.answer_key);
const organisation = {
  id: hex(file.organisation),
  answerKeys: [answerKeyOf(new Uint8Array(x25519.getPublicKey(answerSecret)))],
} as unknown as Organisation;

const hexOf = async (blob: Blob): Promise<string> => toHex(new Uint8Array(await blob.arrayBuffer()));

/** Seals the frame as its kind asks and opens it; says whether its proof holds. */
async function openVector(vector: Vector): Promise<boolean> {
  const frame = hex(vector.frame);
  const isForDesk = vector.kind === 'letter' || vector.kind === 'parcel';
  const recipient = isForDesk ? recipientText(recipientOfSeed(intake)) : receipt.public().recipientText();
  const length = vector.kind === 'reply' ? REPLY_BYTES : sealedLength(frame.length);
  const { blob } = await seal(recipient, length, [frame]);
  switch (vector.kind) {
    case 'letter': {
      const letter = await openLetter(identityText(intake), blob);
      if (letter.files.length > 0) assert.equal(await hexOf(letter.files[0]!.blob), file.attachment);
      return isProven(letter, answerSecret);
    }
    case 'reply':
      await openReply(receipt, organisation, file.reply_slot, new Uint8Array(await blob.arrayBuffer()));
      return true;
    case 'draft': {
      const draft = await openDraft(blob, receipt);
      assert.equal(await hexOf(draft.files[0]!.blob), file.attachment);
      return true;
    }
    default: {
      const parcel = { sha256: await sha256OfBlob(blob), length: blob.size, name: 'guide.pdf', type: 'application/pdf', key: intake };
      assert.equal(await hexOf((await openParcel(parcel, blob)).blob), file.parcel);
      return true;
    }
  }
}

test('frames that are taken', async (t) => {
  assert.ok(file.accept.length >= 13);
  for (const vector of file.accept) {
    await t.test(`${vector.kind} ${vector.name}`, async () => assert.equal(await openVector(vector), vector.proof));
  }
});

/** What a desk refuses in a letter and the page does not: it opens no letter but those of its own tests. */
const FOR_THE_DESK = [
  'cover that holds something: taken', 'receipt with key not reduced: taken', 'receipt with low order: bad-recipient',
];
const CODES: Record<string, string> = { foreign: 'foreign', version: 'unknown-version', malformed: 'malformed', proof: 'proof' };

test('frames that are refused', async (t) => {
  assert.ok(file.reject.length >= 70);
  const different: string[] = [];
  for (const vector of file.reject) {
    await t.test(`${vector.kind} ${vector.name}`, async () => {
      const code = await openVector(vector).then(() => 'taken', (error: ProtocolError) => error.code);
      if (code === CODES[vector.why]) return;
      different.push(`${vector.name}: ${code}`);
    });
  }
  assert.deepEqual(different.sort(), FOR_THE_DESK);
});
