// The command line: for now it only knows its own name.

process.stdout.write("custody 0.1.0\n");
