// Sending and fetching, over relays that fail in every way the protocol knows.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { randomBytes } from '../src/protocol/bytes.ts';
import { fetchParcel } from '../src/protocol/board.ts';
import { relayBases, type RelayBase, type RelayProblem } from '../src/protocol/relay.ts';
import { newUploadState, send, type SendEvent, type SendOptions } from '../src/protocol/sending.ts';
import type { SealedFile } from '../src/protocol/seal.ts';
import type { Organisation, Relay } from '../src/protocol/organisation.ts';
import { breakAfter, FakeRelay, status, type Fault } from './fake_relay.ts';

let one: FakeRelay;
let two: FakeRelay;
let bases: RelayBase[];

beforeEach(async () => {
  [one, two] = [await FakeRelay.start(), await FakeRelay.start()];
  bases = [one.base('one'), two.base('two')];
});
afterEach(() => {
  one.stop();
  two.stop();
});

function fileOf(size: number): SealedFile {
  const bytes = randomBytes(65_536);
  const blob = new Blob(Array.from({ length: size / 65_536 }, () => bytes));
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += 65_536) hash.update(bytes);
  return { blob, sha256: new Uint8Array(hash.digest()) };
}

/** Sends with short waits; returns the outcome in a few words, and what happened on the way. */
async function outcome(sealed: SealedFile, options: SendOptions = {}, to = bases): Promise<[string, SendEvent[]]> {
  const events: SendEvent[] = [];
  const done = await send(to, sealed, { secondsPerSecond: 200, onEvent: (event) => events.push(event), ...options });
  if (done.ok) return [`sent to ${done.relay.relay.id}`, events];
  const failures = done.failures.map(({ relay, problem }) => `${relay.relay.id}: ${problem.kind}`);
  return [done.cancelled ? 'cancelled' : failures.join(', '), events];
}

const small = fileOf(65_536);
const large = fileOf(4 << 20);
const sameAs = async (kept: Buffer | undefined, sealed: SealedFile): Promise<void> =>
  assert.ok(kept?.equals(Buffer.from(await sealed.blob.arrayBuffer())));

test('a small letter goes in one request', async () => {
  const progress: number[] = [];
  const [result] = await outcome(small, { onProgress: (done) => progress.push(done) });
  assert.equal(result, 'sent to one');
  assert.deepEqual(one.log, ['POST /v1/submissions']);
  assert.deepEqual(two.log, []);
  await sameAs(one.kept[0], small);
  assert.deepEqual(progress, [0, 65_536]);
});

test('a large letter goes in pieces that grow', async () => {
  const progress: number[] = [];
  const [result] = await outcome(large, { onProgress: (done) => progress.push(done) });
  assert.equal(result, 'sent to one');
  await sameAs(one.kept[0], large);
  assert.deepEqual(progress, [0, 128 << 10, 384 << 10, 896 << 10, 1920 << 10, 3968 << 10, 4 << 20]);
});

test('a refusal for good goes on to the second relay at once', async () => {
  for (const [code, kind] of [[413, 'too-large'], [507, 'no-room'], [400, 'refused'], [302, 'no-answer']] as const) {
    one.log.length = 0;
    one.faults.push(status(code, code === 302 ? { Location: '/' } : {}));
    const [result, events] = await outcome(small);
    if (kind === 'no-answer') continue;
    assert.equal(result, 'sent to two', String(code));
    assert.deepEqual(events.map((event) => event.kind), ['trying', 'failed', 'trying']);
    assert.equal((events[1] as { problem: RelayProblem }).problem.kind, kind);
    assert.equal(one.log.length, 1);
  }
});

