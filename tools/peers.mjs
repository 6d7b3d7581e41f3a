// `npm run peers`: installs the real programs that judge our bytes, on Debian as root; elsewhere says what is missing.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const { packages, peers } = JSON.parse(readFileSync(new URL("peers.json", import.meta.url), "utf8"));
// A daemon's package starts it when it is installed, unless this file says that nothing may be started.
const policy = "/usr/sbin/policy-rc.d";

const before = missing();
if (before.length === 0) {
  console.log(`All ${peers.length} peers are installed.`);
} else if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
  withoutDaemons(() => {
    apt("update", "-qq");
    apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
  });
  conclude(missing());
} else {
  conclude(before);
}

function missing() {
  return peers.filter((peer) => !present(peer));
}

function present({ name, module }) {
  if (module !== undefined) return spawnSync("/usr/bin/python3", ["-c", `import ${module}`]).status === 0;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, name)));
}

function withoutDaemons(act) {
  const kept = existsSync(policy) ? readFileSync(policy) : undefined;
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    act();
  } finally {
    if (kept === undefined) rmSync(policy, { force: true });
    else writeFileSync(policy, kept);
  }
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync("apt-get", args, { env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.status === 0) return;
  console.error(
    `apt-get ${args[0]} failed:\n${(result.stdout + result.stderr).trimEnd().split("\n").slice(-12).join("\n")}`,
  );
  process.exitCode = 2;
}

function conclude(left) {
  if (left.length === 0) {
    console.log(`Installed: all ${peers.length} peers are there.`);
    return;
  }
  console.log("Missing (their tests are skipped):");
  for (const peer of left)
    console.log(`  ${peer.name.padEnd(11)} judges ${peer.judges}; Debian package ${peer.package}`);
  console.log("On Debian, as root, `npm run peers` installs them.");
  process.exitCode = 2;
}
