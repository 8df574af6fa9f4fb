/** Makes a database of version 5 of one of today, with windows of the usual sizes and with all rows that it has. */
export const TO_VERSION_5: readonly string[] = [
  'DROP TABLE combat_hours',
  'CREATE INDEX combat_by_playerid ON combat (playerid)',
  'PRAGMA user_version = 5',
];
