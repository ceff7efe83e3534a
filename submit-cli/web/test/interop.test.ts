// The page and crypto-core, both ways, through crypto-core/examples/partner.rs. Skipped where there is no cargo.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { parse as parseToml } from 'smol-toml';
import type { Answers } from '../src/protocol/answer.ts';
import { readEarlier, readReplies } from '../src/protocol/board.ts';
import { describe } from '../src/protocol/attachment.ts';
import { randomBytes } from '../src/protocol/bytes.ts';
import { parseJson } from '../src/protocol/canonical_json.ts';
import { decode } from '../src/protocol/cbor.ts';
import { accept, check } from '../src/protocol/check.ts';
import { readEnvelope } from '../src/protocol/document.ts';
import { openDraft, sealDraft } from '../src/protocol/draft.ts';
import { findReplies, isChunk, replyAt, verifyEdition } from '../src/protocol/edition.ts';
import { parseForm, prune } from '../src/protocol/form.ts';
import { sha256 } from '../src/protocol/hash.ts';
import { sealLetter, type SealedLetter } from '../src/protocol/letter.ts';
import { fingerprintNumbers, verifyOrganisation, type Organisation } from '../src/protocol/organisation.ts';
import { openParcel } from '../src/protocol/parcel.ts';
import { identityText, recipientOfSeed, recipientText } from '../src/protocol/recipient.ts';
import { Receipt } from '../src/protocol/receipt.ts';
import { openReply } from '../src/protocol/reply.ts';
import { seal } from '../src/protocol/seal.ts';
import { FakeRelay } from './fake_relay.ts';
import { ROOT, toHex, type Vector } from './files.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'page-interop-'));
let partner: ((...args: string[]) => Vector) | undefined;
let organisation: Organisation;

before(() => {
  const built = spawnSync('cargo', ['build', '-q', '-p', 'crypto-core', '--example', 'partner', '--message-format=json'], { cwd: ROOT, encoding: 'utf8' });
  if (built.error !== undefined) return;
  assert.equal(built.status, 0, built.stderr);
  const executable = built.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])).find((message) => message.target?.name === 'partner' && message.executable)?.executable;
  partner = (...args) => {
    const [command, ...rest] = args;
    const run = spawnSync(executable, [command!, folder, ...rest], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(run.status, 0, run.stderr);
    return JSON.parse(run.stdout);
  };
  const { fingerprint } = partner('publish');
  organisation = verifyOrganisation(readEnvelope(readFileSync(join(folder, 'organisation.json'))));
  assert.deepEqual(fingerprintNumbers(organisation), fingerprint);
});

const write = async (name: string, blob: Blob): Promise<string> => {
  const path = join(folder, name);
  writeFileSync(path, Buffer.from(await blob.arrayBuffer()));
  return path;
};
const read = (name: string): Blob => new Blob([readFileSync(join(folder, name))]);

/** An answer to every question of a form, as a person might give it. */
function answersTo(programme: Organisation['programmes'][number]): Answers {
  const answers: Answers = new Map();
  for (const question of programme.form.questions) {
    const text = 'Bị bắt ở Hà Nội. 被拘留 🕊'.slice(0, question.maxChars);
    switch (question.kind) {
      case 'text':
      case 'long-text':
        answers.set(question.id, text);
        break;
      case 'one-of':
        answers.set(question.id, question.options[0]!.id);
        break;
      case 'some-of':
        answers.set(question.id, question.options.slice(0, 2).map((option) => option.id));
        break;
      case 'yes-no':
      case 'consent':
        answers.set(question.id, true);
        break;
      case 'date':
        answers.set(question.id, '2026-11');
        break;
      case 'country':
        answers.set(question.id, 'VN');
        break;
      case 'money':
        answers.set(question.id, { amount: '1200.50', currency: question.currencies[0] ?? 'USD' });
        break;
      case 'table':
        answers.set(question.id, [new Map(question.columns.map((column) => [column.id,
          column.kind === 'money' ? { amount: '1', currency: column.currencies[0] ?? 'USD' }
            : column.kind === 'date' ? '2026' : column.kind === 'one-of' ? column.options[0]!.id : 'x'])), new Map()]);
        break;
      case 'contact':
        answers.set(question.id, { channel: 'Signal', handle: '+84', never: 'SMS' });
        break;
      case 'files':
        answers.set(question.id, [0]);
        break;
    }
  }
  return prune(programme.form, answers);
}

