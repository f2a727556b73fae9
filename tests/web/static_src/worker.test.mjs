// SPDX-License-Identifier: Apache-2.0
// The worker with a service that answers late: a page that is read gives up, what is being saved is waited for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = new URL("../../../bedring/web/static_src/sw.js", import.meta.url);
const HERE = "http://bedring.test";
const FAST = 100; // the worker's seconds, so many times as fast

/** What the worker answers when the service takes so long (in the worker's milliseconds), or cannot be reached. */
async function answerTo({ method, path = "/tonight/", takes = 0, unreachable = false }) {
  const heard = {}, cache = { match: async (asked) => (asked === "/parts/shell" ? "no network" : undefined), put: async () => {} };
  const source = readFileSync(SOURCE, "utf8").replace('FILES = "%FILES%"', "FILES = []");
  vm.runInNewContext(source, {
    URL, URLSearchParams, Promise, Error, Request: class {}, location: { origin: HERE }, navigator: { language: "en" },
    Response: class { static redirect(to) { return `sent to ${to}`; } static error() { return "error"; } },
    self: { addEventListener: (name, hear) => { heard[name] = hear; } },
    caches: { open: async () => cache },
    setTimeout: (done, ms) => setTimeout(done, ms / FAST),
    fetch: () => new Promise((done, failed) => setTimeout(() => (unreachable ? failed(new TypeError()) : done("the service")), takes / FAST)),
  });
  let answer;
  const request = { method, mode: "navigate", url: HERE + path };
  heard.fetch({ request, respondWith: (given) => { answer = given; }, waitUntil: () => {} });
  return answer;
}

test("a page in time comes from the service", async () => {
  assert.equal(await answerTo({ method: "GET", takes: 500 }), "the service");
});
test("a page that is late gives way to what the device has", async () => {
  assert.equal(await answerTo({ method: "GET", takes: 9000 }), "no network");
});
test("what is being saved is waited for: it may have been done", async () => {
  assert.equal(await answerTo({ method: "POST", takes: 9000 }), "the service");
});
test("what is being saved without network says so", async () => {
  assert.equal(await answerTo({ method: "POST", takes: 9000, unreachable: true }), "no network");
});
test("leaving waits for nobody", async () => {
  assert.equal(await answerTo({ method: "POST", path: "/account/logout/", takes: 9000 }), "sent to /parts/left");
});
