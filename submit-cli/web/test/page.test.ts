// The parts of the page that can be tested without a browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'smol-toml';
import type { Answers } from '../src/protocol/answer.ts';
import { openDraft, sealDraft } from '../src/protocol/draft.ts';
import { parseForm } from '../src/protocol/form.ts';
import { laterOf } from '../src/protocol/letter.ts';
import type { Organisation, Programme } from '../src/protocol/organisation.ts';
import { Receipt } from '../src/protocol/receipt.ts';
import type { Reply } from '../src/protocol/reply.ts';
import { numberText, wordAt } from '../src/protocol/words.ts';
import { dueAt } from '../src/ui/due.ts';
import { hold } from '../src/ui/fields/files.ts';
import { plain } from '../src/ui/fields/money.ts';
import { planAll, planUrgent, unsent } from '../src/ui/letters.ts';
import { readingsAt } from '../src/ui/pinyin.ts';
import { offersFor } from '../src/ui/receipt_entry.ts';
import { restore } from '../src/ui/screens/open_draft.ts';
import { pieces } from '../src/ui/screens/replies.ts';
import { draftOf } from '../src/ui/screens/save_draft.ts';
import { newState, type HeldFile, type State } from '../src/ui/state.ts';
import { problemsOf, topicsOf } from '../src/ui/topics.ts';

declare const __ROOT__: string;

const form = parseForm(parse(readFileSync(`${__ROOT__}/crypto-core/forms/emergency.toml`, 'utf8')) as never);
const programme = { id: 'emergency', form, countries: ['CN', 'VN'], promiseHours: 48 } as unknown as Programme;

function stateWith(answers: Record<string, unknown>): State {
  const state = newState({ programmes: [programme] } as unknown as Organisation, 'en');
  state.programme = programme;
  state.answers = new Map(Object.entries(answers)) as Answers;
  return state;
}

const CRY = { asking: 'self', country: 'VN', what_happened: 'They came.' };

function addFile(state: State, length: number): void {
  const attachment = { question: 'files', name: 'a', type: 'image/jpeg', length, sha256: new Uint8Array(32) };
  state.files.set('files', [{ attachment, blob: new Blob(), traces: [], versions: undefined } as HeldFile]);
  state.answers.set('files', [0]);
}

test('eligibility comes first, then the topics that have something to ask', () => {
  const ids = topicsOf(form, new Map()).map((topic) => topic.id);
  assert.equal(ids[0], 'eligibility');
  assert.ok(ids.includes('section:happened') && !ids.includes('section:detention'));
  const more = topicsOf(form, new Map([['held', 'held']]));
  assert.ok(more.length > ids.length);
  const asked = topicsOf(form, new Map()).flatMap((topic) => topic.questions.map((question) => question.id));
  assert.equal(new Set(asked).size, asked.length);
});

test('a small letter goes whole, a large one behind the first cry', () => {
  const state = stateWith({ ...CRY, story: 'Long ago.' });
  assert.deepEqual(planAll(state, programme).map((letter) => [letter.kind, letter.moreFollows]), [['first', false]]);
  addFile(state, 1_000_000);
  const plan = planAll(state, programme);
  assert.deepEqual(plan.map((letter) => [letter.kind, letter.moreFollows, letter.files.length]), [['first', true, 0], ['follow-up', false, 1]]);
  assert.deepEqual([...plan[0]!.answers.keys()].sort(), Object.keys(CRY).sort());
  assert.deepEqual([...plan[1]!.answers.keys()].sort(), ['files', 'story']);
  assert.deepEqual(plan[1]!.answers.get('files'), [0]);
});

test('what was sent is sent again only when it changed', () => {
  const state = stateWith({ ...CRY, story: 'Long ago.' });
  const [first] = planUrgent(state, programme, false);
  for (const [id, print] of first!.marks) state.sent.set(id, print);
  state.isBegun = true;
  assert.deepEqual(unsent(state, programme).map((question) => question.id), ['story']);
  state.answers.set('what_happened', 'They came again.');
  assert.deepEqual([...planAll(state, programme)[0]!.answers.keys()].sort(), ['story', 'what_happened']);
  for (const letter of planAll(state, programme)) for (const [id, print] of letter.marks) state.sent.set(id, print);
  assert.deepEqual(planAll(state, programme), []);
});

test('the first cry needs only its own answers', () => {
  const state = stateWith({ asking: 'self', country: 'VN' });
  assert.deepEqual(problemsOf(state, programme, 'now').map((problem) => [problem.question, problem.kind]), [['what_happened', 'missing']]);
});

