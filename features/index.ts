// What a package imports as `custody/steps`: the kit's own steps, defined by this import, and the scene that they share.

import "./support/cucumber.ts";

export type { CucumberScene as Scene } from "./support/cucumber.ts";
