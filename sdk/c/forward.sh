#!/bin/sh
# Makes a folder of headers for the sources of a Windows driver that are not to be changed: the names that they include in another
# case or with backslashes forward to the files, and what the trace preprocessor would have made (*.tmh) is there and traces nothing.
#   sh forward.sh SOURCES TO ; then compile with -ITO -ISOURCES
set -eu
from=$(cd "$1" && pwd)
mkdir -p "$2"
to=$(cd "$2" && pwd)
included() { cat "$from"/*.[chCH] | tr -d '\r' | sed -n 's/^[ \t]*#[ \t]*include[ \t]*[<"]\([^>"]*\)[>"].*/\1/p' | sort -u; }

# The names of the trace levels are numbers, and a trace is nothing.
{
  cat "$from"/*.[chCH] | tr -d '\r' | sed -n 's/.*WPP_DEFINE_BIT(\([A-Za-z0-9_]*\)).*/\1/p' | sort -u | awk '{ printf "#ifndef %s\n#define %s %d\n#endif\n", $1, $1, NR }'
  printf '#ifndef WPP_INIT_TRACING\n#define WPP_INIT_TRACING(...) ((void)0)\n#define WPP_CLEANUP(...) ((void)0)\n#endif\n'
  printf '#ifndef DEBUGP\n#define DEBUGP(...) ((void)0)\n#endif\n'
} > "$to/custody_trace.h"

included | while IFS= read -r name; do
  base=$(printf '%s' "$name" | sed 's/.*[\\/]//')
  case $base in
  *.tmh | *.TMH) printf '#include "custody_trace.h"\n' > "$to/$base" ;;
  *)
    there=$(find "$from" -maxdepth 1 -iname "$base" | head -n 1)
    if [ -n "$there" ] && [ ! -e "$from/$base" ]; then printf '#include "%s"\n' "$there" > "$to/$base"; fi
    ;;
  esac
done
