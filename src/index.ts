// What a package imports as `custody`: the types in which the parts meet, for steps, subjects and reports written elsewhere.

export type * from "./adapters/host/adapter.ts";
export type * from "./contract/event.ts";
export type * from "./contract/layer.ts";
export type * from "./contract/problem.ts";
export type * from "./contract/record.ts";
export type * from "./contract/result.ts";
export type * from "./contract/subject.ts";
export type * from "./contract/value.ts";
export type * from "./contract/verdict.ts";
