// Writes frames.json with Node's own cryptography and the npm package @noble/post-quantum 0.5.4: nothing of
// Sealpost's code. Each frame is what is sealed, without its zero padding.
import { createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { XWing } from "@noble/post-quantum/hybrid.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hkdf = (ikm, salt, info) => Buffer.from(hkdfSync("sha256", ikm, salt, info, 32));
const hmac = (key, ...parts) => {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};
const x25519Secret = (raw) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), raw]),
    format: "der",
    type: "pkcs8",
  });
const publicOf = (secret) => createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);

// CBOR as docs/protocol.md allows it. `raw` puts bytes in as they are, to break rules.
const raw = (text) => ({ raw: Buffer.from(text, "hex") });
const head = (major, n) => {
  if (n < 24) return Buffer.from([(major << 5) | n]);
  if (n < 256) return Buffer.from([(major << 5) | 24, n]);
  if (n < 65536) return Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  const long = Buffer.alloc(5);
  long[0] = (major << 5) | 26;
  long.writeUInt32BE(n, 1);
  return long;
};
const cbor = (value) => {
  if (value === true || value === false) return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === "number") return head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  if (value.raw) return value.raw;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([k, v]) => [cbor(k), cbor(v)])]);
};

const KINDS = { letter: 1, reply: 2, draft: 3, parcel: 4 };
const preamble = (kind, headerBytes, { major = 1, minor = 0, last = 0, magic = "SEALPOST" } = {}) => {
  const bytes = Buffer.alloc(16);
  bytes.write(magic, "ascii");
  bytes.set([KINDS[kind], major, minor, last], 8);
  bytes.writeUInt32BE(headerBytes, 12);
  return bytes;
};

const r = sha256("sealpost test vector frames").subarray(0, 16);
const replyIdentity = hkdf(r, "sealpost/v1/receipt", "reply identity");
const recipient = Buffer.from(XWing.keygen(new Uint8Array(replyIdentity)).publicKey);
const exchangeSecret = x25519Secret(hkdf(r, "sealpost/v1/receipt", "exchange key"));
const exchange = publicOf(exchangeSecret);
const slotKey = hkdf(r, "sealpost/v1/receipt", "slot key");
const receiptId = sha256("sealpost/v1/receipt id", recipient, exchange, slotKey).subarray(0, 16);
const slot = (lane, n) => {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(n);
  return hmac(slotKey, "sealpost/v1/slot", Buffer.from([lane]), counter).subarray(0, 16);
};
const answerSecretBytes = sha256("sealpost test vector frames answer key");
const answerSecret = x25519Secret(answerSecretBytes);
const answerKeyId = sha256("sealpost/v1/answer key", publicOf(answerSecret)).subarray(0, 8);
const shared = diffieHellman({ privateKey: exchangeSecret, publicKey: createPublicKey(answerSecret) });
const proofOf = (kind, bytes) => hmac(hkdf(shared, slotKey, `sealpost/v1/proof/${kind}`), bytes);
const organisation = sha256("sealpost test vector frames organisation").subarray(0, 16);
const form = sha256("sealpost test vector frames form");
const id = (name) => sha256(`sealpost test vector frames ${name}`).subarray(0, 16);

const photo = Buffer.from("not really a photograph");
const attachment = { question: "files", name: "ảnh.jpg", type: "image/jpeg", length: photo.length, sha256: sha256(photo) };
const letter = {
  id: id("letter"),
  kind: "first",
  organisation,
  programme: "emergency",
  form,
  language: "vi",
  answers: { country: "VN", need: ["lawyer", "family"], money_needed: false, files: [0] },
  attachments: [attachment],
  receipt: { recipient, exchange, slot_key: slotKey },
  answer_key: answerKeyId,
  more_follows: false,
  made_on: "2026-11-23",
};
const reply = {
  id: id("reply"),
  kind: "acknowledgement",
  organisation,
  answer_key: answerKeyId,
  receipt: receiptId,
  lane: 3,
  n: 7,
  slot: slot(3, 7),
  part: { number: 1, of: 1 },
  written: "2026-11-23",
  expires: "2027-02-21",
  due: "2026-11-25T14:00:00Z",
  language: "vi",
  text: "Chúng tôi đã nhận được thư của bạn.",
  parcels: [],
};
const draft = {
  organisation,
  programme: "pil",
  form,
  language: "fr",
  answers: { case_short: "Un exemple." },
  attachments: [attachment],
  saved_on: "2026-11-23",
  sent: ["country"],
};
const guide = Buffer.from("a guide for many");
const parcel = { name: "guide.pdf", type: "application/pdf", length: guide.length, sha256: sha256(guide) };

const bodies = { letter: photo, reply: Buffer.alloc(0), draft: photo, parcel: guide };
const frame = (kind, header, { proof, body = bodies[kind], change = {}, length } = {}) => {
  const encoded = cbor(header);
  const start = Buffer.concat([preamble(kind, length ?? encoded.length, change), encoded]);
  const proofBytes = proof ?? (kind === "letter" || kind === "reply" ? proofOf(kind, start) : Buffer.alloc(0));
  return Buffer.concat([start, proofBytes, body]);
};
const x = { x: { later: [1, "two", true] } };
const without = (header, key) => ({ ...header, [key]: undefined });
const wrongProof = Buffer.alloc(32, 7);

const accept = [];
const reject = [];
const good = (kind, name, bytes, proof = true) => accept.push({ kind, name, proof, frame: hex(bytes) });
const bad = (kind, name, why, bytes) => reject.push({ kind, name, why, frame: hex(bytes) });

