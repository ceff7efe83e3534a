// Sealing and sending one letter after the other, with pausing and going on. It draws nothing: a screen listens.

import { ProtocolError, type ErrorCode } from '../protocol/error.ts';
import { sealLetter } from '../protocol/letter.ts';
import type { Programme } from '../protocol/organisation.ts';
import type { Receipt } from '../protocol/receipt.ts';
import type { Failure, RelayBase, RelayProblem } from '../protocol/relay.ts';
import type { SealedFile } from '../protocol/seal.ts';
import { newUploadState, send, type UploadState } from '../protocol/sending.ts';
import type { PlannedLetter } from './letters.ts';
import type { State } from './state.ts';

/** `sealed`: the end of letters that are only sealed, to be carried. */
export type Phase = 'sealing' | 'sending' | 'paused' | 'failed' | 'seal-failed' | 'sent' | 'sealed';

export interface SendingView {
  phase: Phase;
  /** Number of the letter, from 1. */
  letter: number;
  letters: number;
  done: number;
  total: number;
  relay: RelayBase | undefined;
  /** Why it waits before another try, and how long. */
  waiting: { problem: RelayProblem; seconds: number } | undefined;
  failures: readonly Failure[];
  error: ErrorCode | 'unknown' | undefined;
}

export interface SendingPlan {
  readonly letters: readonly PlannedLetter[];
  /** Not needed for letters that were sealed elsewhere. */
  readonly programme: Programme | undefined;
  readonly receipt: Receipt | undefined;
  readonly bases: readonly RelayBase[];
  /** Only seal: the files are to be carried. */
  readonly isToCarry: boolean;
}

export class Sending {
  readonly plan: SendingPlan;
  /** Sealed letters, by their place in the plan: a letter is sealed once, however often it is sent. */
  readonly sealed: SealedFile[];
  /** When the first letter arrived. */
  sentAt: Date | undefined;
  onChange: () => void = () => {};
  view: SendingView;
  readonly #state: State;
  #at = 0;
  /** Who took the last letter comes first. */
  #bases: readonly RelayBase[];
  #upload: UploadState = newUploadState();
  #stop = new AbortController();
  #isRunning = false;

  constructor(state: State, plan: SendingPlan, sealed: readonly SealedFile[] = []) {
    this.#state = state;
    this.sealed = [...sealed];
    this.plan = plan;
    this.#bases = plan.bases;
    this.view = {
      phase: 'sealing', letter: 1, letters: plan.letters.length, done: 0, total: 1,
      relay: undefined, waiting: undefined, failures: [], error: undefined,
    };
  }

  /** How many letters of the plan have arrived. */
  get arrived(): number {
    return this.plan.isToCarry ? 0 : this.#at;
  }

  get hasArrived(): boolean {
    return this.arrived > 0;
  }

  /** Says whether there still is something to send. */
  get isUnfinished(): boolean {
    return !this.plan.isToCarry && this.#at < this.plan.letters.length && this.view.phase !== 'seal-failed';
  }

  /** Begins, or goes on where it stopped. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stop = new AbortController();
    try {
      while (this.#at < this.plan.letters.length) {
        const isDone = (await this.#seal()) && (this.plan.isToCarry || (await this.#send()));
        if (!isDone) return;
        this.#at += 1;
        this.#upload = newUploadState();
      }
      this.#show({ phase: this.plan.isToCarry ? 'sealed' : 'sent' });
    } finally {
      this.#isRunning = false;
    }
  }

  pause(): void {
    this.#stop.abort();
  }

  async #seal(): Promise<boolean> {
    const planned = this.plan.letters[this.#at]!;
    if (this.sealed[this.#at] !== undefined) return true;
    const { organisation, language } = this.#state;
    const { programme, receipt } = this.plan;
    if (programme === undefined || receipt === undefined) throw new Error('nothing to seal with');
    this.#show({ phase: 'sealing', letter: this.#at + 1, done: 0, total: 1, waiting: undefined, error: undefined });
    try {
      this.sealed[this.#at] = await sealLetter(
        {
          kind: planned.kind,
          organisation,
          programme,
          language,
          answers: planned.answers,
          message: planned.message,
          files: planned.files.map(({ attachment, blob }) => ({ attachment, blob })),
          receipt,
          inReplyTo: planned.inReplyTo,
          moreFollows: planned.moreFollows,
          now: new Date(),
          newestHour: this.#state.newestHour,
        },
        { signal: this.#stop.signal, onProgress: (done, total) => this.#show({ done, total }) },
      );
      return true;
    } catch (error) {
      if (this.#stop.signal.aborted) this.#show({ phase: 'paused' });
      else this.#show({ phase: 'seal-failed', error: error instanceof ProtocolError ? error.code : 'unknown' });
      return false;
    }
  }

  async #send(): Promise<boolean> {
    const sealed = this.sealed[this.#at]!;
    this.#show({ phase: 'sending', letter: this.#at + 1, done: 0, total: sealed.blob.size, waiting: undefined });
    const outcome = await send(this.#bases, sealed, {
      signal: this.#stop.signal,
      state: this.#upload,
      onProgress: (done, total) => this.#show({ done, total, waiting: undefined }),
      onEvent: (event) => {
        if (event.kind === 'trying') this.#show({ relay: event.relay, waiting: undefined });
        if (event.kind === 'waiting') this.#show({ waiting: { problem: event.problem, seconds: event.seconds } });
      },
    });
    if (!outcome.ok) {
      this.#show({ phase: outcome.cancelled ? 'paused' : 'failed', failures: outcome.failures, waiting: undefined });
      return false;
    }
    this.#bases = [outcome.relay, ...this.#bases.filter((base) => base !== outcome.relay)];
    this.sentAt ??= new Date();
    this.#arrived(this.plan.letters[this.#at]!);
    return true;
  }

  #arrived(planned: PlannedLetter): void {
    const state = this.#state;
    for (const [id, print] of planned.marks) state.sent.set(id, print);
    if (planned.kind === 'first') state.isBegun = true;
    if (!planned.moreFollows) state.isUnsaved = false;
  }

  #show(change: Partial<SendingView>): void {
    this.view = { ...this.view, ...change };
    this.onChange();
  }
}
