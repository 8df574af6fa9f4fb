import { networkInterfaces } from 'node:os';

/** Where a broker listens, and the name it gives to clients for coming back to it. */
export interface BindAddress {
  readonly host: string;
  readonly advertise: string;
}

const LOOPBACK = '127.0.0.1';

/**
 * Loopback unless told otherwise. To advertise another name is to ask to be reached from elsewhere, so that alone binds
 * to every interface; to bind to every interface without a name advertises this machine's first outside address.
 */
export function bindAddress(host?: string, advertise?: string): BindAddress {
  if (host !== undefined) {
    return { host, advertise: advertise ?? (isWildcard(host) ? firstOutsideAddress() : host) };
  }
  if (advertise === undefined || isLoopback(advertise)) {
    return { host: LOOPBACK, advertise: advertise ?? LOOPBACK };
  }
  return { host: '0.0.0.0', advertise };
}

/** The host by which a process on this machine reaches what is bound to `host`. */
export function localHost(host: string): string {
  if (host === '::') return '::1';
  return isWildcard(host) ? LOOPBACK : host;
}

/** `HOST:PORT`, with the brackets that an IPv6 address needs. */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function firstOutsideAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? LOOPBACK;
}
