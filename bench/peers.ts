// What stands beside us: the programs that are installed, and the Gherkin parser that Cucumber brings along.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

/** The path of a program, or undefined with a note that it is not there. */
export function program(name: string, notes: string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const path = folders.map((folder) => join(folder, name)).find((each) => existsSync(each));
  if (path === undefined) notes.push(`skipped beside: ${name} is not installed`);
  return path;
}

/** Parses a feature and makes its pickles, as cucumber-js does. */
export type ParseFeature = (text: string) => number;

type Parser = { readonly parse: (text: string) => object };
type Gherkin = {
  readonly AstBuilder: new (newId: () => string) => object;
  readonly GherkinClassicTokenMatcher: new () => object;
  readonly Parser: new (builder: object, matcher: object) => Parser;
  readonly compile: (document: object, uri: string, newId: () => string) => readonly object[];
};

/** Loads it now: that is part of what a cold start costs. Answers the number of pickles. */
export function gherkin(): ParseFeature {
  const own = createRequire(import.meta.url);
  const module: unknown = createRequire(own.resolve("@cucumber/cucumber/package.json"))("@cucumber/gherkin");
  if (!isGherkin(module))
    throw new Error("@cucumber/gherkin has another shape than the one this bench knows");
  return (text) => {
    let last = 0;
    const newId = (): string => String(last++);
    const parser = new module.Parser(new module.AstBuilder(newId), new module.GherkinClassicTokenMatcher());
    return module.compile(parser.parse(text), "bench.feature", newId).length;
  };
}

const isGherkin = (module: unknown): module is Gherkin =>
  typeof module === "object" &&
  module !== null &&
  ["AstBuilder", "GherkinClassicTokenMatcher", "Parser", "compile"].every((name) => name in module);
