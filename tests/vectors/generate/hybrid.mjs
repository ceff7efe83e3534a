// Writes seal/hybrid.json with the npm packages age-encryption 0.3.1 and @noble/post-quantum 0.5.4:
// keys, X-Wing encapsulations with fixed randomness, and whole files.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { Encrypter, identityToRecipient } from "age-encryption";
import { XWing } from "@noble/post-quantum/hybrid.js";
import { bech32 } from "@scure/base";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const bytes = (label, length) => {
  const parts = [];
  for (let i = 0; parts.length * 32 < length; i++) {
    parts.push(createHash("sha256").update(`sealpost test vector ${label} ${i}`).digest());
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, length));
};

const out = [];
for (let i = 0; i < 4; i++) {
  const seed = bytes(`seed ${i}`, 32);
  const identity = bech32
    .encodeFromBytes("AGE-SECRET-KEY-PQ-", seed)
    .toUpperCase();
  const recipient = await identityToRecipient(identity);
  const { publicKey } = XWing.keygen(seed);
  const randomness = bytes(`randomness ${i}`, 64);
  const { cipherText, sharedSecret } = XWing.encapsulate(publicKey, randomness.slice()); // it wipes its argument
  const plaintext = bytes(`plaintext ${i}`, [0, 1, 100, 5000][i]);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  out.push({
    seed: hex(seed),
    identity,
    recipient,
    public_sha256: createHash("sha256").update(publicKey).digest("hex"),
    ml_kem_randomness: hex(randomness.slice(0, 32)),
    x25519_ephemeral: hex(randomness.slice(32)),
    enc: base64(cipherText),
    shared_secret: hex(sharedSecret),
    plaintext: base64(plaintext),
    file: base64(await encrypter.encrypt(plaintext)),
  });
}
const text = out.map((vector) => JSON.stringify(vector)).join(",\n");
writeFileSync(new URL("../seal/hybrid.json", import.meta.url), `[\n${text}\n]\n`);
