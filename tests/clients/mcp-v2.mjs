// Usage: node mcp-v2.mjs [legacy | VERSION] [server program or .dll]
// The official TypeScript SDK, version 2, unmodified, over stdio: with the initialize handshake, or with a fixed protocol version.
import { Client, SdkErrorCode } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { converse } from "./conversation.mjs";

const [era = "legacy", program] = process.argv.slice(2);
const mode = era === "legacy" ? era : { pin: era };

await converse(`TypeScript SDK v2 (${era})`, program, async (server, ask) => {
  const client = new Client({ name: "clients", version: "1.0.0" }, { capabilities: ask ? { elicitation: { form: {} } } : {}, versionNegotiation: { mode } });
  if (ask) {
    client.setRequestHandler("elicitation/create", ask);
  }
  await client.connect(new StdioClientTransport(server));
  return {
    protocol: () => client.getNegotiatedProtocolVersion(),
    list: () => client.listTools(),
    call: (name, args, options) => client.callTool({ name, arguments: args }, options),
    isTimeout: (error) => error.code === SdkErrorCode.RequestTimeout,
    close: () => client.close(),
  };
});
