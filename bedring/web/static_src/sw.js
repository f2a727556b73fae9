// SPDX-License-Identifier: Apache-2.0
// The worker: what opens without network. Files by the names of their content; Help now; the ordinary page one leaves to;
// and one empty page that draws what the device has sealed for the address. Those pages are fetched as nobody: no page
// about anybody is ever put in this cache. Why it is so: docs/explanation/offline.md.

import { within } from "./_db.js";
import { language, owe, pay, speaks } from "./_owed.js";

const BUILD = "%BUILD%", FILES = "%FILES%";
const NAME = `bedring-${BUILD}`, KEPT = 2; // the build before stays: a screen sealed by it may still be opened
const SHELL = "/parts/shell", LEFT = "/parts/left", PAGES = [SHELL, LEFT, "/help/"];
const LEAVING = ["/parts/leave", "/account/logout/"];
const PATIENCE = 4000, LEAVING_PATIENCE = 1500;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => { if (event.data?.language) event.waitUntil(speak(event.data.language)); });
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event, url));
});

async function install() {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  await Promise.all(PAGES.map((path) => refresh(cache, path)));
  await self.skipWaiting();
}
async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("bedring-"));
  for (const name of old.filter((one) => one !== NAME).slice(0, -(KEPT - 1))) await caches.delete(name);
  await self.clients.claim();
}

/** A public page, as nobody gets it, in the language of whoever sits here. */
async function refresh(cache, path) {
  const headers = { "Accept-Language": (await language()) || navigator.language };
  const answer = await fetch(path, { credentials: "omit", cache: "no-store", redirect: "error", headers });
  if (answer.ok) await cache.put(path, answer);
}
async function speak(chosen) {
  if ((await language()) === chosen) return;
  await speaks(chosen);
  const cache = await caches.open(NAME);
  await Promise.all(PAGES.map((path) => refresh(cache, path)));
}

const kept = (cache, path) => cache.match(path, { ignoreVary: true, ignoreSearch: true });
const late = (ms) => new Promise((_done, failed) => setTimeout(() => failed(new Error("late")), ms));
const sealed = (path) => within(["pages"], "readonly", (pages) => pages.getKey(path)).catch(() => undefined);

/**
 * Given up, for what the device has in its place. Where it has nothing a slow service is waited for as long as it takes,
 * and so is the answer to a form: what was sent may well have arrived.
 */
async function tired(method, pathname, leaving) {
  if (leaving) return late(LEAVING_PATIENCE);
  const here = method === "GET" && (PAGES.includes(pathname) || (await sealed(pathname)));
  return here ? late(PATIENCE) : new Promise(() => {});
}

async function file(request) {
  return (await caches.match(request, { ignoreSearch: true })) || fetch(request);
}

async function page(event, { pathname }) {
  const cache = await caches.open(NAME);
  const leaving = event.request.method === "POST" && LEAVING.includes(pathname);
  try {
    const asked = pay().then(() => fetch(event.request));
    const answer = await Promise.race([asked, tired(event.request.method, pathname, leaving)]);
    if (PAGES.includes(pathname) && answer.ok) event.waitUntil(refresh(cache, pathname).catch(() => {}));
    return answer;
  } catch {
    if (leaving) {
      event.waitUntil(owe(pathname));
      return Response.redirect(LEFT, 303);
    }
    return (await kept(cache, PAGES.includes(pathname) ? pathname : SHELL)) || Response.error();
  }
}
