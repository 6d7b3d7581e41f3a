// Part of the build: makes one file of the commands that have to start fast, of what finds a command, and of the reference. An empty
// Node takes as long as it takes to load a hundred modules one by one; what has been compiled stays as it is beside it.
//   node tools/bundle.mjs FOLDER      FOLDER: what tsc has written

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Loading these takes as long as judging a small record, and few commands get to them. */
const later = {
  "node:crypto": ["createHash", "hash", "randomBytes"],
  "node:tty": ["isatty"],
  "node:v8": ["deserialize", "serialize", "setFlagsFromString"],
};
const fast = ["run", "record/check", "lint", "fmt"];
const folder = resolve(process.argv[2] ?? "dist");
const parser = join(folder, "src", "language", "parse.js");
const reference = join(folder, "reference", "index.js");

// The very bundler that tsx brings along, which runs our sources in development.
const { build } = createRequire(createRequire(import.meta.url).resolve("tsx"))("esbuild");

const commands = join(folder, "src", "cli", "commands");
const { outputFiles } = await build({
  entryPoints: {
    main: join(folder, "src", "cli", "main.js"),
    parse: parser,
    reference,
    ...Object.fromEntries(fast.map((name) => [basename(name), join(commands, `${name}.js`)])),
  },
  outdir: join(folder, "src", "fast"), // as deep as every folder of src: the kit finds its root from there
  outExtension: { ".js": ".cjs" },
  bundle: true,
  plugins: [{ name: "later", setup }],
  format: "cjs", // as a function: bin/bundled.js runs it with the code that V8 has kept
  banner: { js: "(function (module, require, moduleUrl, bundled, later) {" },
  footer: { js: "})" },
  define: { "import.meta.url": "moduleUrl" },
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  write: false,
});
mkdirSync(join(folder, "src", "fast"), { recursive: true });
for (const { path, text } of outputFiles) {
  // A script has no import() of its own.
  writeFileSync(path, path.endsWith(".cjs") ? text.replaceAll(/\bimport\(/gu, "later(") : text);
  // V8 knows its code by the length of the text alone.
  rmSync(path.replace(/\.cjs$/u, ".code"), { force: true });
}

// Whoever loads the reference by its path gets the one that starts fast.
const names = Object.keys(await import(pathToFileURL(reference).href));
writeFileSync(
  reference,
  `import loader from "../../bin/bundled.js";
export const { ${names.join(", ")} } = loader.bundled("reference");
`,
);

function setup(bundler) {
  bundler.onResolve({ filter: /./ }, keptApart);
  bundler.onLoad({ filter: /./, namespace: "bundled" }, ({ path }) => ({
    contents: `module.exports = bundled("${path}");`,
  }));
  bundler.onResolve({ filter: /^node:/ }, ({ path }) =>
    path in later ? { path, namespace: "later" } : undefined,
  );
  bundler.onLoad({ filter: /./, namespace: "later" }, ({ path }) => ({
    contents: `let own;
const all = () => (own ??= process.getBuiltinModule("${path}"));
${later[path].map((name) => `export const ${name} = (...values) => all().${name}(...values);`).join("\n")}`,
  }));
}

// What a command imports only when it needs it stays where it is, in a bundle or beside it.
function keptApart({ kind, path, resolveDir }) {
  // The commands that read the language share one parser, and the code of it.
  if (kind === "import-statement" && join(resolveDir, path) === parser)
    return { path: basename(parser, ".js"), namespace: "bundled" };
  if (kind !== "dynamic-import" || !path.startsWith(".")) return undefined;
  const name = fast.find((each) => join(resolveDir, path) === join(commands, `${each}.js`));
  if (name !== undefined) return { path: basename(name), namespace: "bundled" };
  return {
    external: true,
    path: `../${relative(join(folder, "src"), join(resolveDir, path)).replaceAll("\\", "/")}`,
  };
}
