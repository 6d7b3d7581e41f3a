// Handlers of a module behind the adapter protocol: a promise for each open call, and idle when none of them can go on by itself.
import { AsyncLocalStorage } from "node:async_hooks";
import { isFields, type Fields } from "../values.ts";
import type { Adapter, Contents, Kit, Member, Part, Plain, Values } from "./adapter.ts";
import { plain, plainValues, wired, wiredValues } from "./values.ts";

type Thread = string | number;
/** A handler at work, and whether a call of its own is open on its thread. */
type Frame = { readonly on: Thread; awaits: boolean };
type Wire = { readonly say: (line: object) => void };

export class Host {
  private readonly adapter: Adapter;
  private readonly wire: Wire;
  private readonly frame = new AsyncLocalStorage<Frame>();
  private readonly known = new Map<string, Contents>();
  private parts = new Map<string, Part>();
  /** by the id of a call or question of one's own */
  private waiting = new Map<string, (line: Fields) => void>();
  /** by thread, the innermost last */
  private frames = new Map<Thread, readonly Frame[]>();
  /** threads of one's own on which a call is open */
  private beside = new Set<Thread>();
  private ids = 0;
  private next = 0;
  private time = 0;

  constructor(adapter: Adapter, wire: Wire) {
    this.adapter = adapter;
    this.wire = wire;
  }

  /** Everything that follows from a line is said when the promises have settled. */
  hear(line: Fields): void {
    if (typeof line["now"] === "number") this.time = line["now"];
    this.learn(line["resources"]);
    switch (line["kind"]) {
      case "hello":
        return this.wire.say(this.ready());
      case "reset":
        return this.reset(line);
      case "call":
        return this.called(line);
      case "timer":
        return this.on(line, () => this.parts.get(String(line["to"]))?.timers?.[String(line["name"])]?.());
      case "do":
        return this.begin(line);
      case "return":
      case "result":
        return this.answered(line);
      case "probe":
        return this.probe(line);
      default:
        return this.wire.say({
          kind: "error",
          ask: line["ask"],
          message: `${String(line["kind"])} is not known`,
        });
    }
  }

  private ready(): object {
    const { name, version, roles, capabilities, without } = this.adapter;
    return {
      kind: "ready",
      protocol: 1,
      name,
      version,
      roles: Object.keys(roles),
      entry: "threads",
      takes: ["do"],
      ...(capabilities === undefined ? {} : { capabilities }),
      ...(without === undefined ? {} : { without }),
    };
  }

  private probe(line: Fields): void {
    const capability = String(line["capability"]);
    const has = capability in this.adapter.roles || this.adapter.capabilities?.includes(capability) === true;
    this.wire.say(
      has
        ? { kind: "result", ask: line["ask"] }
        : { kind: "unsupported", ask: line["ask"], reason: `${capability} is not known` },
    );
  }

  private reset(line: Fields): void {
    this.known.clear();
    this.waiting = new Map();
    this.frames = new Map();
    this.beside = new Set();
    this.parts = new Map();
    this.ids = 0;
    this.time = 0;
    this.next = Number(line["firstId"]);
    const parties = (Array.isArray(line["parties"]) ? line["parties"] : []).map(memberOf);
    for (const id of Array.isArray(line["plays"]) ? line["plays"] : []) {
      const self = parties.find((party) => party.id === id);
      const make = self === undefined ? undefined : this.adapter.roles[self.role];
      if (self !== undefined && make !== undefined) this.parts.set(self.id, make(this.kitOf(self, parties)));
    }
    this.wire.say({ kind: "result", ask: line["ask"] });
  }

  private called(line: Fields): void {
    const { call, name } = { call: line["call"], name: String(line["name"]) };
    const part = this.parts.get(String(line["to"]));
    const handler = part !== undefined && Object.hasOwn(part.calls, name) ? part.calls[name] : undefined;
    if (handler === undefined)
      return this.wire.say({ kind: "unsupported", call, reason: `it has no ${name}` });
    this.on(line, async () => {
      const results = await handler(plainValues(line["args"]), { from: String(line["from"]) });
      this.wire.say({ kind: "return", call, results: wiredValues(results ?? {}) });
    });
  }

  private begin(line: Fields): void {
    const part = this.parts.get(String(line["to"]));
    this.on(line, async () => {
      const begun = await part?.begin?.(
        String(line["name"]),
        plainValues(line["args"]),
        String(line["hears"]),
      );
      if (begun !== true) this.wire.say({ kind: "unsupported", ask: line["ask"], reason: "not now" });
    });
  }

