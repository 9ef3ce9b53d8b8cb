// Usage: node mcp-v1.mjs [server program or .dll]
// The official TypeScript SDK, version 1, unmodified, over stdio.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema, ErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { converse } from "./conversation.mjs";

const [program] = process.argv.slice(2);

await converse("TypeScript SDK v1", program, async (server, ask) => {
  const client = new Client({ name: "clients", version: "1.0.0" }, { capabilities: ask ? { elicitation: { form: {} } } : {} });
  if (ask) {
    client.setRequestHandler(ElicitRequestSchema, ask);
  }
  const transport = new StdioClientTransport(server);
  let protocol;
  transport.setProtocolVersion = (version) => (protocol = version);
  await client.connect(transport);
  return {
    protocol: () => protocol,
    list: () => client.listTools(),
    call: (name, args, options) => client.callTool({ name, arguments: args }, undefined, options),
    isTimeout: (error) => error.code === ErrorCode.RequestTimeout,
    close: () => client.close(),
  };
});
