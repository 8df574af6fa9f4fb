/**
 * Mirror, another cluster to mirror with (Fluvio: `fluvio-controlplane-metadata/src/mirror/`).
 *
 *     spec    0 id string
 *           | 1 id string · remote_id string · public_endpoint string · client_tls option(domain string
 *               · ca_cert string · client_cert string · client_key string)
 *     status  connection_status u8 · pairing_sc pairing · pairing_spu pairing · last_seen u64
 *     pairing 0 waiting | 1 successful | 2 failed | 3 disabled | 4 unauthorized | 5 detail string (from 17)
 */
import { type Reader, readTag } from '../reader.js';
import { type Writer, writeTag } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';
import { MIRROR_SIDES } from './partition-mirror.js';

export type MirrorSpec =
  | { readonly kind: 'remote'; readonly id: string }
  | {
      readonly kind: 'home';
      readonly id: string;
      readonly remoteId: string;
      readonly publicEndpoint: string;
      readonly clientTls: MirrorTls | null;
    };

export interface MirrorTls {
  readonly domain: string;
  readonly caCert: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

const CONNECTIONS = ['offline', 'online'] as const;
const PAIRINGS = ['waiting', 'successful', 'failed', 'disabled', 'unauthorized', 'detailFailure'] as const;

export interface MirrorPairing {
  readonly state: (typeof PAIRINGS)[number];
  /** Why, when the state is `detailFailure`; empty otherwise. */
  readonly detail: string;
}

export interface MirrorStatus {
  readonly connectionStatus: (typeof CONNECTIONS)[number];
  readonly pairingSc: MirrorPairing;
  readonly pairingSpu: MirrorPairing;
  /** ms since 1970. */
  readonly lastSeen: number;
}

export const mirrorCodec: ObjectCodec<MirrorSpec, MirrorStatus> = {
  encodeSpec(writer: Writer, spec: MirrorSpec, version: number): void {
    writeTag(writer, spec.kind, MIRROR_SIDES);
    writer.string(spec.id);
    if (spec.kind === 'remote') return;
    writer.string(spec.remoteId);
    writer.string(spec.publicEndpoint);
    writer.option(spec.clientTls, encodeTls, version);
  },

  decodeSpec(reader: Reader, version: number): MirrorSpec {
    const kind = readTag(reader, MIRROR_SIDES, 'side of a mirror');
    const id = reader.string();
    if (kind === 'remote') return { kind, id };
    return {
      kind,
      id,
      remoteId: reader.string(),
      publicEndpoint: reader.string(),
      clientTls: reader.option(decodeTls, version),
    };
  },

  encodeStatus(writer: Writer, status: MirrorStatus): void {
    writeTag(writer, status.connectionStatus, CONNECTIONS);
    encodePairing(writer, status.pairingSc);
    encodePairing(writer, status.pairingSpu);
    writer.u64(status.lastSeen);
  },

  decodeStatus(reader: Reader): MirrorStatus {
    return {
      connectionStatus: readTag(reader, CONNECTIONS, 'connection status'),
      pairingSc: decodePairing(reader),
      pairingSpu: decodePairing(reader),
      lastSeen: reader.u64(),
    };
  },
};

function encodeTls(writer: Writer, tls: MirrorTls): void {
  writer.string(tls.domain);
  writer.string(tls.caCert);
  writer.string(tls.clientCert);
  writer.string(tls.clientKey);
}

function decodeTls(reader: Reader): MirrorTls {
  return {
    domain: reader.string(),
    caCert: reader.string(),
    clientCert: reader.string(),
    clientKey: reader.string(),
  };
}

function encodePairing(writer: Writer, pairing: MirrorPairing): void {
  writeTag(writer, pairing.state, PAIRINGS);
  if (pairing.state === 'detailFailure') writer.string(pairing.detail);
}

function decodePairing(reader: Reader): MirrorPairing {
  const state = readTag(reader, PAIRINGS, 'state of pairing');
  return { state, detail: state === 'detailFailure' ? reader.string() : '' };
}
