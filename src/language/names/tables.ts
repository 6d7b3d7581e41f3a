// What a set of files declares: words, roles, types, resources, rules and casts, each once.
import type { Problem } from "../../contract/problem.ts";
import type { Role, Word } from "../../contract/program.ts";
import type {
  ActsItem,
  BoundaryItem,
  CastItem,
  Declaration,
  Fragment,
  PartyDecl,
  Resource,
  RoleItem,
  Rule,
  Scenario,
  SourceFile,
  Span,
  TypeItem,
  TypeRef,
  Vocabulary,
} from "../../contract/syntax.ts";
import { problem } from "../check/problems.ts";
import { builtIn, listOf, type Type } from "./type.ts";

export type Tables = {
  readonly words: ReadonlyMap<string, Word>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly types: ReadonlyMap<string, TypeItem>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly scenarios: readonly Scenario[];
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly casts: ReadonlyMap<string, readonly PartyDecl[]>;
  /** every party of every cast, by name */
  readonly cast: ReadonlyMap<string, PartyDecl>;
  /** the enum types that have a constant, by the constant */
  readonly constants: ReadonlyMap<string, readonly TypeItem[]>;
  readonly fileOf: ReadonlyMap<Declaration, SourceFile>;
  /** where the parser gave up on a part: what is missing there proves nothing */
  readonly damaged: ReadonlySet<object>;
  /** no vocabulary or resource is damaged: a name that is not in the tables does not exist */
  readonly whole: boolean;
  /** no rule was lost */
  readonly rulesWhole: boolean;
};

export const buildTables = (
  files: readonly SourceFile[],
  parsed: readonly Problem[] = [],
): { readonly tables: Tables; readonly problems: readonly Problem[] } => {
  const tables = new Builder();
  for (const file of files) tables.addFile(file, parsed);
  return { tables, problems: tables.problems };
};

/** The type that a reference names, or undefined when there is none. */
export const typeNamed = (tables: Tables, ref: TypeRef): Type | undefined => {
  const one = singleType(tables, ref.name);
  return one !== undefined && ref.list ? listOf(one) : one;
};

export const typeNames = (tables: Tables): readonly string[] => [
  ...builtIn.keys(),
  ...tables.types.keys(),
  ...tables.resources.keys(),
  ...tables.roles.keys(),
];

const singleType = (tables: Tables, name: string): Type | undefined => {
  const item = tables.types.get(name);
  if (item !== undefined) {
    if (item.constants.length > 0) return { kind: "enum", name };
    return item.base === undefined || item.base === "opaque"
      ? { kind: "opaque", name }
      : builtIn.get(item.base);
  }
  if (tables.resources.has(name)) return { kind: "resource", name };
  if (tables.roles.has(name)) return { kind: "party", role: name };
  return builtIn.get(name);
};

class Builder implements Tables {
  readonly words = new Map<string, Word>();
  readonly roles = new Map<string, Role>();
  readonly types = new Map<string, TypeItem>();
  readonly resources = new Map<string, Resource>();
  readonly rules = new Map<string, Rule>();
  readonly scenarios: Scenario[] = [];
  readonly fragments = new Map<string, Fragment>();
  readonly vocabularies = new Map<string, Vocabulary>();
  readonly casts = new Map<string, readonly PartyDecl[]>();
  readonly cast = new Map<string, PartyDecl>();
  readonly constants = new Map<string, readonly TypeItem[]>();
  readonly fileOf = new Map<Declaration, SourceFile>();
  readonly damaged = new Set<object>();
  readonly problems: Problem[] = [];
  whole = true;
  rulesWhole = true;

  addFile(file: SourceFile, parsed: readonly Problem[]): void {
    for (const declaration of file.declarations) {
      this.fileOf.set(declaration, file);
      this.#add(file, declaration);
    }
    for (const broken of parsed)
      if (broken.file === file.name && broken.severity === "error") this.#addDamage(file, broken.at);
  }

  #addDamage(file: SourceFile, at: number): void {
    const before = file.declarations.findLast((d) => d.at <= at);
    if (before !== undefined && at <= before.end)
      return file.declarations.filter((d) => d.at === before.at).forEach((row) => this.#damage(row));
    const lost = file.text.slice(before?.end ?? 0, at + 1);
    if (!/^(?:rule|fragment|exchange|receive|send)\b/m.test(lost)) this.whole = false;
    this.rulesWhole = false;
  }

