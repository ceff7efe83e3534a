// Writes the age testkit of C2SP's CCTV out as files: FOLDER/<name>.age, and FOLDER/index.json with the rest.
import * as vectors from "cctv-age";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";

const folder = process.argv[2];
const index = [];
for (const name of Object.keys(vectors)) {
  const all = Buffer.from(vectors[name]);
  const end = all.indexOf("\n\n");
  const lists = { identity: [], passphrase: [] };
  const field = {};
  for (const line of all.subarray(0, end).toString().split("\n")) {
    const colon = line.indexOf(": ");
    const [key, value] = [line.slice(0, colon), line.slice(colon + 2)];
    if (key in lists) lists[key].push(value);
    else field[key] = value;
  }
  const file = all.subarray(end + 2);
  writeFileSync(join(folder, `${name}.age`), field.compressed === "zlib" ? inflateSync(file) : file);
  index.push({
    name,
    expect: field.expect,
    payload: field.payload ?? null,
    file_key: field["file key"] ?? null,
    identities: lists.identity,
    passphrases: lists.passphrase,
    armored: field.armored === "yes",
  });
}
writeFileSync(join(folder, "index.json"), JSON.stringify(index));
