// The letter: what a person sends (protocol 4).

import { answersToWire, type Answers, type WireAnswers } from './answer.ts';
import {
  checkAttachments, checkUnchanged, cutFiles, readAttachments, writeAttachments, type AttachedFile,
} from './attachment.ts';
import { equalBytes, randomBytes, type Bytes } from './bytes.ts';
import { Fields } from './cbor.ts';
import { isDay, localDay } from './day.ts';
import { malformed, ProtocolError } from './error.ts';
import { checkPadding, encodeHead, PROOF_BYTES, readHead, readProof, type Head } from './frame.ts';
import { LANGUAGES, type Language } from './language.ts';
import { intakeKey, type Organisation, type Programme } from './organisation.ts';
import { prove } from './proof.ts';
import { ReceiptPublic, type Receipt } from './receipt.ts';
import { open, seal, type SealedFile } from './seal.ts';
import { sealedLength } from './size.ts';
import type { Options } from './stream.ts';

/** Longest free text of a follow-up, in characters. */
export const MAX_MESSAGE_CHARS = 20_000;

const KINDS = ['first', 'follow-up', 'cover'] as const;
/** A cover letter carries nothing, so that someone who watches cannot tell who sends something. */
export type LetterKind = (typeof KINDS)[number];

export interface LetterToSeal {
  kind: LetterKind;
  organisation: Organisation;
  programme: Programme;
  language: Language;
  /** Already pruned. */
  answers: Answers;
  message?: string | undefined;
  files: readonly AttachedFile[];
  receipt: Receipt;
  /** Id of the reply this one answers. */
  inReplyTo?: Bytes | undefined;
  /** The rest of the answers follows under the same receipt. */
  moreFollows: boolean;
  now: Date;
  /** The newest hour of any edition that was verified: a clock that is behind it is wrong. */
  newestHour?: string | undefined;
}

export interface SealedLetter extends SealedFile {
  /** Letter id, 16 bytes. */
  id: Bytes;
}

/** Seals a letter to the intake key of this day. Throws `too-large`, `limit` or `attachment-changed`. */
export async function sealLetter(letter: LetterToSeal, options: Options = {}): Promise<SealedLetter> {
  const { organisation, programme, receipt, files } = letter;
  const answerKey = organisation.answerKeys[0]!;
  checkMessage(letter.message);
  checkAttachments(files.map((file) => file.attachment), () => new ProtocolError('limit', 'attachments'));
  const id = randomBytes(16);
  const head = encodeHead('letter', {
    id,
    kind: letter.kind,
    organisation: organisation.id,
    programme: programme.id,
    form: programme.form.hash,
    language: letter.language,
    answers: answersToWire(letter.answers),
    message: letter.message,
    attachments: writeAttachments(files),
    receipt: receipt.public().write(),
    answer_key: answerKey.id,
    in_reply_to: letter.inReplyTo,
    more_follows: letter.moreFollows,
    made_on: localDay(letter.now),
  });
  const proof = receipt.prove(answerKey, 'letter', head);
  const length = sealedLength(head.length + proof.length + sumOf(files));
  await checkUnchanged(files, options);
  const parts = [head, proof, ...files.map((file) => file.blob)];
  const keyTime = laterOf(letter.now, letter.newestHour);
  const sealed = await seal(intakeKey(organisation, keyTime).recipient, length, parts, options);
  return { ...sealed, id };
}

/** A clock that is behind does not bring keys of the past back. */
export function laterOf(clock: Date, newestHour: string | undefined): Date {
  return newestHour !== undefined && Date.parse(newestHour) > clock.getTime() ? new Date(newestHour) : clock;
}

/** The sealed length that a letter with these files will have, if its answers are of a usual length. */
export function letterLength(files: readonly { readonly size: number }[], answersBytes = 16_384): number {
  return sealedLength(files.reduce((sum, file) => sum + file.size, answersBytes));
}

export function sumOf(files: readonly AttachedFile[]): number {
  return files.reduce((sum, file) => sum + file.attachment.length, 0);
}

export function checkMessage(message: string | undefined): void {
  if (message !== undefined && [...message].length > MAX_MESSAGE_CHARS) throw new ProtocolError('limit', 'message');
}

/** A letter that was opened to its authenticated end. The page opens none: this is for those who check it. */
export interface OpenedLetter {
  id: Bytes;
  kind: LetterKind;
  organisation: Bytes;
  programme: string;
  form: Bytes;
  language: Language;
  answers: WireAnswers;
  message: string | undefined;
  files: AttachedFile[];
  receipt: ReceiptPublic;
  answerKey: Bytes;
  inReplyTo: Bytes | undefined;
  moreFollows: boolean;
  madeOn: string;
  head: Head;
  proof: Bytes;
}

export async function openLetter(identity: string, sealed: Blob, options: Options = {}): Promise<OpenedLetter> {
  const opened = await open(identity, sealed, options);
  const head = await readHead('letter', opened);
  const proof = await readProof(head, opened);
  const fields = new Fields(head.header);
  const attachments = readAttachments(fields.array('attachments'));
  const letter = {
    id: fields.bytes('id', 16),
    kind: fields.oneOf('kind', KINDS),
    organisation: fields.bytes('organisation', 16),
    programme: fields.text('programme'),
    form: fields.bytes('form', 32),
    language: fields.oneOf('language', LANGUAGES),
    answers: readAnswers(fields),
    message: fields.optionalText('message'),
    receipt: ReceiptPublic.read(fields.optional('receipt')),
    answerKey: fields.bytes('answer_key', 8),
    inReplyTo: fields.optionalBytes('in_reply_to', 16),
    moreFollows: fields.bool('more_follows'),
    madeOn: fields.text('made_on'),
  };
  fields.finish();
  if (!isDay(letter.madeOn)) throw malformed('made_on');
  const [files, end] = await cutFiles(attachments, opened, head.bytes.length + PROOF_BYTES, options);
  await checkPadding(opened, end, options);
  return { ...letter, files, head, proof };
}

/** Says whether the holder of the receipt named in a letter wrote it, by the organisation's secret answer key. */
export function isProven(letter: OpenedLetter, answerSecret: Uint8Array): boolean {
  const { exchange, slotKey } = letter.receipt;
  return equalBytes(prove(answerSecret, exchange, slotKey, 'letter', letter.head.bytes), letter.proof);
}

export function readAnswers(fields: Fields): WireAnswers {
  const answers = fields.map('answers');
  if (![...answers.keys()].every((key) => typeof key === 'string')) throw malformed('answers');
  return answers as WireAnswers;
}
