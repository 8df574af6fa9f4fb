import type { ObjectCodec } from '../../protocol/objects/object-codec.js';
import { Reader } from '../../protocol/reader.js';
import { Writer } from '../../protocol/writer.js';

/** A spec as it lies on disk: in its wire form, which has a codec, a version and tests already. */
export interface StoredSpec {
  readonly version: number;
  /** Base64. */
  readonly spec: string;
}

/** The newest form, so that nothing a client has said is lost. */
const VERSION = 19;

export function storeSpec<Spec>(
  codec: Pick<ObjectCodec<Spec, unknown>, 'encodeSpec' | 'decodeSpec'>,
  spec: Spec,
): StoredSpec {
  const writer = new Writer();
  codec.encodeSpec(writer, spec, VERSION);
  return { version: VERSION, spec: writer.finish().toString('base64') };
}

export function loadSpec<Spec>(
  codec: Pick<ObjectCodec<Spec, unknown>, 'encodeSpec' | 'decodeSpec'>,
  stored: StoredSpec,
): Spec {
  return codec.decodeSpec(new Reader(Buffer.from(stored.spec, 'base64')), stored.version);
}
