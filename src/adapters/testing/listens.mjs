// A subject that runs already: listens where its argument says (a port of this machine, or a path), and begins a program for whoever connects.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

const [, , where = "0", ...command] = process.argv;
const [file = "", ...args] = command;
const server = createServer((socket) => {
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"] });
  socket.pipe(child.stdin);
  child.stdout.pipe(socket);
  socket.on("error", () => child.kill());
});
const isPort = /^\d+$/u.test(where);
server.listen(isPort ? { port: Number(where), host: "127.0.0.1" } : { path: where }, () => {
  const at = server.address();
  process.stdout.write(`${typeof at === "object" && at !== null ? at.port : at}\n`);
});
