// What a report may say with colour. Reports are whole without any: colour only repeats what the words say.

export type Paint = {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
};

const same = (text: string): string => text;

/** For files, pipes and NO_COLOR. */
export const plain: Paint = { good: same, bad: same, doubtful: same, faint: same, strong: same };
