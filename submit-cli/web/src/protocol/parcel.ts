// The parcel: a larger file for the holder of a receipt (protocol 7).

import { cutFiles, safeName } from './attachment.ts';
import { equalBytes } from './bytes.ts';
import { Fields } from './cbor.ts';
import { ProtocolError } from './error.ts';
import { checkPadding, readHead } from './frame.ts';
import { sha256OfBlob } from './hash.ts';
import { identityText } from './recipient.ts';
import type { ParcelRef } from './reply.ts';
import { open } from './seal.ts';
import type { Options } from './stream.ts';

export interface Parcel {
  name: string;
  /** As claimed. The Blob has no type: a browser must not take it for something to run or show. */
  type: string;
  blob: Blob;
}

export async function openParcel(parcel: ParcelRef, sealed: Blob, options: Options = {}): Promise<Parcel> {
  const isIt = sealed.size === parcel.length && equalBytes(await sha256OfBlob(sealed, options), parcel.sha256);
  if (!isIt) throw new ProtocolError('damaged');
  const opened = await open(identityText(parcel.key), sealed, options);
  const head = await readHead('parcel', opened);
  const fields = new Fields(head.header);
  const content = {
    name: safeName(fields.text('name')),
    type: fields.text('type'),
    length: fields.unsigned('length'),
    sha256: fields.bytes('sha256', 32),
  };
  fields.finish();
  const [files, end] = await cutFiles([content], opened, head.bytes.length, options);
  await checkPadding(opened, end, options);
  return { name: content.name, type: content.type, blob: files[0]!.blob };
}
