// The process in which a module of handlers runs: lines in, lines out, everything that it prints itself goes to its log.
import { pathToFileURL } from "node:url";
import { isFields } from "../values.ts";
import type { Adapter } from "./adapter.ts";
import { Host } from "./run.ts";

const [, , path = ""] = process.argv;
const said: string[] = [];
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const { adapter } = (await import(pathToFileURL(path).href)) as { readonly adapter: Adapter };
const host = new Host(adapter, { say: (line) => void said.push(JSON.stringify(line)) });

let rest = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop() ?? "";
  lines.forEach(hear);
});

function hear(text: string): void {
  const line: unknown = JSON.parse(text);
  if (!isFields(line)) throw new Error(`no line of the protocol: ${text}`);
  if (line["kind"] === "bye") process.exit(0);
  host.hear(line);
  setImmediate(flush, line["kind"] !== "hello");
}

/** Nothing goes on by itself any more; behind a question nothing is said until it is answered. */
function flush(idles: boolean): void {
  const asks = said.findIndex((text) => text.includes('"ask":"q'));
  const now =
    asks < 0 ? [...said.splice(0), ...(idles ? ['{"kind":"idle"}'] : [])] : said.splice(0, asks + 1);
  print(now.map((text) => `${text}\n`).join(""));
}
