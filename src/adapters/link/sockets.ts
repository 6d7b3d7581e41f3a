// A subject that is running already: on a TCP port, or on a Unix socket. It has no log that could be read, and nothing to be ended.
import { connect } from "node:net";
import type { Channel, OpenChannel } from "./keeper.ts";
import type { Where } from "./told.ts";

export const connected =
  (to: Extract<Where, { k: "tcp" | "unix" }>): OpenChannel =>
  (heard) =>
    new Promise((resolve, reject) => {
      const name = to.k === "tcp" ? `${to.host}:${String(to.port)}` : to.path;
      const socket = to.k === "tcp" ? connect(to.port, to.host) : connect(to.path);
      let isOpen = false;
      socket.setNoDelay(true);
      socket.on("data", heard.data);
      socket.on("error", (error) => {
        if (isOpen) heard.over("crashed", `the connection to ${name} broke: ${error.message}`);
        else reject(new Error(`nobody answers at ${name}: ${error.message}`));
      });
      socket.on("close", () => heard.over("crashed", `it closed the connection to ${name}`));
      socket.on("connect", () => {
        isOpen = true;
        resolve(channel);
      });
      const channel: Channel = {
        write: (text) => void (socket.destroyed || socket.write(text)),
        end: (gently) => {
          if (gently && !socket.destroyed) socket.end('{"kind":"bye"}\n');
          else socket.destroy();
          return Promise.resolve(0);
        },
        left: () => 0,
        log: () => [],
      };
    });
