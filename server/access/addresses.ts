/** Addresses as they are named when the server is started. */
import { isIP } from 'node:net';

/** An IP address, or undefined for what is none. */
export function addressOf(text: string): string | undefined {
  return isIP(text) === 0 ? undefined : text;
}

/** An IP address, or a network of more than one: `10.0.0.0/8`. */
export function networkOf(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return undefined;
  if (prefix === undefined) return text;
  const most = family === 4 ? 32 : 128;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= most ? text : undefined;
}
