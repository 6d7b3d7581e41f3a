// The scenario of a feature that is being run, as Cucumber has it, and where it stands in Gherkin's own terms.

export type FeaturePlace = {
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  readonly pickle: string;
};

export type Running = { readonly pickle: Pickle; readonly gherkinDocument: Document };

export type Pickle = {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  /** of the scenario, and of the row of examples that made this one of it */
  readonly astNodeIds: readonly string[];
  readonly tags: readonly { readonly name: string }[];
  readonly steps: readonly PickleStep[];
};
export type PickleStep = {
  readonly id: string;
  readonly text: string;
  readonly astNodeIds: readonly string[];
  readonly argument?: { readonly docString?: { readonly content: string } };
};
type Located = { readonly location: { readonly line: number } };
type Steps = { readonly steps: readonly { readonly id: string; readonly docString?: Located }[] };
type Child = {
  readonly rule?: { readonly children: readonly Child[] };
  readonly background?: Steps;
  readonly scenario?: Steps &
    Located & {
      readonly id: string;
      readonly examples: readonly { readonly tableBody: readonly (Located & { readonly id: string })[] }[];
    };
};
export type Document = { readonly uri?: string; readonly feature?: { readonly children: readonly Child[] } };

export const placeOf = ({ pickle, gherkinDocument }: Running): FeaturePlace => ({
  uri: pickle.uri,
  line: lineOf(gherkinDocument, pickle.astNodeIds[0] ?? ""),
  name: pickle.name,
  pickle: pickle.id,
});

/** The lines in which a scenario begins, or a row of examples of one. */
export const beginningsIn = (document: Document | undefined): readonly number[] =>
  (document?.feature?.children ?? [])
    .flatMap((child) => child.rule?.children ?? [child])
    .flatMap(({ scenario }) =>
      scenario === undefined ? [] : [scenario, ...scenario.examples.flatMap(({ tableBody }) => tableBody)],
    )
    .map(({ location }) => location.line);

/** Where the doc string of a step of this scenario begins: the line of its first quotes. */
export function lineOfText({ pickle, gherkinDocument }: Running, text: string): number {
  const step = pickle.steps.find(({ argument }) => argument?.docString?.content === text);
  return lineOf(gherkinDocument, step?.astNodeIds[0] ?? "");
}

/** Where a scenario begins: the line of its name, and that of its row of examples. */
export const linesOf = ({ pickle, gherkinDocument }: Running): readonly number[] =>
  pickle.astNodeIds.map((id) => lineOf(gherkinDocument, id));

/** The line on which the scenario or the row of that id stands, or the doc string of the step of that id. */
function lineOf(document: Document, id: string): number {
  const lines = known.get(document) ?? new Map(linesIn(document.feature?.children ?? []));
  known.set(document, lines);
  return lines.get(id) ?? 1;
}

/** A document is walked over once, however many scenarios stand in it. */
const known = new WeakMap<Document, ReadonlyMap<string, number>>();

function* linesIn(children: readonly Child[]): Generator<readonly [id: string, line: number]> {
  for (const { rule, background, scenario } of children) {
    if (rule !== undefined) yield* linesIn(rule.children);
    for (const each of [scenario, ...(scenario?.examples ?? []).flatMap(({ tableBody }) => tableBody)])
      if (each !== undefined) yield [each.id, each.location.line];
    for (const { id, docString } of (scenario ?? background)?.steps ?? [])
      if (docString !== undefined) yield [id, docString.location.line];
  }
}
