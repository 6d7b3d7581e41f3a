// The import fence: which folder may import which. oxlint sees only the text of an import; this resolves it first.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

export interface Breach {
  readonly file: string;
  readonly line: number;
  readonly sentence: string;
}

export interface FenceReport {
  readonly files: number;
  readonly imports: number;
  readonly breaches: readonly Breach[];
}

/** `zones`: path prefixes that may be imported besides one's own. `packages`: patterns of what is not ours. */
interface Permit {
  readonly zones: readonly string[];
  readonly packages: readonly RegExp[];
}

const hash = /^node:crypto$/; // for digests; its sources of chance are banned by the linter
const node = /^node:/;
const cucumber = /^@cucumber\//;
const kit = ["src"];
// What layers are made with; none of it knows a layer.
const craft = [
  "choices",
  "handlers",
  "net-buffers",
  "octets",
  "sample",
  "station",
  "status",
  "table",
  "words",
].map((name) => `reference/${name}.ts`);

// Longest prefix first; a file belongs to the first zone that it lies in.
const permits: readonly (readonly [zone: string, permit: Permit])[] = [
  ["src/contract", { zones: [], packages: [] }],
  ["src/formats", { zones: [], packages: [] }],
  ["src/language", { zones: ["src/contract", "grammar"], packages: [hash] }],
  ["src/rules", { zones: ["src/contract"], packages: [hash] }],
  ["src/simulation", { zones: ["src/contract"], packages: [hash] }],
  ["src/observers", { zones: ["src/contract", "src/formats"], packages: [hash] }],
  [
    "src/adapters",
    { zones: ["src/contract", "src/formats", "src/observers", "src/simulation"], packages: [node] },
  ],
  [
    "src/runner",
    {
      zones: ["contract", "formats", "language", "rules", "simulation", "observers", "adapters"].map(
        (name) => `src/${name}`,
      ),
      packages: [node, cucumber, /^yaml$/],
    },
  ],
  ["src/cli", { zones: [...kit, "reports"], packages: [node, cucumber, /^chalk$/, /^commander$/] }],
  ["src", { zones: ["src/contract"], packages: [] }],
  ["reports", { zones: ["src/contract"], packages: [/^chalk$/, /^sarif$/] }],
  ["reference/mutants", { zones: ["src/contract", "src/formats", "reference"], packages: [] }],
  ["reference/generated", { zones: ["src/contract"], packages: [] }],
  ["reference/*", { zones: ["src/contract", "src/formats", "reference/generated", ...craft], packages: [] }],
  ["reference", { zones: ["src/contract", "src/formats", "reference"], packages: [node] }],
  ["features", { zones: [...kit, "reports"], packages: [node, cucumber] }],
  ["bench", { zones: [...kit, "reports", "reference", "tools", "grammar"], packages: [/./] }],
  ["tools", { zones: [...kit, "reports", "reference", "features", "grammar"], packages: [/./] }],
];

// Tests and what only they import may look anywhere, except that the kit's own never name the reference or the features.
const tests: Permit = {
  zones: [...kit, "reports", "reference", "features", "grammar", "tools", "sdk/typescript"],
  packages: [/./],
};
const kitTests: Permit = { zones: [...kit, "reports", "grammar", "tools"], packages: [/./] };

/** Reads every source file below the checkout's top folders. */
export function fence(root: string): FenceReport {
  const tops = [...new Set(permits.map(([zone]) => zone.split("/")[0] ?? ""))];
  const files = tops.flatMap((top) => sourcesIn(root, top));
  const found = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), "utf8")));
  return { files: files.length, imports: found.length, breaches: found.flatMap(breachOf) };
}

interface Import {
  readonly file: string;
  readonly line: number;
  /** As written; undefined for an import() of something computed. */
  readonly specifier: string | undefined;
}

const shapes = [
  /^(?:import|export)\s(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']/g,
  /\bimport\((?!\s*["'])/g,
];

function importsOf(file: string, text: string): readonly Import[] {
  return shapes.flatMap((shape) =>
    [...text.matchAll(shape)].map((match) => ({
      file,
      line: text.slice(0, match.index).split("\n").length,
      specifier: match[1],
    })),
  );
}

function breachOf({ file, line, specifier }: Import): readonly Breach[] {
  const [zone, permit] = permitOf(file);
  const breach = (what: string) => [{ file, line, sentence: `${zone} may not import ${what}` }];
  if (specifier === undefined) {
    return permit.packages.some((pattern) => pattern.test("node:path")) ? [] : breach("what it computes");
  }
  if (!specifier.startsWith(".")) {
    return permit.packages.some((pattern) => pattern.test(specifier)) ? [] : breach(specifier);
  }
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  const own = zone.includes("*") ? file.split("/").slice(0, 2).join("/") : zone;
  return [own, ...permit.zones].some((prefix) => lies(target, prefix)) ? [] : breach(target);
}

function permitOf(file: string): readonly [zone: string, permit: Permit] {
  const zone = permits.find(([prefix]) => lies(file, prefix)) ?? [file, { zones: [], packages: [] }];
  if (!/\.test\.ts$|\/testing\//.test(file)) return zone;
  return [zone[0], file.startsWith("src/") ? kitTests : tests];
}

function lies(path: string, prefix: string): boolean {
  if (!prefix.endsWith("/*")) return path === prefix || path.startsWith(`${prefix}/`);
  return path.startsWith(prefix.slice(0, -1)) && path.split("/").length > prefix.split("/").length;
}

function sourcesIn(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesIn(root, path);
      return entry.name.endsWith(".ts") ? [path] : [];
    });
}
