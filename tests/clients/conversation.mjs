// Tests the server as a chat client, with any SDK. The SDK validates every result against the output schema of the tool.
import assert from "node:assert/strict";
import { Lab } from "./lab.mjs";

const request = (lab, more = {}) => ({ image: lab.picture, model: "gen4_turbo", prompt: "a slow pan to the left", ...more });

/** The text of an answer, which must say the same as its structure. */
function reply(result) {
  const text = JSON.parse(result.content.find((c) => c.type === "text").text);
  if (!result.isError) {
    assert.deepEqual(result.structuredContent, text, "the text mirrors the structure");
  }
  return text;
}

function refusal(result) {
  assert.equal(result.isError, true);
  assert.equal(result.structuredContent, undefined, "an error carries no structure");
  return reply(result);
}

const scenario = [
  ["lists tools with input and output schemas", async ({ client }) => {
    const { tools } = await client.list();
    const names = tools.map((t) => t.name);
    assert.ok(["validate_video_request", "create_video_from_image", "get_video", "list_videos"].every((n) => names.includes(n)), names.join());
    assert.ok(tools.every((t) => t.inputSchema.type === "object" && t.outputSchema?.type === "object" && t.title));
  }],
  ["checks a request for free", async ({ client, lab }) => {
    const checked = reply(await client.call("validate_video_request", request(lab, { ratio: "16:9" })));
    assert.equal(checked.valid, false);
    assert.equal((await lab.charged()).length, 0);
  }],
  ["is refused for a bad ratio, with the call that leads on", async ({ client, lab }) => {
    const refused = refusal(await client.call("create_video_from_image", request(lab, { ratio: "16:9" })));
    assert.equal(refused.code, "invalid_request");
    assert.equal(refused.charged, "no");
    assert.match(refused.nextAction.arguments.ratio, /^\d+:\d+$/);
  }],
  ["creates one task", async (state) => {
    const created = reply(await state.client.call("create_video_from_image", request(state.lab)));
    assert.equal(created.created, true);
    state.handle = created.handle;
  }],
  ["runs into its own time limit", async ({ client, handle }) => {
    await assert.rejects(client.call("get_video", { taskId: handle, waitSeconds: 45 }, { timeout: 200 }), (error) => client.isTimeout(error));
  }],
  ["gives up a wait on its own account", async ({ client, handle }) => {
    const caller = new AbortController();
    const call = client.call("get_video", { taskId: handle, waitSeconds: 45 }, { signal: caller.signal, onprogress: () => caller.abort("enough") });
    await assert.rejects(call, /enough/);
  }],
  ["finds the task all the same, watches it, and gets the file", async ({ client, lab, handle }) => {
    const heard = [];
    const result = await client.call("get_video", { taskId: handle, waitSeconds: 50 }, { timeout: 30_000, resetTimeoutOnProgress: true, onprogress: (p) => heard.push(p) });
    const video = reply(result);
    assert.equal(video.finished, true);
    assert.ok(await lab.exists(video.files[0].path));
    assert.ok(heard.length >= 1 && heard.every((p) => p.total === 100 && p.message.startsWith(handle)), JSON.stringify(heard));
    assert.ok(heard.every((p, i) => i === 0 || p.progress > heard[i - 1].progress), JSON.stringify(heard));
  }],
  ["asks for the same again and is told, not charged", async ({ client, lab, handle }) => {
    const again = reply(await client.call("create_video_from_image", request(lab)));
    assert.equal(again.created, false);
    assert.equal(again.handle, handle);
    assert.equal((await lab.charged()).length, 1);
  }],
  ["is told that a tool does not exist", async ({ client }) => {
    await assert.rejects(client.call("make_me_a_film", {}), /make_me_a_film/);
  }],
];

/** What the person behind the client is asked, and says, when the user's own limit is reached. */
const questions = [
  ["is asked before a video goes over the limit, and allows this one", async ({ client, lab, person }) => {
    person.answer = { action: "accept", content: { allow: true } };
    const created = reply(await client.call("create_video_from_image", request(lab, { prompt: "a slow zoom" })));
    assert.equal(created.created, true);
    assert.equal(person.asked.length, 1);
    assert.match(person.asked[0].message, /limit of 1 tasks an hour/);
    assert.equal((await lab.charged()).length, 2);
  }],
  ["is asked again for the next, and declines", async ({ client, lab, person }) => {
    person.answer = { action: "decline" };
    const refused = refusal(await client.call("create_video_from_image", request(lab, { prompt: "a slow tilt" })));
    assert.equal(refused.code, "budget_reached");
    assert.equal(person.asked.length, 2);
    assert.equal((await lab.charged()).length, 2);
  }],
];

async function run(steps, state) {
  for (const [name, step] of steps) {
    await step(state);
    console.log(`  ok: ${name}`);
  }
  await state.client.close();
}

/** Runs it all with clients that `connect` makes for a server's command; with a second argument the client can ask a person. */
export async function converse(title, program, connect) {
  const lab = await Lab.start(program);
  try {
    const client = await connect(lab.server());
    console.log(`${title}: protocol ${client.protocol()}`);
    await run(scenario, { lab, client });

    const person = { asked: [], answer: null };
    const ask = ({ params }) => {
      person.asked.push(params);
      return person.answer;
    };
    await run(questions, { lab, person, client: await connect(lab.server({ COMETRUNWAY_MAX_TASKS_PER_HOUR: "1" }), ask) });
  } finally {
    await lab.stop();
  }
}
