// All that the page knows, in one object. It lives in the memory of this tab and nowhere else.

import type { Answer, Answers } from '../protocol/answer.ts';
import type { Board } from '../protocol/board.ts';
import type { Attachment } from '../protocol/attachment.ts';
import type { Bytes } from '../protocol/bytes.ts';
import type { Language } from '../protocol/language.ts';
import type { Organisation, Programme } from '../protocol/organisation.ts';
import type { Failure } from '../protocol/relay.ts';
import type { Receipt } from '../protocol/receipt.ts';
import type { Trace } from './traces.ts';
import type { Entry } from './receipt_entry.ts';
import type { Sending } from './sending.ts';

export type Screen =
  | { is: 'welcome' }
  | { is: 'programmes' }
  /** `eligibility` or the id of a section. */
  | { is: 'topic'; id: string }
  | { is: 'receipt'; next: Screen }
  | { is: 'type-back'; next: Screen }
  | { is: 'urgent' }
  | { is: 'review' }
  | { is: 'send' }
  | { is: 'done' }
  | { is: 'save-draft'; back: Screen }
  | { is: 'open-draft' }
  | { is: 'enter-receipt' }
  | { is: 'replies' }
  | { is: 'follow-up' }
  | { is: 'carry' };

/** A file that someone chose, and what it tells besides its content. */
export interface HeldFile {
  /** As it will be sent. */
  attachment: Attachment;
  blob: Blob;
  /** Nothing if this page cannot look inside such files. */
  traces: readonly Trace[] | undefined;
  /** Both, while there is a choice: the file as it is, and a copy without what it tells. */
  versions: { kept: Version; stripped: Version } | undefined;
}

export interface Version {
  attachment: Attachment;
  blob: Blob;
}

export interface FollowUp {
  message: string;
  files: HeldFile[];
  inReplyTo: Bytes | undefined;
  /** What it is about, where the page cannot know. */
  programme: Programme | undefined;
}

export interface State {
  language: Language;
  readonly organisation: Organisation;
  screen: Screen;
  programme: Programme | undefined;
  receipt: Receipt | undefined;
  /** The receipt was written down, as far as this page can know. */
  isReceiptKept: boolean;
  spelling: 'words' | 'numbers';
  answers: Answers;
  /** By question id; answers of kind `files` are made of them when a letter is. */
  files: Map<string, HeldFile[]>;
  /** What was sent, by question id: a print of the answer, so that a changed one is sent again. */
  sent: Map<string, string>;
  /** A first letter is on its way. */
  isBegun: boolean;
  /** Something was typed or chosen since the last draft or letter. */
  isUnsaved: boolean;
  /** Topics in which faults were already shown: the next press goes on all the same. */
  shownFaults: Set<string>;
  /** A receipt that is being entered. */
  entry: Entry | undefined;
  sending: Sending | undefined;
  board: Board | undefined;
  /** Of all editions seen in this visit. */
  newestHour: string | undefined;
  /** Relays that did not answer when the board was read. */
  silent: readonly Failure[];
  followUp: FollowUp;
  /** Answers of a draft that fit no question any more, as text: shown, so that nothing typed is lost. */
  unread: readonly string[];
  /** A sealed file that was carried here. */
  carried: Blob | undefined;
}

export function newState(organisation: Organisation, language: Language): State {
  return {
    language,
    organisation,
    screen: { is: 'welcome' },
    programme: undefined,
    receipt: undefined,
    isReceiptKept: false,
    spelling: spellingFor(language),
    answers: new Map<string, Answer>(),
    files: new Map(),
    sent: new Map(),
    isBegun: false,
    isUnsaved: false,
    shownFaults: new Set(),
    entry: undefined,
    sending: undefined,
    board: undefined,
    newestHour: undefined,
    silent: [],
    followUp: newFollowUp(undefined),
    unread: [],
    carried: undefined,
  };
}

export function newFollowUp(inReplyTo: Bytes | undefined): FollowUp {
  return { message: '', files: [], inReplyTo, programme: undefined };
}

/** There is no Vietnamese word list: numbers are easier than foreign words. */
export function spellingFor(language: Language): 'words' | 'numbers' {
  return language === 'vi' ? 'numbers' : 'words';
}

/** Forgets everything of one request. What the browser copied meanwhile is out of reach. */
export function clear(state: State): void {
  state.sending?.pause();
  state.receipt?.clear();
  Object.assign(state, newState(state.organisation, state.language));
}
