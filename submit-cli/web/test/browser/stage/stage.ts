// Everything a journey needs: an organisation with its desk, two relays that serve its publication, a stick between
// them. Every part is the real program; everything lies in one folder that goes with the stage.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '../../../src/protocol/document.ts';
import { fingerprintNumbers, verifyOrganisation } from '../../../src/protocol/organisation.ts';
import { run, type Ran } from './programs.ts';
import { Relay } from './relay.ts';

/** What `show` tells of a case, as far as a journey looks at it. */
export interface Shown {
  answers: { question: string; text: string }[];
  letters: {
    kind: string;
    programme: string | null;
    language: string;
    message: string | null;
    proven: boolean | null;
    attachments: { name: string; length: number; sha256: string }[];
  }[];
}

export class Stage {
  readonly folder = mkdtempSync(join(tmpdir(), 'sealpost-browsers-'));
  /**
   * What must have reached the desk in the end: an answer, in so many cases; or a message, with the SHA-256 of a file
   * that came with it.
   */
  readonly expected: ({ answer: string; times: number } | { message: string; sha256?: string })[] = [];
  relays!: readonly [Relay, Relay];
  #fingerprint = '';
  /** The desk's vault is open for one program at a time. */
  #last: Promise<unknown> = Promise.resolve();

  static async open(onions: readonly string[] = []): Promise<Stage> {
    const stage = new Stage();
    try {
      for (const folder of ['stick/relays', 'home', 'away', 'relays']) mkdirSync(stage.path(folder), { recursive: true });
      writeFileSync(stage.path('passphrase'), 'six calm herons watch the river\n');
      writeFileSync(stage.path('root-passphrase'), 'an old bridge of nine grey stones\n');
      const start = (name: string, at: number): Promise<Relay> => {
        mkdirSync(stage.path(`relays/${name}`));
        return Relay.start(stage.path(`relays/${name}`), name, onions[at]);
      };
      stage.relays = [await start('north', 0), await start('south', 1)];
      for (const relay of stage.relays) copyFileSync(relay.card, stage.path(`stick/relays/${relay.name}.json`));
      await stage.desk(['--person', 'first', 'init', '--organisation', 'Sample Organisation', '--root', stage.path('away/root.age')]);
      // The first programme, for emergencies, is for three countries; people from elsewhere are told.
      const settings = stage.path('vault/organisation.toml');
      // A page that was built since the desk was can be published in its stead.
      const page = process.env['SEALPOST_PAGE'] === undefined ? '' : `page = ${JSON.stringify(process.env['SEALPOST_PAGE'])}\n`;
      writeFileSync(settings, page + readFileSync(settings, 'utf8').replace('countries = []', 'countries = ["CN", "VN", "MM"]'));
      await stage.desk(['publish', stage.path('stick'), '--root', stage.path('away/root.age')]);
      const organisation = verifyOrganisation(stage.envelope());
      stage.#fingerprint = fingerprintNumbers(organisation).join(' ');
      await stage.sync();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** The organisation file as it was published. */
  envelope(): Envelope {
    const read = (name: string): string => readFileSync(this.path(`stick/public/files/${name}`), 'utf8');
    return { document: read('organisation.json'), signature: read('organisation.json.minisig') };
  }

  /** Runs a command of the desk, after those that were asked for before. */
  desk(args: readonly string[], input = ''): Promise<Ran> {
    const common = ['--vault', this.path('vault'), '--passphrase-file', this.path('passphrase'), '--root-passphrase-file', this.path('root-passphrase')];
    return this.#after(() => run('sealpost-triage', [...common, ...args], this.path('home'), input));
  }

  /** Carries between the stick and the relays. */
  sync(): Promise<Ran> {
    return this.#after(() => run('sealpost-courier', ['sync', this.path('stick'), '--trust-root', this.#fingerprint], this.path('home')));
  }

  exchange(): Promise<Ran> {
    return this.desk(['exchange', this.path('stick'), '--fallback', this.path('away/root-fallback.age')]);
  }

  /** From the relays into the desk, and back. */
  async roundTrip(): Promise<void> {
    await this.sync();
    await this.exchange();
    await this.sync();
  }

  /** All cases, as `show` tells them, by id. */
  async cases(): Promise<Map<string, Shown>> {
    const list = JSON.parse((await this.desk(['--json', 'list', '--all'])).stdout) as { id: string }[];
    const cases = new Map<string, Shown>();
    for (const { id } of list) cases.set(id, JSON.parse((await this.desk(['--json', 'show', id])).stdout) as Shown);
    return cases;
  }

  /** An attachment of a case, opened. */
  async attachment(id: string, number: number): Promise<Buffer> {
    const target = this.path(`exported-${id}-${number}`);
    await this.desk(['export', id, String(number), target]);
    const bytes = readFileSync(target);
    rmSync(target);
    return bytes;
  }

  async close(): Promise<void> {
    for (const relay of this.relays ?? []) await relay.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #after<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => {});
    return next;
  }
}
