// The sweep: each interruption comes between at every configuration in turn, and everything must drain.
import type { Finding } from "../../contract/verdict.ts";
import { begin, type Config } from "../config.ts";
import { keyed } from "../explore/keyed.ts";
import { ended, follow, successors, type Successor } from "../explore/successors.ts";
import type { Outcome } from "../run.ts";
import { describeFrontier } from "../script/describe.ts";
import type { World } from "../world.ts";
import { isInterrupted, movesOf } from "./between.ts";

export type SweepOptions = {
  /** the first choice always, or every one */
  readonly orders: "one" | "all";
  /** of all orders: the first so many configurations are interrupted */
  readonly most: number;
  /** of one order: about so many moves are made behind interruptions, which then lie evenly in it */
  readonly effort: number;
};

export type Swept = {
  /** configurations at which something came between */
  readonly points: number;
  /** every configuration within reach was one of them, and every order behind it was seen */
  readonly complete: boolean;
  readonly configurations: number;
  /** by interruption: at how many points it began, and at how many it could not, or was beyond the party under test, which said why */
  readonly tried: readonly Begins[];
  readonly failure?: SweepFailure;
};

export type Begins = { readonly began: number; readonly refused: number; readonly why?: string };

export type SweepFailure = {
  /** which interruption */
  readonly n: number;
  /** with which of those that its first step tells it began */
  readonly told: number;
  /** it came after so many moves and events */
  readonly after: number;
  readonly seq: number;
  /** the steps of the scenario that were next when it came */
  readonly next: readonly string[];
  /** the choices of the run, interruption aside */
  readonly labels: readonly string[];
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
};

type Node = {
  readonly config: Config;
  readonly labels: readonly string[];
  readonly moves: number;
};

/** `world` knows the interruptions. Stops at the first that does not drain. */
export function sweep(world: World, options: SweepOptions): Swept {
  return new Sweep(world, options).run();
}

/** What a party under test said that it does not have is no failure of its: nothing came between. */
type Behind =
  | { readonly kind: "drained" }
  | { readonly kind: "unsupported"; readonly why: string }
  | ({ readonly kind: "failed" } & Pick<SweepFailure, "labels" | "outcome" | "findings">);

/** So many configurations behind one interruption, before the search says that it is not complete. */
const behindEach = 10_000;
/** So many moves until everything has drained. */
const usualEnd = 30;

class Sweep {
  private readonly world: World;
  private readonly options: SweepOptions;
  private readonly keyOf = keyed();
  /** configurations from which everything is known to drain */
  private readonly good = new Set<string>();
  private readonly tried: Begins[];
  private complete = true;
  private configurations = 0;

  constructor(world: World, options: SweepOptions) {
    this.world = world;
    this.options = options;
    this.tried = (world.interruptions ?? []).map(() => ({ began: 0, refused: 0 }));
  }

  run(): Swept {
    const points = this.points();
    let failure: SweepFailure | undefined;
    let count = 0;
    for (const [at, point] of points.entries()) {
      const chosen = this.tried.map((_, n) => n).filter((n) => this.isChosen(at, n, points.length));
      if (chosen.length > 0) count++;
      failure = this.at(point, chosen);
      if (failure !== undefined) break;
    }
    return {
      points: count,
      complete: this.complete && failure === undefined,
      configurations: this.configurations,
      tried: this.tried,
      ...(failure === undefined ? {} : { failure }),
    };
  }

  /** Where something may come between: as long as the script goes on, and once when all is at rest. */
  private points(): readonly Node[] {
    const open = this.reachable({ config: begin(this.world), labels: [], moves: 0 }).filter(
      ({ config }) => !config.letGo,
    );
    const { most, orders } = this.options;
    if (orders === "one" || open.length <= most) return open;
    this.complete = false;
    return open.slice(0, most);
  }

  /** Of one order that is long each interruption comes at every n-th configuration, not all of them at the same ones. */
  private isChosen(at: number, n: number, points: number): boolean {
    const { orders, effort } = this.options;
    if (orders === "all") return true;
    // behind an interruption there is about half of the run left, and its end
    const moves = points * this.tried.length * (points / 2 + usualEnd);
    const every = Math.max(1, Math.ceil(moves / effort));
    if (every > 1) this.complete = false;
    return (
      (at + n * Math.ceil(every / this.tried.length)) % every === 0 || (at === points - 1 && every < points)
    );
  }

