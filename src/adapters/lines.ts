// The lines of the adapter protocol (docs/adapter-protocol.md): what a subject may write, read without trust.
import type { WordValue } from "../contract/value.ts";
import { fromWire, isFields, isWireValue, type Fields } from "./values.ts";

export type Id = string | number;
/** A number of the kit's, or a name of the subject's own. */
export type Thread = string | number;
export type Placed = { readonly on?: Thread; readonly from?: string };
export type WireArgs = Readonly<Record<string, WordValue>>;

export type SubjectLine =
  | ({ readonly kind: "call"; readonly call: Id; readonly name: string; readonly to: string } & Placed & {
        readonly args: WireArgs;
        readonly inside?: Id;
      })
  | ({ readonly kind: "return"; readonly call: Id; readonly results: WireArgs } & Placed)
  | ({
      readonly kind: "act";
      readonly name: string;
      readonly args: WireArgs;
      readonly ask?: Id;
      readonly where?: string;
    } & Placed)
  | ({ readonly kind: "pick"; readonly ask: Id; readonly name: string } & Placed & {
        readonly options: readonly WordValue[];
      })
  | ({
      readonly kind: "timer";
      readonly name: string;
      readonly after: number;
      readonly maintenance: boolean;
    } & Placed)
  | ({ readonly kind: "cancel"; readonly name: string } & Placed)
  | ({ readonly kind: "befell"; readonly fault: string } & Placed)
  | ({ readonly kind: "note"; readonly text: string } & Placed)
  | { readonly kind: "idle"; readonly after?: number }
  | { readonly kind: "result"; readonly ask: Id }
  | {
      readonly kind: "unsupported";
      readonly call?: Id;
      readonly ask?: Id;
      readonly reason: string;
      readonly never: boolean;
    }
  | { readonly kind: "error"; readonly call?: Id; readonly ask?: Id; readonly message: string };

export type Ready = {
  readonly name: string;
  readonly version: string;
  readonly roles: readonly string[];
  readonly entry: "serial" | "nested" | "threads";
  readonly idles: boolean;
  readonly takes: readonly string[];
  readonly capabilities?: readonly string[];
  readonly without?: readonly string[];
  readonly properties: Readonly<Record<string, Fields>>;
  /** smaller ones than the kit's */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
};

const limitNames = ["lineBytes", "depth", "linesInATurn", "threads"] as const;
type LimitName = (typeof limitNames)[number];

/** What is wrong with a line, as a sentence about it. */
export class Garbled extends Error {
  override readonly name = "Garbled";
}

export const protocolVersions = [1];

export function readLine(text: string): SubjectLine {
  const line = objectIn(text);
  const kind = line["kind"];
  const reader = typeof kind === "string" && Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (reader === undefined)
    throw new Garbled(`a line of the kind ${shorten(JSON.stringify(kind))}, which a subject does not write`);
  return reader(line);
}

export function readReady(text: string): Ready {
  const line = objectIn(text);
  if (line["kind"] === "error") throw new Garbled(`it could not begin: ${shorten(textOf(line, "message"))}`);
  if (line["kind"] !== "ready") throw new Garbled(`${shorten(text)} where its ready was due`);
  if (!protocolVersions.some((v) => v === line["protocol"]))
    throw new Garbled(
      `version ${shorten(JSON.stringify(line["protocol"]))} of the protocol, and the kit speaks ${protocolVersions.join(", ")}`,
    );
  const roles = textsOf(line, "roles") ?? [];
  if (roles.length === 0) throw new Garbled("a ready that names no role");
  const entry = line["entry"] ?? "nested";
  if (entry !== "serial" && entry !== "nested" && entry !== "threads")
    throw new Garbled(`entry ${shorten(JSON.stringify(entry))}, which is none of serial, nested, threads`);
  const [capabilities, without] = [textsOf(line, "capabilities"), textsOf(line, "without")];
  const properties = isFields(line["properties"]) ? line["properties"] : {};
  return {
    name: textOf(line, "name"),
    version: textOf(line, "version"),
    roles,
    entry,
    idles: line["idle"] !== false,
    takes: textsOf(line, "takes") ?? [],
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(without === undefined ? {} : { without }),
    properties: Object.fromEntries(
      Object.entries(properties).filter((p): p is [string, Fields] => isFields(p[1])),
    ),
    limits: limitsOf(line["limits"]),
  };
}

function limitsOf(value: unknown): Ready["limits"] {
  if (!isFields(value)) return {};
  const said = limitNames.flatMap((name) => (name in value ? [[name, value[name]] as const] : []));
  for (const [name, limit] of said)
    if (typeof limit !== "number" || !Number.isSafeInteger(limit) || limit < 1)
      throw new Garbled(`a limit ${name} of ${shorten(JSON.stringify(limit))}, which is no number of them`);
  return Object.fromEntries(said);
}

