// custody show of two records: their custody chains side by side, aligned by what the application sees.

import { besideText } from "../../../reports/beside.ts";
import { count } from "../../../reports/spelling.ts";
import { InputError } from "../../contract/problem.ts";
import { createJudge } from "../../rules/judge.ts";
import { beside, roleAbove, type Pair, type Stretch } from "../../runner/check/beside.ts";
import { loadSpec } from "../../runner/input/spec.ts";
import type { Section } from "../../runner/record/sections.ts";
import { refuseUnknown } from "./known.ts";

/** The records of one file; of several one is picked by its title. */
export type Shelf = { readonly path: string; readonly records: readonly Section[] };
export type Choice = {
  /** parts of titles: one for both, or one for each */
  readonly titles: readonly string[];
  readonly resources: readonly string[];
  readonly json: boolean;
};

/** 0: what is seen above is the same; 1: it is not. */
export async function showBeside(first: Shelf, second: Shelf, choice: Choice): Promise<number> {
  const left = only(first, choice.titles[0] ?? "");
  const right = only(second, choice.titles.at(-1) ?? "");
  const program = await loadSpec();
  refuseUnknown(first.path, program, left.header, left.events);
  refuseUnknown(second.path, program, right.header, right.events);
  const role = roleAbove(left, right);
  if (role === undefined)
    throw new InputError(
      "The two records have neither an application nor a client in common: there is nobody by whose view they could be aligned.",
    );
  const { agrees, pairs } = beside(
    program,
    createJudge,
    role,
    { ...left, ...looked(choice.resources[0]) },
    { ...right, ...looked(choice.resources.at(-1)) },
  );
  const titles = [titleOf(left), titleOf(right)] as const;
  process.stdout.write(
    choice.json
      ? `${JSON.stringify({ titles, role, agrees, pairs: pairs.map(shownPair) }, undefined, 2)}\n`
      : `${besideText(titles, pairs)}\n${closing(role, pairs)}\n`,
  );
  return agrees ? 0 : 1;
}

function only({ path, records }: Shelf, title: string): Section {
  const fits = records.filter(({ header }) => header.scenario.title.includes(title));
  const exact = fits.filter(({ header }) => header.scenario.title === title);
  const [one, ...others] = exact.length > 0 ? exact : fits;
  if (one !== undefined && others.length === 0) return one;
  const all = (fits.length === 0 ? records : fits).map(({ header }) => `"${header.scenario.title}"`);
  throw new InputError(
    `${path} has ${one === undefined ? "no record" : "several records"} of a scenario "${title}"; name one with --scenario: ${all.slice(0, 8).join(", ")}${all.length > 8 ? ", …" : ""}.`,
  );
}

const looked = (resource: string | undefined): { readonly resource?: string } =>
  resource === undefined ? {} : { resource };

const titleOf = ({ header: { scenario, subject }, events }: Section): string =>
  [
    scenario.title === "" ? "a record" : `"${scenario.title}"`,
    ...(subject.name === "" ? [] : [subject.name]),
    count(events.length, "event"),
  ].join(" · ");

function closing(role: string, pairs: readonly Pair[]): string {
  const seen = pairs.filter(({ left, right }) => (left ?? right)?.seen !== undefined);
  const apart = seen.filter(({ left, right }) => left === undefined || right === undefined).length;
  return apart === 0
    ? `${role} sees the same: ${count(seen.length, "event")}`
    : `${role} sees ${count(apart, "event")} of ${seen.length} on one side only`;
}

const shownPair = ({ left, right }: Pair): object => ({ left: shownSide(left), right: shownSide(right) });

const shownSide = (side: Stretch | undefined): object | null =>
  side === undefined
    ? null
    : {
        seen: side.seen ?? null,
        changes: side.changes.map(({ event: { seq, kind, name, from, to }, holds }) => ({
          seq,
          kind,
          name,
          from,
          ...(to === undefined ? {} : { to }),
          holds,
        })),
      };
