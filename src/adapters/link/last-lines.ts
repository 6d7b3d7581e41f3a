// The end of a log, however long it gets.

/** Longer lines are cut: a log is read by people. */
const longest = 1_000;

export class LastLines {
  private readonly most: number;
  private kept: string[] = [];
  private rest = "";

  constructor(most: number) {
    this.most = most;
  }

  readonly add = (chunk: Buffer): void => {
    const parts = (this.rest + chunk.toString("utf8")).split("\n");
    this.rest = (parts.pop() ?? "").slice(0, longest);
    this.kept = [...this.kept, ...parts.map((line) => line.slice(0, longest))].slice(-this.most);
  };

  readonly lines = (): readonly string[] =>
    this.rest === "" ? this.kept : [...this.kept, this.rest].slice(-this.most);
}
