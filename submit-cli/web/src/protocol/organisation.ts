// The organisation file: what the page trusts (protocol 9.1).

import type { Answers } from './answer.ts';
import { equalBytes, fromBase64, fromHex, toHex, utf8, type Bytes } from './bytes.ts';
import { JsonFields, type Json } from './canonical_json.ts';
import { dayOf, isDay, isTime } from './day.ts';
import { openDocument, type Envelope } from './document.ts';
import { malformed, ProtocolError } from './error.ts';
import { Form, isId, visible, type Question } from './form.ts';
import { sha256 } from './hash.ts';
import { isLanguage, type Language, type LocalText } from './language.ts';
import { answerKeyOf, type AnswerKey } from './proof.ts';
import { recipientBytes } from './recipient.ts';
import { VerifyingKey } from './signature.ts';
import type { WordList } from './words.ts';

const MAX_BYTES = 4 << 20;
const MAX_KEYS = 400;
const MAX_PROGRAMMES = 50;
const MAX_RELAYS = 32;
const MAX_LANE = 15;
const MAX_PROMISE_HOURS = 8784;
/** How far a clock may be behind before a person is told. */
const CLOCK_SLACK_MS = 24 * 3_600_000;

export interface IntakeKey {
  /** 16 hex digits, which follow from the key. */
  readonly id: string;
  /** `age1pq1…` */
  readonly recipient: string;
  /** First day of the period. */
  readonly from: string;
  /** The day after the last. */
  readonly until: string;
}

export interface Relay {
  readonly id: string;
  readonly name: string;
  readonly https: string | undefined;
  readonly onion: string | undefined;
}

export interface Programme {
  readonly id: string;
  readonly title: LocalText;
  readonly languages: readonly Language[];
  /** ISO 3166-1 codes of the countries covered; empty for all. */
  readonly countries: readonly string[];
  /** An answer is promised within these hours. */
  readonly promiseHours: number;
  /** First and last day on which it can be asked for. */
  readonly opens: string | undefined;
  readonly closes: string | undefined;
  readonly form: Form;
}

export interface Organisation {
  /** 16 bytes. */
  readonly id: Bytes;
  readonly number: number;
  readonly name: string;
  readonly root: VerifyingKey;
  /** Hex SHA-256 of the key that may sign after this one. */
  readonly nextRoot: string | undefined;
  readonly issued: string;
  readonly expires: string;
  readonly intakeKeys: readonly IntakeKey[];
  readonly fallbackKey: { readonly id: string; readonly recipient: string };
  /** Newest first; at least one. */
  readonly answerKeys: readonly AnswerKey[];
  readonly desks: readonly { readonly lane: number; readonly key: VerifyingKey }[];
  readonly relays: readonly Relay[];
  readonly fallbackContact: LocalText;
  readonly programmes: readonly Programme[];
  /** Hex SHA-256 of the file. */
  readonly digest: string;
}

/**
 * Reads an organisation file and checks its signature by the root it names itself. That proves only that it is
 * whole: whether it is the right organisation's is for a person who compares the fingerprint to say.
 */
export function verifyOrganisation(envelope: Envelope): Organisation {
  const organisation = parseOrganisation(envelope.document);
  organisation.root.verify(utf8(envelope.document), envelope.signature);
  return organisation;
}

/**
 * Reads a newer file of the organisation that is trusted already, or the same again. Throws `other-organisation`,
 * `signature` for a root that was not announced, `rollback`, and what `verifyOrganisation` throws.
 */
export function acceptNewer(trusted: Organisation, envelope: Envelope): Organisation {
  const offered = verifyOrganisation(envelope);
  if (!equalBytes(offered.id, trusted.id)) throw new ProtocolError('other-organisation');
  const isNext = trusted.nextRoot === toHex(sha256(offered.root.bytes));
  if (offered.root.text !== trusted.root.text && !isNext) throw new ProtocolError('signature');
  const isOlder = offered.number < trusted.number;
  const isAnother = offered.number === trusted.number && offered.digest !== trusted.digest;
  if (isOlder || isAnother) throw new ProtocolError('rollback');
  return offered;
}

