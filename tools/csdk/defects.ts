// Twenty defects, seeded into the worked examples of the C SDK: one statement each, and what has to find it.
import { basename } from "node:path";
import type { Source } from "./compile.ts";

export type Defect = {
  /** kebab-case */
  readonly name: string;
  /** what it does wrong */
  readonly sentence: string;
  readonly driver: "protocol5" | "protocol6" | "nic6";
  /** a statement of the driver, once in its text, and what stands in its place */
  readonly instead: readonly [right: string, wrong: string];
  /** scenario that reveals it: file below features/, title */
  readonly scenario: readonly [file: string, title: string];
  /** by what it is found: the touch of the pages, said with its place; a rule at a call; the runtime's own check, with its place; a wait for ever */
  readonly found: "touch" | "rule" | "check" | "waits";
};

const sends = ["send/completion.custody", "completed the other way round"] as const;
const freed = ["send/completion.custody", "freed inside the completion"] as const;
const lists = ["receive/lists.custody", "a list is taken and returned"] as const;
const lent = ["receive/lent-lists.custody", "lists are lent, and nothing is kept"] as const;
const whole = ["receive/lookahead.custody", "the whole frame is in the lookahead"] as const;
const later = ["receive/transfer.custody", "the rest comes later"] as const;
const handed = "Hand(Binding, First, SendFlags());";
const returned = "NdisReturnNetBufferLists(Binding->Handle, Lists, 0);";
const looked = "for (List = Lists; List != NULL; List = NET_BUFFER_LIST_NEXT_NBL(List)) Look(List);";

