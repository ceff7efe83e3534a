// A file sealed as stock age seals it: of any length, with no letter inside.

import { Encrypter } from 'age-encryption';

export async function sealOpaque(recipient: string, content: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(content);
}
