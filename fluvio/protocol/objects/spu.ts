/**
 * SPU (Fluvio: `fluvio-controlplane-metadata/src/spu/`).
 *
 *     spec      id i32 · spu_type u8 · public_endpoint ingress · private_endpoint endpoint · rack option(string)
 *               · public_endpoint_local option(endpoint)
 *     ingress   port u16 · ingress vec(hostname option(string) · ip option(string)) · encryption u8
 *     endpoint  port u16 · host string · encryption u8
 *     status    resolution u8
 */
import { type Reader, readString, readTag } from '../reader.js';
import { type Writer, writeString, writeTag } from '../writer.js';
import type { ObjectCodec } from './object-codec.js';

const TYPES = ['managed', 'custom'] as const;
const ENCRYPTIONS = ['plaintext', 'ssl'] as const;
const RESOLUTIONS = ['online', 'offline', 'init'] as const;

export interface SpuSpec extends SpuAddresses {
  readonly id: number;
  readonly spuType: (typeof TYPES)[number];
}

/** Where an SPU is reached: the public endpoint is what clients connect to. */
export interface SpuAddresses {
  readonly publicEndpoint: IngressPort;
  readonly privateEndpoint: Endpoint;
  readonly rack: string | null;
  readonly publicEndpointLocal: Endpoint | null;
}

export type Encryption = (typeof ENCRYPTIONS)[number];

export interface IngressPort {
  readonly port: number;
  /** Clients take the first. */
  readonly ingress: readonly IngressAddress[];
  readonly encryption: Encryption;
}

export interface IngressAddress {
  readonly hostname: string | null;
  readonly ip: string | null;
}

export interface Endpoint {
  readonly port: number;
  readonly host: string;
  readonly encryption: Encryption;
}

export interface SpuStatus {
  readonly resolution: (typeof RESOLUTIONS)[number];
}

export const spuCodec: ObjectCodec<SpuSpec, SpuStatus> = {
  encodeSpec(writer: Writer, spec: SpuSpec, version: number): void {
    writer.i32(spec.id);
    writeTag(writer, spec.spuType, TYPES);
    encodeSpuAddresses(writer, spec, version);
  },

  decodeSpec(reader: Reader, version: number): SpuSpec {
    return {
      id: reader.i32(),
      spuType: readTag(reader, TYPES, 'type of SPU'),
      ...decodeSpuAddresses(reader, version),
    };
  },

  encodeStatus(writer: Writer, status: SpuStatus): void {
    writeTag(writer, status.resolution, RESOLUTIONS);
  },

  decodeStatus(reader: Reader): SpuStatus {
    return { resolution: readTag(reader, RESOLUTIONS, 'SPU resolution') };
  },
};

export function encodeSpuAddresses(writer: Writer, addresses: SpuAddresses, version: number): void {
  writer.u16(addresses.publicEndpoint.port);
  writer.vec(addresses.publicEndpoint.ingress, encodeIngressAddress, version);
  writeTag(writer, addresses.publicEndpoint.encryption, ENCRYPTIONS);
  encodeEndpoint(writer, addresses.privateEndpoint);
  writer.option(addresses.rack, writeString, version);
  writer.option(addresses.publicEndpointLocal, encodeEndpoint, version);
}

export function decodeSpuAddresses(reader: Reader, version: number): SpuAddresses {
  return {
    publicEndpoint: {
      port: reader.u16(),
      ingress: reader.vec(decodeIngressAddress, version),
      encryption: readTag(reader, ENCRYPTIONS, 'encryption'),
    },
    privateEndpoint: decodeEndpoint(reader),
    rack: reader.option(readString, version),
    publicEndpointLocal: reader.option(decodeEndpoint, version),
  };
}

function encodeIngressAddress(writer: Writer, address: IngressAddress, version: number): void {
  writer.option(address.hostname, writeString, version);
  writer.option(address.ip, writeString, version);
}

function decodeIngressAddress(reader: Reader, version: number): IngressAddress {
  return { hostname: reader.option(readString, version), ip: reader.option(readString, version) };
}

function encodeEndpoint(writer: Writer, endpoint: Endpoint): void {
  writer.u16(endpoint.port);
  writer.string(endpoint.host);
  writeTag(writer, endpoint.encryption, ENCRYPTIONS);
}

function decodeEndpoint(reader: Reader): Endpoint {
  return {
    port: reader.u16(),
    host: reader.string(),
    encryption: readTag(reader, ENCRYPTIONS, 'encryption'),
  };
}
