// From the template of a line to the row that generated code reads: which hole fills which column, and what is the same in all.

import type { Event } from "../../contract/event.ts";
import type { Value } from "../../contract/value.ts";
import { absentNumber, noneNumber, unsaidId } from "../../rules/quick/code.ts";
import type { QuickJudge } from "../../rules/quick/judge.ts";
import type { Place } from "../../rules/quick/layout.ts";
import type { RowPlan } from "../record/scan.ts";
import type { Hole, Template } from "../record/template.ts";

/** `event` is one that the template was made of. */
export function rowPlan(judge: QuickJudge, event: Event, template: Template): RowPlan {
  const operation = judge.operationOf(event.kind, event.name);
  const places = operation?.places ?? [];
  const held = new Set(template.holes.flatMap(({ of }) => argumentOf(of) ?? []));
  const fixed = places.filter(({ name }) => !held.has(name));
  return {
    op: operation?.index,
    from: judge.pin(JSON.stringify(event.from)),
    to: event.to === undefined ? unsaidId : judge.pin(JSON.stringify(event.to)),
    holes: template.holes.map(({ kind, of }) => {
      const place = places.find(({ name }) => name === argumentOf(of));
      return { kind, ids: place?.ids ?? -1, numbers: place?.numbers ?? -1 };
    }),
    fixedIds: fixed.flatMap(({ name, ids }) =>
      ids === undefined ? [] : [[ids, fixedId(judge, event.args?.[name])] as const],
    ),
    fixedNumbers: fixed.flatMap((place) => fixedNumber(place, event.args?.[place.name])),
  };
}

const argumentOf = (of: Hole["of"]): string | undefined =>
  typeof of === "object" && of.list === "args" ? of.name : undefined;

const fixedId = (judge: QuickJudge, value: Value | undefined): number =>
  value === undefined ? unsaidId : judge.pin(JSON.stringify(value));

const fixedNumber = ({ numbers }: Place, value: Value | undefined): readonly (readonly [number, number])[] =>
  numbers === undefined
    ? []
    : [[numbers, value === undefined ? absentNumber : typeof value === "number" ? value : noneNumber]];
