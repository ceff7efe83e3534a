// What lies between one browser and the rest of the world: a SOCKS5 proxy (RFC 1928) that every connection of that
// browser goes through, names included. It knows the relays and nothing else; whoever asks for anything else is noted
// and refused. It can be slow, and it can do something in the middle of an upload.

import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Link {
  /** Each way. */
  bytesPerSecond: number;
  /** Each way, in milliseconds. */
  delay: number;
}

const SLICE_BYTES = 1400;

export class Network {
  /** Where nothing but a relay was asked for: `host:port`. */
  readonly strangers: string[] = [];
  /** Where connections went, as the browser asked for it. */
  readonly visited: string[] = [];
  /** Who answers for an address: a port of 127.0.0.1. */
  readonly #ports = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  link: Link | undefined;
  #watched: { bytes: number; then: () => void } | undefined;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#hold(socket);
      this.#greet(socket).catch(() => socket.destroy());
    });
  }

  static async open(): Promise<Network> {
    const network = new Network();
    await new Promise<void>((resolve) => network.#server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Lets an address be reached. */
  knows(address: string, port: number): void {
    this.#ports.set(address, port);
  }

  /** Does something, once, when so many more bytes have gone up. */
  afterBytesUp(bytes: number, then: () => void): void {
    this.#watched = { bytes, then };
  }

  /** Breaks every connection that there is. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  async #greet(socket: Socket): Promise<void> {
    const read = reader(socket);
    const [version, methods] = await read(2);
    if (version !== 5) throw new Error('not SOCKS5');
    await read(methods!);
    socket.write(Buffer.from([5, 0]));
    const [, command, , kind] = await read(4);
    if (command !== 1) throw new Error('not CONNECT');
    const host = await this.#host(kind!, read);
    const port = (await read(2)).readUInt16BE();
    const address = `${host}:${port}`;
    this.visited.push(address);
    const there = this.#ports.get(address);
    if (there === undefined) {
      this.strangers.push(address);
      // 4: host unreachable.
      socket.end(Buffer.from([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]));
      return;
    }
    const onward = connect(there, '127.0.0.1');
    this.#hold(onward);
    onward.on('connect', () => {
      socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
      this.#pour(socket, onward, (bytes) => this.#watch(bytes));
      this.#pour(onward, socket, () => {});
    });
    for (const [one, other] of [[socket, onward], [onward, socket]] as const) {
      // What was already under way still arrives on a slow link.
      one.on('close', (isBroken) => (isBroken || this.link === undefined ? other.destroy() : undefined));
    }
  }

  async #host(kind: number, read: Reader): Promise<string> {
    if (kind === 1) return [...(await read(4))].join('.');
    if (kind === 3) return (await read((await read(1))[0]!)).toString('latin1');
    if (kind === 4) return `[${(await read(16)).toString('hex')}]`;
    throw new Error('no such kind of address');
  }

  #watch(bytes: number): void {
    if (this.#watched === undefined) return;
    this.#watched.bytes -= bytes;
    if (this.#watched.bytes > 0) return;
    const { then } = this.#watched;
    this.#watched = undefined;
    then();
  }

  #pour(from: Socket, to: Socket, see: (bytes: number) => void): void {
    if (this.link === undefined) {
      from.on('data', (piece) => {
        see(piece.length);
        if (!to.write(piece)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
      });
      from.on('end', () => to.end());
      from.resume();
      return;
    }
    void this.#trickle(from, to, this.link).catch(() => from.destroy());
  }

  /** One piece after the other, each in its time; what the link does not take yet waits with the sender. */
  async #trickle(from: Socket, to: Socket, link: Link): Promise<void> {
    const way = this.#ways.get(from.remotePort === undefined ? 'up' : this.#isRelay(from) ? 'down' : 'up')!;
    for await (const piece of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < piece.length; at += SLICE_BYTES) {
        const slice = piece.subarray(at, at + SLICE_BYTES);
        const now = performance.now();
        way.free = Math.max(way.free, now) + (1000 * slice.length) / link.bytesPerSecond;
        const wait = way.free - now;
        await new Promise((resolve) => setTimeout(resolve, wait));
        setTimeout(() => to.write(slice), link.delay);
      }
    }
    setTimeout(() => to.end(), link.delay);
  }

  /** When each way is free again: all connections share it. */
  readonly #ways = new Map([['up', { free: 0 }], ['down', { free: 0 }]]);

  #isRelay(socket: Socket): boolean {
    return [...this.#ports.values()].includes(socket.remotePort ?? -1);
  }
}

type Reader = (bytes: number) => Promise<Buffer>;

/** Reads exactly so many bytes; afterwards the socket is paused and holds the rest. */
function reader(socket: Socket): Reader {
  socket.pause();
  return async (bytes) => {
    if (bytes === 0) return Buffer.alloc(0);
    for (;;) {
      const piece = socket.read(bytes) as Buffer | null;
      if (piece !== null) return piece;
      if (socket.readableEnded || socket.destroyed) throw new Error('closed');
      await new Promise<void>((resolve) => {
        const go = (): void => {
          socket.off('readable', go);
          socket.off('close', go);
          resolve();
        };
        socket.on('readable', go);
        socket.on('close', go);
      });
    }
  };
}
