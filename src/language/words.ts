// The words of the language that cannot be names, and those with which a line goes on or a declaration begins.

/** Words that begin or join a clause. Everything else is only a word in its place. */
export const reservedWords: ReadonlySet<string> = new Set([
  ..."and or not in has is covers before holds owns inside during some all unordered".split(" "),
  ..."when returns requires within after blames grouped mutate from on until never".split(" "),
  ..."require advise observe eventually expect either optional repeat fault given gives lends makes ends rule do cases fragment".split(
    " ",
  ),
]);

/** A line that begins with one of these continues the one before. `until` and `never` are left to the grammar. */
export const continuingWords: ReadonlySet<string> = new Set(
  "returns covers requires when within after blames grouped mutate and or".split(" "),
);

/** In column 1 they begin a declaration, and recovery starts afresh. */
export const declarationWords: ReadonlySet<string> = new Set([
  "import",
  "vocabulary",
  "resource",
  "rule",
  "fragment",
  "exchange",
  "receive",
  "send",
  "interruption",
]);
