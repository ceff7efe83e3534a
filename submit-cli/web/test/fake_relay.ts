// A relay in a few lines, with faults to order.

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RelayBase } from '../src/protocol/relay.ts';

/** Answers a request itself and returns true, or leaves it to the relay. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

export class FakeRelay {
  readonly kept: Buffer[] = [];
  readonly log: string[] = [];
  /** Answers of GET by path. */
  readonly files = new Map<string, Buffer | string>();
  /** Tried in order, each until it returns true; then it is used up. */
  readonly faults: Fault[] = [];
  readonly #partial = new Map<string, { data: Buffer; total: number; done: boolean }>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeRelay> {
    const relay = new FakeRelay();
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve));
    return relay;
  }

  base(id: string): RelayBase {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return { relay: { id, name: id, https: url, onion: undefined }, url };
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  forgetUploads(): void {
    this.#partial.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    this.log.push(`${request.method} ${path.replace(/[0-9a-f]{32}$/, '…')}`);
    const fault = this.faults[0];
    if (fault?.(request, response)) {
      this.faults.shift();
      return;
    }
    const partial = /^\/v1\/submissions\/partial\/([0-9a-f]{32})$/.exec(path)?.[1];
    if (request.method === 'POST' && path === '/v1/submissions') return this.#post(request, response);
    if (partial !== undefined) return this.#resume(partial, request, response);
    return this.#file(path, request, response);
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request, () => {});
    if (request.headers['upload-complete'] === '?0') {
      const id = randomBytes(16).toString('hex');
      this.#partial.set(id, { data: body, total: Number(request.headers['upload-length']), done: false });
      response.writeHead(201, { Location: `/v1/submissions/partial/${id}`, 'Upload-Offset': body.length, 'Upload-Complete': '?0' }).end();
      return;
    }
    this.#keep(body, response);
  }

  async #resume(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = this.#partial.get(id);
    if (upload === undefined) return void response.writeHead(404).end('{}');
    if (request.method === 'HEAD') {
      response.writeHead(204, { 'Upload-Offset': upload.data.length, 'Upload-Complete': upload.done ? '?1' : '?0' }).end();
      return;
    }
    if (request.headers['content-type'] !== 'application/partial-upload') return void response.writeHead(415).end('{}');
    if (upload.done) return void this.#created(upload.data, response);
    if (Number(request.headers['upload-offset']) !== upload.data.length) {
      request.resume();
      response.writeHead(409, { 'Upload-Offset': upload.data.length }).end('{}');
      return;
    }
    const before = upload.data;
    // What arrived before a connection broke is kept.
    await bodyOf(request, (arrived) => (upload.data = Buffer.concat([before, arrived]))).catch(() => {});
    if (!request.complete) return;
    if (request.headers['upload-complete'] === '?1') {
      upload.done = true;
      this.#keep(upload.data, response);
    } else {
      response.writeHead(204, { 'Upload-Offset': upload.data.length, 'Upload-Complete': '?0' }).end();
    }
  }

  #keep(body: Buffer, response: ServerResponse): void {
    this.kept.push(body);
    this.#created(body, response);
  }

  #created(body: Buffer, response: ServerResponse): void {
    const sha256 = createHash('sha256').update(body).digest('hex');
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ sha256 }));
  }

  #file(path: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.files.get(path);
    if (file === undefined) return void response.writeHead(404).end('{}');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (range === null) return void response.writeHead(200).end(file);
    const all = Buffer.from(file);
    response.writeHead(206).end(all.subarray(Number(range[1]), Number(range[2]) + 1));
  }
}

async function bodyOf(request: IncomingMessage, see: (arrived: Buffer) => void): Promise<Buffer> {
  let arrived = Buffer.alloc(0);
  for await (const piece of request) {
    arrived = Buffer.concat([arrived, piece as Buffer]);
    see(arrived);
  }
  return arrived;
}

/** Answers with a status. */
export function status(code: number, headers: Record<string, string> = {}): Fault {
  return (request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(code, headers).end('{"error":"…","hint":"…"}'));
    return true;
  };
}

/** Breaks the connection once so many bytes of a body have come. */
export function breakAfter(bytes: number, method = 'PATCH'): Fault {
  return (request) => {
    if (request.method !== method) return false;
    if (bytes === 0) request.socket.destroy();
    else {
      let seen = 0;
      request.prependListener('data', (piece: Buffer) => {
        seen += piece.length;
        if (seen >= bytes) request.socket.destroy();
      });
    }
    return bytes === 0;
  };
}
