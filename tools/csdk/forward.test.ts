// What a driver's sources include in the way of Windows is there: names in another case, backslashes, trace headers.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sdk } from "./compile.ts";

test("forward.sh makes the headers that are missing, and no others", () => {
  const folder = mkdtempSync(join(tmpdir(), "custody-forward-"));
  try {
    const sources = join(folder, "driver");
    const to = join(folder, "forward");
    spawnSync("mkdir", [sources]);
    const write = (name: string, text: string): void => writeFileSync(join(sources, name), text);
    write(
      "main.c",
      '#include <ndis.h>\r\n#include "Debug.h"\r\n#include "right.h"\r\n# include "..\\sub\\RIGHT.h"\r\n#include "main.tmh"\r\n',
    );
    write("DEBUG.H", "int debug;\n");
    write("right.h", "WPP_DEFINE_BIT(MP_ERROR) WPP_DEFINE_BIT(MP_ERROR)\n");
    const { status, stderr } = spawnSync("sh", [join(sdk, "forward.sh"), sources, to], { encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
    assert.deepEqual(readdirSync(to).toSorted(), ["Debug.h", "RIGHT.h", "custody_trace.h", "main.tmh"]);
    const read = (name: string): string => readFileSync(join(to, name), "utf8");
    assert.equal(read("Debug.h"), `#include "${join(sources, "DEBUG.H")}"\n`);
    assert.equal(read("main.tmh"), '#include "custody_trace.h"\n');
    assert.match(read("custody_trace.h"), /#define MP_ERROR 1\n/u);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
