// Writes organisation.json, release.json, edition.json and acknowledgement.json with Node's own
// cryptography, out of receipt.json and seal/hybrid.json: nothing of Sealpost's code.
import { createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, sign as ed25519 } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const at = (name) => new URL(`../${name}`, import.meta.url);
const read = (name) => JSON.parse(readFileSync(at(name)));
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const id = (name) => hex(sha256(`sealpost test vector ${name}`).subarray(0, 16));

// minisign, prehashed.
const key = (name) => {
  const seed = sha256(`sealpost test vector key ${name}`);
  const secret = createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
    format: "der",
    type: "pkcs8",
  });
  const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  const keyId = sha256(raw).subarray(0, 8);
  return { secret, raw, keyId, line: Buffer.concat([Buffer.from("Ed"), keyId, raw]).toString("base64") };
};
const minisig = ({ secret, keyId }, document, comment) => {
  const signature = ed25519(null, createHash("blake2b512").update(document).digest(), secret);
  const global = ed25519(null, Buffer.concat([signature, Buffer.from(comment)]), secret);
  return `untrusted comment: signature from a test key\n${Buffer.concat([Buffer.from("ED"), keyId, signature]).toString("base64")}\ntrusted comment: ${comment}\n${global.toString("base64")}\n`;
};
const signed = (signer, document) => {
  const { type, organisation, number } = (() => {
    try {
      return JSON.parse(document);
    } catch {
      return {};
    }
  })();
  return { document, signature: minisig(signer, document, `sealpost ${type} ${organisation} ${number}`) };
};
// A refused document: an accepted one with one thing changed, signed by the right key again.
const edits = (signer, document, list) =>
  list.map(([what, from, to, expect]) => {
    if (document.split(from).length < 2) throw new Error(`${what}: nothing to replace`);
    const changed = document.replace(from, () => to);
    return { what, replace: [from, to], signature: signed(signer, changed).signature, expect };
  });

const root = key("root");
const nextRoot = key("next root");
const strangerRoot = key("stranger");
const desk = key("desk");
const hybrid = read("seal/hybrid.json");
const intake = (n, from, until) => ({
  id: hybrid[n].public_sha256.slice(0, 16),
  recipient: hybrid[n].recipient,
  ...(from ? { from, until } : {}),
});
const answer = read("receipt.json").accept.map((vector) => ({
  id: vector.answer_key_id,
  key: Buffer.from(vector.answer_key_public, "hex").toString("base64"),
}));

