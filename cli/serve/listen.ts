/** Where `serve` listens, and why it cannot. */
import type { FastifyInstance } from 'fastify';
import { CommandError } from '../exit.js';

export interface ListenOptions {
  /** An IP address. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** Resolves with the URL. @throws CommandError when it is not possible there */
export async function listen(app: FastifyInstance, { host, port }: ListenOptions): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, { host, port });
  }
}

function listenError(error: unknown, { host, port }: ListenOptions): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CommandError(`Port ${port} of ${host} is taken. Name another with --port.`);
    case 'EADDRNOTAVAIL':
      return new CommandError(`${host} is no address of this machine.`);
    case 'EACCES':
      return new CommandError(`Port ${port} is not for everybody. Name another with --port.`);
    default:
      return error;
  }
}
