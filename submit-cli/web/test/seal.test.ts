// Sealing alone: lengths, grease, streams, and what is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { randomBytes } from '../src/protocol/bytes.ts';
import { ProtocolError } from '../src/protocol/error.ts';
import { sha256, sha256OfBlob } from '../src/protocol/hash.ts';
import { identityText, recipientBytes, recipientOfSeed, recipientText } from '../src/protocol/recipient.ts';
import { isAge, open, seal } from '../src/protocol/seal.ts';
import { isClass, LARGEST_SEALED_BYTES, plaintextBehind, REPLY_BYTES, room, sealedLength } from '../src/protocol/size.ts';
import { toHex } from './files.ts';

const SEED = randomBytes(32);
const IDENTITY = identityText(SEED);
const RECIPIENT = recipientText(recipientOfSeed(SEED));

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(() => 'accepted', (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)));

test('classes', () => {
  assert.equal(room(REPLY_BYTES), 6128);
  assert.equal(sealedLength(0), 65_536);
  for (const [small, large] of [[65_536, 262_144], [262_144, 1_048_576], [1_048_576, 4_194_304], [4_194_304, 8_388_608]] as const) {
    assert.equal(room(small), small - 4096 - (16 * small) / 65_536);
    assert.equal(sealedLength(room(small)), small);
    assert.equal(sealedLength(room(small) + 1), large);
  }
  assert.equal(sealedLength(room(LARGEST_SEALED_BYTES)), LARGEST_SEALED_BYTES);
  assert.throws(() => sealedLength(room(LARGEST_SEALED_BYTES) + 1), { code: 'too-large' });
  for (const yes of [65_536, 1_048_576, 4_194_304, 12_582_912, LARGEST_SEALED_BYTES]) assert.ok(isClass(yes));
  for (const no of [0, 8192, 65_535, 2_097_152, 4_194_305, LARGEST_SEALED_BYTES + 4_194_304]) assert.ok(!isClass(no));
});

test('every header leaves a length, or says that it does not', () => {
  for (const size of [REPLY_BYTES, 65_536, 1_048_576, 4_194_304]) {
    for (let header = 200; header < 4000; header++) {
      const plaintext = plaintextBehind(size, header);
      if (plaintext === undefined) continue;
      const chunks = Math.max(1, Math.ceil(plaintext / 65_536));
      assert.equal(header + plaintext + 16 * chunks, size);
    }
  }
  // One payload byte too many for one chunk and too few for two.
  assert.equal(plaintextBehind(65_552 + 10 + 5, 10), undefined);
});

test('sealed files have exactly their length, and open', async () => {
  for (const [length, content] of [[REPLY_BYTES, 0], [REPLY_BYTES, 6128], [65_536, 100], [262_144, room(262_144)], [1_048_576, 700_000], [8_388_608, 5_000_000]] as const) {
    const bytes = new Uint8Array(content).map((_, at) => at * 31);
    const cut = Math.floor(content / 3);
    let last = 0;
    const sealed = await seal(RECIPIENT, length, [bytes.subarray(0, cut), new Blob([bytes.subarray(cut)])], {
      onProgress: (done, total) => {
        assert.ok(done >= last && total === length);
        last = done;
      },
    });
    assert.equal(last, length);
    assert.equal(sealed.blob.size, length);
    assert.ok(await isAge(sealed.blob));
    assert.equal(toHex(sealed.sha256), toHex(sha256(await bytesOf(sealed.blob))));
    const opened = await bytesOf(await open(IDENTITY, sealed.blob));
    assert.deepEqual(opened.subarray(0, content), bytes);
    assert.ok(opened.subarray(content).every((byte) => byte === 0));
  }
});

test('each seal is another', async () => {
  const hashes = new Set<string>();
  for (let at = 0; at < 20; at++) hashes.add(toHex((await seal(RECIPIENT, REPLY_BYTES, [])).sha256));
  assert.equal(hashes.size, 20);
});

