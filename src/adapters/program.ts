// A program under test: started, greeted, reset for each scenario, and asked for its parts.
import type { Party, PartyId } from "../contract/event.ts";
import type { Cast, Layer } from "../contract/layer.ts";
import type { Subject } from "../contract/subject.ts";
import type { Value } from "../contract/value.ts";
import { History, type End } from "./history.ts";
import { partyLayer } from "./layer.ts";
import { Garbled, protocolVersions, readReady, type Ready } from "./lines.ts";
import type { Link, Said } from "./link/link.ts";
import { usualLimits, type Limits } from "./link/told.ts";

export type ProgramOptions = {
  readonly kit: string;
  /** roles that it is wanted for */
  readonly roles: readonly string[];
  /** a process of its own for every scenario */
  readonly fresh: boolean;
  readonly startLimitMs: number;
  readonly answerLimitMs: number;
  readonly limits: Limits;
};

export const usualOptions: ProgramOptions = {
  kit: "",
  roles: [],
  fresh: false,
  startLimitMs: 10_000,
  answerLimitMs: 10_000,
  limits: usualLimits,
};

/** Numbers that the kit never gives: what the program makes is its own to name. */
const firstId = 1_000_000;
const settleMs = 50;

/** What carries the lines to it and back. */
export type Connection = Pick<Link, "start" | "turn" | "left" | "log" | "close">;

export class Program {
  readonly name: string;
  private readonly options: ProgramOptions;
  private readonly link: Connection;
  private readonly casts = new WeakMap<object, Playing>();
  private ready: Ready | undefined;
  private running: "no" | "new" | "used" | "over" = "no";
  private playing: Playing | undefined;
  private survivors = 0;
  private lastReset = "";
  private drifted: string | undefined;
  /** of the process before this one */
  private outlived = 0;

  constructor(name: string, link: Connection, options: ProgramOptions) {
    this.name = name;
    this.options = options;
    this.link = link;
  }

  /** Starts it and says hello. What goes wrong here is no verdict on it. */
  greet(): Ready | End {
    this.running = "no";
    const started = this.link.start(this.options.startLimitMs);
    if (started.end !== undefined) return { how: "absent", why: started.end.why };
    this.outlived = started.left ?? 0;
    const { roles, limits, kit } = this.options;
    const { lineBytes, depth, linesInATurn, threads } = limits;
    const hello = {
      kind: "hello",
      custody: "adapter",
      versions: protocolVersions,
      kit,
      roles,
      limits: { lineBytes, depth, linesInATurn, threads },
    };
    const said = this.link.turn(JSON.stringify(hello), this.options.startLimitMs, 0, "no ready came");
    const text = said.lines[0];
    try {
      if (said.end !== undefined) return { how: "absent", why: `${beforeReady(said.end)}${tail(said)}` };
      this.ready = readReady(text ?? "");
    } catch (error) {
      if (!(error instanceof Garbled)) throw error;
      return { how: "absent", why: `it answered hello with ${error.message}` };
    }
    this.running = "new";
    this.link.left();
    return this.ready;
  }

  /** The layer of a party that it can play. */
  layerOf(party: { readonly id: PartyId; readonly role: string }, cast: Cast): Layer<never> | undefined {
    const ready = this.ready;
    if (ready !== undefined && !ready.roles.includes(party.role)) return undefined;
    const playing = this.casts.get(cast) ?? this.play(cast);
    playing.plays.push(party.id);
    const layer = partyLayer(
      {
        history: () => playing.history,
        rights: { cast, plays: playing.plays, most: this.options.limits },
        bears: ready?.limits ?? {},
        foreign: {
          state: playing.plays[0] ?? party.id,
          threads: ready?.entry === "threads",
          nests: ready?.entry !== "serial",
          begins: ready?.takes.includes("do") === true,
        },
        takes: ready?.takes ?? [],
      },
      party.id,
    );
    return layer as Layer<never>;
  }

  /** Whether it says that it has a capability. */
  claims(capability: string): boolean | End {
    if (this.running === "over" || this.running === "no") {
      const ready = this.greet();
      if ("how" in ready) return ready;
    }
    this.playing?.history.leave();
    const said = this.tell(JSON.stringify({ kind: "probe", ask: 0, capability }));
    if (said.end !== undefined) return said.end;
    return said.lines.some((text) => text.includes('"result"'));
  }

