// The reply: what the organisation writes to the holder of a receipt (protocol 5).

import { equalBytes, toHex, utf8Length, type Bytes } from './bytes.ts';
import { Fields, type Cbor } from './cbor.ts';
import { isDay, isTime } from './day.ts';
import { malformed, ProtocolError } from './error.ts';
import { checkPadding, PROOF_BYTES, readHead, readProof } from './frame.ts';
import { LANGUAGES, type Language } from './language.ts';
import type { Organisation } from './organisation.ts';
import type { Receipt } from './receipt.ts';
import { open } from './seal.ts';
import { REPLY_BYTES } from './size.ts';

const MAX_TEXT_BYTES = 4096;
const MAX_PARTS = 32;
const MAX_PARCELS = 4;
const KINDS = ['acknowledgement', 'answer'] as const;

/** A larger file that a reply points to (protocol 7). */
export interface ParcelRef {
  /** Of the sealed parcel: its address on the relay. */
  sha256: Bytes;
  /** Sealed length in bytes. */
  length: number;
  name: string;
  type: string;
  /** Seed of the identity that opens it. */
  key: Bytes;
}

export interface Reply {
  /** Reply id, 16 bytes. */
  id: Bytes;
  kind: (typeof KINDS)[number];
  lane: number;
  n: number;
  slot: string;
  previous: Bytes | undefined;
  /** Which part of a text that is too long for one reply; parts join by number. */
  part: { number: number; of: number };
  inReplyTo: Bytes | undefined;
  written: string;
  /** The board drops it then. */
  expires: string;
  /** An answer is promised by then. */
  due: string | undefined;
  language: Language;
  text: string;
  parcels: ParcelRef[];
}

/**
 * Opens the reply that lay in a slot and checks all that it claims. Throws `proof` if it opens but is not from this
 * organisation, for this receipt, in this slot.
 */
export async function openReply(
  receipt: Receipt,
  organisation: Organisation,
  slot: string,
  sealed: Uint8Array,
): Promise<Reply> {
  if (sealed.length !== REPLY_BYTES) throw new ProtocolError('damaged');
  const opened = await open(receipt.identity(), new Blob([sealed as Bytes]));
  const head = await readHead('reply', opened);
  const proof = await readProof(head, opened);
  await checkPadding(opened, head.bytes.length + PROOF_BYTES);
  const fields = new Fields(head.header);
  const answerKey = fields.bytes('answer_key', 8);
  const claims = { organisation: fields.bytes('organisation', 16), receipt: fields.bytes('receipt', 16) };
  const reply: Reply = {
    id: fields.bytes('id', 16),
    kind: fields.oneOf('kind', KINDS),
    lane: fields.unsigned('lane', 15),
    n: fields.unsigned('n', 255),
    slot: toHex(fields.bytes('slot', 16)),
    previous: fields.optionalBytes('previous', 16),
    part: readPart(fields.optional('part')),
    inReplyTo: fields.optionalBytes('in_reply_to', 16),
    written: fields.text('written'),
    expires: fields.text('expires'),
    due: fields.optionalText('due'),
    language: fields.oneOf('language', LANGUAGES),
    text: fields.text('text'),
    parcels: fields.array('parcels').map(readParcel),
  };
  fields.finish();
  const isSpelled = isDay(reply.written) && isDay(reply.expires) && (reply.due === undefined || isTime(reply.due));
  if (!isSpelled || utf8Length(reply.text) > MAX_TEXT_BYTES || reply.parcels.length > MAX_PARCELS) throw malformed('reply');
  const ownPublic = receipt.public();
  const claimsHold =
    equalBytes(claims.organisation, organisation.id) &&
    equalBytes(claims.receipt, ownPublic.id) &&
    reply.slot === slot &&
    slot === ownPublic.slot(reply.lane, reply.n);
  const proofHolds = organisation.answerKeys
    .filter((key) => equalBytes(key.id, answerKey))
    .some((key) => receipt.verifyProof(key, 'reply', head.bytes, proof));
  if (!claimsHold || !proofHolds) throw new ProtocolError('proof');
  return reply;
}

function readPart(value: Cbor | undefined): { number: number; of: number } {
  const fields = new Fields(value);
  const part = { number: fields.unsigned('number', MAX_PARTS), of: fields.unsigned('of', MAX_PARTS) };
  fields.finish();
  if (part.number < 1 || part.number > part.of) throw malformed('part');
  return part;
}

function readParcel(value: Cbor): ParcelRef {
  const fields = new Fields(value);
  const parcel = {
    sha256: fields.bytes('sha256', 32),
    length: fields.unsigned('length'),
    name: fields.text('name'),
    type: fields.text('type'),
    key: fields.bytes('key', 32),
  };
  fields.finish();
  if (utf8Length(parcel.name) > 120 || utf8Length(parcel.type) > 60) throw malformed('parcel');
  return parcel;
}
