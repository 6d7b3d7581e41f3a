// For `npx cucumber-js` while developing: the steps are run from their sources. `custody run` does not read this.

import "./tools/ts.mjs";

export default {
  import: ["tools/ts.mjs", "features/support/cucumber.ts"],
  format: ["progress"],
  strict: true,
};
