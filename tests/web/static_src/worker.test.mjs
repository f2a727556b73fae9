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

const owing = async (paid, who, off = false) => {
  const asked = [];
  const stage = await worker({ off, fetch: async (url) => {
    const path = url.url ? new URL(url.url).pathname : url;
    asked.push(path);
    if (path === "/parts/leave") return paid();
    if (path === "/parts/who") return who();
    return new Response("from the service");
  } });
  stage.cache.set("/-owed", "/parts/leave");
  return { ...stage, asked };
};
const answers = (words, init) => () => new Response(words, init);
const NOBODY = '{"owner": null, "csrf": "x"}', SIV = '{"owner": "0123456789abcdef", "csrf": "x"}';

for (const off of [false, true]) {
  const which = off ? "the worker that ends itself" : "the worker";
  test(`${which} pays a leaving before it fetches anything, and once`, async () => {
    const { open, cache, asked } = await owing(answers(""), answers(NOBODY), off);
    assert.equal(await open("/mine/"), "from the service");
    assert.deepEqual(asked, ["/parts/leave", "/parts/who", "/mine/"]);
    assert.ok(!cache.has("/-owed"));
    await open("/mine/");
    assert.equal(asked.filter((one) => one === "/parts/leave").length, 1);
    assert.equal(cache.has("ended"), off);
  });

  for (const [name, paid, who] of [
    ["the service is down", answers("", { status: 503 }), answers("", { status: 503 })],
    ["a hotel's page comes in its place", answers("<p>Welcome"), answers("<p>Welcome")],
    ["the service did not hear it", answers(""), answers(SIV)],
    ["the network goes in between", answers(""), gone],
  ])
    test(`${which} still owes it when ${name}`, async () => {
      const { open, cache, asked } = await owing(paid, who, off);
      const seen = await open("/mine/").catch((why) => `${why}`);
      assert.notEqual(seen, "from the service");
      assert.ok(!asked.includes("/mine/"));
      assert.ok(cache.has("/-owed"));
      assert.ok(!cache.has("ended"));
    });
}
