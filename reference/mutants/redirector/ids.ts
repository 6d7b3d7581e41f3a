// Wrong redirectors: multiplex ids that cannot tell one request from another.
import type { Mutant } from "../../../src/contract/subject.ts";
import { between } from "../between.ts";
import { reheard, rewritten, smbIn, smbsOf, withMid } from "../smb.ts";
import { argsOf } from "../wrap.ts";
import type { Wrap } from "../wrap.ts";

const base = { role: "redirector", blames: "redirector" } as const;

export const redirectorIdMutants: readonly Mutant[] = [
  {
    ...base,
    name: "redirector-uses-one-id",
    sentence: "Every request carries the same multiplex id.",
    breaks: "MID-02",
    siblings: ["MID-03"],
    scenarios: ["two files are read at once, and the second answer comes first"],
    published:
      "impacket 0.10.0 impacket/smb.py: the client's requests all carry MID 0; SMBLibrary pull request 370: two requests got the same message id, in a race, one run in twelve",
    wrap: numbering(() => 0),
  },
  {
    ...base,
    name: "redirector-uses-reserved-id",
    sentence: "It uses the id that is kept for what the server says unasked.",
    breaks: "MID-02",
    scenarios: ["the seven steps of a remote read"],
    wrap: numbering(() => 0xffff),
  },
];

/** Other ids on the way out; on the way in each is taken for the oldest one of those that it may be. */
function numbering(other: (mid: number) => number): Wrap {
  return between<readonly number[]>({
    fresh: [],
    hears: (open, input) => {
      const said = smbIn(argsOf(input)["data"])?.header.mid;
      const meant = open.find((mid) => other(mid) === said);
      if (meant === undefined) return [open, input];
      return [
        open.filter((mid) => mid !== meant),
        reheard(input, "MessageReceived", (smb) => withMid(smb, meant)),
      ];
    },
    says: (open, outs) => [
      [...open, ...smbsOf(outs).map(({ header }) => header.mid)],
      rewritten(outs, (smb) => withMid(smb, other(smb.header.mid))),
    ],
  });
}
