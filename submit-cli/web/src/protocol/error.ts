// Why something was refused. An error never holds content: no answer, name, key, receipt or slot.

export type ErrorCode =
  /** Not an age file at all. */
  | 'not-age'
  /** Sealed for someone else. */
  | 'no-matching-key'
  /** Sealed bytes were changed or are cut off. */
  | 'damaged'
  /** Opens, and is something else than what belongs here. */
  | 'foreign'
  /** Opens, and breaks the protocol. */
  | 'malformed'
  /** Made by a newer major version. */
  | 'unknown-version'
  /** Not from whom, for whom or where it says it is. */
  | 'proof'
  /** Larger than the largest letter. */
  | 'too-large'
  /** A field is longer than it may be. */
  | 'limit'
  /** Not a hybrid recipient, or a key that must not be used. */
  | 'bad-recipient'
  /** A file changed between choosing and sealing it; `detail` is its place, from 1. */
  | 'attachment-changed'
  /** The signature does not verify. */
  | 'signature'
  /** Not JSON in the allowed form. */
  | 'not-json'
  | 'wrong-type'
  | 'other-organisation'
  /** An older document than one already accepted, or another one with the same number. */
  | 'rollback'
  | 'unknown-desk'
  /** The browser gives no cryptography to this page: not https, and not a file. */
  | 'insecure-context';

export class ProtocolError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'ProtocolError';
    this.code = code;
    this.detail = detail;
  }
}

export function malformed(what: string): ProtocolError {
  return new ProtocolError('malformed', what);
}

/** Nothing is sealed or opened where the browser withholds its cryptography. */
export function requireSecureContext(): void {
  if (globalThis.crypto?.subtle === undefined) throw new ProtocolError('insecure-context');
}