export const defects: readonly Defect[] = [
  {
    name: "status-read-after-send",
    sentence: "It reads the status of a list that it has sent.",
    driver: "protocol6",
    instead: [
      handed,
      'Hand(Binding, First, 0); if (NET_BUFFER_LIST_STATUS(First) != NDIS_STATUS_PENDING) DbgPrint("?");',
    ],
    scenario: sends,
    found: "touch",
  },
  {
    name: "data-written-after-send",
    sentence: "It changes a frame that it has sent.",
    driver: "protocol6",
    instead: [handed, "PUCHAR Frame = RequestOf(First)->Frame; Hand(Binding, First, 0); Frame[0] = 1;"],
    scenario: sends,
    found: "touch",
  },
  {
    name: "mdl-read-after-send",
    sentence: "It reads the MDL of a list that it has sent.",
    driver: "protocol6",
    instead: [
      handed,
      'PMDL Mdl = RequestOf(First)->Mdl; Hand(Binding, First, 0); if (MmGetMdlByteCount(Mdl) == 0) DbgPrint("?");',
    ],
    scenario: sends,
    found: "touch",
  },
  {
    name: "copied-after-send",
    sentence: "It copies out of a frame that it has sent.",
    driver: "protocol6",
    instead: [
      handed,
      "UCHAR Copy[14]; PUCHAR Frame = RequestOf(First)->Frame; Hand(Binding, First, 0); NdisMoveMemory(Copy, Frame, 14);",
    ],
    scenario: sends,
    found: "touch",
  },
  {
    name: "freed-early",
    sentence: "It frees a list that it has sent and not got back.",
    driver: "protocol6",
    instead: [handed, "Hand(Binding, First, 0); NdisFreeNetBufferList(First);"],
    scenario: sends,
    found: "rule",
  },
  {
    name: "used-after-free",
    sentence: "It reads a list that it has freed.",
    driver: "protocol6",
    instead: [
      "if (Then == 1) FreeRequest(Binding, RequestOf(List));",
      'if (Then == 1) FreeRequest(Binding, RequestOf(List)), DbgPrint(NET_BUFFER_LIST_STATUS(List) == 0 ? "" : "?");',
    ],
    scenario: freed,
    found: "touch",
  },
  {
    name: "freed-twice",
    sentence: "It frees a list twice.",
    driver: "protocol6",
    instead: [
      "if (Then == 1) FreeRequest(Binding, RequestOf(List));",
      "if (Then == 1) FreeRequest(Binding, RequestOf(List)), NdisFreeNetBufferList(List);",
    ],
    scenario: freed,
    found: "rule",
  },
  {
    name: "received-data-written",
    sentence: "It writes into a packet that it received.",
    driver: "protocol5",
    instead: [
      "Held->Packet = Packet;",
      "Held->Packet = Packet; ((PUCHAR)Packet->Private.Head->MappedSystemVa)[0] = 1;",
    ],
    scenario: ["receive/counts.custody", "taken over once"],
    found: "touch",
  },
  {
    name: "lent-list-kept",
    sentence: "It keeps a list that was only lent, and looks at it later.",
    driver: "protocol6",
    instead: [
      looked,
      'static PNET_BUFFER_LIST Kept; if (Kept != NULL && NET_BUFFER_LIST_STATUS(Kept) != 0) DbgPrint("?"); Kept = Lists;',
    ],
    scenario: ["receive/lent-lists.custody", "lent, and given up the next time"],
    found: "check",
  },
  {
    name: "touched-after-return",
    sentence: "It reads a list that it has returned.",
    driver: "protocol6",
    instead: [
      returned,
      'NdisReturnNetBufferLists(Binding->Handle, Lists, 0); if (NET_BUFFER_LIST_STATUS(Lists) != 0) DbgPrint("?");',
    ],
    scenario: lists,
    found: "touch",
  },
  {
    name: "returned-twice",
    sentence: "It returns a list twice.",
    driver: "protocol6",
    instead: [
      returned,
      "NdisReturnNetBufferLists(Binding->Handle, Lists, 0); NdisReturnNetBufferLists(Binding->Handle, Lists, 0);",
    ],
    scenario: lists,
    found: "rule",
  },
  {
    name: "never-returned",
    sentence: "It forgets to return what it received.",
    driver: "protocol6",
    instead: [returned, "(void)Lists;"],
    scenario: lists,
    found: "rule",
  },
  {
    name: "lent-list-returned",
    sentence: "It returns a list that was only lent.",
    driver: "protocol6",
    instead: [
      "if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) return;",
      "if (NDIS_TEST_RECEIVE_CANNOT_PEND(Flags)) { NdisReturnNetBufferLists(Binding->Handle, Lists, 0); return; }",
    ],
    scenario: lent,
    found: "rule",
  },
  {
    name: "returned-before-the-look",
    sentence: "It returns a list first and looks at its data afterwards.",
    driver: "protocol6",
    instead: [returned, "NdisReturnNetBufferLists(Binding->Handle, Lists, 0); Look(Lists);"],
    scenario: lists,
    found: "touch",
  },
  {
    name: "lookahead-kept",
    sentence: "It keeps the lookahead and copies it when receiving is complete.",
    driver: "protocol5",
    instead: ["Frame->Released = TRUE;", "Frame->Frame[0] = Shown[0]; Frame->Released = TRUE;"],
    scenario: whole,
    found: "touch",
  },
  {
    name: "lookahead-written",
    sentence: "It writes into the lookahead.",
    driver: "protocol5",
    instead: [
      "NdisMoveMappedMemory(Frame->Frame, LookAhead, Here);",
      "NdisMoveMappedMemory(Frame->Frame, LookAhead, Here); ((PUCHAR)LookAhead)[0] = 0;",
    ],
    scenario: whole,
    found: "touch",
  },
  {
    name: "destination-touched-while-pending",
    sentence: "It writes into the packet that a transfer is under way to.",
    driver: "protocol5",
    instead: [
      "if (Status != NDIS_STATUS_PENDING) Transferred(Binding, Frame, Status, Moved);",
      "if (Status != NDIS_STATUS_PENDING) Transferred(Binding, Frame, Status, Moved); else NDIS_SET_PACKET_STATUS(Frame->Packet, Status);",
    ],
    scenario: later,
    found: "touch",
  },
  {
    name: "lock-taken-twice",
    sentence: "It takes a spin lock that it has.",
    driver: "protocol6",
    instead: [
      "PNET_PNP_EVENT_NOTIFICATION Event = NULL;",
      "PNET_PNP_EVENT_NOTIFICATION Event = NULL; NdisAcquireSpinLock(&Binding->Lock); NdisAcquireSpinLock(&Binding->Lock);",
    ],
    scenario: sends,
    found: "check",
  },
  {
    name: "sleep-under-a-lock",
    sentence: "It sleeps while it holds a spin lock.",
    driver: "protocol6",
    instead: ["Event = Binding->Event;", "Event = Binding->Event; NdisMSleep(10);"],
    scenario: sends,
    found: "check",
  },
  {
    name: "completion-counted-twice",
    sentence: "It counts a completion twice, and waits for ever for the rest.",
    driver: "protocol6",
    instead: ["Binding->Outstanding -= Came,", "Binding->Outstanding -= 2 * Came,"],
    scenario: ["lifetime/pools.custody", "a protocol is bound, sends, and is unbound"],
    found: "waits",
  },
];

