// @ts-check
// Plays the role {{role}} for Custody: `custody run --target module:adapter.mjs --role {{role}}`.
//
// Each function stands for a call that this party can be told; its first argument are the call's arguments by name, and what it
// returns are the results. What the party says itself is `await kit.call(to, "Name", { argument: value })`; bytes are Uint8Arrays.
// A function that throws Unsupported leaves its scenarios out.

class Unsupported extends Error {
  name = "Unsupported";
}

/** @param {import("custody").Kit} kit @returns {import("custody").Part} */
const party = (kit) => ({
  calls: {
{{handlers}}  },
  /** what it can be told to begin: answers true when it has */
  async begin(name, args, to) {
    kit.note(`asked to say ${name} to ${to} with ${Object.keys(args).join(", ")}`);
    return false;
  },
});

/** @type {import("custody").Adapter} */
export const adapter = { name: "a new {{role}}", version: "0", roles: { "{{role}}": party } };
