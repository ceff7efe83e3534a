// What every signed document has in common (protocol 9).

import { JsonFields, parseJson } from './canonical_json.ts';
import { malformed, ProtocolError } from './error.ts';

/** Most bytes of an envelope. */
const ENVELOPE_MAX_BYTES = 16 << 20;

/** A signed document as it travels: its exact text and the text of its `.minisig` file. */
export interface Envelope {
  document: string;
  signature: string;
}

export type DocumentType = 'sealpost-organisation' | 'sealpost-edition';

export function readEnvelope(source: string | Uint8Array): Envelope {
  const fields = new JsonFields(parseJson(source, ENVELOPE_MAX_BYTES), 'envelope');
  const envelope = { document: fields.text('document'), signature: fields.text('signature') };
  fields.finish();
  return envelope;
}

/** Reads a document's text up to the keys that all have; the rest is for the caller to take. */
export function openDocument(text: string, type: DocumentType, limitBytes: number): JsonFields {
  const fields = new JsonFields(parseJson(text, limitBytes), type);
  if (fields.optional('type') !== type) throw new ProtocolError('wrong-type');
  const version = fields.optional('version');
  if (typeof version === 'number' && version > 1) throw new ProtocolError('unknown-version');
  if (version !== 1) throw malformed('version');
  return fields;
}