/** Reads an organisation file without looking at its signature. */
export function parseOrganisation(document: string): Organisation {
  const fields = openDocument(document, 'sealpost-organisation', MAX_BYTES);
  const organisation: Organisation = {
    id: fromHex(fields.text('organisation'), 16),
    number: fields.integer('number', 1, Number.MAX_SAFE_INTEGER),
    name: fields.text('name'),
    root: new VerifyingKey(fields.text('root')),
    nextRoot: hexOrNothing(fields.optionalText('next_root'), 32),
    issued: timeOf(fields, 'issued'),
    expires: timeOf(fields, 'expires'),
    intakeKeys: list(fields, 'intake_keys', MAX_KEYS, readIntakeKey),
    fallbackKey: readFallbackKey(fields.optional('fallback_key')),
    answerKeys: list(fields, 'answer_keys', MAX_KEYS, readAnswerKey),
    desks: list(fields, 'desks', MAX_LANE + 1, readDesk),
    relays: list(fields, 'relays', MAX_RELAYS, readRelay),
    fallbackContact: fields.optionalLocalText('fallback_contact') ?? {},
    programmes: list(fields, 'programmes', MAX_PROGRAMMES, readProgramme),
    digest: toHex(sha256(utf8(document))),
  };
  fields.finish();
  if (organisation.name.trim() === '' || utf8(organisation.name).length > 200) throw malformed('name');
  if (organisation.expires <= organisation.issued) throw malformed('expires');
  if (organisation.answerKeys.length === 0) throw malformed('answer_keys');
  const ids = [organisation.fallbackKey.id, ...organisation.intakeKeys.map((key) => key.id)];
  unique('intake_keys', ids);
  unique('answer_keys', organisation.answerKeys.map((key) => toHex(key.id)));
  unique('desks', organisation.desks.map((desk) => desk.lane));
  unique('relays', organisation.relays.map((relay) => relay.id));
  unique('programmes', organisation.programmes.map((programme) => programme.id));
  return organisation;
}

/** What two people read to each other. */
export function fingerprintWords(organisation: Organisation, wordList: WordList): string[] {
  return organisation.root.words(wordList);
}

export function fingerprintNumbers(organisation: Organisation): string[] {
  return organisation.root.numbers();
}

/** The later of the clock and the time of issue: a clock that is behind does not bring keys of the past back. */
export function effectiveDay(organisation: Organisation, now: Date): string {
  const issued = new Date(organisation.issued);
  return dayOf(now > issued ? now : issued);
}

/** The key to seal a letter to. There always is one: a page that is years old still works. */
export function intakeKey(
  organisation: Organisation,
  now: Date,
): { id: string; recipient: string; isFallback: boolean } {
  const day = effectiveDay(organisation, now);
  let chosen: IntakeKey | undefined;
  for (const key of organisation.intakeKeys) {
    // Days are spelled so that their order is that of their texts.
    const isFor = key.from <= day && day < key.until;
    if (isFor && (chosen === undefined || key.from >= chosen.from)) chosen = key;
  }
  const { id, recipient } = chosen ?? organisation.fallbackKey;
  return { id, recipient, isFallback: chosen === undefined };
}

/** Why the file may not be the newest. None of it keeps a letter from being sealed. */
export interface Staleness {
  /** The message is `stale-<kind>`. */
  readonly kind: 'clock-behind' | 'expired' | 'no-period';
  /** Of `expired`: since which day. */
  readonly day?: string;
}

export function staleness(organisation: Organisation, now: Date): Staleness[] {
  const reasons: Staleness[] = [];
  if (now.getTime() + CLOCK_SLACK_MS < Date.parse(organisation.issued)) reasons.push({ kind: 'clock-behind' });
  if (now.getTime() >= Date.parse(organisation.expires)) {
    reasons.push({ kind: 'expired', day: organisation.expires.slice(0, 10) });
  }
  if (intakeKey(organisation, now).isFallback) reasons.push({ kind: 'no-period' });
  return reasons;
}

export type ProgrammeState = { is: 'open' } | { is: 'not-yet'; opens: string } | { is: 'closed'; closed: string };

export function programmeState(programme: Programme, organisation: Organisation, now: Date): ProgrammeState {
  const day = effectiveDay(organisation, now);
  if (programme.opens !== undefined && day < programme.opens) return { is: 'not-yet', opens: programme.opens };
  if (programme.closes !== undefined && day > programme.closes) return { is: 'closed', closed: programme.closes };
  return { is: 'open' };
}

/**
 * The kind words for a person whom the rules leave out, by the answers so far. They inform and never stop: such a
 * person may still send.
 */
export function outside(programme: Programme, answers: Answers): { question: Question; words: LocalText }[] {
  const shown = visible(programme.form, answers);
  return programme.form.questions.flatMap((question) => {
    const answer = shown.has(question.id) ? answers.get(question.id) : undefined;
    if (question.kind === 'country') {
      const isCovered =
        typeof answer !== 'string' || programme.countries.length === 0 || programme.countries.includes(answer);
      return isCovered || question.outside === undefined ? [] : [{ question, words: question.outside }];
    }
    const chosen: readonly unknown[] =
      question.kind === 'one-of' ? [answer] : question.kind === 'some-of' && Array.isArray(answer) ? answer : [];
    return chosen.flatMap((id) => {
      const words = question.options.find((option) => option.id === id)?.outside;
      return words === undefined ? [] : [{ question, words }];
    });
  });
}

function list<T>(fields: JsonFields, key: string, most: number, read: (json: Json) => T): T[] {
  if (fields.optional(key) === undefined) throw malformed(key);
  const items = fields.array(key);
  if (items.length > most) throw malformed(`too many ${key}`);
  return items.map(read);
}

