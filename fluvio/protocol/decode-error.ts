/** Why bytes off the wire could not be read. */
export type DecodeErrorCode =
  /** The bytes end before the value does: a length points past the end, or the frame was cut. */
  | 'truncated'
  /** A tag, a flag, a length or UTF-8 that the protocol does not allow. */
  | 'invalid'
  /** A 64-bit number that a double cannot hold exactly. */
  | 'unsafe-integer'
  /** A frame or an inflated payload above the limit its reader was given. */
  | 'too-large'
  /** The CRC of a record batch does not match its bytes. */
  | 'crc-mismatch';

/** Thrown by every decoder of this folder; `offset` is the position in the buffer given to the reader. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: DecodeErrorCode;
  readonly offset: number;

  constructor(code: DecodeErrorCode, message: string, offset: number, options?: ErrorOptions) {
    super(`${message} (at byte ${offset})`, options);
    this.code = code;
    this.offset = offset;
  }
}

/** Thrown by encoders for a value that the wire cannot carry: the fault is the caller's, not the peer's. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  readonly code = 'unencodable';
}
