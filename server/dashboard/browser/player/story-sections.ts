/** The parts of a player's story: facts, and a table for each kind of thing that they did. */
import { h, setText, visible } from '../dom.js';
import { count, measure, NONE, percent, plural, ratio } from '../format/numbers.js';
import { duration, moment } from '../format/times.js';
import { fraudEvidence, fraudWindow, RULES } from '../panels/fraud-words.js';
import type { CombatRow, FraudRow } from '../rows.js';
import { type Column, LiveTable, textColumn } from '../view/table.js';
import type { PlayerStory, Session, Some, Visit } from './story-rows.js';

export class StorySections {
  readonly #facts = h('dl', { class: 'facts' });
  readonly #visits = new Section<Visit>(
    'Levels',
    [
      textColumn('Level', ({ level_id }) => visible(level_id), { isHeading: true, class: 'name' }),
      textColumn('Last map', ({ map_id }) => visible(map_id), { class: 'name' }),
      textColumn('State', stateOf),
      textColumn('Played', (row) => duration(row.played_seconds), { class: 'number' }),
      textColumn('Last there, UTC', ({ last_at }) => at(last_at), { class: 'number' }),
    ],
    ({ level_id }) => level_id,
  );
  readonly #fraud = new Section<FraudRow>(
    'Fraud flags',
    [
      textColumn('Window, UTC', fraudWindow, { isHeading: true }),
      textColumn('Rule', ({ rule }) => RULES[rule]),
      textColumn('Evidence', fraudEvidence),
    ],
    ({ rule, subject, window_start }) => JSON.stringify([rule, subject, window_start]),
  );
  readonly #combat = new Section<CombatRow>(
    'Combat by window',
    [
      textColumn('Window, UTC', (row) => at(row.window_start), { isHeading: true }),
      textColumn('Kills', (row) => count(row.kill_count), { class: 'number' }),
      textColumn('Deaths', (row) => count(row.death_count), { class: 'number' }),
      textColumn('K/D', (row) => (row.kill_ratio === null ? NONE : ratio(row.kill_ratio)), {
        class: 'number',
      }),
    ],
    (row) => row.window_start,
  );
  readonly #sessions = new Section<Session>(
    'Sessions',
    [
      textColumn('Session', (row) => visible(row.session_id), { isHeading: true, class: 'name' }),
      textColumn('From, UTC', (row) => at(row.first_at), { class: 'number' }),
      textColumn('Length', ({ seconds }) => duration(seconds), { class: 'number' }),
    ],
    (row) => row.session_id,
  );

  get elements(): Element[] {
    return [
      this.#facts,
      ...[this.#visits, this.#fraud, this.#combat, this.#sessions].map((one) => one.element),
    ];
  }

  show(story: PlayerStory): void {
    const facts = factsOf(story).map(([name, text]) => h('div', {}, h('dt', {}, name), h('dd', {}, text)));
    this.#facts.replaceChildren(...facts);
    this.#visits.show(story.visits);
    this.#fraud.show(story.fraud);
    this.#combat.show(story.combat.windows);
    this.#sessions.show(story.sessions);
  }
}

/** A heading with a table, which is away while there are no rows. */
class Section<Row extends object> {
  readonly element: HTMLElement;
  readonly #table: LiveTable<Row>;
  readonly #title: HTMLElement;

  constructor(
    readonly title: string,
    columns: readonly Column<Row>[],
    keyOf: (row: Row) => string,
  ) {
    this.#table = new LiveTable(title, columns, keyOf);
    this.#title = h('h3');
    this.element = h('section', {}, this.#title, this.#table.element);
  }

  show({ rows, more }: Some<Row>): void {
    this.element.hidden = rows.length === 0;
    setText(this.#title, more ? `${this.title}, the latest ${rows.length}` : this.title);
    this.#table.show(rows);
  }
}

function factsOf(story: PlayerStory): [name: string, text: string][] {
  const { profile, purchases, combat } = story;
  const facts: [string, string][] = [
    ['First seen', story.first_seen === null ? NONE : `${at(story.first_seen)} UTC`],
    ['Last seen', `${at(story.last_seen)} UTC`],
    ['Days active', count(story.days_active)],
    ['Bought on', purchases.days_paid === 0 ? 'no day' : plural(purchases.days_paid, 'day')],
    ['Kills and deaths', combatWords(combat)],
  ];
  const items: [string, string] = ['Items bought', some(purchases.items)];
  if (profile === null) return [...facts, items];
  const { guild, health, battles, wins, swords, weapons } = profile;
  return [
    ...facts,
    ['Guild', guild === null ? 'none' : visible(guild)],
    ['Health', `${measure(health)} %`],
    ['Battles', battles === 0 ? 'none' : `${count(battles)}, ${percent(wins / battles)} won`],
    ['Swords', held(swords)],
    ['Weapons', held(weapons)],
    items,
  ];
}

function combatWords({ kill_count, death_count, kill_ratio }: PlayerStory['combat']): string {
  const kills = `${plural(kill_count, 'kill')}, ${plural(death_count, 'death')}`;
  return kill_ratio === null ? kills : `${kills}, ${ratio(kill_ratio)} a death`;
}

function some({ rows, more }: Some<string>): string {
  return rows.length === 0 ? 'none' : `${rows.map(visible).join(', ')}${more ? ' and others' : ''}`;
}

function held(kinds: Readonly<Record<string, number>>): string {
  const words = Object.entries(kinds).map(([kind, n]) => `${count(n)} ${visible(kind)}`);
  return words.length === 0 ? 'none' : words.join(', ');
}

function stateOf({ completed_at, seconds_to_complete, stalled, disengaged }: Visit): string {
  if (completed_at !== null) return `✓ completed in ${duration(seconds_to_complete)}`;
  if (stalled) return disengaged ? '■ stalled, and gone' : '■ stalled';
  return disengaged ? '▲ gone' : '● playing';
}

function at(iso: string): string {
  return moment(iso, Date.now());
}
