// What a judge and its forks have in common: the program, the cast, the rules chosen and what could be watched.
import type { Program, Word } from "../../contract/program.ts";
import type { Setting } from "../../contract/verdict.ts";
import { type Hidden, hiddenRoles } from "../custody/sightings.ts";
import type { CustodyTables } from "../custody/tables.ts";
import { type Cast, castOf } from "../meaning/cast.ts";
import type { Seen } from "../meaning/seen.ts";
import { custodyTablesOf, select, type Selection } from "./program-rules.ts";
import { unseenReason } from "./verdicts.ts";

export type Shared = {
  readonly program: Program;
  readonly tables: CustodyTables;
  readonly selection: Selection;
  readonly setting: Setting;
  readonly cast: Cast;
  readonly hidden: Hidden | undefined;
  /** per rule, why it cannot be judged; empty where everything was watched */
  readonly unseen: readonly (string | undefined)[];
  readonly findsCustody: boolean;
};

export const setUp = (program: Program, setting: Setting, ruleIds: readonly string[] | undefined): Shared => {
  const selection = select(program, ruleIds);
  return {
    program,
    tables: custodyTablesOf(program),
    selection,
    setting,
    cast: castOf(program, setting.parties),
    hidden: hiddenRoles(program, setting.watched),
    unseen: unseenBy(program, selection, setting.watched),
    findsCustody: ruleIds === undefined || ruleIds.includes("CUSTODY"),
  };
};

const unseenBy = (
  program: Program,
  { rules }: Selection,
  watched: readonly string[] | undefined,
): Shared["unseen"] =>
  watched === undefined ? [] : rules.map(({ compiled }) => unseenReason(program, compiled(), watched));

/** Stands for a word that no vocabulary has. */
export const noWord: Word = {
  name: "",
  kind: "act",
  boundary: "",
  speakers: [],
  parameters: [],
  chosen: false,
  vocabulary: "",
};
export const nothingSeen: Seen = {
  word: noWord,
  kind: "act",
  seq: 0,
  time: 0,
  speaker: undefined,
  hearer: undefined,
  doer: "",
  other: undefined,
  call: undefined,
  in: undefined,
  args: undefined,
  results: undefined,
  resources: undefined,
  isPlaced: false,
  isDerived: false,
};
