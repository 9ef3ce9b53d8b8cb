// Usage: node runway-sdk.mjs http://127.0.0.1:PORT [output.mp4]
// Runway's own SDK, unmodified: creates a task, waits for it, downloads the clip, and prints one line of JSON.
import { writeFile } from "node:fs/promises";
import RunwayML from "@runwayml/sdk";

const [host, output] = process.argv.slice(2);
const client = new RunwayML({ apiKey: "sk-sandbox", baseURL: `${host}/runwayml` });

const task = await client.imageToVideo
  .create({
    model: "gen4_turbo",
    promptImage: "https://your-image-host/first-frame.png",
    promptText: "A calm camera move.",
    ratio: "1280:720",
    duration: 5,
  })
  .waitForTaskOutput();

const response = await fetch(task.output[0]);
const clip = new Uint8Array(await response.arrayBuffer());
if (output) {
  await writeFile(output, clip);
}

await client.tasks.delete(task.id);
console.log(JSON.stringify({ id: task.id, status: task.status, type: response.headers.get("content-type"), bytes: clip.length }));
