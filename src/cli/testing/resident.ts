// A thread that is custody again and again: each message is a command line, answered with its exit code and what it said.
import { workerData, type MessagePort } from "node:worker_threads";
import { answered } from "../dispatch.ts";
import { printByStream } from "../streams/print.ts";

const { port, isDone } = workerData as { readonly port: MessagePort; readonly isDone: Int32Array };

printByStream();
port.on("message", (args: readonly string[]) => void answer(args));

async function answer(args: readonly string[]): Promise<void> {
  const [out, err] = [heard(process.stdout), heard(process.stderr)];
  const code = await answered(args);
  port.postMessage({ code, out: out(), err: err() });
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
}

/** What is written from now on. */
function heard(stream: NodeJS.WriteStream): () => string {
  const parts: string[] = [];
  stream.write = (part: string | Uint8Array, ...rest: readonly unknown[]) => {
    parts.push(typeof part === "string" ? part : Buffer.from(part).toString("utf8"));
    const done = rest.findLast((each) => typeof each === "function");
    done?.();
    return true;
  };
  return () => parts.join("");
}