/** For a sentence: never longer than a reader wants. */
export const shorten = (text: string, most = 120): string =>
  text.length <= most ? text : `${text.slice(0, most)}… (${String(text.length)} characters)`;

const readers: Readonly<Record<string, (line: Fields) => SubjectLine>> = {
  call: (line) => {
    const inside = optionalId(line, "in");
    return {
      kind: "call",
      call: idOf(line, "call"),
      name: textOf(line, "name"),
      to: textOf(line, "to"),
      args: argsOf(line, "args"),
      ...(inside === undefined ? {} : { inside }),
      ...placeOf(line),
    };
  },
  return: (line) => ({
    kind: "return",
    call: idOf(line, "call"),
    results: argsOf(line, "results"),
    ...placeOf(line),
  }),
  act: (line) => {
    const ask = optionalId(line, "ask");
    return {
      kind: "act",
      name: textOf(line, "name"),
      args: argsOf(line, "args"),
      ...(ask === undefined ? {} : { ask }),
      ...whereOf(line),
      ...placeOf(line),
    };
  },
  pick: (line) => {
    const options = line["options"];
    if (!isList(options) || options.length === 0 || !options.every(isWireValue))
      throw new Garbled("a pick without options");
    return {
      kind: "pick",
      ask: idOf(line, "ask"),
      name: textOf(line, "name"),
      options: options.map(fromWire),
      ...placeOf(line),
    };
  },
  timer: (line) => ({
    kind: "timer",
    name: textOf(line, "name"),
    after: timeOf(line, "after"),
    maintenance: line["maintenance"] === true,
    ...placeOf(line),
  }),
  cancel: (line) => ({ kind: "cancel", name: textOf(line, "name"), ...placeOf(line) }),
  befell: (line) => ({ kind: "befell", fault: textOf(line, "fault"), ...placeOf(line) }),
  note: (line) => ({ kind: "note", text: textOf(line, "text"), ...placeOf(line) }),
  idle: (line) => ({
    kind: "idle",
    ...(line["after"] === undefined ? {} : { after: timeOf(line, "after") }),
  }),
  result: (line) => ({ kind: "result", ask: idOf(line, "ask") }),
  unsupported: (line) => ({
    kind: "unsupported",
    ...answered(line),
    reason: textOf(line, "reason"),
    never: line["never"] === true,
  }),
  error: (line) => ({ kind: "error", ...answered(line), message: textOf(line, "message") }),
};

function objectIn(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Garbled(`a line that is no JSON: ${shorten(text)}`);
  }
  if (!isFields(value)) throw new Garbled(`a line that is no JSON object: ${shorten(text)}`);
  return value;
}

function textOf(line: Fields, name: string): string {
  const value = line[name];
  if (typeof value !== "string") throw new Garbled(`a ${kindOf(line)} whose ${name} is no text`);
  return value;
}

function textsOf(line: Fields, name: string): readonly string[] | undefined {
  const value = line[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((one): one is string => typeof one === "string"))
    throw new Garbled(`a ${kindOf(line)} whose ${name} are not texts`);
  return value;
}

function timeOf(line: Fields, name: string): number {
  const value = line[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new Garbled(`a ${kindOf(line)} whose ${name} is no time: a whole number of microseconds, from now`);
  return value;
}

function idOf(line: Fields, name: string): Id {
  const id = optionalId(line, name);
  if (id === undefined) throw new Garbled(`a ${kindOf(line)} without its ${name}`);
  return id;
}

function optionalId(line: Fields, name: string): Id | undefined {
  const id = line[name];
  if (id === undefined || id === null) return undefined;
  if (typeof id !== "string" && typeof id !== "number")
    throw new Garbled(`a ${kindOf(line)} whose ${name} is neither a number nor a text`);
  return id;
}

function argsOf(line: Fields, name: string): WireArgs {
  const args = line[name] ?? {};
  const read: Record<string, WordValue> = {};
  for (const [key, value] of Object.entries(isFields(args) ? args : { "": undefined })) {
    if (!isWireValue(value)) throw new Garbled(`a ${kindOf(line)} whose ${name} are not an object of values`);
    read[key] = fromWire(value);
  }
  return read;
}

function placeOf(line: Fields): Placed {
  const on = optionalId(line, "on");
  const from = line["from"];
  return {
    ...(on === undefined ? {} : { on }),
    ...(typeof from === "string" ? { from } : {}),
  };
}

function whereOf(line: Fields): { readonly where?: string } {
  const { where } = line as { readonly where?: unknown };
  if (typeof where === "string") return { where };
  return Array.isArray(where) ? { where: where.map(String).join(" < ") } : {};
}

function answered(line: Fields): { readonly call?: Id; readonly ask?: Id } {
  const [call, ask] = [optionalId(line, "call"), optionalId(line, "ask")];
  return { ...(call === undefined ? {} : { call }), ...(ask === undefined ? {} : { ask }) };
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const kindOf = (line: Fields): string => String(line["kind"]);
