// Usage: node inspector.mjs [server program or .dll]
// Runs the MCP Inspector's command line in strict mode and fails on any problem.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Lab } from "./lab.mjs";

const run = promisify(execFile);
const launcher = join(import.meta.dirname, "node_modules", "@modelcontextprotocol", "inspector", "clients", "launcher", "build", "index.js");
const lab = await Lab.start(process.argv[2]);

async function inspect(era, ...request) {
  const { command, args, cwd, env } = lab.server();
  const { stdout } = await run(
    process.execPath,
    [launcher, "--cli", "--quiet", "--format", "json", "--protocol-era", era, ...request, command, ...args],
    { cwd, env: { ...env, MCP_CATALOG_PATH: join(lab.home, "catalog.json") }, maxBuffer: 10_000_000 },
  );
  return JSON.parse(stdout).result;
}

try {
  for (const era of ["legacy", "modern"]) {
    const { tools } = await inspect(era, "--strict", "--method", "tools/list");
    assert.ok(tools.some((t) => t.name === "create_video_from_image"));
    console.log(`Inspector (${era}): ${tools.length} tools, nothing to complain about`);
    const checked = await inspect(era, "--method", "tools/call", "--tool-name", "validate_video_request", "--tool-args-json", JSON.stringify({ image: lab.picture, model: "gen4_turbo" }));
    assert.equal(checked.structuredContent.valid, true);
    console.log(`Inspector (${era}): a call is answered`);
  }
} finally {
  await lab.stop();
}
