// All steps of the kit, by noun, and what those of one scenario share. Two never fit the same words.
import type { Step } from "../src/runner/features/kit-steps.ts";
import type { Session } from "../src/runner/session.ts";
import { calls } from "./steps/call.ts";
import { rules } from "./steps/rule.ts";
import { scenarios } from "./steps/scenario.ts";
import { Scene } from "./support/scene.ts";

export const steps: readonly Step<Scene>[] = [...scenarios, ...rules, ...calls];
export const sceneOf = (session: Session): Scene => new Scene(session);