  #damage(declaration: Declaration): void {
    this.damaged.add(declaration);
    if (declaration.kind === "vocabulary" || declaration.kind === "resource") this.whole = false;
  }

  #add(file: SourceFile, declaration: Declaration): void {
    switch (declaration.kind) {
      case "import":
        return;
      case "vocabulary":
        this.#once(this.vocabularies, file, declaration, declaration.name, "vocabulary", declaration);
        return this.#addVocabulary(file, declaration);
      case "resource":
        return this.#once(this.resources, file, declaration, declaration.name, "resource", declaration);
      case "rule":
        return this.#once(this.rules, file, declaration, declaration.id, "rule", declaration);
      case "fragment":
        return this.#once(this.fragments, file, declaration, declaration.name, "fragment", declaration);
      case "scenario":
        this.scenarios.push(declaration);
    }
  }

  #addVocabulary(file: SourceFile, vocabulary: Vocabulary): void {
    for (const item of vocabulary.items) {
      switch (item.kind) {
        case "type":
          this.#addType(file, item);
          break;
        case "role":
          this.#addRole(file, item);
          break;
        case "boundary":
          this.#addBoundary(file, vocabulary.name, item);
          break;
        case "acts":
          this.#addActs(file, vocabulary.name, item);
          break;
        case "cast":
          this.#addCast(file, vocabulary.name, item);
      }
    }
  }

  #addType(file: SourceFile, item: TypeItem): void {
    this.#once(this.types, file, item, item.name, "type", item);
    for (const constant of item.constants)
      this.constants.set(constant, [...(this.constants.get(constant) ?? []), item]);
  }

  #addRole(file: SourceFile, item: RoleItem): void {
    const { name, of, properties } = item;
    this.#once(this.roles, file, item, name, "role", {
      name,
      ...(of === undefined ? {} : { of }),
      properties,
    });
  }

  #addBoundary(file: SourceFile, vocabulary: string, item: BoundaryItem): void {
    for (const word of item.words) {
      const [speaker, hearer] =
        word.direction === "down" ? [item.upper, item.lower] : [item.lower, item.upper];
      this.#once(this.words, file, word, word.name, "word", {
        name: word.name,
        kind: item.messages ? "message" : "call",
        boundary: `${item.upper}/${item.lower}`,
        speakers: [speaker],
        hearer,
        direction: word.direction,
        parameters: word.parameters,
        ...(word.results === undefined ? {} : { results: word.results }),
        chosen: word.chosen,
        ...(word.causedBy === undefined ? {} : { causedBy: word.causedBy }),
        ...(word.mode === undefined ? {} : { mode: word.mode }),
        vocabulary,
      });
    }
  }

  #addActs(file: SourceFile, vocabulary: string, item: ActsItem): void {
    const kind = item.faults ? "fault" : "act";
    for (const { name, parameters, at, end } of item.acts)
      this.#once(this.words, file, { at, end }, name, "word", {
        name,
        kind,
        boundary: "",
        speakers: item.roles,
        parameters,
        chosen: false,
        vocabulary,
      });
  }

  #addCast(file: SourceFile, vocabulary: string, item: CastItem): void {
    this.casts.set(vocabulary, [...(this.casts.get(vocabulary) ?? []), ...item.parties]);
    for (const party of item.parties) {
      const known = this.cast.get(party.name);
      if (known === undefined) this.cast.set(party.name, party);
      else if (known.role !== party.role || known.of !== party.of)
        this.problems.push(
          problem(
            "declared-twice",
            file,
            party,
            `The party ${party.name} is already a ${known.role} of another cast.`,
            "give it another name",
          ),
        );
    }
  }

  #once<T>(table: Map<string, T>, file: SourceFile, at: Span, name: string, what: string, value: T): void {
    if (!table.has(name)) table.set(name, value);
    else
      this.problems.push(
        problem(
          "declared-twice",
          file,
          at,
          `There is already a ${what} named ${name}.`,
          "names are unique over all files: rename one of them",
        ),
      );
  }
}
