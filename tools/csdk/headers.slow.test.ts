// The C SDK compiles without a warning: headers as C11 and as C++17, the runtime and the examples, by GCC and Clang; the Windows half by MinGW.
import assert from "node:assert/strict";
import { test } from "node:test";
import { peer } from "../peer.ts";
import { compiled, headers, runtime, sources, warnings } from "./compile.ts";

const all = ["ntddk.h", "custody.h", "ntifs.h", "wdmsec.h", "ntstrsafe.h"];
const packed =
  '#include "pshpack1.h"\nstruct packed { char one; long long two; };\n#include "poppack.h"\nchar check[sizeof(struct packed) == 9 ? 1 : -1];\n';
const including = (names: readonly string[]): string =>
  `${names.map((name) => `#include "${name}"\n`).join("")}int one;\n`;
const checks = ["-fsyntax-only", "-fshort-wchar", "-Iinclude", ...warnings];

for (const compiler of ["gcc", "clang"])
  test(`${compiler}: headers as C11 and C++17, in any order`, (t) => {
    if (peer(t, compiler) === undefined) return;
    for (const [language, standard] of [
      ["c", "c11"],
      ["c++", "c++17"],
    ] as const)
      for (const order of [all, all.toReversed()])
        compiled(compiler, [...checks, `-std=${standard}`, "-x", language, "-"], including(order) + packed);
    assert.ok(headers.length > 20);
  });

for (const compiler of ["gcc", "clang"])
  test(`${compiler}: the runtime and the examples`, (t) => {
    if (peer(t, compiler) === undefined) return;
    const files = [...runtime, ...sources("examples"), ...sources("tests")];
    assert.ok(files.length > 15, `${files.length} files`);
    compiled(compiler, [...checks, "-std=gnu11", "-fms-extensions", ...files]);
  });

test("a prototype that a driver gets wrong is an error", (t) => {
  if (peer(t, "gcc") === undefined) return;
  const wrong = `#include "ndis.h"\nVOID NdisFreeMdl(PNET_BUFFER_LIST List);\n`;
  assert.throws(() => compiled("gcc", [...checks, "-x", "c", "-"], wrong), /conflicting types/u);
});

test("the Windows half of the protection", (t) => {
  const compiler = peer(t, "x86_64-w64-mingw32-gcc");
  if (compiler === undefined) return;
  compiled(compiler, ["-std=c11", "-fsyntax-only", ...warnings, "runtime/pages/protect_windows.c"]);
});