test('two letters offer the words that begin with them, accents aside', () => {
  assert.deepEqual(offersFor('english', 'a'), []);
  assert.ok(offersFor('english', 'zo').map((place) => wordAt('english', place)).includes('zoo'));
  assert.ok(offersFor('french', 'ec').map((place) => wordAt('french', place)).includes('école'));
  assert.deepEqual(offersFor('english', 'zz'), []);
});

test('every Chinese word can be found by its sound', () => {
  for (let place = 0; place < 2048; place++) {
    assert.ok(readingsAt(place).every((reading) => /^[a-z]{1,6}$/.test(reading)), numberText(place));
    for (const reading of readingsAt(place)) assert.ok(offersFor('simplified-chinese', reading).includes(place), numberText(place));
  }
});

test('amounts are read as people write them', () => {
  for (const [typed, amount] of [
    ['1200', '1200'], ['1 200,50', '1200.50'], ['1,200.5', '1200.5'], ['1.200.000', '1200000'], ['12,5', '12.5'],
    ['１２００', '1200'], ['1’200.50', '1200.50'], ['1 200', '1200'],
  ]) assert.equal(plain(typed!), amount, typed);
  assert.equal(plain('much'), 'much');
});

test('a promise ends at a full hour, never earlier than promised', () => {
  assert.equal(dueAt(new Date('2026-11-24T07:01:00Z'), 48).toISOString(), '2026-11-26T08:00:00.000Z');
  assert.equal(dueAt(new Date('2026-11-24T07:00:00Z'), 48).toISOString(), '2026-11-26T07:00:00.000Z');
});

test('a draft keeps what is to be added, answers with faults, and answers of questions that are gone', async () => {
  const receipt = Receipt.generate();
  const state = stateWith({ ...CRY, when: 'not a date' });
  Object.assign(state.organisation, { id: new Uint8Array(16) });
  state.receipt = receipt;
  state.followUp.message = 'They came back.';
  const blob = new Blob(['a paper']);
  state.followUp.files = [await hold(new File([blob], 'paper.txt'), undefined)];
  const draft = draftOf(state, new Date('2026-11-24T08:00:00Z'));
  draft.answers.set('asked_before', 'an answer of an older form');
  const date = form.questions.find((question) => question.kind === 'date' && question.showIf === undefined)?.id ?? '';
  if (date !== '') draft.answers.set(date, 'last spring');
  const opened = await openDraft((await sealDraft(draft)).blob, receipt);

  const other = newState(state.organisation, 'en');
  await restore(other, opened, programme, receipt);
  assert.equal(other.followUp.message, 'They came back.');
  assert.deepEqual(other.followUp.files.map((file) => file.attachment.name), ['paper.txt']);
  assert.equal(await other.followUp.files[0]!.blob.text(), 'a paper');
  assert.equal(other.answers.get('what_happened'), CRY.what_happened);
  if (date !== '') assert.equal(other.answers.get(date), 'last spring');
  assert.deepEqual(other.unread, ['an answer of an older form']);
});

test('an addition alone is a draft too', async () => {
  const receipt = Receipt.generate();
  const state = newState({ id: new Uint8Array(16), programmes: [programme] } as unknown as Organisation, 'vi');
  state.receipt = receipt;
  state.followUp.message = 'Tin mới.';
  const opened = await openDraft((await sealDraft(draftOf(state, new Date()))).blob, receipt);
  const other = newState(state.organisation, 'vi');
  await restore(other, opened, programme, receipt);
  assert.equal(other.followUp.message, 'Tin mới.');
  assert.equal(other.programme, undefined);
});

test('parts of a reply join as they were cut', () => {
  const part = (number: number, text: string): Reply => ({ part: { number, of: 4 }, text }) as unknown as Reply;
  assert.deepEqual(pieces([part(1, 'The law'), part(2, 'yer will call.\n'), part(3, 'Wait.')]), ['The lawyer will call.\nWait.']);
  assert.deepEqual(pieces([part(1, 'a'), part(3, 'c'), part(4, 'd')]), ['a', 'cd']);
});

test('the key is that of the newest hour seen, where the clock is behind it', () => {
  const clock = new Date('2026-01-01T00:00:00Z');
  assert.equal(laterOf(clock, undefined), clock);
  assert.equal(laterOf(clock, '2025-12-31T23:00:00Z'), clock);
  assert.equal(laterOf(clock, '2026-11-24T08:00:00Z').toISOString(), '2026-11-24T08:00:00.000Z');
});