const photo = new Blob([randomBytes(60_000), randomBytes(60_000)], { type: 'image/jpeg' });

async function letterTo(receipt: Receipt, at: number): Promise<SealedLetter> {
  const programme = organisation.programmes[at]!;
  const attachment = await describe(photo, 'C:\\ảnh 1.jpg', { question: 'documents' });
  return sealLetter({
    kind: at === 0 ? 'first' : 'follow-up', organisation, programme, language: 'vi', answers: answersTo(programme), message: at === 0 ? undefined : 'Còn nữa.',
    files: [{ attachment, blob: photo }], receipt, moreFollows: at === 0, now: NOW,
  });
}

test('the real forms are the same on both sides', (t) => {
  for (const id of ['emergency', 'pil']) {
    const toml = parseToml(readFileSync(join(ROOT, `crypto-core/forms/${id}.toml`), 'utf8'));
    const form = parseForm(parseJson(JSON.stringify(toml), 1 << 20));
    if (partner === undefined) continue;
    const published = organisation.programmes.find((programme) => programme.id === id)!;
    assert.equal(form.hashHex(), published.form.hashHex());
    assert.deepEqual(check(published.form, answersTo(published), 'all'), []);
  }
  if (partner === undefined) t.skip('no cargo');
});

test('crypto-core opens what the page seals', async (t) => {
  if (partner === undefined) return t.skip('no cargo');
  for (const at of [0, 1]) {
    const receipt = Receipt.generate();
    const sealed = await letterTo(receipt, at);
    assert.equal(sealed.blob.size, 262_144);
    const programme = organisation.programmes[at]!;
    const report = partner('open', await write('letter.age', sealed.blob));
    assert.equal(report.proven, true);
    assert.equal(report.problems, 0);
    assert.equal(report.id, toHex(sealed.id));
    assert.equal(report.kind, at === 0 ? 'first' : 'follow-up');
    assert.equal(report.organisation, toHex(organisation.id));
    assert.equal(report.form, programme.form.hashHex());
    assert.equal(report.receipt, toHex(receipt.public().id));
    assert.equal(report.language, 'vi');
    assert.equal(report.message, at === 0 ? null : 'Còn nữa.');
    assert.equal(report.more_follows, at === 0);
    assert.match(report.made_on, /^2026-11-2[234]$/);
    assert.equal(report.attachments[0].name, 'ảnh 1.jpg');
    assert.equal(report.attachments[0].type, 'image/jpeg');
    assert.equal(report.attachments[0].length, photo.size);
    assert.equal(toHex(sha256(readFileSync(join(folder, 'attachment-0')))), toHex(sha256(new Uint8Array(await photo.arrayBuffer()))));
    const { answers } = accept(programme.form, decode(Buffer.from(report.answers, 'hex')) as never);
    assert.deepEqual(answers, answersTo(programme));
  }
});

