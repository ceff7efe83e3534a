// How large the page is where it counts: published, with an organisation file in it, as a relay sends it.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parse } from 'smol-toml';

/** As many intake keys as the desk publishes: one for each month of the year that the file is good for, and then some. */
const INTAKE_KEYS = 14;
const FORMS = ['emergency', 'pil'];

/** The page as `publish` fills it, with keys made of a hash: real ones would give another size each time. */
export async function joined(html) {
  const forms = await Promise.all(FORMS.map((id) => readFile(new URL(`../../crypto-core/forms/${id}.toml`, import.meta.url), 'utf8')));
  const programmes = FORMS.map((id, at) => {
    const form = parse(forms[at]);
    return { id, title: form.title, languages: ['en', 'zh-Hans', 'fr', 'vi'], countries: ['CN', 'VN'], promise_hours: 48, opens: null, closes: null, form };
  });
  const recipient = (name) => `age1pq1${noise(name, 1952, 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')}`;
  const hex = (name, length) => noise(name, length, '0123456789abcdef');
  const base64 = (name, length) => noise(name, length, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
  const document = JSON.stringify({
    type: 'sealpost-organisation',
    version: 1,
    organisation: hex('organisation', 32),
    number: 1,
    name: 'Sample Organisation',
    root: base64('root', 56),
    next_root: hex('next', 64),
    issued: '2026-11-24T08:00:00Z',
    expires: '2027-11-24T08:00:00Z',
    intake_keys: Array.from({ length: INTAKE_KEYS }, (_, at) => ({ id: hex(`id ${at}`, 16), recipient: recipient(`intake ${at}`), from: '2026-11-24', until: '2026-12-24' })),
    fallback_key: { id: hex('fallback id', 16), recipient: recipient('fallback') },
    answer_keys: [{ id: hex('answer id', 16), key: base64('answer', 43) }],
    desks: [0, 1].map((lane) => ({ lane, key: base64(`desk ${lane}`, 56) })),
    relays: ['one', 'two'].map((name) => ({ id: hex(name, 32), name, https: `https://${name}.example.org`, onion: `http://${noise(name, 56, 'abcdefghijklmnopqrstuvwxyz234567')}.onion`, certificate: null })),
    fallback_contact: programmes[0].title,
    programmes,
  });
  const envelope = JSON.stringify({ document, signature: base64('signature', 300) }).replaceAll('<', '\\u003c');
  return html
    .replace('id="organisation">null<', () => `id="organisation">${envelope}<`)
    .replace('<!--RECIPIENT-->', () => recipient('fallback'))
    .replace('<!--BLANK FORMS-->', () => programmes.flatMap(({ id, title }) => Object.entries(title).map(([tag, text]) => `<li lang="${tag}"><a href="forms/${id}.${tag}.txt" download>${text}</a></li>`)).join('\n'));
}

/** Text that no compression shortens further, as keys are; the same every time. */
function noise(name, length, alphabet) {
  let text = '';
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash('sha256').update(`${name} ${block}`).digest()) text += alphabet[byte % alphabet.length];
  }
  return text.slice(0, length);
}

/** As a relay sends it: compressed once, as well as it can be. */
export function onTheWire(html) {
  const bytes = Buffer.from(html);
  return {
    whole: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } }).length,
  };
}
