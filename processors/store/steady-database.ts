/**
 * better-sqlite3 whose objects are never collected as garbage: a statement is prepared once per text, and kept.
 *
 * Built against the headers of Node 24.21, where `ObjectWrap` removes its clean-up hook when it is destroyed, a
 * statement, an iterator or a database that the garbage collector destroys ends the process (ran: `Assertion failed:
 * (env) != nullptr` in `RemoveEnvironmentCleanupHook`). What is kept is bounded by the number of databases opened and of
 * different statements; preparing a statement once is quicker besides. `iterate()` would make an object each time, so
 * nothing here uses it.
 */
import Database from 'better-sqlite3';

const kept = new Set<SteadyDatabase>();

export class SteadyDatabase extends Database {
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string, options?: Database.Options) {
    super(path, options);
    kept.add(this);
  }

  /** The statement of this text, always the same object. */
  // biome-ignore lint/suspicious/noExplicitAny: as declared by better-sqlite3
  override prepare(sql: string): any {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = super.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  override pragma(source: string, options?: Database.PragmaOptions): unknown {
    const statement = this.prepare(`PRAGMA ${source}`) as Database.Statement;
    if (!statement.reader) return statement.run();
    const isSimple = options?.simple === true;
    // The statement is always the same object: what an earlier call asked for must not stick.
    statement.pluck(isSimple);
    return isSimple ? statement.get() : statement.all();
  }
}
