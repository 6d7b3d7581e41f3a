// Who may say what: calls by the side that their boundary says, acts by their roles, each kind of word in its own form.
import type { Problem } from "../../contract/problem.ts";
import type { Word } from "../../contract/program.ts";
import type {
  EventStep,
  Expression,
  PartyRef,
  Pattern,
  SourceFile,
  Span,
  Step,
} from "../../contract/syntax.ts";
import { nodesOf, patternsOf } from "../walk.ts";
import type { Check, Checked } from "./checked.ts";
import { problem } from "./problems.ts";

/** Every pattern of every declaration, steps and faults included. */
export const speakersAndForms: Check = (checked) =>
  checked.files.flatMap((file) =>
    file.declarations.flatMap((declaration) => {
      const root = declaration.kind === "resource" ? declaration.moves : declaration;
      return [
        ...patternsOf(root).flatMap((pattern) => patternProblems(checked, file, pattern)),
        ...nodesOf(root).flatMap((node) => nodeProblems(checked, file, node)),
      ];
    }),
  );

const nodeProblems = (
  checked: Checked,
  file: SourceFile,
  node: Span & { readonly kind?: unknown },
): readonly Problem[] => {
  if (isStep(node, "event")) return stepProblems(checked, file, node);
  if (isStep(node, "fault")) return faultProblems(checked, file, node);
  if (isAround(node)) return insideProblems(checked, file, node);
  return [];
};

const isStep = <K extends "event" | "fault">(
  node: { readonly kind?: unknown },
  kind: K,
): node is Extract<Step, { kind: K }> => node.kind === kind;
const isAround = (node: { readonly kind?: unknown }): node is Extract<Expression, { kind: "around" }> =>
  node.kind === "around";

const patternProblems = (checked: Checked, file: SourceFile, pattern: Pattern): readonly Problem[] => {
  const word = checked.words.get(pattern);
  if (word === undefined) return [];
  return [...formProblems(file, pattern, word), ...speakerProblems(checked, file, pattern, word)];
};

const formProblems = (file: SourceFile, pattern: Pattern, word: Word): readonly Problem[] => {
  const wrong = (message: string): Problem => problem("wrong-kind", file, pattern, message);
  if (word.kind === "fault") return [wrong(`${word.name} is a fault: arm it with fault.`)];
  const found: Problem[] = [];
  if (word.kind === "act" && pattern.hearer !== undefined)
    found.push(wrong(`${word.name} is an act: one party does it, nobody hears it.`));
  if (pattern.arrived && word.kind !== "message")
    found.push(wrong(`${word.name} is no message: it is said and heard in one instant, so nothing arrives.`));
  if (pattern.returns !== undefined && word.kind !== "call")
    found.push(wrong(`${word.name} is no call, so it does not return.`));
  return found;
};

const speakerProblems = (
  checked: Checked,
  file: SourceFile,
  pattern: Pattern,
  word: Word,
): readonly Problem[] => {
  const speaker = roleOf(checked, pattern.speaker);
  const hearer = roleOf(checked, pattern.hearer);
  if (word.kind === "act") return actorProblems(file, pattern, word, speaker);
  if (
    word.hearer === undefined ||
    fits(word, speaker, hearer) ||
    (pattern.arrived && fits(word, hearer, speaker))
  )
    return [];
  const span = { at: pattern.speaker?.at ?? pattern.at, end: pattern.hearer?.end ?? pattern.end };
  const said = `${word.speakers.join(" or ")} says ${word.name} to ${word.hearer}, not ${speaker ?? "somebody"} to ${hearer ?? "somebody"}.`;
  const turned = fits(word, hearer, speaker);
  const hint =
    pattern.returns !== undefined && turned
      ? "the arrow is that of the call, also at its return"
      : turned
        ? "turn the arrow"
        : undefined;
  return [problem("wrong-direction", file, pattern.arrived ? pattern : span, said, hint)];
};

const fits = (word: Word, speaker: string | undefined, hearer: string | undefined): boolean =>
  (speaker === undefined || word.speakers.includes(speaker)) &&
  (hearer === undefined || word.hearer === hearer);

const actorProblems = (
  file: SourceFile,
  pattern: Pattern,
  word: Word,
  speaker: string | undefined,
): readonly Problem[] =>
  speaker === undefined || word.speakers.includes(speaker)
    ? []
    : [
        problem(
          "wrong-actor",
          file,
          pattern,
          `${word.name} is an act of ${word.speakers.join(", ")}, not of ${speaker}.`,
        ),
      ];

const roleOf = (checked: Checked, ref: PartyRef | undefined): string | undefined =>
  ref === undefined ? undefined : checked.roles.get(ref);

const stepProblems = (checked: Checked, file: SourceFile, step: EventStep): readonly Problem[] => {
  const { pattern } = step;
  const word = checked.words.get(pattern);
  if (word === undefined || word.kind === "fault") return [];
  const found: Problem[] = [];
  if (pattern.speaker === undefined || (word.kind !== "act" && pattern.hearer === undefined)) {
    const form =
      word.kind === "act"
        ? `PARTY ${word.name}(…)`
        : `${word.speakers[0] ?? "PARTY"} -> ${word.hearer ?? "PARTY"} ${word.name}(…)`;
    found.push(
      problem(
        "step-without-party",
        file,
        pattern,
        `A step says who does it${word.kind === "act" ? "" : " and to whom"}.`,
        `write ${form}`,
      ),
    );
  }
  if (word.kind === "call") return found;
  if (step.returns !== undefined)
    found.push(problem("wrong-kind", file, step, `${word.name} is no call, so it does not return.`));
  if (step.steps !== undefined)
    found.push(
      problem("wrong-kind", file, pattern, `${word.name} takes no time: nothing can happen inside it.`),
    );
  return found;
};

const faultProblems = (
  checked: Checked,
  file: SourceFile,
  step: Extract<Step, { kind: "fault" }>,
): readonly Problem[] => {
  const word = checked.tables.words.get(step.name);
  if (word === undefined) return [];
  if (word.kind !== "fault") return [problem("wrong-kind", file, step, `${step.name} is no fault.`)];
  const role = checked.roles.get(step.party);
  if (role === undefined || word.speakers.includes(role)) return [];
  return [
    problem(
      "wrong-actor",
      file,
      step,
      `${step.name} is a fault of ${word.speakers.join(", ")}, not of ${role}.`,
    ),
  ];
};

const insideProblems = (
  checked: Checked,
  file: SourceFile,
  node: Extract<Expression, { kind: "around" }>,
): readonly Problem[] => {
  const word = checked.words.get(node.pattern);
  return word === undefined || word.kind === "call"
    ? []
    : [problem("wrong-kind", file, node, `${word.name} is no call, so nothing is inside it or during it.`)];
};