test('grease is as the age crate writes it', async () => {
  const seen = { tags: new Set<number>(), counts: new Set<number>(), args: new Set<number>(), bodies: new Set<number>() };
  for (let at = 0; at < 1000; at++) {
    const { blob } = await seal(RECIPIENT, REPLY_BYTES, []);
    const header = Buffer.from(await blob.slice(0, 2048).arrayBuffer()).toString('latin1').split('\n--- ')[0]!;
    const lines = header.split('\n');
    assert.equal(lines[0], 'age-encryption.org/v1');
    assert.match(lines[1]!, /^-> mlkem768x25519 [A-Za-z0-9+/]{1494}$/);
    assert.match(lines[2]!, /^[A-Za-z0-9+/]{43}$/);
    assert.match(lines[3]!, /^-> [!-~]{1,8}-grease(?: [!-~]{1,8}){0,4}$/);
    const [, tag, ...args] = lines[3]!.split(' ');
    seen.tags.add(tag!.length - '-grease'.length);
    seen.counts.add(args.length);
    for (const arg of args) seen.args.add(arg.length);
    const body = lines.slice(4);
    assert.ok(body.slice(0, -1).every((line) => line.length === 64) && body.at(-1)!.length < 64);
    seen.bodies.add(Buffer.from(body.join(''), 'base64').length);
  }
  const eight = new Set([1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(new Set([...seen.tags].sort()), eight);
  assert.deepEqual(new Set([...seen.args].sort()), eight);
  assert.deepEqual(new Set([...seen.counts].sort()), new Set([0, 1, 2, 3, 4]));
  assert.ok(Math.max(...seen.bodies) === 99 && Math.min(...seen.bodies) === 0 && seen.bodies.size > 95);
});

test('more than fits is refused, and other kinds of recipient', async () => {
  assert.equal(await code(seal(RECIPIENT, REPLY_BYTES, [new Uint8Array(8000)])), 'limit');
  const classical = await identityToRecipient(await generateIdentity());
  for (const other of [classical, '', 'age1pq1', `${RECIPIENT.slice(0, -1)}q`, RECIPIENT.toUpperCase(), IDENTITY]) {
    assert.equal(await code(seal(other, REPLY_BYTES, [])), 'bad-recipient');
  }
  const notReduced = recipientBytes(RECIPIENT).slice().fill(255, 0, 3);
  assert.throws(() => recipientText(notReduced), { code: 'bad-recipient' });
});

test('what does not open', async () => {
  const { blob } = await seal(RECIPIENT, 65_536, [new Uint8Array(70)]);
  const bytes = await bytesOf(blob);
  const changed = (at: number) => {
    const copy = bytes.slice() as Uint8Array<ArrayBuffer>;
    copy[at]! ^= 1;
    return new Blob([copy]);
  };
  const other = identityText(randomBytes(32));
  assert.equal(await code(open(other, blob)), 'no-matching-key');
  assert.equal(await code(open(IDENTITY, changed(bytes.length - 1))), 'damaged');
  assert.equal(await code(open(IDENTITY, changed(30_000))), 'damaged');
  assert.equal(await code(open(IDENTITY, blob.slice(0, 60_000))), 'damaged');
  assert.equal(await code(open(IDENTITY, blob.slice(0, 700))), 'damaged');
  assert.equal(await code(open(IDENTITY, new Blob([blob, 'x']))), 'damaged');
  assert.equal(await code(open(IDENTITY, new Blob(['plain text']))), 'not-age');
  assert.equal(await code(open(IDENTITY, new Blob([]))), 'not-age');
  assert.equal(await code(open(IDENTITY, new Blob(['age-encryption.org/v2\n']))), 'unknown-version');
  assert.equal(await code(open(IDENTITY, new Blob(['age-encryption.org/v1\n', new Uint8Array(100_000)]))), 'damaged');
});

test('sealing can be stopped', async () => {
  const controller = new AbortController();
  const sealing = seal(RECIPIENT, 16_777_216, [new Blob([new Uint8Array(15_000_000)])], {
    signal: controller.signal,
    onProgress: (done) => {
      if (done > 2_000_000) controller.abort();
    },
  });
  await assert.rejects(sealing, { name: 'AbortError' });
});

test('a stock age program opens it', async () => {
  const { blob } = await seal(RECIPIENT, 65_536, [Uint8Array.of(1, 2, 3)]);
  const decrypter = new Decrypter();
  decrypter.addIdentity(IDENTITY);
  const opened = await decrypter.decrypt(await bytesOf(blob));
  assert.deepEqual(opened.subarray(0, 4), Uint8Array.of(1, 2, 3, 0));
});

test('hashes of files of any size', async () => {
  for (const size of [0, 1, (16 << 20) - 1, (16 << 20) + 1]) {
    const bytes = new Uint8Array(size).fill(7);
    assert.equal(toHex(await sha256OfBlob(new Blob([bytes]))), toHex(sha256(bytes)), String(size));
  }
});

test('sealing a large file takes little memory', { timeout: 120_000 }, async () => {
  const size = 100 << 20;
  // Not in memory itself: one piece, many times.
  const file = new Blob(Array<Blob>(100).fill(new Blob([randomBytes(65_536), new Uint8Array((1 << 20) - 65_536)])));
  assert.equal(file.size, size);
  let most = 0;
  const length = sealedLength(size);
  const sealed = await seal(RECIPIENT, length, [file], {
    onProgress: () => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    },
  });
  assert.equal(sealed.blob.size, length);
  // Blobs lie outside the heap, in a browser as here.
  assert.ok(most < 200 << 20, `${most >> 20} MiB of heap`);
});
