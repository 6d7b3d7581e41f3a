// Declared defects: each is the right system with one thing wrong, what finds it, and a scenario in which it does.
// DEFECT=keeps-data custody run --target module:wrong-os.js --role os
import type { Adapter, Kit, Values } from "custody";
import { partOf, status, System } from "./os.ts";

export type Defect = {
  readonly sentence: string;
  /** a rule, or the beginning of what the report says where no rule names it */
  readonly breaks: string;
  readonly scenario: string;
  readonly system: new (kit: Kit) => System;
};

const sevenSteps = "the seven steps of a remote read";
const atHome = "a local file stays at home";
const nothing = new Uint8Array();

/** What it does to the answer of a remote read. */
const answering = (change: (results: Values) => Values): Defect["system"] =>
  class extends System {
    override async read(file: string, count: number): Promise<Values> {
      const results = await super.read(file, count);
      return this.isRemote(file) ? change(results) : results;
    }
  };
const dataOf = ({ data }: Values): Uint8Array => (data instanceof Uint8Array ? data : nothing);

export const defects: Readonly<Record<string, Defect>> = {
  "reads-remote-file-at-home": {
    sentence: "It takes an open remote file for one of its own.",
    breaks: "off script: WS.os => WS.app read returns (3221225480, 0 bytes)",
    scenario: sevenSteps,
    system: class extends System {
      override isRemote(): boolean {
        return false;
      }
    },
  },
  "keeps-data": {
    sentence: "It says that the read went well, and keeps the data.",
    breaks: "WAY-01",
    scenario: sevenSteps,
    system: answering((results) => ({ ...results, data: nothing })),
  },
  "loses-last-byte": {
    sentence: "It ends the data where it would end a text.",
    breaks: "WAY-01",
    scenario: sevenSteps,
    system: answering((results) => ({ ...results, data: dataOf(results).slice(0, -1) })),
  },
  "hides-error": {
    sentence: "A read that failed looks like one at the end of the file.",
    breaks: "WAY-01",
    scenario: "a read that fails leaves the pointer where it was",
    system: answering((results) => ({ ...results, status: status.success })),
  },
  "has-one-error": {
    sentence: "Whatever went wrong, the application hears the same code.",
    breaks: "WAY-01",
    scenario: "error codes of the server reach the application as they are",
    system: answering((results) =>
      results["status"] === status.success ? results : { ...results, status: status.invalidParameter },
    ),
  },
  "answers-before-the-data": {
    sentence: "It answers the application before the redirector has answered it.",
    breaks: "WAY-01",
    scenario: sevenSteps,
    system: class extends System {
      override async read(file: string, count: number): Promise<Values> {
        void super.read(file, count);
        return { status: status.success, data: nothing };
      }
    },
  },
  "loses-completion": {
    sentence: "It has the data of a read and never says so.",
    breaks: "WAY-01",
    scenario: sevenSteps,
    system: class extends System {
      override async read(file: string, count: number): Promise<Values> {
        await super.read(file, count);
        return new Promise(() => {});
      }
    },
  },
  "swaps-answers": {
    sentence:
      "It takes it that reads are answered in their order, and gives each the data of the one before.",
    breaks: "WAY-01",
    scenario: "a second read goes on where the first one ended",
    system: class extends System {
      private before: Values = { status: status.success, data: nothing };
      override async read(file: string, count: number): Promise<Values> {
        const results = await super.read(file, count);
        const before = this.before;
        this.before = results;
        return before;
      }
    },
  },
  "asks-for-its-own-files": {
    sentence: "It asks the redirector for every file, its own ones too.",
    breaks: "off script: WS.os -> WS.redirector remote_open(notes.txt), forbidden by never",
    scenario: atHome,
    system: class extends System {
      override open(path: string): Promise<Values> {
        return this.pass("remote_open", { path });
      }
    },
  },
  "does-not-seek": {
    sentence: "It says that it has moved in a file of its own, and has not.",
    breaks: "off script: WS.os => WS.app read returns (0, 2 bytes)",
    scenario: atHome,
    system: class extends System {
      override async seek(): Promise<Values> {
        return { status: status.success };
      }
    },
  },
  throws: {
    sentence: "It ends in an exception where it should read.",
    breaks: "SRV.os error: Error: the disk is gone",
    scenario: sevenSteps,
    system: class extends System {
      override readForServer(): Values {
        throw new Error("the disk is gone");
      }
    },
  },
};

const named = defects[process.env["DEFECT"] ?? ""];
if (named === undefined) throw new Error(`DEFECT wants one of ${Object.keys(defects).join(", ")}.`);
const { system: Wrong } = named;

export const adapter: Adapter = {
  name: `os.ts, ${process.env["DEFECT"] ?? ""}`,
  version: "1.0",
  roles: { os: (kit) => partOf(new Wrong(kit)) },
};
