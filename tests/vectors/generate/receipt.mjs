// Writes receipt.json with Node's own cryptography and the npm packages age-encryption 0.3.1,
// @noble/post-quantum 0.5.4 and @scure/bip39 2.x: nothing of Sealpost's code.
import { createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { XWing } from "@noble/post-quantum/hybrid.js";
import { entropyToMnemonic } from "@scure/bip39";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as french } from "@scure/bip39/wordlists/french.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/simplified-chinese.js";

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
// PKCS #8 and SubjectPublicKeyInfo around raw X25519 keys (RFC 8410).
const x25519Secret = (raw) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), raw]),
    format: "der",
    type: "pkcs8",
  });
const x25519Public = (secret) =>
  createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
const numbers = (words) => words.map((word) => String(english.indexOf(word)).padStart(4, "0"));

const entropies = [
  "00".repeat(16),
  "ff".repeat(16),
  "7f".repeat(16),
  ...[0, 1, 2].map((i) => hex(sha256(`sealpost test vector receipt ${i}`).subarray(0, 16))),
];
const accept = entropies.map((entropy, i) => {
  const r = Buffer.from(entropy, "hex");
  const seed = hkdf(r, "sealpost/v1/receipt", "reply identity");
  const recipient = XWing.keygen(new Uint8Array(seed)).publicKey;
  const exchangeSecret = x25519Secret(hkdf(r, "sealpost/v1/receipt", "exchange key"));
  const exchange = x25519Public(exchangeSecret);
  const slotKey = hkdf(r, "sealpost/v1/receipt", "slot key");
  const slot = (lane, n) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(n);
    return hex(hmac(slotKey, "sealpost/v1/slot", Buffer.from([lane]), counter).subarray(0, 16));
  };
  const answerSecretBytes = sha256(`sealpost test vector answer key ${i}`);
  const answerSecret = x25519Secret(answerSecretBytes);
  const answerPublic = x25519Public(answerSecret);
  const head = sha256(`sealpost test vector head ${i}`);
  const shared = diffieHellman({
    privateKey: exchangeSecret,
    publicKey: createPublicKey(answerSecret),
  });
  const proof = (info) => hex(hmac(hkdf(shared, slotKey, info), head));
  const words = entropyToMnemonic(new Uint8Array(r), english).split(" ");
  return {
    entropy,
    english: words.join(" "),
    chinese: entropyToMnemonic(new Uint8Array(r), chinese).split(" ").join(" "),
    french: entropyToMnemonic(new Uint8Array(r), french).normalize("NFC"),
    numbers: numbers(words).join(" "),
    reply_identity_seed: hex(seed),
    recipient_sha256: hex(sha256(recipient)),
    exchange: hex(exchange),
    slot_key: hex(slotKey),
    id: hex(sha256("sealpost/v1/receipt id", recipient, exchange, slotKey).subarray(0, 16)),
    slots: [[0, 0], [0, 1], [1, 0], [15, 255]].map(([lane, n]) => ({ lane, n, slot: slot(lane, n) })),
    answer_key: hex(answerSecretBytes),
    answer_key_public: hex(answerPublic),
    answer_key_id: hex(sha256("sealpost/v1/answer key", answerPublic).subarray(0, 8)),
    head: hex(head),
    letter_proof: proof("sealpost/v1/proof/letter"),
    reply_proof: proof("sealpost/v1/proof/reply"),
  };
});

const one = accept[3];
const all = [one.english, one.chinese, one.french, one.numbers];
const words = one.english.split(" ");
const typed = [
  ["upper case", one.english.toUpperCase()],
  ["commas and line ends", words.join(",\r\n")],
  ["a numbered list", words.map((word, i) => `${i + 1}. ${word}`).join("\n")],
  ["full-width letters", one.english.replace(/[a-z]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0))],
  ["Chinese without separators", one.chinese.replaceAll(" ", "")],
  ["ideographic spaces", one.chinese.replaceAll(" ", "\u3000")],
  ["French, decomposed", one.french.normalize("NFD")],
  ["French, without accents", one.french.normalize("NFD").replace(/\p{M}/gu, "")],
  ["French, upper case", one.french.toUpperCase()],
  ["digits in a row", one.numbers.replaceAll(" ", "")],
  ["digits in groups of six", one.numbers.replaceAll(" ", "").match(/.{6}/g).join(" ")],
  ["full-width digits", one.numbers.replace(/[0-9]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0))],
  ["numbers without leading zeros", one.numbers.split(" ").map(Number).join(" ")],
  ["hyphens", one.numbers.replaceAll(" ", "-")],
].map(([what, text]) => ({ what, text, entropy: one.entropy }));

const swapped = [words[1], words[0], ...words.slice(2)].join(" ");
const lastWrong = numbers(words);
lastWrong[11] = String((Number(lastWrong[11]) + 1) % 2048).padStart(4, "0");
const reject = [
  ["nothing", "", "count"],
  ["separators only", " \u3000,.;\n", "count"],
  ["11 words", words.slice(1).join(" "), "count"],
  ["13 words", `${one.english} zoo`, "count"],
  ["11 numbers", one.numbers.split(" ").slice(1).join(" "), "count"],
  ["47 digits in a row", one.numbers.replaceAll(" ", "").slice(1), "count"],
  ["11 Chinese characters", one.chinese.replaceAll(" ", "").slice(1), "count"],
  ["a word of no list", ["sealpost", ...words.slice(1)].join(" "), "unknown 1"],
  ["two lists mixed", [...words.slice(0, 11), "abaisser"].join(" "), "unknown 12"],
  ["a number too large", ["2048", ...one.numbers.split(" ").slice(1)].join(" "), "unknown 1"],
  ["a number among words", [...words.slice(0, 5), "0001", ...words.slice(6)].join(" "), "unknown 6"],
  ["two words swapped", swapped, "checksum"],
  ["the last number one higher", lastWrong.join(" "), "checksum"],
  ["all zeros", Array(12).fill("0000").join(" "), "checksum"],
  ["far too long", "zoo ".repeat(2000), "long"],
].map(([what, text, expect]) => ({ what, text, expect }));

const list = (items) => `[\n${items.map((item) => JSON.stringify(item)).join(",\n")}\n]`;
writeFileSync(
  new URL("../receipt.json", import.meta.url),
  `{\n"accept": ${list(accept)},\n"typed": ${list(typed)},\n"reject": ${list(reject)}\n}\n`,
);
