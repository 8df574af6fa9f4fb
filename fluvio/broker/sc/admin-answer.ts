import { type ErrorCode, NO_ERROR } from '../../protocol/error-codes.js';
import type { AdminStatus } from '../../protocol/messages/admin-status.js';

/** The answer to an admin request that was carried out. */
export function done(name: string): AdminStatus {
  return { name, errorCode: NO_ERROR, errorMessage: null };
}

/** The answer to one that was not; clients show the message, or the code's own words when there is none. */
export function refused(name: string, errorCode: ErrorCode, errorMessage: string | null): AdminStatus {
  return { name, errorCode, errorMessage };
}
