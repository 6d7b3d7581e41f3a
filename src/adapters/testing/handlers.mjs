// A protocol driver as a plain object of handlers, which call downwards and wait for the answer.

const party = (kit) => {
  const clients = kit.neighbours("client");
  return {
    calls: {
      async ProtocolReceivePacket({ packet }) {
        // asked for before anything shows what it will come to
        const count = await kit.pick("count", [0, ...clients.map((_, i) => i + 1)]);
        await kit.read(packet, "data");
        for (const client of clients.slice(0, count))
          await kit.call(client, "ClientReceive", { packet, shares: 1 });
        return { count };
      },
      async TdiReturnChainedReceives({ packet }) {
        await kit.call(kit.neighbours("ndis")[0], "NdisReturnPackets", { packets: [packet] });
      },
    },
  };
};

export const adapter = { name: "handlers", version: "1", roles: { protocol: party } };
