// SPDX-License-Identifier: Apache-2.0
// The worker, switched off: it empties what it kept and ends itself. What waits is not the worker's, and stays. A leaving
// that is owed it pays first, and opens nothing before it is paid.

import { pay } from "./_owed.js";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(empty().then(end).catch(() => {})));
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(end().then(() => fetch(event.request)));
});

async function empty() {
  for (const name of await caches.keys()) if (name.startsWith("bedring-")) await caches.delete(name);
}
async function end() {
  await pay();
  await caches.delete("here");
  await self.registration.unregister();
}
