/** The keys of games and readers, in `server.db`. What proves a key is told once, when it is made. */
import { createHash, randomBytes } from 'node:crypto';
import type { ServerDb } from '../store/open.js';
import type { Role } from './caller.js';

/**
 * The secret of an `ingest` key is kept as it is: to verify a signature takes the secret itself. Of a token only the
 * SHA-256 is kept. Both have 256 random bits, so a slow hash would add nothing. A revoked key has neither any more.
 */
export const KEY_TABLES = [
  `CREATE TABLE IF NOT EXISTS keys (
    id TEXT NOT NULL PRIMARY KEY,
    game TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('ingest', 'read', 'admin')),
    is_sandbox INTEGER NOT NULL CHECK (is_sandbox IN (0, 1)),
    rate INTEGER NOT NULL CHECK (rate > 0),
    secret TEXT,
    token_hash BLOB,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    CHECK (is_sandbox = 0 OR role = 'ingest'),
    CHECK (revoked_at IS NOT NULL OR (secret IS NULL) = (role <> 'ingest')),
    CHECK (revoked_at IS NOT NULL OR (token_hash IS NULL) = (role = 'ingest'))
  ) STRICT, WITHOUT ROWID`,
];

/** Requests a second that a key may send unless it was made for more. */
export const DEFAULT_RATE = 100;
export const MOST_RATE = 1_000_000;

/** What a game may be called: it is shown in tables and logs. */
export const GAME_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

export interface NewKey {
  readonly game: string;
  readonly role: Role;
  /** Only of an `ingest` key. */
  readonly sandbox: boolean;
  /** Requests a second. */
  readonly rate: number;
}

/** A key as it may be shown. Times are ISO 8601. */
export interface KeyRow extends NewKey {
  readonly id: string;
  readonly created_at: string;
  readonly revoked_at: string | null;
}

/** A key with what proves it: the `secret` that an `ingest` key signs with, or the bearer `token` of another. */
export type MadeKey = KeyRow & ({ readonly secret: string } | { readonly token: string });

/** What a request is checked by. */
export interface StoredKey {
  readonly id: string;
  readonly game: string;
  readonly role: Role;
  readonly isSandbox: boolean;
  readonly rate: number;
  readonly isRevoked: boolean;
  /** Null but for an `ingest` key. */
  readonly secret: string | null;
  /** SHA-256; null for an `ingest` key. */
  readonly tokenHash: Buffer | null;
}

interface Stored {
  readonly id: string;
  readonly game: string;
  readonly role: Role;
  readonly is_sandbox: number;
  readonly rate: number;
  readonly secret: string | null;
  readonly token_hash: Buffer | null;
  readonly created_at: number;
  readonly revoked_at: number | null;
}

/** Every question is put to the database, which takes some 6 µs: so what another process adds or revokes counts at once. */
export class Keys {
  /** @param now ms since 1970 */
  constructor(
    readonly db: ServerDb,
    readonly now: () => number,
  ) {}

  add({ game, role, sandbox, rate }: NewKey): MadeKey {
    const id = `key_${randomBytes(8).toString('hex')}`;
    const proof = randomBytes(32).toString('hex');
    const isSigning = role === 'ingest';
    const token = `${id}.${proof}`;
    this.db
      .prepare(
        'INSERT INTO keys (id, game, role, is_sandbox, rate, secret, token_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        game,
        role,
        Number(sandbox),
        rate,
        isSigning ? proof : null,
        isSigning ? null : tokenHash(token),
        this.now(),
      );
    this.#flush();
    const row = shown(this.#stored(id)!);
    return isSigning ? { ...row, secret: proof } : { ...row, token };
  }

  /** In the order in which they were made. */
  list(): KeyRow[] {
    return (this.db.prepare('SELECT * FROM keys ORDER BY created_at, id').all() as Stored[]).map(shown);
  }

  /** The key as it is then; undefined where there is none of this id. One that is revoked already stays as it is. */
  revoke(id: string): KeyRow | undefined {
    this.db
      .prepare(
        'UPDATE keys SET revoked_at = ?, secret = NULL, token_hash = NULL WHERE id = ? AND revoked_at IS NULL',
      )
      .run(this.now(), id);
    this.#flush();
    const stored = this.#stored(id);
    return stored && shown(stored);
  }

  find(id: string): StoredKey | undefined {
    const stored = this.#stored(id);
    if (stored === undefined) return undefined;
    return {
      id,
      game: stored.game,
      role: stored.role,
      isSandbox: stored.is_sandbox === 1,
      rate: stored.rate,
      isRevoked: stored.revoked_at !== null,
      secret: stored.secret,
      tokenHash: stored.token_hash,
    };
  }

  /** Whether there is a key that would let anybody in. */
  hasUsable(): boolean {
    return this.db.prepare('SELECT 1 FROM keys WHERE revoked_at IS NULL LIMIT 1').get() !== undefined;
  }

  /** What is written here has to survive a power cut: a checkpoint begins with that. */
  #flush(): void {
    this.db.pragma('wal_checkpoint(PASSIVE)');
  }

  #stored(id: string): Stored | undefined {
    return this.db.prepare('SELECT * FROM keys WHERE id = ?').get(id) as Stored | undefined;
  }
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function shown({ id, game, role, is_sandbox, rate, created_at, revoked_at }: Stored): KeyRow {
  return {
    id,
    game,
    role,
    sandbox: is_sandbox === 1,
    rate,
    created_at: new Date(created_at).toISOString(),
    revoked_at: revoked_at === null ? null : new Date(revoked_at).toISOString(),
  };
}
