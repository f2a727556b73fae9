// SPDX-License-Identifier: Apache-2.0
// The worker, switched off: it empties what it kept and ends itself. What waits is not the worker's, and stays.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  for (const name of await caches.keys()) if (name.startsWith("bedring-")) await caches.delete(name);
  await self.registration.unregister();
}
