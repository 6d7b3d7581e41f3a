// A protocol driver as a plain object of handlers, which call downwards and wait for the answer.

const party = (kit) => {
  const clients = kit.neighbours("client");
  return {
    calls: {
      async ProtocolReceivePacket({ packet }) {
        await kit.read(packet, "data");
        for (const client of clients) await kit.call(client, "ClientReceive", { packet, shares: 1 });
        return { count: clients.length };
      },
      async TdiReturnChainedReceives({ packet }) {
        await kit.call(kit.neighbours("ndis")[0], "NdisReturnPackets", { packets: [packet] });
      },
    },
  };
};

export const adapter = { name: "handlers", version: "1", roles: { protocol: party } };
