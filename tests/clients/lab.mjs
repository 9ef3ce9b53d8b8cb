// Starts a sandbox and creates a home folder for one run, and returns how to start the MCP server with them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "..", "..");

// 640 x 360, black and white.
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAoAAAAFoAQAAAADvSXf8AAAAhElEQVR42u3MQQ0AAAgEoGtg/7RawTmfEIBkqZciFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQeAjrmVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQuHBAOuJUXLI9riqAAAAAElFTkSuQmCC",
  "base64",
);

const built = (project, file) => join(root, "artifacts", "bin", project, "debug", file);

/** A program file, or an assembly for dotnet. */
const runnable = (path) => (path.endsWith(".dll") ? { command: process.env.DOTNET_HOST_PATH ?? "dotnet", args: [path] } : { command: path, args: [] });

export class Lab {
  static async start(program) {
    const lab = new Lab();
    lab.home = await mkdtemp(join(tmpdir(), "comet-runway-client-"));
    lab.videos = join(lab.home, "videos");
    lab.picture = join(lab.home, "Pictures", "cat.png");
    await mkdir(join(lab.home, "Pictures"));
    await writeFile(lab.picture, picture);
    lab.program = runnable(resolve(program ?? built("CometRunway.McpServer", "comet-runway-mcp.dll")));

    // Tasks take a few seconds, so that a client can wait for them, cancel the wait and find them again.
    const { command, args } = runnable(built("CometRunway.Sandbox.Tool", "comet-runway-sandbox.dll"));
    lab.sandbox = spawn(command, [...args, "--speed", "4", "--exit-with-stdin"], { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = await once(createInterface(lab.sandbox.stdout), "line");
    lab.address = line.slice(line.indexOf("http")).trim().replace(/\/$/, "");
    return lab;
  }

  /** What a client's configuration would say. */
  server(more = {}) {
    return {
      command: this.program.command,
      args: [...this.program.args, "--sandbox", this.address],
      cwd: this.home,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: this.home,
        USERPROFILE: this.home,
        COMETRUNWAY_HOME_DIRECTORY: join(this.home, "state"),
        COMETRUNWAY_OUTPUT_DIRECTORY: this.videos,
        COMETRUNWAY_ALLOWED_DIRECTORIES: [join(this.home, "Pictures")].join(delimiter),
        COMETRUNWAY_POLL_INTERVAL: "0.5",
        ...more,
      },
    };
  }

  /** The tasks that the sandbox took and charged: the ground truth. */
  async charged() {
    const response = await fetch(`${this.address}/_sandbox/journal`);
    return (await response.json()).tasks;
  }

  exists(path) {
    return access(path).then(() => true, () => false);
  }

  async stop() {
    this.sandbox.stdin.end();
    await once(this.sandbox, "exit");
    await rm(this.home, { recursive: true, force: true });
  }
}
