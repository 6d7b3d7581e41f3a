// A part of the command in one file, run with the code that V8 made of it when the kit was built: nothing is parsed, nothing
// compiled. What the build has kept is of one V8; any other compiles as usual. Not an ES module, since loading the
// loader of these takes a tenth of what an empty Node takes.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

const folder = join(__dirname, "..", "dist", "src", "fast");
const bundleOf = (name) => join(folder, `${name}.cjs`);
/** Where V8's code of a bundle is kept. */
const codeOf = (name) => join(folder, `${name}.code`);

const started = new Map();

/** Runs a bundle, once in a process; answers what it exports, and its script, which knows the code that was made of it. */
function start(name) {
  if (!started.has(name)) started.set(name, begin(name));
  return started.get(name);
}

function begin(name) {
  const filename = bundleOf(name);
  const script = new Script(readFileSync(filename, "latin1"), {
    filename,
    ...(existsSync(codeOf(name)) ? { cachedData: readFileSync(codeOf(name)) } : {}),
  });
  const module = { exports: {} };
  const { href } = pathToFileURL(filename);
  const later = (path) => import(path.startsWith(".") ? new URL(path, href).href : path);
  script.runInThisContext()(module, require, href, bundled, later);
  return { exports: module.exports, script };
}

const bundled = (name) => start(name).exports;

module.exports = { bundled, bundleOf, codeOf, start };
