// Files that travel with a letter or a draft (protocol 4).

import { equalBytes, utf8Length, type Bytes } from './bytes.ts';
import { Fields, type Cbor, type Encodable } from './cbor.ts';
import { malformed, ProtocolError } from './error.ts';
import { sha256OfBlob } from './hash.ts';
import type { Options } from './stream.ts';

/** Most attachments in one letter. */
export const MAX_ATTACHMENTS = 64;
const MAX_NAME_BYTES = 255;
const MAX_TYPE_BYTES = 127;

export interface Attachment {
  /** The question it answers, if it answers one. */
  question?: string | undefined;
  name: string;
  /** Media type as claimed. */
  type: string;
  length: number;
  sha256: Bytes;
}

/** A file and what a letter says about it. */
export interface AttachedFile {
  attachment: Attachment;
  blob: Blob;
}

const CONTROL = /\p{Cc}/u;

/** Describes a file by reading it once. */
export async function describe(
  blob: Blob,
  name: string,
  { question, type, ...options }: Options & { question?: string; type?: string } = {},
): Promise<Attachment> {
  const mediaType = type ?? blob.type;
  return {
    ...(question === undefined ? {} : { question }),
    name: safeName(name),
    type: utf8Length(mediaType) <= MAX_TYPE_BYTES && mediaType !== '' ? mediaType : 'application/octet-stream',
    length: blob.size,
    sha256: await sha256OfBlob(blob, options),
  };
}

/**
 * Turns any file name into one that a letter may carry: the last path segment, without control characters, cut to
 * 255 bytes; `file` if nothing is left.
 */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  let safe = '';
  let length = 0;
  for (const character of last) {
    if (CONTROL.test(character)) continue;
    length += utf8Length(character);
    if (length > MAX_NAME_BYTES) break;
    safe += character;
  }
  return isSafeName(safe) ? safe : 'file';
}

function isSafeName(name: string): boolean {
  const length = utf8Length(name);
  return length >= 1 && length <= MAX_NAME_BYTES && !/[/\\]/.test(name) && !CONTROL.test(name) && name !== '.' && name !== '..';
}

/** Refuses a list that breaks the protocol. */
export function checkAttachments(attachments: readonly Attachment[], refuse: () => ProtocolError): void {
  const isValid = (file: Attachment): boolean =>
    isSafeName(file.name) && utf8Length(file.type) <= MAX_TYPE_BYTES && utf8Length(file.question ?? '') <= 40;
  if (attachments.length > MAX_ATTACHMENTS || !attachments.every(isValid)) throw refuse();
}

/** Throws `attachment-changed` for a file that is no longer as it was described. */
export async function checkUnchanged(files: readonly AttachedFile[], options: Options = {}): Promise<void> {
  for (const [at, { attachment, blob }] of files.entries()) {
    const changed = (): ProtocolError => new ProtocolError('attachment-changed', String(at + 1));
    if (blob.size !== attachment.length) throw changed();
    let sha256;
    try {
      sha256 = await sha256OfBlob(blob, { signal: options.signal });
    } catch (error) {
      options.signal?.throwIfAborted();
      // A file that was changed or removed cannot be read any more.
      throw error instanceof DOMException ? changed() : error;
    }
    if (!equalBytes(sha256, attachment.sha256)) throw changed();
  }
}

export function writeAttachments(files: readonly AttachedFile[]): Encodable {
  return files.map(({ attachment }) => ({ ...attachment }));
}

export function readAttachments(values: readonly Cbor[]): Attachment[] {
  const attachments = values.map((value) => {
    const fields = new Fields(value);
    const question = fields.optionalText('question');
    const attachment: Attachment = {
      ...(question === undefined ? {} : { question }),
      name: fields.text('name'),
      type: fields.text('type'),
      length: fields.unsigned('length'),
      sha256: fields.bytes('sha256', 32),
    };
    fields.finish();
    return attachment;
  });
  checkAttachments(attachments, () => malformed('attachments'));
  return attachments;
}

/** Cuts the files out of what was opened and checks each; returns also where the padding begins. */
export async function cutFiles(
  attachments: readonly Attachment[],
  opened: Blob,
  from: number,
  options: Options = {},
): Promise<[files: AttachedFile[], end: number]> {
  const files: AttachedFile[] = [];
  let at = from;
  for (const attachment of attachments) {
    // No `type`: a browser must not take it for something to run or show.
    const blob = opened.slice(at, at + attachment.length);
    at += attachment.length;
    if (at > opened.size) throw malformed('cut off');
    if (!equalBytes(await sha256OfBlob(blob, { signal: options.signal }), attachment.sha256)) {
      throw malformed('a file is not the one described');
    }
    files.push({ attachment, blob });
  }
  return [files, at];
}
