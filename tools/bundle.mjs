// Part of the build: makes one module of those commands that have to start fast. An empty Node takes as long as it takes to
// load a hundred modules one by one; what has been compiled stays as it is beside it.
//   node tools/bundle.mjs FOLDER      FOLDER: what tsc has written

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";

const fast = ["check"];
const folder = resolve(process.argv[2] ?? "dist");

// The very bundler that tsx brings along, which runs our sources in development.
const { build } = createRequire(createRequire(import.meta.url).resolve("tsx"))("esbuild");

const commands = join(folder, "src", "cli", "commands");
await build({
  entryPoints: fast.map((name) => join(commands, `${name}.js`)),
  outdir: join(folder, "src", "fast"), // as deep as every folder of src: the kit finds its root from there
  bundle: true,
  plugins: [{ name: "later", setup: (bundler) => bundler.onResolve({ filter: /./ }, keptApart) }],
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});

// What a command imports only when it needs it stays where it is.
function keptApart({ kind, path, resolveDir }) {
  if (kind !== "dynamic-import" || !path.startsWith(".")) return undefined;
  return {
    external: true,
    path: `../${relative(join(folder, "src"), join(resolveDir, path)).replaceAll("\\", "/")}`,
  };
}

for (const name of fast)
  writeFileSync(join(commands, `${name}.js`), `export * from "../../fast/${name}.js";\n`);
