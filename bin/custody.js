#!/usr/bin/env node
// The command. Everything it does is compiled: this file only finds it, or says how to make it.
import { existsSync } from "node:fs";

const main = new URL("../dist/src/cli/main.js", import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write("custody is not built yet: run `npm run ready` in its folder.\n");
  process.exitCode = 3;
}
