// Targets that are not the kit's own: a program that is started, one that runs already, a module.
import type { ProgramOptions } from "../../adapters/program.ts";
import type { Where } from "../../adapters/link/told.ts";
import { InputError } from "../../contract/problem.ts";
import type { Target } from "../subjects.ts";
import { greeted } from "./greeted.ts";
import { moduleTarget } from "./module.ts";

export async function foreignTarget(
  text: string,
  options: Partial<ProgramOptions>,
): Promise<Target | undefined> {
  if (text.startsWith("module:")) return moduleTarget(text, text.slice("module:".length), options);
  const where = whereIs(text);
  return where === undefined ? undefined : greeted(text, where, options);
}

function whereIs(text: string): Where | undefined {
  const [, scheme = "", rest = ""] = /^([a-z]+):(.*)$/su.exec(text) ?? [];
  switch (scheme) {
    case "exec":
      if (rest.trim() === "") throw new InputError("exec: wants a command, such as exec:./adapter.");
      return { k: "exec", command: rest };
    case "tcp": {
      const [, host = "", port = ""] = /^(?:\[?([^\]]*)\]?:)?(\d{1,5})$/u.exec(rest) ?? [];
      if (port === "")
        throw new InputError(`tcp: wants HOST:PORT, such as tcp:127.0.0.1:4000, not "${rest}".`);
      return { k: "tcp", host: host === "" ? "127.0.0.1" : host, port: Number(port) };
    }
    case "unix":
      if (rest === "") throw new InputError("unix: wants the path of a socket.");
      return { k: "unix", path: rest };
    default:
      return undefined;
  }
}
