// What `custody init` puts into a folder: the smallest thing that says something, every file of it meant to be changed.

export type StarterFile = { readonly path: string; readonly does: string; readonly text: string };

const scenario = `import "ndis5"

# nic, ndis and protocol are roles; P is the name of this protocol driver. \`custody rules\` lists what is judged.
receive "a packet is taken over and comes back" covers RCV-PKT-06, RCV-PKT-15 {
  parties nic, ndis, protocol P
  nic -> ndis NdisMIndicateReceivePacket([?p(size = 1514)]) { ndis -> P ProtocolReceivePacket(p) returns 1 }
  P -> ndis NdisReturnPackets([p])
  ndis -> nic MiniportReturnPacket(p)
  expect p is home
}
`;

const feature = `Feature: A packet comes home
  Whoever takes a received packet over gives it back, and the NIC has it again in the end.

  Background:
    Given the scenarios of "first.custody"

  Scenario: Taken over once, returned once
    When "a packet is taken over and comes back" is played
    Then it goes as written
    And rules RCV-PKT-06, RCV-PKT-15 are kept
`;

const workflow = `# Plays the features of this repository at every push.
name: custody
on: [push, pull_request]
permissions:
  contents: read
jobs:
  custody:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - run: npx custody run --report junit:custody.junit.xml
`;

const expectations = `# Known failures: they are played all the same, and are no failure as long as they fail in the way that stands here.
# An entry that passes, fails differently or is not played is an error; \`custody run --update-expectations\` rewrites
# the list and keeps your comments. An entry:
#
#   - scenario: a packet is taken over and comes back
#     breaks: RCV-PKT-15              # or, where no rule is broken, \`says\`: a part of the reason that is printed
#     reason: The driver gives the packet back twice after a reset.
#     issue: https://example.org/issues/1
#     review: 2030-01-31              # from this day on the entry is an error, until somebody has looked
failures: []
`;

export const starter: readonly StarterFile[] = [
  { path: "features/first.custody", does: "a scenario in Custody's language", text: scenario },
  { path: "features/first.feature", does: "the feature that plays it", text: feature },
  { path: ".github/workflows/custody.yml", does: "the same in CI", text: workflow },
  { path: "custody.expectations.yaml", does: "known failures: none so far", text: expectations },
];
