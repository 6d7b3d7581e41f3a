// The fence as a program: one line per breach, then the closing line of a stage.

import { fence } from "./fence.ts";
import { projectRoot } from "../root.ts";

const { files, imports, breaches } = fence(projectRoot);
for (const { file, line, sentence } of breaches) console.log(`${file}:${line}: ${sentence}`);
console.log(`${imports} imports in ${files} files`);
const failed = imports === 0 ? 1 : breaches.length;
console.log(`${Number(failed === 0)} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
