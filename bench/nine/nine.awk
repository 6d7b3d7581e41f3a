# The nine checks of nine.custody on a table: number, time, type, object, argument, separated by tabs.
BEGIN { FS = "\t"; queued = 0; taken = 0; broken = 0 }
$3 == "touch"           { if (away[$4]) broken++; next }
$3 == "submit"          { if (away[$4]) broken++; away[$4] = 1; ticket[$4] = queued++; next }
$3 == "callback"        { if (!done[$4]) broken++; done[$4] = 0; away[$4] = 0; next }
$3 == "miniport_submit" { if (ticket[$4] != taken++) broken++; held[$4] = 1; next }
$3 == "complete"        { if (!held[$4]) broken++; held[$4] = 0; done[$4] = 1; next }
$3 == "indicate"        { if (out[$4]) broken++; out[$4] = $5; left[$4] += $5; next }
$3 == "give_back"       { out[$4]--; if (left[$4] <= 0) broken++; left[$4]--; next }
$3 == "read_request"    { if (open[$4]) broken++; asked[$4] = 1; open[$4] = 1; next }
$3 == "read_response"   { if (!asked[$4]) broken++; asked[$4] = 0; open[$4] = 0; next }
END { print NR, broken }
