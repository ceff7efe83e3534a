// Writes seal/cctv.json out of the npm package cctv-age 0.2.0.
import * as vectors from "cctv-age";
import { writeFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

const LARGEST_BYTES = 8192;
const out = [];
for (const name of Object.keys(vectors)) {
  const all = Buffer.from(vectors[name]);
  const end = all.indexOf("\n\n");
  const field = { identity: [], passphrase: [] };
  for (const line of all.subarray(0, end).toString().split("\n")) {
    const colon = line.indexOf(": ");
    const [key, value] = [line.slice(0, colon), line.slice(colon + 2)];
    if (Array.isArray(field[key])) field[key].push(value);
    else field[key] = value;
  }
  let file = all.subarray(end + 2);
  if (field.compressed === "zlib") file = inflateSync(file);
  // No armor, no classical recipients, and long payloads are the age crate's own business.
  if (field.armored || name.startsWith("x25519") || file.length > LARGEST_BYTES) continue;
  out.push({
    name,
    expect: field.expect,
    comment: field.comment,
    payload: field.payload,
    file_key: field["file key"],
    identities: field.identity.length ? field.identity : undefined,
    passphrases: field.passphrase.length ? field.passphrase : undefined,
    file: file.toString("base64"),
  });
}
const text = out.map((vector) => JSON.stringify(vector)).join(",\n");
writeFileSync(new URL("../seal/cctv.json", import.meta.url), `[\n${text}\n]\n`);