  log(): readonly string[] {
    return this.link.log();
  }

  /** What was found of an earlier scenario when this one began. */
  leftovers(): readonly string[] {
    return survivorsOf(this.survivors, "that it began in a scenario before");
  }

  /** What is there of the last scenario behind one more reset. */
  remains(): readonly string[] {
    if (this.running !== "used") return [];
    this.link.left();
    this.playing?.history.leave();
    this.tell(this.lastReset);
    return survivorsOf(this.link.left(), "when everything is over");
  }

  /** Why the same lines do not always bring the same answers, as far as that was seen. */
  get drift(): string | undefined {
    this.drifted ??= this.playing?.history.drift;
    return this.drifted;
  }

  close(): void {
    this.link.close();
  }

  private play(cast: Cast): Playing {
    const plays: PartyId[] = [];
    const playing: Playing = {
      plays,
      history: new History({
        reset: () => this.reset(playing, cast),
        tell: (line) => this.tell(line),
      }),
    };
    this.casts.set(cast, playing);
    return playing;
  }

  private reset(playing: Playing, { parties, seed }: Cast): Said {
    const isOther = this.playing !== playing;
    if (isOther) this.playing?.history.leave();
    // who could not be told again once cannot be relied on later
    this.drifted ??= this.playing?.history.drift;
    this.playing = playing;
    const begun = this.options.fresh || this.running === "over" || this.running === "no";
    if (begun && this.running !== "new") {
      const ready = this.greet();
      if ("how" in ready) return { unasked: [], lines: [], end: ready };
    }
    // who is there now and behind the reset as well was left over
    if (isOther) this.link.left();
    const line = { kind: "reset", ask: 1, plays: playing.plays, parties: parties.map(shown), firstId, seed };
    this.lastReset = JSON.stringify(line);
    const said = this.tell(this.lastReset);
    if (said.end !== undefined) return said;
    if (isOther) this.survivors = this.outlived + this.link.left();
    this.outlived = 0;
    // one that cannot be reset is begun anew each time
    this.running = said.lines.some((text) => text.includes('"unsupported"')) ? "over" : "used";
    return said;
  }

  private tell(line: string): Said {
    const settles = this.ready?.idles === false ? settleMs : 0;
    const said = this.link.turn(line, this.options.answerLimitMs, settles);
    if (said.end !== undefined) this.running = "over";
    return said;
  }
}

type Playing = { readonly plays: PartyId[]; readonly history: History };

function survivorsOf(n: number, since: string): readonly string[] {
  if (n === 0) return [];
  const what = n === 1 ? "a process of its is" : `${String(n)} processes of its are`;
  return [`${what} still there ${since}`];
}

const beforeReady = ({ how, why }: { readonly how: string; readonly why: string }): string =>
  how === "hung" ? `${why} of the hello (--start-limit)` : `before its ready: ${why}`;

const tail = ({ log = [] }: Said): string =>
  log.length === 0 ? "" : `; it logged: ${log.slice(-3).join(" / ")}`;

const shown = ({ id, role, name, station, of, properties }: Party): object => ({
  id,
  role,
  name,
  station,
  ...(of === undefined ? {} : { of }),
  properties,
});

/** As a target of a run. */
export function subjectOf(program: Program, ready: Ready | End): Subject {
  if ("how" in ready) return { name: program.name, version: "", layerOf: () => undefined, absent: ready.why };
  const { name, version, capabilities, without, properties } = ready;
  return {
    name,
    version,
    layerOf: (party, cast) => (cast === undefined ? undefined : program.layerOf(party, cast)),
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(without === undefined ? {} : { without }),
    propertiesOf: ({ role }) => (properties[role] ?? {}) as Readonly<Record<string, Value>>,
    log: () => program.log(),
    leftovers: () => program.leftovers(),
    remains: () => program.remains(),
    drift: () => program.drift,
    claims: (capability) => program.claims(capability),
    close: () => program.close(),
  };
}
