// The draft: what was filled in so far, sealed to the receipt's own recipient (protocol 6).

import { answersToWire, type Answers, type WireAnswers } from './answer.ts';
import {
  checkAttachments, checkUnchanged, cutFiles, readAttachments, writeAttachments, type AttachedFile,
} from './attachment.ts';
import { toHex, type Bytes } from './bytes.ts';
import { Fields } from './cbor.ts';
import { isDay, localDay } from './day.ts';
import { malformed, ProtocolError } from './error.ts';
import { checkPadding, encodeHead, readHead } from './frame.ts';
import { LANGUAGES, type Language } from './language.ts';
import { checkMessage, readAnswers, sumOf } from './letter.ts';
import type { Organisation, Programme } from './organisation.ts';
import type { Receipt } from './receipt.ts';
import { open, seal, type SealedFile } from './seal.ts';
import { sealedLength } from './size.ts';
import type { Options } from './stream.ts';

export interface DraftToSeal {
  organisation: Organisation;
  programme: Programme;
  language: Language;
  answers: Answers;
  message?: string | undefined;
  files: readonly AttachedFile[];
  /** Questions whose answers were already sent. */
  sent?: readonly string[] | undefined;
  receipt: Receipt;
  now: Date;
}

export interface OpenedDraft {
  /** 16 bytes; whether it is the same organisation is for the caller to see. */
  organisation: Bytes;
  programme: string;
  /** Form hash in hex. */
  form: string;
  language: Language;
  /** For `accept` of the form. */
  answers: WireAnswers;
  message: string | undefined;
  files: AttachedFile[];
  savedOn: string;
  sent: string[];
}

export async function sealDraft(draft: DraftToSeal, options: Options = {}): Promise<SealedFile> {
  const { organisation, programme, receipt, files } = draft;
  checkMessage(draft.message);
  checkAttachments(files.map((file) => file.attachment), () => new ProtocolError('limit', 'attachments'));
  const head = encodeHead('draft', {
    organisation: organisation.id,
    programme: programme.id,
    form: programme.form.hash,
    language: draft.language,
    answers: answersToWire(draft.answers),
    message: draft.message,
    attachments: writeAttachments(files),
    saved_on: localDay(draft.now),
    sent: draft.sent === undefined || draft.sent.length === 0 ? undefined : draft.sent,
  });
  const length = sealedLength(head.length + sumOf(files));
  await checkUnchanged(files, options);
  return seal(receipt.public().recipientText(), length, [head, ...files.map((file) => file.blob)], options);
}

export async function openDraft(sealed: Blob, receipt: Receipt, options: Options = {}): Promise<OpenedDraft> {
  const opened = await open(receipt.identity(), sealed, options);
  const head = await readHead('draft', opened);
  const fields = new Fields(head.header);
  const attachments = readAttachments(fields.array('attachments'));
  const sent = fields.optional('sent') === undefined ? [] : fields.array('sent');
  const draft = {
    organisation: fields.bytes('organisation', 16),
    programme: fields.text('programme'),
    form: toHex(fields.bytes('form', 32)),
    language: fields.oneOf('language', LANGUAGES),
    answers: readAnswers(fields),
    message: fields.optionalText('message'),
    savedOn: fields.text('saved_on'),
    sent: sent.map((id) => {
      if (typeof id !== 'string') throw malformed('sent');
      return id;
    }),
  };
  fields.finish();
  if (!isDay(draft.savedOn)) throw malformed('saved_on');
  const [files, end] = await cutFiles(attachments, opened, head.bytes.length, options);
  await checkPadding(opened, end, options);
  return { ...draft, files };
}
