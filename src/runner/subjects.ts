// Targets: who is put under test. The reference joins through the same door as a stranger: a module loaded by path.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant, Subject } from "../contract/subject.ts";
import { unknownName } from "./input/unknown-name.ts";
import type { ProgramOptions } from "../adapters/program.ts";
import { foreignTarget } from "./foreign/target.ts";
import { builtRoot, extension } from "./kit.ts";

export type ReferenceModule = { readonly subject: Subject; readonly mutants: readonly Mutant[] };
export type Target = {
  readonly subject: Subject;
  /** the roles to put under test when none is named */ readonly roles: readonly string[];
  readonly mutant?: Mutant;
};

let loaded: Promise<ReferenceModule> | undefined;

export function reference(): Promise<ReferenceModule> {
  loaded ??= import(
    pathToFileURL(join(builtRoot, "reference", `index${extension}`)).href
  ) as Promise<ReferenceModule>;
  return loaded;
}

/** `reference`, `mutant:NAME`, or somebody else's: `exec:COMMAND`, `tcp:HOST:PORT`, `unix:PATH`, `module:PATH`. */
export async function targetNamed(text: string, options: Partial<ProgramOptions> = {}): Promise<Target> {
  const kit = await reference();
  const foreign = await foreignTarget(text, options);
  if (foreign !== undefined) return foreign;
  if (text === "reference") return { subject: kit.subject, roles: [] };
  if (text.startsWith("mutant:")) {
    const name = text.slice("mutant:".length);
    const mutant = kit.mutants.find((m) => m.name === name);
    if (mutant === undefined)
      throw unknownName(
        "mutant",
        name,
        kit.mutants.map((m) => m.name),
        "custody list mutants shows them.",
      );
    return { subject: mutated(kit.subject, mutant), roles: [mutant.party ?? mutant.role], mutant };
  }
  const names = [
    "reference",
    ...kit.mutants.map((m) => `mutant:${m.name}`),
    ...kit.mutants.map((m) => m.name),
  ];
  throw unknownName(
    "target",
    text,
    names,
    "use reference, mutant:NAME, exec:COMMAND, tcp:HOST:PORT, unix:PATH or module:PATH.",
  );
}

/** The reference with exactly one declared defect. */
export function mutated(subject: Subject, mutant: Mutant): Subject {
  const { properties, without } = mutant;
  const isMutant = (party: { readonly role: string; readonly name: string }): boolean =>
    party.role === mutant.role && (mutant.party === undefined || mutant.party === party.name);
  return {
    ...subject,
    name: `mutant:${mutant.name}`,
    layerOf: (party) => {
      const layer = subject.layerOf(party);
      return layer !== undefined && isMutant(party) ? mutant.wrap(layer) : layer;
    },
    ...(without === undefined ? {} : { without }),
    ...(properties === undefined ? {} : { propertiesOf: (party) => (isMutant(party) ? properties : {}) }),
  };
}
