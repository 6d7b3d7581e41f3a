// Wrong servers: what they read for a request.
import type { In } from "../../../src/contract/layer.ts";
import type { Mutant } from "../../../src/contract/subject.ts";
import { isBytes } from "../../../src/contract/value.ts";
import { parseSmb } from "../../../src/formats/smb/message.ts";
import { octetsOf } from "../../octets.ts";
import { get, put } from "../../table.ts";
import type { Table } from "../../table.ts";
import { bytes, integer } from "../../words.ts";
import { deedsFirst } from "../smb.ts";
import { changing, defective, pretending, remembering } from "../wrap.ts";

const base = { role: "server", blames: "server" } as const;

export const serverReadMutants: readonly Mutant[] = [
  {
    ...base,
    name: "server-reads-at-own-pointer",
    sentence: "It reads where its own pointer stands, behind the last read, whatever the request says.",
    breaks: "RD-04",
    scenarios: ["a second read goes on where the first one ended"],
    wrap: remembering<Table<number>>([], (pointers, outs, input) => {
      const said = outs.map((out) =>
        out.k === "call" && out.name === "file_read"
          ? { ...out, args: { ...out.args, offset: get(pointers, handleOf(out.args)) ?? 0 } }
          : out,
      );
      if (input.k !== "returned" || input.name !== "file_read") return [pointers, said];
      const data = input.results["data"];
      const position = integer(input.args, "offset") + (isBytes(data) ? data.latin1.length : 0);
      return [put(pointers, handleOf(input.args), position), said];
    }),
  },
  {
    ...base,
    name: "server-reads-at-16-bits-of-offset",
    sentence: "It keeps the offset of a request in 16 bits.",
    breaks: "RD-04",
    scenarios: ["a read where offsets end"],
    wrap: changing("file_read", (args) => ({ ...args, offset: integer(args, "offset") & 0xffff })),
  },
  {
    ...base,
    name: "server-trusts-the-estimate",
    sentence:
      "It reads as much as the estimate says: nothing where that was left out, although it is optional.",
    breaks: "RD-09",
    scenarios: ["the estimate may be left out"],
    wrap: changing("file_read", (args, input) => ({
      ...args,
      count: Math.min(integer(args, "count"), estimateIn(input)),
    })),
  },
  {
    ...base,
    name: "server-makes-data-up",
    sentence: "It answers a read without asking its own station.",
    breaks: "WAY-01",
    siblings: ["RD-04"],
    scenarios: ["the seven steps of a remote read"],
    wrap: (layer) =>
      defective({ says: deedsFirst })(
        pretending("file_read", (args) => ({ status: 0, data: bytes("\0".repeat(integer(args, "count"))) }))(
          layer,
        ),
      ),
  },
];

/** Of the request in a message that came. */
function estimateIn(input: In): number {
  const data = input.k === "call" ? input.args["data"] : undefined;
  const request = isBytes(data) ? parseSmb(octetsOf(data.latin1)) : undefined;
  return request?.ok === true && request.value.body.kind === "SMB_COM_READ"
    ? request.value.body.remaining
    : 0;
}

const handleOf = (args: Parameters<typeof integer>[0]): string => String(integer(args, "handle"));
