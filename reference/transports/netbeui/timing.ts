// Times in microseconds and counts. NT's defaults for NBF where it has one, but the doubling of T1 is capped, so that a dead
// link is given up after 31 s: a message ends, one way or the other, well within the 45 s of a redirector.

/** Between two NAME_QUERY, and how many there are. */
export const queryTime = 500_000;
export const queries = 3;

/** T1: how long the other side may take to answer a poll; doubled with every one that it does not answer. */
export const t1 = (tries: number): number => Math.min(600_000 * 2 ** tries, 4_000_000);
/** N2: so many polls, then the link is given up. */
export const polls = 8;
/** T2: how long an acknowledgment may wait for a frame to ride on. */
export const t2 = 150_000;
/** Ti: after so long without a word from the other side it is polled. */
export const ti = 30_000_000;

/** So many frames may be unacknowledged; the last of them polls. */
export const windowSize = 10;

/** A message must be acknowledged, and a session be there, within this time. */
export const messageTime = 40_000_000;
/** A caller that was answered begins its session within this time. */
export const initializeTime = 10_000_000;
