// Targets: who is put under test. The reference joins through the same door as a stranger: a module loaded by path.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Draw } from "../contract/drawn.ts";
import type { Mutant, SecondDefect, Subject } from "../contract/subject.ts";
import { unknownName } from "./input/unknown-name.ts";
import type { ProgramOptions } from "../adapters/program.ts";
import { builtRoot, extension } from "./kit.ts";

export type ReferenceModule = {
  readonly subject: Subject;
  readonly mutants: readonly Mutant[];
  readonly draw: Draw;
};
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
    return { subject: mutated(kit.subject, mutant), roles: rolesOf(mutant), mutant };
  }
  const { foreignTarget } = await import("./foreign/target.ts");
  const foreign = await foreignTarget(text, options);
  if (foreign !== undefined) return foreign;
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

/** Who is under test where it plays: whoever has a defect. */
export const rolesOf = (mutant: Mutant): readonly string[] => [
  ...new Set(defectsOf(mutant).map(({ party, role }) => party ?? role)),
];

/** The reference with its declared defects. */
export function mutated(subject: Subject, mutant: Mutant): Subject {
  const { properties, without } = mutant;
  return {
    ...subject,
    name: `mutant:${mutant.name}`,
    layerOf: (party) => {
      const layer = subject.layerOf(party);
      return (
        layer && defectsOf(mutant).reduce((made, one) => (isOf(one, party) ? one.wrap(made) : made), layer)
      );
    },
    ...(without === undefined ? {} : { without }),
    ...(properties === undefined
      ? {}
      : {
          propertiesOf: (party) => ({
            ...subject.propertiesOf?.(party),
            ...(isOf(mutant, party) ? properties : {}),
          }),
        }),
  };
}

const defectsOf = (mutant: Mutant): readonly SecondDefect[] =>
  mutant.also === undefined ? [mutant] : [mutant, mutant.also];

const isOf = (defect: SecondDefect, party: { readonly role: string; readonly name: string }): boolean =>
  party.role === defect.role && (defect.party === undefined || defect.party === party.name);
