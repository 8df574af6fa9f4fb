/** The values of the first column of a key, which is a time or a number: from each to the next, however many rows it has. */

/** For a query that reads `starts`: one look for each of its rows, the largest first. */
export function startsOf(table: string, column: string): string {
  return `WITH RECURSIVE starts (start) AS (
    SELECT max(${column}) FROM ${table}
    UNION ALL SELECT (SELECT max(${column}) FROM ${table} WHERE ${column} < start) FROM starts WHERE start IS NOT NULL
  )`;
}