test('the page reads what crypto-core answers', async (t) => {
  if (partner === undefined) return t.skip('no cargo');
  const receipt = Receipt.generate();
  const sealed = await letterTo(receipt, 0);
  const { text, parcel, content } = partner('answer', await write('letter.age', sealed.blob));
  const lane = JSON.parse(readFileSync(join(folder, 'board.json'), 'utf8')).lanes[0];
  const edition = verifyEdition(lane, organisation);
  const places = findReplies(edition, receipt.public());
  assert.deepEqual(places.map((place) => place.n), [2, 1, 0]);
  const replies = [];
  for (const place of places) {
    const chunk = new Uint8Array(await read(`chunk-${place.chunk}`).arrayBuffer());
    assert.ok(isChunk(edition, place.chunk, chunk));
    const opening = openReply(receipt, organisation, place.slot, replyAt(chunk, place.index));
    // A decoy in the next slot opens for no one.
    if (place.n === 2) await assert.rejects(opening, { code: 'no-matching-key' });
    else replies.push(await opening);
    if (place.n === 0) {
      // The right reply in another slot, or to another organisation, is not shown.
      const bytes = replyAt(chunk, place.index);
      await assert.rejects(openReply(receipt, organisation, places[1]!.slot, bytes), { code: 'proof' });
      const other = { ...organisation, id: randomBytes(16) };
      await assert.rejects(openReply(receipt, other, place.slot, bytes), { code: 'proof' });
      await assert.rejects(openReply(receipt, { ...organisation, answerKeys: [] }, place.slot, bytes), { code: 'proof' });
      await assert.rejects(openReply(Receipt.generate(), organisation, place.slot, bytes), { code: 'no-matching-key' });
    }
  }
  const [answer, acknowledgement] = replies;
  assert.equal(answer!.text, text);
  assert.equal(answer!.kind, 'answer');
  assert.equal(acknowledgement!.kind, 'acknowledgement');
  assert.equal(acknowledgement!.due, '2026-11-25T14:00:00Z');
  assert.deepEqual(acknowledgement!.inReplyTo, sealed.id);
  assert.deepEqual(answer!.previous, acknowledgement!.id);
  const ref = answer!.parcels[0]!;
  assert.equal(toHex(ref.sha256), parcel);
  const opened = await openParcel(ref, read('parcel.age'));
  assert.equal(opened.name, 'paper.txt');
  assert.equal(Buffer.from(await opened.blob.arrayBuffer()).toString('hex'), content);
  await assert.rejects(openParcel(ref, read('chunk-0')), { code: 'damaged' });
});

test('replies come over a relay, one chunk at a time', async (t) => {
  if (partner === undefined) return t.skip('no cargo');
  const receipt = Receipt.generate();
  partner('answer', await write('letter.age', (await letterTo(receipt, 0)).blob));
  const board = readFileSync(join(folder, 'board.json'), 'utf8');
  const edition = verifyEdition(JSON.parse(board).lanes[0], organisation);
  const [good, dead] = [await FakeRelay.start(), await FakeRelay.start()];
  const bases = [dead.base('dead'), good.base('good')];
  dead.stop();
  t.after(() => good.stop());
  const foreign = { ...JSON.parse(board).lanes[0], signature: 'untrusted comment: x' };
  good.files.set('/v1/board', JSON.stringify({ lanes: [JSON.parse(board).lanes[0], foreign] }));
  edition.chunks.forEach((_, at) => good.files.set(`/v1/board/${edition.id}/${at}`, readFileSync(join(folder, `chunk-${at}`))));

  const read = await readReplies(bases, organisation, receipt);
  assert.ok(read.ok);
  assert.deepEqual(read.failures.map(({ relay, problem }) => [relay.relay.id, problem.kind]), [['dead', 'no-answer']]);
  assert.equal(read.board.refused, 1);
  assert.equal(read.board.hour, '2026-11-23T14:00:00Z');
  assert.deepEqual(read.board.found.map(({ place }) => place.n), [2, 1, 0]);
  // Exactly one chunk was asked for.
  assert.equal(good.log.filter((line) => line.startsWith('GET /v1/board/')).length, 1);
  assert.equal(read.board.found[0]!.reply, undefined, 'the decoy opens for no one');
  const earlier = await readEarlier(read.board.found[1]!.place, organisation, receipt);
  assert.ok(earlier.ok && earlier.reply.kind === 'answer');

  // A stranger's receipt finds nothing, and asks for one chunk all the same.
  good.log.length = 0;
  const nothing = await readReplies(bases, organisation, Receipt.generate());
  assert.ok(nothing.ok);
  assert.deepEqual(nothing.board.found, []);
  assert.equal(good.log.filter((line) => line.startsWith('GET /v1/board/')).length, 1);

  // A chunk that was changed is not believed.
  const place = read.board.found[1]!.place;
  const changed = readFileSync(join(folder, `chunk-${place.chunk}`));
  changed[100]! ^= 1;
  good.files.set(`/v1/board/${edition.id}/${place.chunk}`, changed);
  assert.deepEqual(await readEarlier(place, organisation, receipt), { ok: false, cancelled: false, problem: { kind: 'wrong-hash' } });
  const unread = await readReplies(bases, organisation, receipt);
  assert.ok(unread.ok && unread.board.found.length === 3);

  good.files.set('/v1/board', '{"lanes":{}}');
  const bad = await readReplies(bases, organisation, receipt);
  assert.deepEqual(bad.failures.map(({ problem }) => problem.kind), ['no-answer', 'bad-answer']);
  assert.equal(bad.ok, false);
  const controller = new AbortController();
  controller.abort();
  const cancelled = await readReplies(bases, organisation, receipt, { signal: controller.signal });
  assert.ok(!cancelled.ok && cancelled.cancelled);
});

