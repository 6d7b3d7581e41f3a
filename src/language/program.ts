// From parsed files to a program: every name resolved, every table built, everything wrong reported at once.
import { createHash } from "node:crypto";
import { type Problem, KitDefect } from "../contract/problem.ts";
import type { Program, Written } from "../contract/program.ts";
import type { Declaration, Pattern, SourceFile, Span } from "../contract/syntax.ts";
import type { Check, Checked } from "./check/checked.ts";
import { constantConditions, contradictions } from "./check/conditions.ts";
import { coversAndRequires } from "./check/covers.ts";
import { citations, levelsAndExamples } from "./check/demands.ts";
import { courseOfSteps } from "./check/flow.ts";
import { guilt } from "./check/guilt.ts";
import { keysAndBeginnings } from "./check/keys.ts";
import { moves } from "./check/moves.ts";
import { speakersAndForms } from "./check/parties.ts";
import { hiding, stateInUse } from "./check/state.ts";
import type { Context } from "./names/context.ts";
import { resolveResource, resolveVocabulary } from "./names/declarations.ts";
import { typeOf } from "./names/expressions.ts";
import { Noted } from "./noted.ts";
import { resolvePattern } from "./names/patterns.ts";
import { resolveRule } from "./names/rules.ts";
import { resolveScenario } from "./names/steps.ts";
import { changesHappen } from "./steps/changes.ts";
import { orderOfSteps } from "./steps/order.ts";
import { buildTables } from "./names/tables.ts";
import { locator } from "./place.ts";
import { fragmentsAndCases } from "./unfold/checks.ts";
import { misplaced } from "./unfold/misplaced.ts";
import { resolveFragment } from "./unfold/fragments.ts";
import { atTheirPlace } from "./unfold/problems.ts";
import { unfold } from "./unfold/unfold.ts";

export type CheckOptions = {
  /** known source keys; absent: any key is taken */
  readonly sources?: ReadonlySet<string>;
  /** capabilities beyond roles, vocabularies and parties that `requires` may name */
  readonly capabilities?: ReadonlySet<string>;
  /** what the parser reported: what seems missing in a damaged declaration is not reported */
  readonly parsed?: readonly Problem[];
  /** what stands before these files, checked already; they may add scenarios and fragments to it, nothing else */
  readonly base?: Program;
};

export type Outcome = { readonly program: Program; readonly problems: readonly Problem[] };

/**
 * Resolves all names of `files` and checks them. Pure; never throws. With errors among the problems the program is
 * for further reporting only: names may lack a meaning and `wordOf` may throw.
 */
export const checkFiles = (asWritten: readonly SourceFile[], options: CheckOptions = {}): Outcome => {
  const { files, ...unfolded } = unfold(asWritten, options.base?.files);
  const context = resolved(files, options);
  const checked: Checked = { ...context, asWritten, files, options };
  const found = [...context.problems, ...staticChecks.flatMap((check) => check(checked))];
  const problems = inOrder(files, atTheirPlace(asWritten, unfolded.fragments, found));
  return { program: programOf(files, unfolded.written, context, options.base), problems };
};

/** Nothing in a base changes its meaning when these files join it: fragments, too, are for scenarios alone. */
export const addsOnlyScenarios = (files: readonly SourceFile[]): boolean =>
  files.every((file) => file.declarations.every(({ kind }) => joining.has(kind)));

const joining: ReadonlySet<string> = new Set<Declaration["kind"]>(["import", "fragment", "scenario"]);

/** As checkFiles, for texts that were checked before: only names and types, a tenth of the work. */
export const resolveFiles = (asWritten: readonly SourceFile[], options: CheckOptions = {}): Outcome => {
  const { files, fragments, written } = unfold(asWritten);
  const context = resolved(files, options);
  const problems = inOrder(files, atTheirPlace(asWritten, fragments, context.problems));
  return { program: programOf(files, written, context), problems };
};

/** The static checks beyond names and types, in the order of the language's description. */
const staticChecks: readonly Check[] = [
  citations,
  speakersAndForms,
  guilt,
  keysAndBeginnings,
  constantConditions,
  contradictions,
  stateInUse,
  hiding,
  levelsAndExamples,
  coversAndRequires,
  courseOfSteps,
  fragmentsAndCases,
  misplaced,
  changesHappen,
  orderOfSteps,
  moves,
];

