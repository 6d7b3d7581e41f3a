// Asks for one of the real programs in peers.json from within a test.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { TestContext } from "node:test";

/**
 * The path of the program (of the Python that can import it, for a Python module). When it is not installed the test is
 * skipped and the answer is undefined; with CUSTODY_PEERS=required the test fails instead.
 */
export function peer(test: Pick<TestContext, "skip">, name: string): string | undefined {
  const path = name === "impacket" ? pythonWith(name) : program(name);
  if (path !== undefined) return path;
  const reason = `${name} is not installed; npm run peers installs it`;
  if (process.env["CUSTODY_PEERS"] === "required") throw new Error(reason);
  test.skip(reason);
  return undefined;
}

function program(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

// Debian's own Python, because its packages are not seen by another one that stands first in the PATH.
function pythonWith(module: string): string | undefined {
  const python = "/usr/bin/python3";
  return spawnSync(python, ["-c", `import ${module}`]).status === 0 ? python : undefined;
}
