#!/usr/bin/env node
// The command. Everything it does is compiled: this file only finds it, or says how to make it.
"use strict";
const { existsSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { bundled, bundleOf } = require("./bundled.js");

const main = join(__dirname, "..", "dist", "src", "cli", "main.js");

if (isThere(bundleOf("main"))) bundled("main");
else if (existsSync(main)) void import(pathToFileURL(main).href);
else {
  process.stderr.write("custody is not built yet: run `npm run ready` in its folder.\n");
  process.exitCode = 3;
}

// A compiler run by hand leaves the bundle of an older build behind.
function isThere(bundle) {
  const [ours, theirs] = [bundle, main].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs);
  return ours !== undefined && (theirs === undefined || ours >= theirs);
}
