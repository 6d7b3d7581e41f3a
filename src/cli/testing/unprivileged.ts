// How to start a program that permissions bind, whoever runs the tests: root may read and write everything.

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Behind what a program is to be started, and as whom. */
export type Bound = {
  readonly prefix: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
};

// Root without these two capabilities is still the owner of the checkout, and heeds what the owner may do. Where they cannot
// be taken away, somebody else's identity does the same, as long as he can reach the checkout.
const ways: readonly Bound[] = [
  { prefix: ["setpriv", "--bounding-set=-dac_override,-dac_read_search"], options: {} },
  { prefix: [], options: { uid: 65534, gid: 65534 } },
];

/** Throws when root cannot be bound here. */
export function bound(): Bound {
  if (process.getuid?.() !== 0) return { prefix: [], options: {} };
  const folder = mkdtempSync(join(tmpdir(), "custody-bound-"));
  try {
    chmodSync(folder, 0o755);
    const secret = join(folder, "secret");
    writeFileSync(secret, "secret", { mode: 0o000 });
    const found = ways.find((way) => isRefused(way, secret));
    if (found === undefined) throw new Error("Nothing here makes root heed permissions: setpriv is missing.");
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const reading = `
  const { readFileSync } = require("node:fs");
  try { readFileSync(process.argv[1]); } catch (error) { process.exit(error.code === "EACCES" ? 7 : 1); }
`;

const isRefused = ({ prefix, options }: Bound, path: string): boolean => {
  const [program, ...args] = [...prefix, process.execPath, "-e", reading, path];
  return spawnSync(program, args, { ...options, cwd: "/" }).status === 7;
};
