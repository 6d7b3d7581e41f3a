// What the exit codes of custody mean, and what to do about each.

export type ExitCode = {
  readonly code: 0 | 1 | 2 | 3 | 4;
  readonly means: string;
  readonly todo: string;
  /** a command that ends so, and the closest one that does not */
  readonly shown?: { readonly so: string; readonly otherwise: string };
};

export const exitCodes: readonly ExitCode[] = [
  {
    code: 0,
    means: "at least one scenario ran, and none failed, was undecided or hit a defect of the kit",
    todo: "Nothing. --strict asks for more: that every rule in force was exercised.",
    shown: {
      so: "custody run features/receive/counts.feature",
      otherwise: "custody run features/receive/counts.feature --strict",
    },
  },
  {
    code: 1,
    means: "something failed: a rule was broken, a scenario did not go as written",
    todo: "Read the first failure from its requirement down; its last line, `repeat`, plays exactly that run again.",
    shown: {
      so: "custody run features/receive/shared-packets.feature --target mutant:ndis-gives-back-twice",
      otherwise: "custody run features/receive/shared-packets.feature --target reference",
    },
  },
  {
    code: 2,
    means:
      "nothing failed, but proof is missing: nothing was selected, something is undecided, a shard is missing, or (`--strict`) a rule in force was not exercised",
    todo: "See what was selected, why a scenario is undecided (its reason stands with it), and with custody list --scenarios what would exercise the rule.",
    shown: {
      so: "custody run features/receive/counts.feature --strict",
      otherwise: "custody run features/receive/counts.feature",
    },
  },
  {
    code: 3,
    means: "wrong usage or input, a text with problems included",
    todo: "Do what the sentence says; custody COMMAND --help says what a command takes, custody lint FILE finds all problems of a text.",
    shown: {
      so: "custody run features/receive/counts.feature --traget reference",
      otherwise: "custody run features/receive/counts.feature --target reference",
    },
  },
  {
    code: 4,
    means: "a defect of custody itself",
    todo: "Report the command with what it printed; CUSTODY_STACK=1 in front of it says where it happened. A breach by a party that the kit plays counts as one, unless the scenario or who is under test provoked it: with the reference in its place the party keeps the rule.",
  },
];
