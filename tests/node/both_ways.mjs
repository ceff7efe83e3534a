// The other half of a test of many files, by an independent implementation: FOLDER.
// Opens every <n>.sealed into <n>.opened; seals every <n>.plain to the recipient into <n>.theirs.
// FOLDER/identity and FOLDER/recipient hold the key.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";

const folder = process.argv[2];
const read = (name) => new Uint8Array(readFileSync(join(folder, name)));
const text = (name) => readFileSync(join(folder, name), "utf8").trim();
const decrypter = new Decrypter();
decrypter.addIdentity(text("identity"));
const encrypter = new Encrypter();
encrypter.addRecipient(text("recipient"));
for (const name of readdirSync(folder)) {
  const [number, kind] = name.split(".");
  if (kind === "sealed") writeFileSync(join(folder, `${number}.opened`), await decrypter.decrypt(read(name)));
  if (kind === "plain") writeFileSync(join(folder, `${number}.theirs`), await encrypter.encrypt(read(name)));
}
