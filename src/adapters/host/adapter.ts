// What a module brings that is written as handlers: functions by the names of words, which call downwards and await the answer.

/** Bytes are bytes, resources and handles texts, `none` null. */
export type Plain = string | number | boolean | null | Uint8Array | readonly Plain[];
export type Values = Readonly<Record<string, Plain>>;

/** What is behind a resource, as it was when it was last named. */
export type Contents = {
  readonly type: string;
  readonly owner: string;
  readonly access: "write" | "read" | "none";
  readonly fields: Values;
};

export type Member = {
  readonly id: string;
  readonly role: string;
  readonly name: string;
  readonly station: string;
  readonly of?: string;
  readonly properties: Values;
};

/** What a part can say and ask. Everything is on the line of calls of the handler that says it. */
export interface Kit {
  readonly self: Member;
  readonly parties: readonly Member[];
  /** microseconds since the scenario began */
  now(): number;
  /** the parties of a role on one's own station, by id */
  neighbours(role: string): readonly string[];
  /** what the kit said of a resource when it was last named */
  contents(resource: string): Contents | undefined;
  call(to: string, name: string, args: Values): Promise<Values>;
  /** done by oneself: reads, writes, allocates, frees, copies, delivers … */
  act(name: string, args: Values): void;
  /** a name for a new resource of this type */
  fresh(type: string): string;
  /** the field as it is now; null: it may not be looked at */
  read(resource: string, field: string): Promise<Plain>;
  /** one of the options: where one is free, the kit may want a certain one */
  pick<T extends Plain>(name: string, options: readonly T[]): Promise<T>;
  /** a handler `timer` of that name is called when it is due, in microseconds from now */
  timer(name: string, after: number): void;
  cancel(name: string): void;
  note(text: string): void;
}

export type Heard = { readonly from: string };
type Handler = (args: Values, heard: Heard) => Values | void | Promise<Values | void>;

export type Part = {
  /** by the name of the call; what is returned are its results */
  readonly calls: Readonly<Record<string, Handler>>;
  readonly timers?: Readonly<Record<string, () => void | Promise<void>>>;
  /** told to begin something; false: not now */
  readonly begin?: (name: string, args: Values, to: string) => boolean | Promise<boolean>;
};

export type Adapter = {
  readonly name: string;
  readonly version: string;
  /** how each role that it has begins, once for each party and scenario */
  readonly roles: Readonly<Record<string, (kit: Kit) => Part>>;
  readonly capabilities?: readonly string[];
  readonly without?: readonly string[];
};
