// Makes a hybrid key pair with an independent implementation: {"identity", "recipient"} to stdout.
import { generateHybridIdentity, identityToRecipient } from "age-encryption";

const identity = await generateHybridIdentity();
console.log(JSON.stringify({ identity, recipient: await identityToRecipient(identity) }));
