import type { Readable } from 'node:stream';

/** What the native client logs when it has made a connection, to an SC or an SPU; nothing else tells of it. */
export const CONNECTION_LOG = 'fluvio_socket::versioned=info';
const MADE = 'connect to socket';

/** Counts the connections that a native client makes, from its log. */
export class ConnectionCounter {
  made = 0;
  private rest = '';

  constructor(log: Readable) {
    log.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (this.rest + chunk).split('\n');
      this.rest = lines.pop()!;
      this.made += lines.filter((line) => line.includes(MADE)).length;
    });
    log.on('error', () => {});
  }
}
