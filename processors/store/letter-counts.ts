/**
 * Dead letters by reason: an index that finds them, and the `dead_letter_counts` table, which says how many there are. Those
 * that come are counted a commit at once, since many may come; those that change or go, whoever does it, by triggers.
 */

/** For so many letters more of a topic and reason. */
export const ADD_LETTERS = `INSERT INTO dead_letter_counts VALUES (?, ?, ?)
  ON CONFLICT (topic, reason) DO UPDATE SET letters = letters + excluded.letters`;

/** `letters` falls to 0 when the last one goes; the row stays. */
export const LETTER_COUNTS = [
  // Behind the reason such an index has the key of the table: those of a reason are in order.
  'CREATE INDEX dead_letters_by_reason ON dead_letters (reason)',
  `CREATE TABLE dead_letter_counts (
    topic TEXT NOT NULL,
    reason TEXT NOT NULL,
    letters INTEGER NOT NULL,
    PRIMARY KEY (topic, reason)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TRIGGER dead_letters_go AFTER DELETE ON dead_letters BEGIN
    UPDATE dead_letter_counts SET letters = letters - 1 WHERE topic = old.topic AND reason = old.reason;
  END`,
  `CREATE TRIGGER dead_letters_change AFTER UPDATE OF reason ON dead_letters BEGIN
    UPDATE dead_letter_counts SET letters = letters - 1 WHERE topic = old.topic AND reason = old.reason;
    INSERT INTO dead_letter_counts VALUES (new.topic, new.reason, 1)
    ON CONFLICT (topic, reason) DO UPDATE SET letters = letters + 1;
  END`,
];

/** For letters that were there before the table. */
export const COUNT_LETTERS = `INSERT INTO dead_letter_counts
  SELECT topic, reason, count(*) FROM dead_letters GROUP BY topic, reason`;
