// Lets Node load TypeScript, in the main process and in the parallel workers of Cucumber.

import { register } from "tsx/esm/api";

register();