good("letter", "first", frame("letter", letter));
good("letter", "follow-up", frame("letter", { ...without(letter, "x"), kind: "follow-up", in_reply_to: id("reply"), message: "Thêm một điều." }));
good("letter", "cover", frame("letter", { ...letter, kind: "cover", answers: {}, attachments: [] }, { body: Buffer.alloc(0) }));
good("letter", "extension", frame("letter", { ...letter, ...x }));
good("letter", "minor version", frame("letter", letter, { change: { minor: 9 } }));
good("letter", "keys in another order", frame("letter", Object.fromEntries(Object.entries(letter).reverse())));
good("letter", "wrong proof: said, not dropped", frame("letter", letter, { proof: wrongProof }), false);
good("letter", "proof of the other kind", frame("letter", letter, { proof: proofOf("reply", frame("letter", letter).subarray(0, 16 + cbor(letter).length)) }), false);
good("reply", "acknowledgement", frame("reply", reply));
good("reply", "answer with a parcel", frame("reply", {
  ...reply, kind: "answer", due: undefined, previous: id("reply before"), in_reply_to: id("letter"),
  parcels: [{ sha256: sha256("parcel"), length: 65536, name: "guide.pdf", type: "application/pdf", key: sha256("key") }],
}));
good("draft", "draft", frame("draft", draft));
good("draft", "draft with text", frame("draft", { ...draft, message: "Une phrase.", ...x }));
good("parcel", "parcel", frame("parcel", parcel));

for (const [kind, header] of Object.entries({ letter, reply, draft, parcel })) {
  const bytes = frame(kind, header);
  bad(kind, "other magic", "foreign", frame(kind, header, { change: { magic: "SEALPAST" } }));
  bad(kind, "empty", "foreign", Buffer.alloc(0));
  bad(kind, "major version", "version", frame(kind, header, { change: { major: 2 } }));
  bad(kind, "reserved byte", "malformed", frame(kind, header, { change: { last: 1 } }));
  bad(kind, "header length zero", "malformed", frame(kind, header, { length: 0 }));
  bad(kind, "header length too small", "malformed", frame(kind, header, { length: cbor(header).length - 1 }));
  bad(kind, "header length over a mebibyte", "malformed", frame(kind, header, { length: 1048577 }));
  bad(kind, "padding that is not zero", "malformed", Buffer.concat([bytes, Buffer.from([0, 0, 1])]));
  bad(kind, "unknown key", "malformed", frame(kind, { ...header, later: 1 }));
  bad(kind, "key twice", "malformed", frame(kind, raw(hex(Buffer.concat([head(5, 2), cbor("x"), cbor({}), cbor("x"), cbor({})])))));
  bad(kind, "indefinite length", "malformed", frame(kind, raw("bfff")));
  bad(kind, "two items", "malformed", frame(kind, raw(hex(Buffer.concat([cbor(header), cbor(0)])))));
  const key = Object.keys(header)[0];
  bad(kind, `without ${key}`, "malformed", frame(kind, without(header, key)));
  bad(kind, `${key} of another type`, "malformed", frame(kind, { ...header, [key]: true }));
}
for (const [name, change] of Object.entries({
  "language unknown": { language: "de" },
  "kind unknown": { kind: "second" },
  "day with a time": { made_on: "2026-11-23T00:00:00Z" },
  "no such day": { made_on: "2026-02-30" },
  "id too short": { id: id("letter").subarray(1) },
  "receipt with low order": { receipt: { recipient, exchange: Buffer.alloc(32), slot_key: slotKey } },
  "receipt with key not reduced": { receipt: { recipient: Buffer.concat([Buffer.alloc(1184, 0xff), recipient.subarray(1184)]), exchange, slot_key: slotKey } },
  "attachment named with a path": { attachments: [{ ...attachment, name: "../a.jpg" }] },
  "attachment without a name": { attachments: [{ ...attachment, name: "" }] },
  "attachment of another content": { attachments: [{ ...attachment, sha256: sha256("other") }] },
  "attachment longer than the file": { attachments: [{ ...attachment, length: 1048576 }] },
  "cover that holds something": { kind: "cover" },
})) {
  bad("letter", name, "malformed", frame("letter", { ...letter, ...change }));
}
for (const [name, change] of Object.entries({
  "wrong proof": {},
  "another slot": { slot: slot(3, 8) },
  "another receipt": { receipt: id("receipt") },
  "another organisation": { organisation: id("other organisation") },
  "unknown answer key": { answer_key: id("answer key").subarray(0, 8) },
})) {
  const options = name === "wrong proof" ? { proof: wrongProof } : {};
  bad("reply", name, "proof", frame("reply", { ...reply, ...change }, options));
}
for (const [name, change] of Object.entries({
  "lane 16": { lane: 16 },
  "n 256": { n: 256 },
  "part 2 of 1": { part: { number: 2, of: 1 } },
  "text too long": { text: "字".repeat(1366) },
  "time not whole": { due: "2026-11-25T14:00:00.5Z" },
})) {
  bad("reply", name, "malformed", frame("reply", { ...reply, ...change }));
}

const lines = (list) => list.map((item) => JSON.stringify(item)).join(",\n");
writeFileSync(
  new URL("../frames.json", import.meta.url),
  `{
"receipt":"${hex(r)}",
"intake_seed":"${hex(sha256("sealpost test vector frames intake"))}",
"answer_key":"${hex(answerSecretBytes)}",
"organisation":"${hex(organisation)}",
"reply_slot":"${hex(slot(3, 7))}",
"attachment":"${hex(photo)}",
"parcel":"${hex(guide)}",
"accept": [
${lines(accept)}
],
"reject": [
${lines(reject)}
]
}
`,
);
