// The table: per row ours and what stands beside it, as medians with their spread, and how many times ours each took.

import type { Measured, Spread } from "./rounds.ts";

export type Row = {
  readonly what: string;
  /** ours first, then the peers */
  readonly measured: readonly Measured[];
  /** what one round did, for a rate */
  readonly work?: { readonly amount: number; readonly unit: string };
  /** ours may take so many times what this peer takes, or so many milliseconds */
  readonly limit?: { readonly times: number; readonly of: string } | { readonly ms: number };
};

export type Subject = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
};

export function tableOf(subjects: readonly Subject[]): string {
  return subjects
    .map((subject) =>
      [subject.name, ...subject.rows.flatMap(linesOf), ...subject.notes.map((note) => `  ${note}`), ""].join(
        "\n",
      ),
    )
    .join("\n");
}

function linesOf({ what, measured, work, limit }: Row): readonly string[] {
  const [ours, ...peers] = measured;
  if (ours === undefined) return [];
  const rate = ({ med }: Spread): string =>
    work === undefined ? "" : `${rounded((1000 * work.amount) / med)} ${work.unit}/s`;
  const line = ({ name, spread }: Measured, ratio: string): string =>
    `    ${name.padEnd(30)} ${shown(spread).padEnd(38)} ${rate(spread).padEnd(24)} ${ratio}`.trimEnd();
  return [
    `  ${what}`,
    line(ours, limit === undefined ? "" : judged(ours.spread, peers, limit)),
    ...peers.map((peer) => line(peer, `${rounded(peer.spread.med / ours.spread.med)} × our time`)),
  ];
}

function judged(ours: Spread, peers: readonly Measured[], limit: NonNullable<Row["limit"]>): string {
  const word = (isKept: boolean): string => (isKept ? "OK" : "OVER");
  if ("ms" in limit) return `limit ${rounded(limit.ms / 1000)} s: ${word(ours.med <= limit.ms)}`;
  const peer = peers.find(({ name }) => name === limit.of);
  if (peer === undefined) return `${limit.of} was not measured`;
  const times = ours.med / peer.spread.med;
  return `${times.toFixed(2)} × ${limit.of}, limit ${limit.times}: ${word(times <= limit.times)}`;
}

const shown = ({ min, med, max }: Spread): string => `${rounded(med)} ms (${rounded(min)} … ${rounded(max)})`;

/** Three digits that say something. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return "?";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/gu, value >= 1000 ? " " : "");
}
