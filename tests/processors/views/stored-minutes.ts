import { expect } from 'vitest';
import type { Db } from '../../../processors/store/open.js';
import { Stretch } from '../../../processors/views/alerts/stretch.js';

/** Every minute that the table has, as `SERVER START`. */
export function storedMinutes(db: Db): Set<string> {
  const rows = db
    .prepare('SELECT server_id, stretch, last_minute, minutes FROM server_minutes')
    .raw()
    .all() as [string, number, number, Uint8Array][];
  const minutes = rows.flatMap(([server, start, last, bytes]) => {
    const own = [...Stretch.decode(start, bytes).minutes()];
    expect(own.at(-1)).toBe(last);
    return own.map((minute) => `${server} ${minute}`);
  });
  return new Set(minutes);
}
