// The script for bash: one function that knows where the cursor stands and what may stand there.

import { listNames, type Offer, type Offered, type Value } from "./offer.ts";

export function bashCompletion({ commands, lists }: Offer): string {
  const names = [...commands.map(({ name }) => name), "--help", "--version"];
  return `# Completion of custody for bash: source <(custody completion bash)
# Generated from the tables of the commands; for another version generate it again.
${listNames.map((name) => `_custody_${name}="${lists[name].join(" ")}"`).join("\n")}

_custody() {
  local line="\${COMP_LINE:0:COMP_POINT}" cur="" prev="" flags="" words="" kept="" each
  local -a typed
  COMPREPLY=()
  read -r -a typed <<<"$line"
  local count=\${#typed[@]}
  # The word at the cursor is the last one typed, unless a blank stands behind it.
  if [[ $line != *[[:space:]] ]]; then count=$((count - 1)) cur="\${typed[count]}"; fi
  if ((count > 1)); then prev="\${typed[count - 1]}"; fi
  if ((count <= 1)); then
    words="${names.join(" ")}"
  else
    case "\${typed[1]}" in
${commands.map(clause).join("\n")}
    esac
    if [[ $cur == --*=* ]]; then prev="\${cur%%=*}" kept="\${cur%%=*}=" cur="\${cur#*=}"; fi
    case "\${typed[1]} $prev" in
${commands.flatMap(flagClauses).join("\n")}
    *)
      if [[ -n $kept ]]; then return; fi
      if [[ $cur == -* ]]; then words="$flags"; fi
      ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  COMPREPLY=("\${COMPREPLY[@]/#/$kept}")
  cur="$kept$cur"
  # Readline replaces only what stands behind the last of its own word breaks.
  for each in = :; do
    if [[ $COMP_WORDBREAKS == *"$each"* && $cur == *"$each"* ]]; then
      COMPREPLY=("\${COMPREPLY[@]#"\${cur%"$each"*}$each"}")
      cur="\${cur##*"$each"}"
    fi
  done
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *: ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F _custody custody
`;
}

const clause = ({ name, flags, words }: Offered): string =>
  `    ${name}) flags="${flags.map(({ flag }) => flag).join(" ")}"${listed(words) === "" ? "" : ` words="${listed(words)}"`} ;;`;

/** What stands behind a flag that takes a value: nothing offered means files, which readline knows best. */
const flagClauses = ({ name, flags }: Offered): readonly string[] =>
  flags.flatMap(({ flag, value }) =>
    value === undefined ? [] : [`    "${name} ${flag}") words="${listed(value)}" ;;`],
  );

function listed(value: Value): string {
  switch (value.kind) {
    case "list":
      return `$_custody_${value.list}`;
    case "words":
      return value.words.join(" ");
    case "file":
    case "free":
      return "";
  }
}
