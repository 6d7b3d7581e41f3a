// The script for zsh: the specifications that its own _arguments reads.

import { listNames, type Offer, type Offered, type OfferedFlag, type Value } from "./offer.ts";

export function zshCompletion({ commands, lists }: Offer): string {
  return `#compdef custody
# Completion of custody for zsh: source <(custody completion zsh), behind compinit; or as a file _custody in $fpath.
# Generated from the tables of the commands; for another version generate it again.

_custody() {
  local -a commands ${listNames.map((name) => `_custody_${name}`).join(" ")}
  commands=(
${commands.map(({ name, does }) => `    ${quoted(`${name}:${does}`)}`).join("\n")}
  )
${listNames.map((name) => `  _custody_${name}=(${lists[name].map(quoted).join(" ")})`).join("\n")}
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    compadd -- --help --version
    return
  fi
  local command="$words[2]"
  shift words
  ((CURRENT--))
  case "$command" in
${commands.map(clause).join("\n")}
  esac
}

# The name of a format, and behind its colon a path.
_custody_report() {
  if compset -P '*:'; then _files; else compadd -S '' -a _custody_reports; fi
}

if [[ "$funcstack[1]" == _custody ]]; then _custody "$@"; else compdef _custody custody; fi
`;
}

const clause = ({ name, flags, words }: Offered): string =>
  [
    `    ${name})`,
    `      _arguments -s \\`,
    ...flags.map((flag) => `        ${quoted(specification(flag))} \\`),
    `        ${quoted(`*:${name}:${action(words)}`)}`,
    `      ;;`,
  ].join("\n");

/** `*`: may be repeated; `=`: a value behind a blank or behind an equals sign. */
function specification({ flag, does, value }: OfferedFlag): string {
  const said = does.replaceAll(/[[\]\\:]/gu, (each) => `\\${each}`);
  return value === undefined ? `*${flag}[${said}]` : `*${flag}=[${said}]:${flag.slice(2)}:${action(value)}`;
}

function action(value: Value): string {
  switch (value.kind) {
    case "list":
      return value.list === "reports" ? "_custody_report" : `{compadd -a _custody_${value.list}}`;
    case "words":
      return `(${value.words.join(" ")})`;
    case "file":
      return "_files";
    case "free":
      return " ";
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
