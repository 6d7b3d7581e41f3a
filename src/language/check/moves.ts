// Moves of resources: the receiver takes part, `it` is an argument, and every move can be reached.
import type { Problem } from "../../contract/problem.ts";
import type { Argument, Move, Resource, SourceFile } from "../../contract/syntax.ts";
import { spanOf } from "../names/context.ts";
import { expressionsOf } from "../walk.ts";
import { type Check, type Checked, declarationsOf } from "./checked.ts";
import { textOf } from "./literals.ts";
import { problem } from "./problems.ts";

export const moves: Check = (checked) =>
  [...declarationsOf(checked, "resource")].flatMap(([file, resource]) =>
    moveProblems(checked, file, resource),
  );

const moveProblems = (checked: Checked, file: SourceFile, resource: Resource): readonly Problem[] =>
  resource.moves.flatMap((move, index) => [
    ...strangers(checked, file, move),
    ...withoutIt(checked, file, move),
    ...hidden(file, move, resource.moves.slice(0, index)),
  ]);

const strangers = (checked: Checked, file: SourceFile, move: Move): readonly Problem[] => {
  const word = checked.words.get(move.pattern);
  if (word === undefined || move.to === undefined || !checked.tables.roles.has(move.to)) return [];
  const present = [...word.speakers, ...(word.hearer === undefined ? [] : [word.hearer])];
  if (present.includes(move.to)) return [];
  const tail = { at: move.shares?.end ?? move.when?.end ?? move.pattern.end, end: move.end };
  return [
    problem(
      "move-to-stranger",
      file,
      spanOf(file, tail, move.to),
      `${move.to} takes no part in ${word.name}.`,
      `it goes from ${present.join(" to ")} or back`,
    ),
  ];
};

const withoutIt = (checked: Checked, file: SourceFile, move: Move): readonly Problem[] => {
  const args = [...move.pattern.args, ...(move.pattern.returns ?? [])];
  const names = args.some((arg) =>
    expressionsOf(arg.value).some((e) => e.kind === "name" && e.name === "it"),
  );
  if (names || !checked.words.has(move.pattern)) return [];
  return [
    problem(
      "move-without-it",
      file,
      move.pattern,
      "Nothing says which argument moves.",
      "write argument = it or list has it",
    ),
  ];
};

const hidden = (file: SourceFile, move: Move, earlier: readonly Move[]): readonly Problem[] => {
  const hider = earlier.find((other) => other.when === undefined && covers(file, other, move));
  return hider === undefined
    ? []
    : [
        problem(
          "hidden-move",
          file,
          move,
          "An earlier move for the same event has no condition, so this one never applies.",
          "put the move with the condition first",
        ),
      ];
};

/** Does the pattern of `other` match whatever that of `move` matches? Only what is written alike counts. */
const covers = (file: SourceFile, other: Move, move: Move): boolean => {
  const [a, b] = [other.pattern, move.pattern];
  const samePlace =
    a.name === b.name && a.arrived === b.arrived && (a.returns === undefined) === (b.returns === undefined);
  const sameParties =
    (a.speaker === undefined || a.speaker.name === b.speaker?.name) &&
    (a.hearer === undefined || a.hearer.name === b.hearer?.name);
  return (
    samePlace && sameParties && within(file, a.args, b.args) && within(file, a.returns ?? [], b.returns ?? [])
  );
};

const within = (file: SourceFile, few: readonly Argument[], many: readonly Argument[]): boolean => {
  const texts = new Set(many.map((arg) => textOf(file, arg)));
  return few.every((arg) => texts.has(textOf(file, arg)));
};