const opening = (type, number) => ({ type, version: 1, organisation: id("organisation"), number });
const organisation = (number, more = {}) => ({
  ...opening("sealpost-organisation", number),
  name: "Test organisation",
  root: root.line,
  next_root: hex(sha256(nextRoot.raw)),
  issued: "2026-11-01T08:30:00Z",
  expires: "2027-02-01T00:00:00Z",
  intake_keys: [intake(0, "2026-11-01", "2026-12-01"), intake(1, "2026-11-20", "2027-01-01")],
  fallback_key: intake(2),
  answer_keys: answer.slice(0, 2),
  desks: [{ lane: 3, key: desk.line }],
  relays: [
    { id: id("relay one"), name: "one", https: "https://one.example", onion: null, certificate: null },
    { id: id("relay two"), name: "two", https: "https://203.0.113.7:8443", onion: "http://two.onion", certificate: "MIIB" },
  ],
  fallback_contact: { en: "Call us.", fr: "Appelez-nous." },
  programmes: [
    {
      id: "emergency",
      title: { en: "Emergency", fr: "Urgence" },
      languages: ["en", "fr"],
      countries: ["CN", "VN"],
      promise_hours: 48,
      opens: null,
      closes: "2026-12-31",
      form: {
        id: "emergency",
        title: { en: "Emergency", fr: "Urgence" },
        section: [
          {
            id: "s",
            title: { en: "S", fr: "S" },
            question: [{ id: "what", kind: "text", label: { en: "What?", fr: "Quoi ?" }, now: true, x: { hint: 1 } }],
          },
        ],
        x: { colour: "green" },
      },
    },
  ],
  ...more,
});
const text = (document) => `${JSON.stringify(document)}\n`;
const first = text(organisation(7));
const organisations = [
  ["the first", root, first],
  ["newer", root, text(organisation(8, { name: "Renamed", x: { later: [1, { a: null }] } }))],
  ["older", root, text(organisation(6))],
  ["another file with the same number", root, text(organisation(7, { name: "Other" }))],
  ["signed by the next root", nextRoot, text(organisation(9, { root: nextRoot.line, next_root: null }))],
  ["signed by a stranger", strangerRoot, text(organisation(9, { root: strangerRoot.line }))],
  ["another organisation", root, text({ ...organisation(9), organisation: id("other") })],
  ["laid out for people", root, `${JSON.stringify(organisation(8), null, 2)}\n`],
  // Keys whose value may be null may be left out.
  ["without nulls", root, text(organisation(8, {
    next_root: undefined,
    relays: [{ id: id("relay one"), name: "one", https: "https://one.example" }],
  }))],
].map(([what, signer, document]) => ({ what, ...signed(signer, document) }));
const pins = [
  ["the same again", 0, 0, "accepted"],
  ["newer", 0, 1, "accepted"],
  ["older", 0, 2, "Rollback"],
  ["the same number, other bytes", 0, 3, "SameNumber"],
  ["the announced root", 0, 4, "accepted"],
  ["back to the old root", 4, 1, "OtherRoot"],
  ["a stranger's root", 0, 5, "OtherRoot"],
  ["another organisation", 0, 6, "OtherOrganisation"],
].map(([what, pinned, offered, expect]) => ({ what, pinned, offered, expect }));
const keys = [
  ["a clock far behind", "2001-01-01T00:00:00Z", 0, ["stale-clock-behind"]],
  ["a clock a little behind", "2026-10-31T10:00:00Z", 0, []],
  ["within the first period", "2026-11-19T23:59:59Z", 0, []],
  ["two periods: the one that began last", "2026-11-20T00:00:00Z", 1, []],
  ["the last second of the last period", "2026-12-31T23:59:59Z", 1, []],
  ["behind the last period", "2027-01-01T00:00:00Z", 2, ["stale-no-period"]],
  ["years later", "2031-05-05T00:00:00Z", 2, ["stale-expired", "stale-no-period"]],
].map(([what, now, n, stale]) => ({ what, now, id: intake(n).id, fallback: n === 2, stale }));
const organisationRejects = edits(root, first, [
  ["not JSON", "{", "", "NotJson"],
  ["a key twice", '"version":1', '"version":1,"version":1', "NotJson"],
  ["a fraction", '"promise_hours":48', '"promise_hours":48.5', "NotJson"],
  ["another type", "sealpost-organisation", "sealpost-public", "WrongType"],
  ["no version", '"version":1,', "", "Malformed"],
  ["a newer version", '"version":1', '"version":2', "UnknownVersion"],
  ["number 0", '"number":7', '"number":0', "Malformed"],
  ["number 2^53", '"number":7', '"number":9007199254740992', "NotJson"],
  ["an unknown key", '"name"', '"colour":"green","name"', "Malformed"],
  ["an unknown key in a relay", '"name":"one"', '"name":"one","colour":"green"', "Malformed"],
  ["an organisation id in capitals", id("organisation"), id("organisation").toUpperCase(), "Malformed"],
  ["a time with parts of a second", "08:30:00Z", "08:30:00.5Z", "Malformed"],
  ["a time with an offset", "08:30:00Z", "08:30:00+00:00", "Malformed"],
  ["expires before it is issued", "2027-02-01", "2026-02-01", "Malformed"],
  ["an intake key under another's id", intake(0).id, intake(1).id, "Malformed"],
  ["a period that ends before it begins", '"until":"2026-12-01"', '"until":"2026-11-01"', "Malformed"],
  ["a day that is not", '"until":"2026-12-01"', '"until":"2026-11-31"', "Malformed"],
  ["a recipient of another kind", hybrid[0].recipient, "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "Malformed"],
  ["the fallback key among the intake keys", JSON.stringify(intake(2)), JSON.stringify(intake(1)), "Malformed"],
  ["an answer key under another's id", answer[0].id, answer[1].id, "Malformed"],
  ["no answer key", JSON.stringify(answer.slice(0, 2)), "[]", "Malformed"],
  ["lane 16", '"lane":3', '"lane":16', "Malformed"],
  ["a relay in the clear", "https://one", "http://one", "Malformed"],
  ["an onion address that is none", "http://two.onion", "http://two.example", "Malformed"],
  ["a relay twice", id("relay two"), id("relay one"), "Malformed"],
  ["a programme without languages", '"languages":["en","fr"]', '"languages":[]', "Malformed"],
  ["an unknown language", '"languages":["en","fr"]', '"languages":["en","de"]', "Malformed"],
  ["a country in small letters", '"VN"', '"vn"', "Malformed"],
  ["promise_hours 0", '"promise_hours":48', '"promise_hours":0', "Malformed"],
  ["closes before it opens", '"opens":null', '"opens":"2027-01-01"', "Malformed"],
  ["a form that breaks the protocol", '"kind":"text"', '"kind":"essay"', "Malformed"],
]).concat([
  // Here the signature is the one of the unchanged file.
  { what: "a changed byte", replace: ["Test", "Best"], signature: organisations[0].signature, expect: "Signature" },
  { what: "another key's signature", replace: ["Test", "Test"], signature: minisig(desk, first, "x"), expect: "Signature" },
  { what: "no signature", replace: ["Test", "Test"], signature: "", expect: "Signature" },
]);

const file = (path, length = 10) => ({ path, sha256: hex(sha256(path)), length });
const release = (files) => ({ ...opening("sealpost-public", 3), root: root.line, files });
const always = [file("organisation.json", 5000), file("organisation.json.minisig", 300)];
const plain = text(release([...always, file("index.html"), file("fr/a/b/c.js"), file(".well-known/security.txt")]));
const releases = [["a release", plain], ["with an extension", text({ ...release(always), x: { a: 1 } })]];
const releaseRejects = edits(root, plain, [
  ["a hidden file", "index.html", ".index.html", "Malformed"],
  ["a way out", "fr/a", "../a", "Malformed"],
  ["an absolute path", "fr/a", "/fr/a", "Malformed"],
  ["an empty segment", "fr/a", "fr//a", "Malformed"],
  ["a backslash", "fr/a", "fr\\\\a", "Malformed"],
  ["a letter outside ASCII", "index", "indéx", "Malformed"],
  ["five segments", "fr/a", "fr/a/a", "Malformed"],
  ["a path twice", "index.html", "organisation.json", "Malformed"],
  ["a file that is also a folder", "index.html", "fr", "Malformed"],
  ["no organisation file", '"organisation.json"', '"organization.json"', "Malformed"],
  ["more than 64 MiB", '"length":5000', '"length":67108864', "Malformed"],
  ["a negative length", '"length":5000', '"length":-1', "Malformed"],
  ["a digest in capitals", hex(sha256("index.html")), hex(sha256("index.html")).toUpperCase(), "Malformed"],
  ["an unknown key", '"files"', '"colour":1,"files"', "Malformed"],
  ["another root", root.line, desk.line, "Signature"],
]);

// Slots of a receipt (protocol 3), among others.
const receipt = read("receipt.json").accept[3];
const slotKey = Buffer.from(hkdfSync("sha256", Buffer.from(receipt.entropy, "hex"), "sealpost/v1/receipt", "slot key", 32));
const slot = (lane, n) => {
  const number = Buffer.alloc(5);
  number[0] = lane;
  number.writeUInt32BE(n, 1);
  return hex(createHmac("sha256", slotKey).update("sealpost/v1/slot").update(number).digest().subarray(0, 16));
};
const others = (count) => Array.from({ length: count }, (_, n) => id(`slot ${n}`));
const edition = (slots, more = {}) => {
  slots.sort();
  const chunks = Array.from({ length: slots.length / 16 }, (_, n) => hex(sha256(`chunk ${n}`)));
  return { ...opening("sealpost-edition", 12), lane: 3, hour: "2026-11-23T14:00:00Z", slots, chunks, ...more };
};
const found = (document, lane) => {
  const find = [];
  for (let n = 255; n >= 0; n--) {
    const place = document.slots.indexOf(slot(lane, n));
    if (place >= 0) find.push([n, Math.floor(place / 16), place % 16]);
  }
  const below = document.slots.filter((other) => other < slot(lane, 0)).length;
  return { find, decoy_chunk: Math.floor(Math.min(below, document.slots.length - 1) / 16) };
};
const editions = [
  ["no reply to this receipt", edition(others(32))],
  ["replies 0, 1 and 255", edition([...others(45), slot(3, 0), slot(3, 1), slot(3, 255)])],
  ["a reply that another lane would give", edition([...others(31), slot(4, 0)])],
  ["every slot below the receipt's", edition(Array.from({ length: 32 }, (_, n) => `00${id(n).slice(2)}`))],
  ["with an extension", edition(others(32), { x: { a: 1 } })],
].map(([what, document]) => {
  const written = text(document);
  return { what, ...signed(desk, written), id: hex(sha256(written)), ...found(document, 3) };
});
const slots = edition(others(32)).slots;
const editionRejects = edits(desk, editions[0].document, [
  ["slots out of order", `"${slots[0]}","${slots[1]}"`, `"${slots[1]}","${slots[0]}"`, "Malformed"],
  ["a slot twice", slots[1], slots[0], "Malformed"],
  ["31 slots", `"${slots[0]}",`, "", "Malformed"],
  ["16 slots", slots.slice(0, 16).map((s) => `"${s}",`).join(""), "", "Malformed"],
  ["one chunk too few", `,"${hex(sha256("chunk 1"))}"`, "", "Malformed"],
  ["minutes in the hour", "14:00:00Z", "14:01:00Z", "Malformed"],
  ["lane 16", '"lane":3', '"lane":16', "Malformed"],
  ["a lane without a desk", '"lane":3', '"lane":4', "UnknownDesk"],
  ["another organisation", id("organisation"), id("other"), "OtherOrganisation"],
  ["a slot of 15 bytes", slots[0], slots[0].slice(2), "Malformed"],
  ["an acknowledgement", "sealpost-edition", "sealpost-acknowledgement", "WrongType"],
]).concat([
  { what: "signed by root", replace: ["3", "3"], signature: minisig(root, editions[0].document, "x"), expect: "Signature" },
]);

const letter = (name, reason) => ({ sha256: hex(sha256(name)), reason });
const acknowledgement = (letters, more = {}) => ({
  ...opening("sealpost-acknowledgement", 5),
  lane: 3,
  relays: [id("relay one"), id("relay two")],
  letters,
  ...more,
});
const note = { ...opening("sealpost-parcel", 2), lane: 3, sha256: hex(sha256("parcel")), length: 65536, expires: "2027-02-21" };
const acknowledgements = [
  ["two letters", text(acknowledgement([letter("a", "imported"), letter("b", "set-aside")]))],
  ["no letters", text(acknowledgement([]))],
  ["with an extension", text(acknowledgement([letter("a", "imported")], { x: {} }))],
];
const acknowledgementRejects = edits(desk, acknowledgements[0][1], [
  ["an unknown reason", "set-aside", "burnt", "Malformed"],
  ["a letter twice", hex(sha256("b")), hex(sha256("a")), "Malformed"],
  ["an unknown key in a letter", '"reason"', '"why":1,"reason"', "Malformed"],
  ["a digest of 31 bytes", hex(sha256("a")), hex(sha256("a")).slice(2), "Malformed"],
  ["no relays", `"relays":${JSON.stringify(acknowledgement([]).relays)},`, "", "Malformed"],
  ["lane 16", '"lane":3', '"lane":16', "Malformed"],
  ["a lane without a desk", '"lane":3', '"lane":0', "UnknownDesk"],
  ["another organisation", id("organisation"), id("other"), "OtherOrganisation"],
  ["an edition", "sealpost-acknowledgement", "sealpost-edition", "WrongType"],
]);
const noteRejects = edits(desk, text(note), [
  ["a time for a day", "2027-02-21", "2027-02-21T00:00:00Z", "Malformed"],
  ["length 0", "65536", "0", "Malformed"],
  ["a lane without a desk", '"lane":3', '"lane":0', "UnknownDesk"],
  ["an unknown key", '"length"', '"width":1,"length"', "Malformed"],
]);

const each = (signer, list) => list.map(([what, document]) => ({ what, ...signed(signer, document) }));
const lines = (name, items) => `${JSON.stringify(name)}: [\n${items.map((i) => JSON.stringify(i)).join(",\n")}\n]`;
const save = (name, ...parts) => writeFileSync(at(name), `{\n${parts.join(",\n")}\n}\n`);
save(
  "organisation.json",
  lines("accept", organisations),
  lines("intake", keys),
  lines("pins", pins),
  lines("reject", organisationRejects),
);
save("release.json", `"root": ${JSON.stringify(root.line)}`, lines("accept", each(root, releases)), lines("reject", releaseRejects));
save("edition.json", `"receipt": ${JSON.stringify(receipt.english)}`, lines("accept", editions), lines("reject", editionRejects));
save(
  "acknowledgement.json",
  lines("accept", each(desk, acknowledgements)),
  lines("reject", acknowledgementRejects),
  lines("accept_parcel", each(desk, [["a parcel note", text(note)]])),
  lines("reject_parcel", noteRejects),
);
