/** Gives each cell of a member a row, as in version 5. */
export const MEMBERS_TO_VERSION_5: readonly string[] = [
  ...unpacked('engagement_active_players', ['window_start'], 'span_start + n * 300000'),
  ...unpacked(
    'level_engagement_active_players',
    ['window_start', 'level_id'],
    'span_start + n * 300000, level_id',
  ),
  ...unpacked('audience_sales_payers', ['day'], 'span_start + n * 86400000'),
  ...unpacked('items_buyers', ['item_id'], 'item_id', 'items_buyers_numbers'),
  ...unpacked('item_days_buyers', ['day', 'item_id'], 'day, item_id', 'item_days_buyers_numbers'),
];

/** A row for each mark. @param values of the key @param numbers the table that the marks are numbers of */
function unpacked(table: string, key: readonly string[], values: string, numbers?: string): string[] {
  const columns = key.map(
    (name) => `${name} ${name === 'item_id' || name === 'level_id' ? 'TEXT' : 'INTEGER'} NOT NULL`,
  );
  const names = [...key, 'member'].join(', ');
  const join = numbers === undefined ? '' : `JOIN ${numbers} ON number = item_id_block * 30 + n`;
  return [
    `ALTER TABLE ${table} RENAME TO packed`,
    `CREATE TABLE ${table} (${columns.join(', ')}, member TEXT NOT NULL, PRIMARY KEY (${names})) STRICT, WITHOUT ROWID`,
    `WITH RECURSIVE bits (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM bits WHERE n < 29)
     INSERT INTO ${table} SELECT ${values}, member FROM packed JOIN bits ON marks >> n & 1 = 1 ${join}`,
    'DROP TABLE packed',
    ...(numbers === undefined ? [] : [`DROP TABLE ${numbers}`]),
  ];
}
