// A module as a target: step functions, that the kernel calls itself, or handlers, that run in a process of their own.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProgramOptions } from "../../adapters/program.ts";
import { Garbled } from "../../adapters/lines.ts";
import { mayAnswer, mayCall, mayDo, type Playing } from "../../adapters/rights.ts";
import type { PartyId } from "../../contract/event.ts";
import type { Cast, In, Layer, LayerOf, Out } from "../../contract/layer.ts";
import { InputError } from "../../contract/problem.ts";
import type { Subject } from "../../contract/subject.ts";
import { builtRoot, kitRoot } from "../kit.ts";
import type { Target } from "../subjects.ts";
import { greeted } from "./greeted.ts";

export async function moduleTarget(
  text: string,
  path: string,
  options: Partial<ProgramOptions>,
): Promise<Target> {
  const file = resolve(path);
  if (path === "" || !existsSync(file))
    throw new InputError(`There is no module ${path}; module: wants its path.`);
  const module = await imported(path, file);
  if (isSubject(module["subject"])) return { subject: guarded(module["subject"]), roles: [] };
  if (module["adapter"] !== undefined)
    return greeted(text, { k: "node", args: [join(compiled, "src/adapters/host/main.js"), file] }, options);
  throw new InputError(
    `${path} exports neither subject (step functions) nor adapter (handlers); docs/adapter-protocol.md says what they are.`,
  );
}

/** A process of its own runs what was compiled. */
const compiled = builtRoot === kitRoot ? join(kitRoot, "dist") : builtRoot;

async function imported(path: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new InputError(
      `${path} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const isSubject = (value: unknown): value is Subject =>
  typeof value === "object" && value !== null && "layerOf" in value && typeof value.layerOf === "function";

/** What its functions throw, and what they say that the vocabulary does not know, is its own failure, and nobody else's. */
function guarded(subject: Subject): Subject {
  const layerOf: LayerOf = (party, cast) => {
    const layer = subject.layerOf(party, cast);
    return layer === undefined ? undefined : { ...layer, step: guardedStep(layer, party.id, cast) };
  };
  return { ...subject, layerOf };
}

function guardedStep<S>(layer: Layer<S>, self: PartyId, cast: Cast | undefined): Layer<S>["step"] {
  return (state, input, view) => {
    try {
      const reaction = layer.step(state, input, view);
      if (cast !== undefined)
        reaction?.[1].forEach((out) => checked(out, { cast, plays: [self] }, self, input));
      return reaction;
    } catch (error) {
      const how = error instanceof Garbled ? "protocol" : "error";
      const why = error instanceof Error ? error.message : String(error);
      return [state, [{ k: "fails", how, why }]];
    }
  };
}

/** Throws Garbled. What is answered behind a wait was asked by somebody else: only its shape is not known here. */
function checked(out: Out, playing: Playing, self: PartyId, input: In): void {
  switch (out.k) {
    case "call":
      return mayCall(playing, out.name, self, out.to, out.args);
    case "act":
      return mayDo(playing.cast, out.name, self, out.args);
    case "return":
      return input.k === "call" ? mayAnswer(playing.cast, input.name, out.results) : undefined;
    case "begins":
      return out.outs.forEach((one) => checked(one, playing, self, input));
    default:
      return undefined;
  }
}
