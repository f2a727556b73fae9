// SPDX-License-Identifier: Apache-2.0
// The worker, when the service is slow or gone: what the device has comes in its place, and where it has nothing one waits.
import assert from "node:assert/strict";
import test from "node:test";

import { sleep, worker } from "./stage.mjs";

const SLOW = 60; // against a patience of 20 and 10 ms
const slowly = () => sleep(SLOW).then(() => new Response("from the service"));
const never = () => new Promise(() => {});
const gone = () => Promise.reject(new TypeError("no network"));

test("a slow page that the device has nothing of is waited for", async () => {
  const { open } = await worker({ fetch: slowly, sealed: ["/tonight/1/"] });
  assert.equal(await open("/mine/"), "from the service");
});

test("a slow page whose screen lies sealed here is drawn from that", async () => {
  const { open } = await worker({ fetch: never, sealed: ["/tonight/1/"] });
  assert.equal(await open("/tonight/1/"), "kept /parts/shell");
});

test("help is there at once, also when the service is slow", async () => {
  const { open } = await worker({ fetch: never });
  assert.equal(await open("/help/"), "kept /help/");
});

test("a form that was sent is never said to be without network because the answer is slow", async () => {
  const { open } = await worker({ fetch: slowly, sealed: ["/tonight/1/start"] });
  assert.equal(await open("/tonight/1/start", "POST"), "from the service");
});

test("without network everything has an answer at once", async () => {
  const { open } = await worker({ fetch: gone, sealed: ["/tonight/1/"] });
  for (const path of ["/mine/", "/tonight/1/"]) assert.equal(await open(path), "kept /parts/shell");
  assert.equal(await open("/tonight/1/start", "POST"), "kept /parts/shell");
  assert.equal(await open("/help/"), "kept /help/");
});

test("leaving waits for nobody, and is owed", async () => {
  const { open, cache } = await worker({ fetch: never });
  assert.equal(await open("/parts/leave", "POST"), "sent on to /parts/left");
  assert.ok(cache.has("/-owed"));
});

test("a drawer that does not open keeps nobody from the service", async () => {
  const { open } = await worker({ fetch: slowly, drawer: false });
  assert.equal(await open("/mine/"), "from the service");
});