function unique(where: string, items: readonly unknown[]): void {
  if (new Set(items).size !== items.length) throw malformed(`${where}: something occurs twice`);
}

function hexOrNothing(text: string | undefined, length: number): string | undefined {
  return text === undefined ? undefined : toHex(fromHex(text, length));
}

function timeOf(fields: JsonFields, key: string): string {
  const time = fields.text(key);
  if (!isTime(time)) throw malformed(key);
  return time;
}

function dayOrNothing(fields: JsonFields, key: string): string | undefined {
  const day = fields.optionalText(key);
  if (day !== undefined && !isDay(day)) throw malformed(key);
  return day;
}

/** Reads id and recipient, and holds the one to the other. */
function readKey(fields: JsonFields): { id: string; recipient: string } {
  const key = { id: fields.text('id'), recipient: fields.text('recipient') };
  let bytes;
  try {
    bytes = recipientBytes(key.recipient);
  } catch {
    throw malformed('a key that is no hybrid recipient');
  }
  if (toHex(sha256(bytes).subarray(0, 8)) !== key.id) throw malformed('an id that is not its key’s');
  return key;
}

function readIntakeKey(json: Json): IntakeKey {
  const fields = new JsonFields(json, 'intake key');
  const key = { ...readKey(fields), from: fields.text('from'), until: fields.text('until') };
  fields.finish();
  if (!isDay(key.from) || !isDay(key.until) || key.until <= key.from) throw malformed('intake key: period');
  return key;
}

function readFallbackKey(json: Json | undefined): { id: string; recipient: string } {
  const fields = new JsonFields(json, 'fallback key');
  const key = readKey(fields);
  fields.finish();
  return key;
}

function readAnswerKey(json: Json): AnswerKey {
  const fields = new JsonFields(json, 'answer key');
  const bytes = fromBase64(fields.text('key'));
  const key = answerKeyOf(bytes);
  if (bytes.length !== 32 || toHex(key.id) !== fields.text('id')) throw malformed('answer key');
  fields.finish();
  return key;
}

function readDesk(json: Json): { lane: number; key: VerifyingKey } {
  const fields = new JsonFields(json, 'desk');
  const desk = { lane: fields.integer('lane', 0, MAX_LANE), key: new VerifyingKey(fields.text('key')) };
  fields.finish();
  return desk;
}

/** Nothing in an address that two readers might read differently, and no user part, query or fragment. */
const ADDRESS = /^https?:\/\/(?:\[[^\]]+\]|[^/:[\]]+)(?::[0-9]{1,5})?(?:\/[!-~]*)?$/;

function addressOf(fields: JsonFields, key: 'https' | 'onion'): string | undefined {
  const url = fields.optionalText(key);
  if (url === undefined) return undefined;
  const isPlain = url.length <= 300 && /^[!-~]+$/.test(url) && !/[@?#\\"<>`{}|^]/.test(url) && ADDRESS.test(url);
  const isRight =
    key === 'https' ? url.startsWith('https://') : /^https?:\/\/[^/:]+\.onion(?:[/:]|$)/.test(url);
  if (!isPlain || !isRight) throw malformed(`relay: ${key}`);
  return url;
}

function readRelay(json: Json): Relay {
  const fields = new JsonFields(json, 'relay');
  const relay = {
    id: toHex(fromHex(fields.text('id'), 16)),
    name: fields.text('name'),
    https: addressOf(fields, 'https'),
    onion: addressOf(fields, 'onion'),
  };
  // For programs that check certificates themselves; a browser does it alone.
  const certificate = fields.optionalText('certificate');
  if (certificate !== undefined) fromBase64(certificate);
  fields.finish();
  return relay;
}

function readProgramme(json: Json): Programme {
  const fields = new JsonFields(json, 'programme');
  const languages = fields.texts('languages').filter(isLanguage);
  const programme: Programme = {
    id: fields.text('id'),
    title: fields.localText('title'),
    languages,
    countries: fields.texts('countries'),
    promiseHours: fields.integer('promise_hours', 1, MAX_PROMISE_HOURS),
    opens: dayOrNothing(fields, 'opens'),
    closes: dayOrNothing(fields, 'closes'),
    form: new Form(fields.optional('form') ?? null),
  };
  fields.finish();
  if (!isId(programme.id)) throw malformed('programme: id');
  if (languages.length === 0 || languages.length !== fields.texts('languages').length) throw malformed('programme: languages');
  unique('programme: languages', languages);
  if (programme.countries.length > 300 || !programme.countries.every((code) => /^[A-Z]{2}$/.test(code))) {
    throw malformed('programme: countries');
  }
  if (programme.opens !== undefined && programme.closes !== undefined && programme.closes < programme.opens) {
    throw malformed('programme: closes before it opens');
  }
  return programme;
}
