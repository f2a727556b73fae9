// SPDX-License-Identifier: Apache-2.0
// The outbox on a stage: its own source in a drawer made of memory, a service that fails as told, and two people's keys.
import "fake-indexeddb/auto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const MEMORY = globalThis.indexedDB;
const SOURCE = new URL("../../../bedring/web/static_src/", import.meta.url);

/** The outbox and its drawer, with these places of the source changed. A place that is gone is an error. */
export async function load(changes = []) {
  const at = changed("_outbox.js", changes);
  return { ...(await at("_outbox.js")), db: await at("_db.js"), vaults: await at("_vault.js") };
}

/** A copy of a source beside what it imports, with some places changed; gone again when Node ends. */
function changed(name, changes) {
  const folder = mkdtempSync(join(tmpdir(), "bedring-outbox-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  for (const one of ["_db.js", "_owed.js", "_vault.js"]) copyFileSync(new URL(one, SOURCE), join(folder, one));
  let source = readFileSync(new URL(name, SOURCE), "utf8");
  for (const [from, to] of changes) {
    if (!source.includes(from)) throw new Error(`no place for: ${from}`);
    source = source.replace(from, to);
  }
  writeFileSync(join(folder, name), source);
  return (one) => import(pathToFileURL(join(folder, one)).href);
}

/** The worker in a browser of paper: `open(path, method)` → what a navigation there is answered with, in words. */
export async function worker({ fetch, sealed = [], drawer = true, off = false }) {
  const places = [["PATIENCE = 4000", "PATIENCE = 20"], ["LEAVING_PATIENCE = 1500", "LEAVING_PATIENCE = 10"]];
  const at = changed(off ? "sw-off.js" : "sw.js", off ? [] : places);
  const db = await at("_db.js");
  globalThis.indexedDB = MEMORY;
  await emptyDrawer(db);
  if (drawer) await db.within(["pages"], "readwrite", (pages) => { for (const path of sealed) pages.put({}, path); });
  const cache = new Map(["/parts/shell", "/parts/left", "/help/"].map((path) => [path, `kept ${path}`]));
  const opened = { match: async (path) => (cache.has(path) ? new Response(cache.get(path)) : undefined), put: async (path) => { cache.set(path, "put"); }, delete: async (path) => cache.delete(path) };
  const heard = {};
  Object.assign(globalThis, {
    self: { addEventListener: (name, work) => { heard[name] = work; }, registration: { unregister: async () => { cache.set("ended", "yes"); } } }, location: new URL("https://bedring.test/"),
    caches: { open: async () => opened, match: opened.match, delete: async () => true }, fetch,
  });
  Response.redirect = (path) => new Response(`sent on to ${path}`);
  await at(off ? "sw-off.js" : "sw.js");
  if (!drawer) globalThis.indexedDB = { open: () => { throw new Error("no drawer"); } };
  const open = async (path, method = "GET") => {
    let answer;
    const request = { url: new URL(path, location).href, method, mode: "navigate" };
    heard.fetch({ request, respondWith: (one) => { answer = one; }, waitUntil: (one) => { one.catch(() => {}); } });
    return (await answer).text();
  };
  return { open, cache };
}

export async function emptyDrawer(db) {
  db.shut();
  await new Promise((done) => { const asked = indexedDB.deleteDatabase("bedring"); asked.onsuccess = asked.onerror = asked.onblocked = done; });
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
export async function until(true_, ms = 3000) {
  for (const end = Date.now() + ms; !true_(); await sleep(5)) if (Date.now() > end) throw new Error(`waited in vain: ${true_}`);
}

const text = new TextEncoder(), words = new TextDecoder();
const keyOf = (n) => crypto.subtle.importKey("raw", new Uint8Array(32).fill(n), "AES-GCM", false, ["encrypt", "decrypt"]);
const keys = { A: await keyOf(1), B: await keyOf(2) };

export const vaultOf = (owner) => ({
  owner,
  async seal(what, about) {
    const iv = crypto.getRandomValues(new Uint8Array(12)), additionalData = text.encode(owner + about);
    return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, keys[owner], text.encode(JSON.stringify(what))) };
  },
  async unseal(kept, about, of = owner) {
    const how = { name: "AES-GCM", iv: kept.iv, additionalData: text.encode(of + about) };
    return JSON.parse(words.decode(await crypto.subtle.decrypt(how, keys[of], kept.box)));
  },
  any(kept, about) { return this.unseal(kept, about, kept.owner); }, // for a planted mistake alone
});

/** A service that takes things in once. `says(parcel)` may answer in its place: {status, json}, or throw. */
export function service(says = () => undefined) {
  const found = { taken: [], parcels: [], says, owner: "A", asked: 0 };
  found.net = {
    async post(url, parcel) {
      found.parcels.push({ url, ...parcel });
      const said = await found.says(parcel, url);
      if (said) return { retryAfter: 0, json: null, ...said };
      for (const one of parcel.entries) if (!found.taken.some((known) => known.id === one.id)) found.taken.push({ url, ...one });
      return { status: 200, json: { answers: parcel.entries.map((one) => ({ id: one.id, stored: true })) }, retryAfter: 0 };
    },
    async who() { found.asked++; return { owner: found.owner, csrf: "fresh" }; },
  };
  return found;
}