  /** What a handler throws is said as its error. */
  private on(line: Fields, work: () => void | Promise<void> | undefined): void {
    const on = idOf(line["on"]);
    const frame = { on, awaits: false };
    const { frames } = this;
    frames.set(on, [...(frames.get(on) ?? []), frame]);
    const working = async (): Promise<void> => {
      try {
        await work();
      } finally {
        frames.set(
          on,
          (frames.get(on) ?? []).filter((one) => one !== frame),
        );
      }
    };
    this.frame.run(frame, () => {
      void working().catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        const asked = "call" in line ? { call: line["call"] } : {};
        if (error instanceof Error && error.name === "Unsupported")
          return this.wire.say({ kind: "unsupported", ...asked, reason: error.message });
        this.wire.say({ kind: "error", ...asked, message });
      });
    });
  }

  private answered(line: Fields): void {
    const id = String(line["call"] ?? line["ask"]);
    const resume = this.waiting.get(id);
    this.waiting.delete(id);
    resume?.(line);
  }

  private learn(resources: unknown): void {
    if (!isFields(resources)) return;
    for (const [id, one] of Object.entries(resources)) if (isFields(one)) this.known.set(id, contentsOf(one));
  }

  // ------------------------------------------------------------ what a part may do

  private kitOf(self: Member, parties: readonly Member[]): Kit {
    const from = self.id;
    return {
      self,
      parties,
      now: () => this.time,
      neighbours: (role) =>
        parties
          .filter((one) => one.role === role && one.station === self.station && (one.of ?? from) === from)
          .map(({ id }) => id),
      contents: (resource) => this.known.get(resource),
      call: async (to, name, args) => this.call(from, to, name, args),
      act: (name, args) => this.say({ kind: "act", from, name, args: wiredValues(args) }),
      fresh: (type) => `${type}${String(this.next++)}`,
      read: async (resource, field) =>
        this.ask({ kind: "act", from, name: "reads", args: { what: resource, field } }),
      pick: async (name, options) => {
        const chosen = await this.ask({ kind: "pick", name, options: options.map(wired) });
        return (
          options.find((option) => JSON.stringify(wired(option)) === JSON.stringify(wired(chosen))) ??
          first(options)
        );
      },
      timer: (name, after) => this.say({ kind: "timer", from, name, after }),
      cancel: (name) => this.say({ kind: "cancel", from, name }),
      note: (text) => this.say({ kind: "note", text }),
    };
  }

  private async call(from: string, to: string, name: string, args: Values): Promise<Values> {
    const [on, frame] = [this.free(), this.frame.getStore()];
    const isOwn = frame?.on === on;
    const call = `${from} ${String(++this.ids)}`;
    this.wire.say({ kind: "call", call, on, from, to, name, args: wiredValues(args) });
    if (isOwn) frame.awaits = true;
    else this.beside.add(on);
    const line = await new Promise<Fields>((resolve) => this.waiting.set(call, resolve));
    if (isOwn) frame.awaits = false;
    else this.beside.delete(on);
    return plainValues(line["results"]);
  }

  private async ask(question: object): Promise<Plain> {
    const ask = `q${String(++this.ids)}`;
    this.say({ ...question, ask });
    const line = await new Promise<Fields>((resolve) => this.waiting.set(ask, resolve));
    return plain(line["value"]);
  }

  private say(line: object): void {
    this.wire.say({ ...line, on: this.free() });
  }

  /** The thread of the handler that speaks; another one while it waits for an answer there, or a call into it is above it. */
  private free(): Thread {
    const frame = this.frame.getStore();
    const above = frame === undefined ? undefined : this.frames.get(frame.on)?.at(-1);
    if (frame?.awaits === false && (above === undefined || above === frame)) return frame.on;
    const other = frame === undefined ? "module" : `beside ${String(frame.on)}`;
    for (let n = 1; ; n++) if (!this.beside.has(`${other} ${String(n)}`)) return `${other} ${String(n)}`;
  }
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error("a pick needs options");
  return one;
}

const idOf = (id: unknown): Thread => (typeof id === "number" ? id : String(id));

function memberOf(value: unknown): Member {
  const party = isFields(value) ? value : {};
  const text = (name: string): string => (typeof party[name] === "string" ? party[name] : "");
  return {
    id: text("id"),
    role: text("role"),
    name: text("name"),
    station: text("station"),
    ...(typeof party["of"] === "string" ? { of: party["of"] } : {}),
    properties: plainValues(party["properties"]),
  };
}

const accesses = ["write", "read", "none"] as const;

const contentsOf = (one: Fields): Contents => ({
  type: String(one["type"]),
  owner: String(one["owner"]),
  access: accesses.find((access) => access === one["access"]) ?? "none",
  fields: plainValues(one["fields"]),
});
