// A relay: the real process, with TLS of its own and, if wished, a door for its onion service.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment, programAt, run } from './programs.ts';

/** Settings of `[limits]`; everything else stays as `init` wrote it. */
export type Limits = Readonly<Record<string, number>>;

/** Both browsers come from one address, and walk faster than people. */
const PATIENT: Limits = { requests_per_minute: 6000, requests_per_minute_all: 60_000 };

export class Relay {
  readonly name: string;
  readonly port: number;
  /** Where it serves without TLS what Tor would hand in. */
  readonly onionPort: number | undefined;
  readonly onion: string | undefined;
  readonly #folder: string;
  readonly #settings: string;
  #child: ChildProcess | undefined;

  private constructor(folder: string, name: string, port: number, onion: [string, number] | undefined) {
    this.#folder = folder;
    this.name = name;
    this.port = port;
    [this.onion, this.onionPort] = onion ?? [undefined, undefined];
    this.#settings = readFileSync(join(folder, 'relay.toml'), 'utf8').split(/^\[limits\]$/m)[0]!;
  }

  /** Makes a relay by `sealpost-relay init` in a folder of its own, and starts it. */
  static async start(folder: string, name: string, onionHost?: string): Promise<Relay> {
    const port = await freePort();
    const onion = onionHost === undefined ? undefined : ([`http://${onionHost}`, await freePort()] as [string, number]);
    await run('sealpost-relay', [
      'init', '--dir', folder, '--name', name, '--url', `https://localhost:${port}`, '--listen', `127.0.0.1:${port}`,
      ...(onion === undefined ? [] : ['--onion', onion[0], '--onion-listen', `127.0.0.1:${onion[1]}`]),
    ], folder);
    const relay = new Relay(folder, name, port, onion);
    await relay.resume();
    return relay;
  }

  get url(): string {
    return `https://localhost:${this.port}`;
  }

  get card(): string {
    return join(this.#folder, 'relay-card.json');
  }

  get certificate(): { key: string; cert: string } {
    const read = (name: string): string => readFileSync(join(this.#folder, name), 'utf8');
    return { key: read('certificate-key.pem'), cert: read('certificate.pem') };
  }

  /** How many letters it keeps for the desk, whole ones only. */
  letters(): number {
    return count(join(this.#folder, 'data/inbox'), isAge);
  }

  /** Whether it keeps a letter with exactly these bytes. */
  holdsLetter(sealed: Uint8Array): boolean {
    return count(join(this.#folder, 'data/inbox'), (path) => readFileSync(path).equals(sealed)) > 0;
  }

  /** Whether any file of the relay's, its log too, holds these bytes. */
  holds(text: string): boolean {
    return count(this.#folder, (path) => readFileSync(path).includes(text)) > 0;
  }

  /** Starts the process, after `kill` too. */
  async resume(limits: Limits = {}): Promise<void> {
    const lines = Object.entries({ ...PATIENT, ...limits }).map(([name, value]) => `${name} = ${value}\n`);
    writeFileSync(join(this.#folder, 'relay.toml'), `${this.#settings}[limits]\n${lines.join('')}`);
    const log = openSync(join(this.#folder, 'relay.log'), 'a');
    const child = spawn(programAt('sealpost-relay'), ['serve', '--config', join(this.#folder, 'relay.toml')], {
      cwd: this.#folder,
      env: environment(this.#folder),
      stdio: ['ignore', 'pipe', log],
    });
    this.#child = child;
    // Whatever ends a test ends its relays.
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout! })) {
      if (line === 'ready') return;
    }
    throw new Error(`the relay ${this.name} did not come up: ${readFileSync(join(this.#folder, 'relay.log'), 'utf8')}`);
  }

  /** Ends it at once: nothing under way is finished. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Still takes connections, and never says another word, until it is killed or started anew. */
  silence(): void {
    this.#child?.kill('SIGSTOP');
  }

  async restart(limits: Limits = {}): Promise<void> {
    await this.kill();
    await this.resume(limits);
  }
}

function isAge(path: string): boolean {
  return readFileSync(path).subarray(0, 22).toString('latin1') === 'age-encryption.org/v1\n';
}

function count(folder: string, holds: (path: string) => boolean): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && holds(path)).length;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