  private reachable(first: Node): readonly Node[] {
    const seen = new Set<string>();
    const nodes = [first];
    const { orders, most } = this.options;
    const limit = orders === "all" ? most : Infinity;
    for (let at = 0; at < nodes.length && nodes.length <= limit; at++) {
      const node = nodes[at] as Node;
      this.configurations++;
      for (const next of this.after(node)) {
        const key = orders === "all" ? this.keyOf(next.config) : "";
        if (orders === "all" && seen.has(key)) continue;
        seen.add(key);
        nodes.push(next);
      }
    }
    if (nodes.length > limit) this.complete = false;
    return nodes;
  }

  private after(node: Node): readonly Node[] {
    const { orders } = this.options;
    return successors(this.world, node.config, { reduce: false, orders }).map((one) => behind(node, one));
  }

  private at(point: Node, chosen: readonly number[]): SweepFailure | undefined {
    for (const n of chosen) {
      const { told, begun } = this.begun(point.config, n);
      const end = begun.length === 0 ? undefined : this.drain(begun.map((one) => behind(point, one)));
      this.count(n, end);
      if (end?.kind !== "failed") continue;
      const { labels, outcome, findings } = end;
      return { n, told, after: point.moves, ...this.placeOf(point), labels, outcome, findings };
    }
    return undefined;
  }

  private count(n: number, end: Behind | undefined): void {
    const { began, refused, ...said } = this.tried[n] as Begins;
    if (end?.kind === "unsupported") this.tried[n] = { began, refused: refused + 1, why: end.why };
    else if (end === undefined) this.tried[n] = { began, refused: refused + 1, ...said };
    else this.tried[n] = { began: began + 1, refused, ...said };
  }

  /** Begun with whoever of those that its first step tells can. */
  private begun(config: Config, n: number): { readonly told: number; readonly begun: readonly Successor[] } {
    for (const [told, move] of movesOf(this.world, n, 0).entries()) {
      const all = follow(this.world, config, move, false, this.options.orders);
      const begun = all.filter((one) => isInterrupted(one.config));
      if (begun.length > 0) return { told, begun };
    }
    return { told: 0, begun: [] };
  }

  private placeOf({ config }: Node): Pick<SweepFailure, "seq" | "next"> {
    return { seq: config.seq, next: describeFrontier(this.world.script, config.residuals) };
  }

  /** Follows what comes behind an interruption to its end. */
  private drain(starts: readonly Node[]): Behind {
    const nodes = [...starts];
    const isKeyed = this.options.orders === "all";
    const keys = new Set<string>();
    let beyond: Behind | undefined;
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] as Node;
      if (isKeyed) {
        const key = this.keyOf(node.config);
        if (this.good.has(key) || keys.has(key)) continue;
        keys.add(key);
      }
      this.configurations++;
      if (at > behindEach) {
        this.complete = false;
        break;
      }
      const next = this.after(node);
      nodes.push(...next);
      if (next.length > 0) continue;
      const { outcome, findings } = ended(this.world, node.config);
      if (outcome.kind === "subject" && outcome.how === "unsupported")
        beyond = { kind: "unsupported", why: outcome.why };
      else if (isBad(outcome, findings)) return { kind: "failed", labels: node.labels, outcome, findings };
    }
    if (beyond !== undefined) return beyond;
    for (const key of keys) this.good.add(key);
    return { kind: "drained" };
  }
}

const behind = (node: Node, { config, labels, moved }: Successor): Node => ({
  config,
  labels: labels.length === 0 ? node.labels : [...node.labels, ...labels],
  moves: node.moves + (moved ? 1 : 0),
});

const isBad = (outcome: Outcome, findings: readonly Finding[]): boolean =>
  outcome.kind !== "finished" ||
  findings.some((f) => f.consequenceOf === undefined && f.level !== "may" && f.provoked !== true);