/** The files of a driver with all its defects, each behind its name in the environment: the lines stay where they are. */
export function seeded(driver: string, files: readonly Source[]): readonly Source[] {
  const own = defects.filter((defect) => defect.driver === driver);
  return files.map(({ file, text }) => {
    const here = own.filter(({ instead }) => text.includes(instead[0]));
    return { file, text: here.length === 0 ? text : withDefects(file, text, here) };
  });
}

function withDefects(file: string, text: string, own: readonly Defect[]): string {
  const include = /^#include ".*"$/mu.exec(text)?.[0] ?? "";
  const line = text.slice(0, text.indexOf(include)).split("\n").length + 1;
  let source = text.replace(include, `${include}\n${preamble}\n#line ${line} "${file}"`);
  source = source.replace("Frame->Context = MacContext;", "Frame->Context = MacContext; Shown = LookAhead;");
  for (const right of new Set(own.map(({ instead }) => instead[0]))) {
    if (source.split(right).length !== 2) throw new Error(`${file}: "${right}" does not stand there once`);
    const wrong = own.filter(({ instead }) => instead[0] === right);
    const seeds = wrong.map(({ name, instead }) => [name, instead[1]] as const);
    // A declaration can only be followed by what is seeded.
    const isDeclaration = right.endsWith("= NULL;") || right.endsWith(",");
    source = source.replace(right, () =>
      isDeclaration
        ? declared(right, seeds)
        : `${seeds.map(([name, statement]) => `if (SEEDED("${name}")) { ${statement} } else `).join("")}{ ${right} }`,
    );
  }
  return source;
}

const preamble = `char *getenv(const char *);
int strcmp(const char *, const char *);
static PUCHAR Shown __attribute__((unused));
#define SEEDED(name) (getenv("DEFECT") != NULL && strcmp(getenv("DEFECT"), name) == 0)`;

function declared(right: string, seeds: readonly (readonly [string, string])[]): string {
  return seeds.reduce(
    (text, [name, statement]) =>
      statement.startsWith(right)
        ? `${text} if (SEEDED("${name}")) { ${statement.slice(right.length)} }`
        : `(SEEDED("${name}") ? (${statement.slice(0, -1)}) : (${text.slice(0, -1)})),`,
    right,
  );
}

/** File and line that the defect stands in, as a place is reported. */
export function placeOf({ instead }: Defect, files: readonly Source[]): string {
  const found = files.filter(({ text }) => text.includes(instead[0]));
  const [{ file, text } = { file: "?", text: "" }] = found;
  if (found.length !== 1) throw new Error(`"${instead[0]}" stands in ${found.length} files`);
  return `${basename(file)}:${text.slice(0, text.indexOf(instead[0])).split("\n").length}`;
}
