// Every order: all moves, all answers, breadth first, so that the first failing order found is a shortest one.
import { KitDefect } from "../../contract/problem.ts";
import type { Finding } from "../../contract/verdict.ts";
import { begin, type Config } from "../config.ts";
import type { Outcome } from "../run.ts";
import type { World } from "../world.ts";
import type { Space, SpaceOf } from "./space.ts";
import { ended, successors, type Ended } from "./successors.ts";
import { tabulated } from "./tabulated.ts";

export type Exploration = {
  readonly configurations: number;
  readonly edges: number;
  /** everything within reach was seen */
  readonly complete: boolean;
  /**
   * kinds of ending, with how many configurations end so; of a party under test that came to its end: how; "chose": it answered what it
   * may, and the text wants something else
   */
  readonly endings: Readonly<Record<string, number>>;
  /** what the party under test said that it does not have, in an order or in all */
  readonly unsupported?: string;
  /** sets of first findings: `RULE blames party`, sorted */
  readonly findings: readonly string[];
  /** the shortest failing order: labels for a replay, and what failed */
  readonly shortest?: {
    readonly labels: readonly string[];
    readonly outcome: Outcome;
    readonly findings: readonly Finding[];
  };
};

export type ExploreOptions = {
  readonly most: number;
  readonly reduce: boolean;
  /** the first order that ends with such findings is `shortest`, and nothing behind it is explored */
  readonly sought?: (findings: readonly Finding[]) => boolean;
};

/** How each configuration was met first. */
type Way = { readonly parent: number; readonly labels: readonly string[] };

/** `world.ids` should be "lowest" and `world.moments` "any". */
export function explore(world: World, options: ExploreOptions, spaceOf: SpaceOf = tabulated): Exploration {
  const space = spaceOf(world, options);
  const ways: Way[] = [{ parent: -1, labels: [] }];
  const endings: Record<string, number> = {};
  const findings = new Set<string>();
  let edges = 0;
  let shortest: Exploration["shortest"];
  let unsupported: string | undefined;
  let complete = true;
  const isOver = (): boolean => options.sought !== undefined && shortest !== undefined;
  for (let at = 0; at < ways.length && !isOver(); at++) {
    const next = space.after(at);
    if (next.length === 0) {
      const end = space.ended(at);
      const kind = kindOf(end.outcome);
      endings[kind] = (endings[kind] ?? 0) + 1;
      if (end.outcome.kind === "subject" && end.outcome.how === "unsupported")
        unsupported ??= end.outcome.why;
      for (const f of end.findings)
        findings.add(`${f.rule} blames ${f.blames}${f.provoked === true ? ", provoked" : ""}`);
      if (shortest === undefined && isBad(end, options))
        shortest = { labels: pathTo(ways, at), ...ended(world, again(world, space, ways, at, options)) };
    }
    for (const { to, labels } of next) {
      edges++;
      if (to < ways.length) continue;
      if (ways.length >= options.most) complete = false;
      else ways.push({ parent: at, labels });
    }
  }
  return {
    configurations: ways.length,
    edges,
    complete: complete && !isOver(),
    endings,
    findings: [...findings].sort(),
    ...(unsupported === undefined ? {} : { unsupported }),
    ...(shortest === undefined ? {} : { shortest }),
  };
}

function kindOf(outcome: Outcome): string {
  if (outcome.kind === "subject") return outcome.how;
  return outcome.kind === "mismatch" && outcome.mismatch.kind === "chose" ? "chose" : outcome.kind;
}

/** What only the kit's own choices made unplayable accuses nobody, and neither does what a party says that it does not have. */
const accusesNobody: readonly string[] = ["finished", "stuck", "unspent", "chose", "unsupported"];

function isBad({ outcome, findings }: Ended, { sought }: ExploreOptions): boolean {
  if (sought !== undefined) return sought(findings);
  return (
    !accusesNobody.includes(kindOf(outcome)) ||
    findings.some((f) => f.consequenceOf === undefined && f.level === "must" && f.provoked !== true)
  );
}

function pathTo(ways: readonly Way[], at: number): readonly string[] {
  const labels: (readonly string[])[] = [];
  for (let i = at; i >= 0; i = (ways[i] as Way).parent) labels.push((ways[i] as Way).labels);
  return labels.reverse().flat();
}

/** The order that leads to a configuration once more, so that what is found in it carries its own event numbers. */
function again(
  world: World,
  space: Space,
  ways: readonly Way[],
  at: number,
  { reduce }: Pick<ExploreOptions, "reduce">,
): Config {
  const { parent } = ways[at] as Way;
  if (parent < 0) return begin(world);
  const before = again(world, space, ways, parent, { reduce });
  const there = successors(world, before, { reduce, orders: "all" }).find(
    ({ config }) => space.numberOf(config) === at,
  );
  if (there === undefined) throw new KitDefect("an order that was explored cannot be played again");
  return there.config;
}
