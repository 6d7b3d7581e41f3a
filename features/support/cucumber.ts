// The kit's steps where Cucumber runs the features: as definitions of its own, with the session of the command or one with defaults.
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  Before,
  BeforeAll,
  defineStep,
  type IWorld,
  type IWorldOptions,
  setWorldConstructor,
} from "@cucumber/cucumber";
import type { Session } from "../../src/runner/session.ts";
import { steps } from "../steps.ts";
import { Scene } from "./scene.ts";

let current: Session | undefined;

BeforeAll(async () => {
  current = await (globalThis.custodySession ?? opened());
});

/** Judged by the rules of one's own as well, where Cucumber looks for features unless it is told otherwise. */
async function opened(): Promise<Session> {
  const { openSession } = await import("../../src/runner/session.ts");
  const { textsBeside } = await import("../../src/runner/beside/texts.ts");
  const { files, loaded } = textsBeside(existsSync("features") ? [join("features", "any.feature")] : []);
  const target = process.env["CUSTODY_TARGET"] ?? "reference";
  const session = await openSession({ target, roles: [], seed: 1 });
  session.preload(files, loaded);
  return session;
}

function session(): Session {
  if (current === undefined) throw new Error("nothing can be played before the run has begun");
  return current;
}

/** Steps of a user's own have what Cucumber gives to every scenario as well. */
export class CucumberScene extends Scene implements IWorld<unknown> {
  readonly attach: IWorld["attach"];
  readonly log: IWorld["log"];
  readonly link: IWorld["link"];
  readonly parameters: unknown;
  constructor({ attach, log, link, parameters }: IWorldOptions<unknown>) {
    super(session());
    this.attach = attach;
    this.log = log;
    this.link = link;
    this.parameters = parameters;
  }
}

setWorldConstructor(CucumberScene);
for (const { text, does } of steps) defineStep(text, does);

// The command hears of each scenario itself, and Cucumber has a step less to run.
if (globalThis.custodySession === undefined)
  Before(({ pickle, gherkinDocument }) => {
    session().running = { pickle, gherkinDocument };
  });
