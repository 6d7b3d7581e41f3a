// custody show: a record as a ladder of parties, one line a call, with who held each resource when.

import { ladder } from "../../../../reports/ladder.ts";
import type { Paint } from "../../../../reports/paint.ts";
import { count, printable } from "../../../../reports/spelling.ts";
import { InputError } from "../../../contract/problem.ts";
import { createJudge } from "../../../rules/judge.ts";
import { pictureOf, type Picture, type Wish } from "../../../runner/check/picture.ts";
import { stepTables } from "../../../runner/input/catalogue.ts";
import { sourceOf } from "../../../runner/input/files.ts";
import { loadSpec } from "../../../runner/input/spec.ts";
import { recordsIn, type Section } from "../../../runner/record/sections.ts";
import { readArguments } from "../../arguments.ts";
import { endingOf } from "../../check-text.ts";
import { paintFor } from "../../paint.ts";
import { showBeside, type Shelf } from "../../show/beside.ts";
import { refuseUnknown } from "../../show/known.ts";

export const takes = {
  name: "show",
  words: "RECORD|- [OTHER]",
  does: "Draws a record as a ladder of parties, one line a call, and says who held each resource when; two records side by side.",
};
export const flags = {
  resource: { value: "RESOURCE", does: "only what concerns this resource, and its custody chain" },
  scenario: {
    value: "TITLE",
    does: "of several records, those whose title contains this; given twice, these two side by side",
  },
  all: { does: "every event, also below the steps of a remote request" },
  json: { does: "two records side by side as one JSON object" },
};

export async function run(args: readonly string[]): Promise<number> {
  const given = readArguments(takes, flags, args);
  if (given === undefined) return 0;
  const [path = "-", other, ...others] = given.words;
  if (others.length > 0)
    throw new InputError(`custody show draws two files at most; leave ${others.join(" ")} out.`);
  const [resource] = given.list("resource");
  const [title = ""] = given.list("scenario");
  const shelf = await shelfOf(path);
  if (other !== undefined || given.list("scenario").length > 1)
    return showBeside(shelf, other === undefined ? shelf : await shelfOf(other), {
      titles: given.list("scenario"),
      resources: given.list("resource"),
      json: given.has("json"),
    });
  if (given.has("json"))
    throw new InputError("--json goes with two records; custody show RECORD draws a ladder.");
  const { records } = shelf;
  const wanted = records.filter(({ header }) => header.scenario.title.includes(title));
  const drawn = resource === undefined ? wanted : wanted.filter((record) => mentions(record, resource));
  if (drawn.length === 0) throw new InputError(nothing(path, records, title, resource));
  const program = await loadSpec();
  const paint = await paintFor();
  for (const { header, events } of drawn) refuseUnknown(path, program, header, events);
  const wish: Wish = {
    all: given.has("all"),
    tables: stepTables(),
    ...(resource === undefined ? {} : { resource }),
  };
  const texts = drawn.map((record) =>
    textOf(record, pictureOf(program, createJudge, record.header, record.events, wish), paint),
  );
  process.stdout.write(`${texts.join("\n\n")}\n`);
  return 0;
}

async function shelfOf(path: string): Promise<Shelf> {
  const records: Section[] = [];
  for await (const section of recordsIn(sourceOf(path))) records.push(section);
  if (records.length > 0) return { path, records };
  throw new InputError(
    `${path} is empty: a record begins with a line {"custody": "record", …}; see docs/record.md.`,
  );
}

function textOf({ header, events, end }: Section, picture: Picture, paint: Paint): string {
  const { scenario, subject } = header;
  const title = [
    scenario.title === "" ? "a record" : `"${scenario.title}"`,
    ...(subject.name === "" ? [] : [`${subject.name} ${subject.version}`.trim()]),
  ].join(" · ");
  const how = endingOf(header, end);
  return [
    paint.strong(printable(`${title} · ${count(events.length, "event")}, ${how}`)),
    ladder(picture),
    ...(picture.folded > 0 && picture.chain.length === 0
      ? [
          paint.faint(
            `  ${count(picture.folded, "event")} below these boundaries: custody show --all draws them too`,
          ),
        ]
      : []),
    ...picture.chain.map((sentence) => `  ${printable(sentence)}`),
  ].join("\n");
}

// The id in quotes: as a value, a key of `resources` or an element of a list.
const mentions = ({ events }: Section, resource: string): boolean => {
  const quoted = JSON.stringify(resource);
  return events.some(({ args, results, resources }) =>
    JSON.stringify([args, results, resources]).includes(quoted),
  );
};

function nothing(
  path: string,
  records: readonly Section[],
  title: string,
  resource: string | undefined,
): string {
  if (title !== "" && !records.some(({ header }) => header.scenario.title.includes(title)))
    return `${path} has no record of a scenario "${title}"; it has ${records.map(({ header }) => `"${header.scenario.title}"`).join(", ")}.`;
  const ids = new Set(
    records.flatMap(({ events }) => events.flatMap(({ resources }) => Object.keys(resources ?? {}))),
  );
  return `${path} never mentions ${resource ?? ""}; its resources are ${[...ids].slice(0, 12).join(", ") || "none"}${ids.size > 12 ? ", …" : ""}.`;
}
