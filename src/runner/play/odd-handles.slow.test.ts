// A resource that is handed over twice in one call, or that nobody ever made: whoever says it is to blame, never the kit.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer } from "../../contract/layer.ts";
import type { Word } from "../../contract/program.ts";
import type { ScenarioResult } from "../../contract/result.ts";
import type { TypeRef } from "../../contract/syntax.ts";
import type { Subject } from "../../contract/subject.ts";
import type { Args, WordValue } from "../../contract/value.ts";
import { loadWithSpec } from "../input/load.ts";
import { reference } from "../subjects.ts";
import { play } from "./play.ts";

const text = `
import "all"
receive "packets come" {
  parties nic, ndis, protocol P, client K1 of P
  nic -> ndis NdisMIndicateReceivePacket([?p, ?q]) {
    ndis -> P ProtocolReceivePacket(p) returns 1
    ndis -> P ProtocolReceivePacket(q) returns 1
  }
  P -> ndis NdisReturnPackets(unordered [p, q]) grouped any way
}
send "packets go" {
  parties protocol P, ndis, nic
  P -> ndis NdisSendPackets([?a, ?b])
}
send "lists go" {
  parties protocol P, ndis, filter F, nic
  P -> ndis NdisSendNetBufferLists(lists = [?a, ?b])
}
`;
const { program, problems } = loadWithSpec([], new Map([["odd.custody", text]]));
assert.deepEqual(
  problems.filter(({ severity }) => severity === "error"),
  [],
);
const kit = (await reference()).subject;

type Odd = (type: string, seen: readonly string[]) => WordValue | undefined;

/** The reference, which says this word once besides, with such a resource, as soon as it has met one of the type. */
function saying(role: string, word: Word, odd: Odd): Subject {
  const wrap = (inner: Layer<unknown>): Layer<readonly [unknown, boolean]> => ({
    initial: (self) => [inner.initial(self), false],
    ...(inner.offers === undefined ? {} : { offers: ([state]) => inner.offers?.(state) ?? [] }),
    step: ([before, hasSaid], input, view) => {
      const reaction = inner.step(before, input, view);
      if (reaction === null) return null;
      const [state, outs] = reaction;
      const [to] = view.neighbours(word.hearer ?? "");
      const args = word.parameters.map(({ name, type }) => {
        const isResource = program.resources.has(type.name);
        const value = isResource ? odd(type.name, named(input, ...outs)) : null;
        return [name, type.list && typeof value === "string" ? [value] : value] as const;
      });
      if (hasSaid || to === undefined || args.some(([, value]) => value === undefined))
        return [[state, hasSaid], outs];
      const call = { k: "call", to, name: word.name, args: Object.fromEntries(args) as never } as const;
      return [
        [state, true],
        [call, ...outs],
      ];
    },
  });
  const layerOf: Subject["layerOf"] = (party) => {
    const layer = kit.layerOf(party) as Layer<unknown> | undefined;
    return layer === undefined || party.role !== role ? (layer as never) : (wrap(layer) as never);
  };
  return { ...kit, layerOf };
}

const named = (...said: readonly object[]): readonly string[] =>
  said
    .flatMap((one) => ("args" in one ? Object.values(one.args as Args) : []))
    .flat(3)
    .filter((value) => typeof value === "string");

const ofType = (type: string, seen: readonly string[]): string | undefined =>
  seen.find((id) => new RegExp(`^${type}\\d+$`, "u").test(id));

/** By scenario and word: what came of it, where it was said. */
function results(
  titles: readonly string[],
  odd: Odd,
  fitting: (type: TypeRef) => boolean,
): ReadonlyMap<string, ScenarioResult> {
  const found = new Map<string, ScenarioResult>();
  for (const scenario of program.scenarios.filter(({ title }) => titles.includes(title)))
    for (const word of program.words.values())
      for (const role of isHanding(word, fitting) ? word.speakers : []) {
        let hasSaid = false;
        const told: Odd = (type, seen) => {
          const value = odd(type, seen);
          hasSaid ||= value !== undefined;
          return value;
        };
        const subject = saying(role, word, told);
        const { result } = play({ program, scenario, kit, subject, target: "x", roles: [role], seed: 1 });
        if (hasSaid && result.events.some(({ name }) => name === word.name))
          found.set(`${scenario.title}: ${role}: ${word.name}`, result);
      }
  return found;
}

const isHanding = ({ kind, parameters }: Word, fitting: (type: TypeRef) => boolean): boolean =>
  kind === "call" && parameters.some(({ type }) => program.resources.has(type.name) && fitting(type));

/** Every word of the driver stack that hands such a thing over was said by somebody. */
function holdsForAll(found: ReadonlyMap<string, ScenarioResult>, fitting: (type: TypeRef) => boolean): void {
  const said = new Set([...found.keys()].map((key) => key.split(": ").at(-1)));
  const words = [...program.words.values()].filter((word) => isHanding(word, fitting));
  const own = words
    .filter(({ vocabulary }) => ["ndis5", "ndis6"].includes(vocabulary))
    .map(({ name }) => name);
  assert.ok(own.length > 10);
  assert.deepEqual(
    own.filter((name) => !said.has(name)),
    [],
  );
  for (const [where, { status, reason, failures, live }] of found) {
    assert.equal(status, "failed", `${where}: ${reason ?? ""}`);
    assert.ok(
      failures.some(({ rule, blames = "" }) => rule !== undefined && live.includes(blames)),
      where,
    );
  }
}

test("a resource twice in one call is a finding against whoever says it", () => {
  const twice: Odd = (type, seen) => {
    const id = ofType(type, seen);
    return id === undefined ? undefined : [id, id];
  };
  const isList = ({ list }: TypeRef): boolean => list === true;
  holdsForAll(results(["packets come", "packets go", "lists go"], twice, isList), isList);
});

test("a resource that nobody made is a finding against whoever says it", () => {
  const any = (): boolean => true;
  holdsForAll(
    results(["packets come", "lists go"], (type) => `${type}77`, any),
    any,
  );
});