test('a busy relay is waited for as long as it says, but not for hours', async () => {
  one.faults.push(status(429, { 'Retry-After': '7' }), status(503, { 'Retry-After': '2' }));
  const [result, events] = await outcome(small, {}, [bases[0]!]);
  assert.equal(result, 'sent to one');
  const waits = events.flatMap((event) => (event.kind === 'waiting' ? [[event.problem.kind, Math.ceil(event.seconds)]] : []));
  assert.deepEqual(waits, [['busy', 7], ['unavailable', 2]]);
  one.faults.push(status(429, { 'Retry-After': '3600' }));
  assert.equal((await outcome(small, {}, [bases[0]!]))[0], 'one: busy');
});

test('after the first failure the other relay is tried, at once', async () => {
  const faults: Fault[] = [
    status(429, { 'Retry-After': '7' }), status(429, { 'Retry-After': '3600' }), status(500), status(503), status(507), breakAfter(0, 'POST'),
  ];
  for (const [at, fault] of faults.entries()) {
    one.log.length = 0;
    one.faults.push(fault);
    const [result, events] = await outcome(small);
    assert.equal(result, 'sent to two', String(at));
    assert.equal(one.log.length, 1, String(at));
    assert.ok(events.every((event) => event.kind !== 'waiting'), String(at));
    await sameAs(two.kept.at(-1), small);
  }
});

test('relays take turns, with growing pauses', async () => {
  for (const relay of [one, two]) relay.faults.push(status(503, { 'Retry-After': '1' }), status(503, { 'Retry-After': '1' }));
  const [result, events] = await outcome(small);
  assert.equal(result, 'sent to one');
  assert.deepEqual(
    events.map((event) => (event.kind === 'waiting' ? Math.ceil(event.seconds) : `${event.kind} ${event.relay.relay.id}`)),
    ['trying one', 'trying two', 1, 'trying one', 'trying two', 2, 'trying one'],
  );
});

