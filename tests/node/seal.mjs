// Seals stdin with an independent implementation: recipient; age file to stdout.
import { readFileSync } from "node:fs";
import { Encrypter } from "age-encryption";

const encrypter = new Encrypter();
encrypter.addRecipient(process.argv[2]);
process.stdout.write(await encrypter.encrypt(new Uint8Array(readFileSync(0))));
