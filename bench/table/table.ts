// The table: per row ours and what stands beside it, as medians with their spread, how many times ours each took, and the gates.

import type { Measured, Spread } from "./rounds.ts";

export type Row = {
  readonly what: string;
  /** ours first, then the peers */
  readonly measured: readonly Measured[];
  /** what one round did, for a rate */
  readonly work?: { readonly amount: number; readonly unit: string };
  readonly gates?: readonly Gate[];
  /** said beside the gates, and held against nobody: a shortcut there would be a second kernel */
  readonly wishes?: readonly Gate[];
};

/** What ours has to keep: this peer takes at least so many times our time; ours takes at most so many times what it takes, or so many milliseconds; or so much work is done in a second. */
export type Gate =
  | { readonly atLeast: number; readonly of: string }
  | { readonly atMost: number; readonly of: string }
  | { readonly ms: number }
  | { readonly perSecond: number };

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

/** The gates that were missed, in words: one is missed when the median and the minimum miss it. */
export function missedGates(subjects: readonly Subject[]): readonly string[] {
  return subjects.flatMap(({ name, rows }) =>
    rows.flatMap((row) =>
      judgedBy(row, row.gates)
        .filter(({ word }) => word === "MISSED")
        .map(({ text }) => `${name}: ${row.what}: ${text}`),
    ),
  );
}

function linesOf(row: Row): readonly string[] {
  const { what, measured, work } = row;
  const [ours, ...peers] = measured;
  if (ours === undefined) return [];
  const rate = ({ med }: Spread): string =>
    work === undefined ? "" : `${rounded((1000 * work.amount) / med)} ${work.unit}/s`;
  const line = ({ name, spread }: Measured, ratio: string): string =>
    `    ${name.padEnd(30)} ${shown(spread).padEnd(38)} ${rate(spread).padEnd(24)} ${ratio}`.trimEnd();
  return [
    `  ${what}`,
    line(ours, ""),
    ...peers.map((peer) => line(peer, `${rounded(peer.spread.med / ours.spread.med)} × our time`)),
    ...judgedBy(row, row.gates).map(({ text, word }) => `    gate: ${text}: ${word}`),
    ...judgedBy(row, row.wishes).map(({ text, word }) => `    wished for: ${text}: ${word.toLowerCase()}`),
  ];
}

type Judged = { readonly text: string; readonly word: "OK" | "OK by the minimum" | "MISSED" | "skipped" };

const judgedBy = (row: Row, gates: readonly Gate[] = []): readonly Judged[] => {
  const [ours] = row.measured;
  return ours === undefined ? [] : gates.map((gate) => judged(gate, ours.spread, row));
};

function judged(gate: Gate, ours: Spread, { measured, work }: Row): Judged {
  if ("perSecond" in gate) {
    const rate = (ms: number): number => (1000 * (work?.amount ?? Number.NaN)) / ms;
    return {
      text: `${rounded(rate(ours.med))} ${work?.unit}/s, at least ${rounded(gate.perSecond)}`,
      word: wordOf((of) => rate(ours[of]) >= gate.perSecond),
    };
  }
  if ("ms" in gate)
    return {
      text: `${rounded(ours.med)} ms, at most ${rounded(gate.ms)}`,
      word: wordOf((of) => ours[of] <= gate.ms),
    };
  const peer = measured.find(({ name }) => name === gate.of)?.spread;
  if (peer === undefined) return { text: `${gate.of} was not measured`, word: "skipped" };
  if ("atMost" in gate)
    return {
      text: `${ratios(ours, peer)} × ${gate.of}, at most ${gate.atMost}`,
      word: wordOf((of) => ours[of] <= gate.atMost * peer[of]),
    };
  return {
    text: `${gate.of} takes ${ratios(peer, ours)} × our time, at least ${gate.atLeast}`,
    word: wordOf((of) => peer[of] >= gate.atLeast * ours[of]),
  };
}

/** The quietest round of each says what the programs do; the median alone may only have met the busier minutes. */
const wordOf = (keeps: (of: "med" | "min") => boolean): Judged["word"] =>
  keeps("med") ? "OK" : keeps("min") ? "OK by the minimum" : "MISSED";

const ratios = (a: Spread, b: Spread): string =>
  `${(a.med / b.med).toFixed(2)} (${(a.min / b.min).toFixed(2)} by the minima)`;

const shown = ({ min, med, max }: Spread): string => `${rounded(med)} ms (${rounded(min)} … ${rounded(max)})`;

/** Three digits that say something. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return "?";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/gu, value >= 1000 ? " " : "");
}