/** Takes connections and never says a word, to plain http or to the greeting of TLS. */
async function silentServer(scheme: string): Promise<{ base: RelayBase; connections: () => number; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base: { relay: { id: 'silent', name: 'silent', https: url, onion: undefined }, url },
    connections: () => sockets.size,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('a silent relay holds nothing up', async () => {
  for (const scheme of ['http', 'https']) {
    // 30 s, and 8 s for 64 KiB: what it bears of silence, in tests 30 times sooner.
    for (const [sealed, limit] of [[small, 38], [large, 30]] as const) {
      const silent = await silentServer(scheme);
      two.log.length = 0;
      const began = performance.now();
      const [result, events] = await outcome(sealed, { impatience: 30 }, [silent.base, bases[1]!]);
      const seconds = (30 * (performance.now() - began)) / 1000;
      silent.stop();
      assert.equal(result, 'sent to two');
      assert.deepEqual(events.map((event) => event.kind), ['trying', 'trying']);
      assert.ok(silent.connections() > 0);
      assert.ok(seconds > limit - 1 && seconds < limit + 60, `${seconds} s, and ${limit} s were meant`);
      await sameAs(two.kept.at(-1), sealed);
    }
  }
});

test('a relay that falls silent in the midst of an upload gives way, and nothing of it is lost', async () => {
  let isSilent = false;
  // From the third piece on it says nothing more.
  const silence: Fault = (request) => {
    isSilent ||= Number(request.headers['upload-offset'] ?? 0) >= 384 << 10;
    if (isSilent) one.faults.push(silence);
    return isSilent;
  };
  one.faults.push(silence);
  const state = newUploadState();
  const [result] = await outcome(large, { impatience: 30, state });
  assert.equal(result, 'sent to two');
  await sameAs(two.kept[0], large);
  assert.equal(one.kept.length, 0);
});

test('an upload goes on where it was begun once that relay answers again', async () => {
  let asked = 0;
  // Three pieces, then nothing but broken connections, until the other has been tried too.
  const broken: Fault = (request) => {
    const isBroken = asked > 0 ? two.log.length === 0 : Number(request.headers['upload-offset'] ?? 0) >= 896 << 10;
    if (!isBroken) return false;
    asked += 1;
    request.socket.destroy();
    one.faults.push(broken);
    return true;
  };
  one.faults.push(broken);
  two.faults.push(...Array.from({ length: 9 }, () => status(503, { 'Retry-After': '30' })));
  const progress: number[] = [];
  const [result] = await outcome(large, { onProgress: (done) => progress.push(done) });
  assert.equal(result, 'sent to one');
  await sameAs(one.kept[0], large);
  assert.ok(asked >= 2, 'asked once more before the other');
  assert.equal(one.log.filter((line) => line.startsWith('POST')).length, 1, 'begun once');
  assert.equal(two.kept.length, 0);
  assert.ok(progress.every((done, at) => at === 0 || done >= progress[at - 1]!), progress.join());
});

test('no relay at all', async () => {
  one.faults.push(status(413));
  two.faults.push(status(507));
  assert.equal((await outcome(small))[0], 'one: too-large, two: no-room');
  one.stop();
  two.stop();
  const [result, events] = await outcome(small);
  assert.equal(result, 'one: no-answer, two: no-answer');
  assert.deepEqual(events.flatMap((event) => (event.kind === 'waiting' ? [Math.ceil(event.seconds)] : [])), [1, 2, 4, 8]);
  assert.deepEqual(await send([], small), { ok: false, cancelled: false, failures: [] });
});

test('a relay that kept something else is not believed', async () => {
  const wrong = (): void => void one.faults.push((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(201).end(JSON.stringify({ sha256: '00'.repeat(32) })));
    return true;
  });
  wrong();
  assert.equal((await outcome(small))[0], 'sent to two');
  for (let times = 0; times < 5; times++) wrong();
  const [result, events] = await outcome(small, {}, [bases[0]!]);
  assert.equal(result, 'one: wrong-hash');
  assert.ok(events.some((event) => event.kind === 'failed' && event.problem.kind === 'wrong-hash'));
  for (const body of ['', '{}', '[]', '{"sha256":1}', 'Created', '{"sha256":"","sha256":""}']) {
    one.faults.push(...Array.from({ length: 5 }, () => (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => {
      request.resume();
      request.on('end', () => response.writeHead(201).end(body));
      return true;
    }));
    assert.equal((await outcome(small))[0], 'sent to two', body);
    one.faults.length = 0;
  }
});

test('a broken connection loses only what was not yet there', async () => {
  one.faults.push(breakAfter(0), breakAfter(0));
  const [result] = await outcome(large, {}, [bases[0]!]);
  assert.equal(result, 'sent to one');
  await sameAs(one.kept[0], large);
  // Begun once; asked for the offset after each break.
  assert.equal(one.log.filter((line) => line.startsWith('POST')).length, 1);
  assert.equal(one.log.filter((line) => line.startsWith('HEAD')).length, 3);
});

test('what arrived of a broken piece is not sent again', async () => {
  let broken = false;
  one.faults.push((request) => {
    if (request.method !== 'PATCH' || broken || Number(request.headers['upload-offset']) < 1 << 20) return false;
    broken = true;
    let seen = 0;
    request.on('data', (piece: Buffer) => {
      seen += piece.length;
      if (seen > 200_000) request.socket.destroy();
    });
    return false;
  });
  const progress: number[] = [];
  const [result] = await outcome(large, { onProgress: (done) => progress.push(done) });
  assert.equal(result, 'sent to one');
  assert.ok(broken);
  await sameAs(one.kept[0], large);
  assert.ok(progress.every((done, at) => at === 0 || done >= progress[at - 1]!), progress.join());
});

test('a relay that lost the upload is begun with anew', async () => {
  let lost = false;
  one.faults.push((request, response) => {
    if (request.method !== 'PATCH' || lost || request.headers['upload-offset'] === '0') return false;
    lost = true;
    one.forgetUploads();
    return status(404)(request, response);
  });
  assert.equal((await outcome(large, {}, [bases[0]!]))[0], 'sent to one');
  assert.ok(lost);
  await sameAs(one.kept[0], large);
  assert.equal(one.log.filter((line) => line.startsWith('POST')).length, 2);
});

test('a lost last answer does not send twice', async () => {
  let lost = false;
  one.faults.push((request, response) => {
    if (request.headers['upload-complete'] !== '?1' || lost) return false;
    lost = true;
    // The relay keeps the letter, and its answer never arrives.
    response.writeHead = () => {
      request.socket.destroy();
      return response;
    };
    return false;
  });
  assert.equal((await outcome(large))[0], 'sent to one');
  assert.ok(lost);
  assert.equal(one.kept.length, 1);
});

test('pause and resume', async () => {
  const state = newUploadState();
  const controller = new AbortController();
  const [result] = await outcome(large, {
    state,
    signal: controller.signal,
    onProgress: (done) => {
      if (done > 1 << 20) controller.abort();
    },
  });
  assert.equal(result, 'cancelled');
  assert.equal(state.partial.size, 1);
  const before = one.log.length;
  const progress: number[] = [];
  assert.equal((await outcome(large, { state, onProgress: (done) => progress.push(done) }))[0], 'sent to one');
  await sameAs(one.kept[0], large);
  assert.equal(one.log[before], 'HEAD /v1/submissions/partial/…');
  assert.ok(progress[0]! > 1 << 20);
  assert.equal(state.partial.size, 0);
  const cancelled = new AbortController();
  cancelled.abort();
  assert.equal((await outcome(small, { signal: cancelled.signal }))[0], 'cancelled');
});

test('a location elsewhere is not followed', async () => {
  one.faults.push((request, response) => {
    if (request.method !== 'POST') return false;
    request.resume();
    request.on('end', () => response.writeHead(201, { Location: `${bases[1]!.url}/steal`, 'Upload-Offset': '0' }).end());
    return true;
  });
  const [result] = await outcome(large);
  assert.equal(result, 'sent to two');
  assert.ok(!two.log.some((line) => line.includes('steal')));
});

test('parcels come in pieces, from whoever has them', async () => {
  const content = Buffer.from(randomBytes(65_536));
  const bytes = Buffer.concat(Array.from({ length: 40 }, () => content));
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  two.files.set(`/v1/parcels/${Buffer.from(sha256).toString('hex')}`, bytes);
  two.faults.push((request) => {
    request.socket.destroy();
    return true;
  });
  const ref = { sha256, length: bytes.length, name: 'a', type: 'b', key: randomBytes(32) };
  const fetched = await fetchParcel(bases, ref);
  assert.ok(fetched.ok);
  assert.ok(bytes.equals(Buffer.from(await fetched.blob.arrayBuffer())));
  const missing = await fetchParcel([bases[0]!], ref);
  assert.deepEqual(missing.ok === false && missing.failures.map(({ problem }) => problem.kind), ['not-found']);
});

test('the addresses a page can use', () => {
  const relay = (name: string, https: string | undefined, onion: string | undefined): Relay => ({ id: name, name, https, onion });
  const organisation = {
    relays: [relay('a', 'https://a.example/', 'http://a.onion'), relay('b', 'https://b.example', undefined), relay('c', undefined, 'http://c.onion')],
  } as unknown as Organisation;
  const from = (url: string): string[] => {
    const { protocol, hostname, origin } = new URL(url);
    return relayBases(organisation, { protocol, hostname, origin }).map((base) => base.url);
  };
  assert.deepEqual(from('https://b.example/'), ['https://b.example', 'https://a.example']);
  assert.deepEqual(from('file:///tmp/page.html'), ['https://a.example', 'https://b.example']);
  assert.deepEqual(from('http://c.onion/'), ['http://c.onion', 'http://a.onion', 'https://b.example']);
  assert.deepEqual(from('https://elsewhere.example/'), ['https://a.example', 'https://b.example']);
});
