import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommitPace } from '../../../processors/run/commit-pace.js';
import { longestWait } from '../../../processors/run/longest-wait.js';

/** Counts commits, each of which takes as long by the faked clock as it is told. */
class Commits {
  pending = 0;
  full = false;
  count = 0;
  takes = 0;
  failure: Error | undefined;

  commit(): void {
    if (this.failure !== undefined) throw this.failure;
    this.count++;
    this.pending = 0;
    vi.advanceTimersByTime(this.takes);
  }
}

const LIVE = { nextOffset: 10, highWatermark: 10 };
const BEHIND = { nextOffset: 10, highWatermark: 1_000_000 };

describe('the wait for a commit', () => {
  it('grows with what commits take only behind', () => {
    expect(longestWait(true, 1000)).toBe(3000);
    expect(longestWait(true, 60_000)).toBe(5000);
    expect(longestWait(false, 1000)).toBe(longestWait(false, 60_000));
    expect(longestWait(false, 1000)).toBeLessThan(longestWait(false, 0));
    expect(longestWait(false, 0)).toBeLessThanOrEqual(20);
  });
});

describe('the pace of commits', () => {
  let commits: Commits;
  let failures: unknown[];
  let pace: CommitPace;

  beforeEach(() => {
    vi.useFakeTimers();
    commits = new Commits();
    failures = [];
    pace = new CommitPace(commits, (error) => failures.push(error));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A slow commit, so that the next wait is long wherever waits follow commits. */
  function slowCommit(ms: number): void {
    commits.takes = ms;
    pace.commit();
    commits.takes = 0;
    commits.count = 0;
  }

  it('commits what comes live soon, however long the last commit took', () => {
    slowCommit(2000);
    pace.taken(LIVE);
    vi.advanceTimersByTime(20);
    expect(commits.count).toBe(1);
  });

  it('counts from the first record: others behind it do not put the commit off', () => {
    for (let ms = 0; ms < 20; ms++) {
      pace.taken(LIVE);
      vi.advanceTimersByTime(1);
    }
    expect(commits.count).toBe(1);
  });

  it('waits longer behind', () => {
    slowCommit(1000);
    pace.taken(BEHIND);
    vi.advanceTimersByTime(2999);
    expect(commits.count).toBe(0);
    vi.advanceTimersByTime(1);
    expect(commits.count).toBe(1);
  });

  it('commits as soon as what is known to be stored has been taken in', () => {
    slowCommit(1000);
    const position = { nextOffset: 0, highWatermark: 100_000 };
    pace.taken(position);
    vi.advanceTimersByTime(500);
    position.nextOffset = 100_000;
    pace.taken(position);
    expect(commits.count).toBe(1);
  });

  it('is not behind for the few records that are on their way while it is looked how far logs go', () => {
    slowCommit(1000);
    pace.taken({ nextOffset: 0, highWatermark: 500 });
    vi.advanceTimersByTime(20);
    expect(commits.count).toBe(1);
  });

  it('adds up what partitions have left', () => {
    slowCommit(1000);
    for (let partition = 0; partition < 15; partition++) pace.taken({ nextOffset: 0, highWatermark: 500 });
    vi.advanceTimersByTime(100);
    expect(commits.count).toBe(0);
  });

  it('is behind while one partition is', () => {
    slowCommit(1000);
    pace.taken(BEHIND);
    pace.taken(LIVE);
    vi.advanceTimersByTime(100);
    expect(commits.count).toBe(0);
  });

  it('does not wait for a partition that gives nothing more', () => {
    pace.taken(BEHIND);
    slowCommit(1000);
    pace.taken(LIVE);
    vi.advanceTimersByTime(20);
    expect(commits.count).toBe(1);
  });

  it('commits at once when memory asks for it, or when there are very many records', () => {
    slowCommit(1000);
    commits.full = true;
    pace.taken(BEHIND);
    expect(commits.count).toBe(1);
    commits.full = false;
    commits.pending = 1_000_000;
    pace.taken(BEHIND);
    expect(commits.count).toBe(2);
  });

  it('tells of a commit that failed by itself', () => {
    commits.failure = new Error('the disk is full');
    pace.taken(LIVE);
    vi.advanceTimersByTime(20);
    expect(failures).toEqual([commits.failure]);
  });
});