test('drafts go both ways', async (t) => {
  if (partner === undefined) return t.skip('no cargo');
  const receipt = Receipt.generate();
  const programme = organisation.programmes[0]!;
  const files = [{ attachment: await describe(photo, 'a.jpg'), blob: photo }];
  const answers = answersTo(programme);
  const sealed = await sealDraft({ organisation, programme, language: 'zh-Hans', answers, message: 'm', files, sent: ['detained'], receipt, now: NOW });
  const report = partner('draft', receipt.words('french').join(' '), await write('page.age', sealed.blob));
  assert.deepEqual(report.sent, ['detained']);
  const draft = await openDraft(read('draft.age'), receipt);
  assert.equal(draft.programme, 'emergency');
  assert.equal(draft.form, programme.form.hashHex());
  assert.equal(draft.language, 'zh-Hans');
  assert.equal(draft.message, 'm');
  assert.deepEqual(draft.sent, ['detained']);
  assert.deepEqual(accept(programme.form, draft.answers), { answers, problems: [], unread: new Map() });
  assert.deepEqual(await draft.files[0]!.blob.arrayBuffer(), await photo.arrayBuffer());
  await assert.rejects(openDraft(read('draft.age'), Receipt.generate()), { code: 'no-matching-key' });
  await assert.rejects(openDraft(read('letter.age'), receipt), { code: 'no-matching-key' });
});

/** Lengths of the lines of an age header, and of the whole file. */
async function shapeOf(blob: Blob): Promise<{ lines: number[]; length: number }> {
  const lines: number[] = [];
  for (const line of Buffer.from(await blob.arrayBuffer()).toString('latin1').split('\n')) {
    lines.push(line.length);
    if (line.startsWith('--- ')) break;
  }
  return { lines, length: blob.size };
}

/** Cuts a header into what is fixed and what is grease: length of its first line, and of its body. */
function parts({ lines, length }: { lines: number[]; length: number }): { fixed: string; grease: number; body: number } {
  const [version, stanza, share, grease, ...rest] = lines;
  const mac = rest.pop();
  return { fixed: [version, stanza, share, mac, length].join(), grease: grease!, body: rest.reduce((sum, line) => sum + line, 0) };
}

test('nothing in a header tells the page from the tool', { timeout: 300_000 }, async (t) => {
  if (partner === undefined) return t.skip('no cargo');
  const COUNT = 400;
  const rust = (partner('headers', String(COUNT)) as { lines: number[]; length: number }[]).map(parts);
  const seed = randomBytes(32);
  const recipient = recipientText(recipientOfSeed(seed));
  assert.ok(identityText(seed).startsWith('AGE-SECRET-KEY-PQ-1'));
  const page = [];
  for (let at = 0; at < COUNT; at++) page.push(parts(await shapeOf((await seal(recipient, 65_536, [])).blob)));
  // The same fixed part, always.
  assert.deepEqual(new Set(page.map((one) => one.fixed)), new Set(rust.map((one) => one.fixed)));
  assert.equal(new Set(page.map((one) => one.fixed)).size, 1);
  // The same spread of the random part: Kolmogorov and Smirnov see no difference at one in ten thousand.
  for (const key of ['grease', 'body'] as const) {
    const distance = ks(page.map((one) => one[key]), rust.map((one) => one[key]));
    assert.ok(distance < 2.23 * Math.sqrt(2 / COUNT), `${key}: ${distance}`);
  }
});

/** Largest distance between two empirical distributions. */
function ks(a: number[], b: number[]): number {
  const below = (all: number[], value: number): number => all.filter((one) => one <= value).length / all.length;
  return Math.max(...[...a, ...b].map((value) => Math.abs(below(a, value) - below(b, value))));
}
