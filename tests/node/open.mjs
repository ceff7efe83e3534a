// Opens an age file with an independent implementation: identity file, sealed file; plaintext to stdout.
import { readFileSync } from "node:fs";
import { Decrypter } from "age-encryption";

const [identityPath, sealedPath] = process.argv.slice(2);
const decrypter = new Decrypter();
for (const line of readFileSync(identityPath, "utf8").split("\n")) {
  if (line !== "" && !line.startsWith("#")) decrypter.addIdentity(line);
}
process.stdout.write(await decrypter.decrypt(new Uint8Array(readFileSync(sealedPath))));
