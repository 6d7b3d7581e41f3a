// What a package imports as `custody/steps`: the kit's own steps, defined by this import, and the scene that they share.

import "./steps/call.ts";
import "./steps/rule.ts";
import "./steps/scenario.ts";

export type { Scene } from "./support/world.ts";