const resolved = (files: readonly SourceFile[], options: CheckOptions): Context => {
  const { base } = options;
  const { tables, problems } = buildTables([...(base?.files ?? []), ...files], options.parsed);
  const context: Context = {
    tables,
    problems: [...problems],
    refs: new Noted(base?.refs),
    positions: new Noted(base?.positions),
    words: new Map(),
    types: new Map(),
    roles: new Map(),
    doubtful: new Set(),
    typeOf: (scope, e, expected) => typeOf(context, scope, e, expected),
    around: (scope, pattern) =>
      void resolvePattern(context, { ...scope, names: new Map(scope.names), rebinds: true }, pattern),
  };
  for (const file of files) for (const declaration of file.declarations) resolve(context, file, declaration);
  return context;
};

const resolve = (c: Context, file: SourceFile, declaration: Declaration): void => {
  switch (declaration.kind) {
    case "import":
      return;
    case "vocabulary":
      return resolveVocabulary(c, file, declaration);
    case "resource":
      return resolveResource(c, file, declaration);
    case "rule":
      return resolveRule(c, file, declaration);
    case "fragment":
      return resolveFragment(c, file, declaration);
    case "scenario":
      return resolveScenario(c, file, declaration);
  }
};

const programOf = (
  added: readonly SourceFile[],
  written: ReadonlyMap<Span, Written>,
  c: Context,
  base?: Program,
): Program => {
  const { tables } = c;
  const files = base === undefined ? added : [...base.files, ...added];
  const declarations = files.flatMap((file) => file.declarations);
  const owners: ReadonlyMap<Declaration, SourceFile> = tables.fileOf;
  let digest: string | undefined;
  const writtenAt = (node: Span): Written | undefined => written.get(node) ?? base?.written(node);
  return {
    files,
    words: tables.words,
    roles: tables.roles,
    types: tables.types,
    resources: tables.resources,
    // the very list of the base: what was made of its rules serves every program that stands on it
    rules: base?.rules ?? declarations.filter((d) => d.kind === "rule"),
    ...(base?.outlines === undefined ? {} : { outlines: base.outlines }),
    scenarios: tables.scenarios.filter(({ word }) => word !== "interruption"),
    interruptions: tables.scenarios.filter(({ word }) => word === "interruption"),
    fragments: tables.fragments,
    casts: tables.casts,
    refs: c.refs,
    positions: c.positions,
    wordOf: (pattern) => c.words.get(pattern) ?? base?.wordOf(pattern) ?? neverResolved(pattern),
    place: locator(files, writtenAt),
    written: writtenAt,
    fileOf: (declaration) => owner(owners.get(declaration)),
    get digest() {
      return (digest ??= base?.digest ?? digestOf(files));
    },
  };
};

const neverResolved = (pattern: Pattern): never => {
  throw new KitDefect(`The pattern ${pattern.name} was never resolved; its program has problems.`);
};

const owner = (file: SourceFile | undefined): SourceFile => {
  if (file === undefined) throw new KitDefect("A declaration of another program was asked for its file.");
  return file;
};

/** Comments, blanks and the order of files do not matter: only what the rules, resources and vocabularies say. */
const digestOf = (files: readonly SourceFile[]): string => {
  const parts = files.flatMap((file) =>
    file.declarations
      .filter((d) => d.kind === "rule" || d.kind === "resource" || d.kind === "vocabulary")
      .map((d) => normalised(file, d)),
  );
  return createHash("sha256").update(parts.toSorted().join("\n")).digest("hex");
};

const normalised = (file: SourceFile, declaration: Declaration): string => {
  let text = "";
  let from = declaration.at;
  for (const comment of file.comments) {
    if (comment.at < from || comment.end > declaration.end) continue;
    text += file.text.slice(from, comment.at);
    from = comment.end;
  }
  text += file.text.slice(from, declaration.end);
  return text.replaceAll(/"(?:[^"\n]|"")*"|\s+/g, (piece) => (piece.startsWith('"') ? piece : " ")).trim();
};

const inOrder = (files: readonly SourceFile[], problems: readonly Problem[]): readonly Problem[] => {
  const rank = new Map(files.map((file, index) => [file.name, index]));
  return problems.toSorted(
    (a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.at - b.at || (a.code < b.code ? -1 : 1),
  );
};
