// The script for fish: one line a command, a flag, a list of values.

import { listNames, type Offer, type Offered, type OfferedFlag, type Value } from "./offer.ts";

export function fishCompletion({ commands, lists }: Offer): string {
  return `# Completion of custody for fish: custody completion fish | source
# Generated from the tables of the commands; for another version generate it again.
${listNames.map((name) => `set -g _custody_${name} ${lists[name].join(" ")}`).join("\n")}

function __custody_is --description 'the command that is being typed'
    set -l typed (commandline -opc)
    test (count $typed) -ge 2; and test "$typed[2]" = "$argv[1]"
end

function __custody_starts
    test (count (commandline -opc)) -eq 1
end

complete -c custody -e
complete -c custody -f
complete -c custody -n __custody_starts -l help -d 'what custody does'
complete -c custody -n __custody_starts -l version -d 'which custody this is'
${commands.flatMap(linesOf).join("\n")}
`;
}

function linesOf(command: Offered): readonly string[] {
  const { name, does, words, flags } = command;
  return [
    `complete -c custody -n __custody_starts -a ${name} -d ${quoted(does)}`,
    ...(words.kind === "free" ? [] : [`complete -c custody -n '__custody_is ${name}' ${wordsOf(words)}`]),
    ...flags.map((flag) => flagLine(name, flag)),
  ];
}

const flagLine = (name: string, { flag, does, value }: OfferedFlag): string =>
  `complete -c custody -n '__custody_is ${name}' -l ${flag.slice(2)}${value === undefined ? "" : ` -r ${wordsOf(value)}`} -d ${quoted(does)}`;

function wordsOf(value: Value): string {
  switch (value.kind) {
    case "list":
      return `-f -a "$_custody_${value.list}"`;
    case "words":
      return `-f -a '${value.words.join(" ")}'`;
    case "file":
      return "-F";
    case "free":
      return "-f";
  }
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
