// SPDX-License-Identifier: Apache-2.0
// One key for an account on a device, made by the service, and two ways to it: the service (signed in), or this browser
// for as long as the sign-in lasts: half of what wraps it in a cookie that dies with the browser, half in the drawer.
// Leaving destroys the second way. What waits then is noise until the same account signs in here again.

import { within } from "./_db.js";

const COOKIE = "bedring_here", CLOCK_BACK = 300e3;
const text = new TextEncoder(), words = new TextDecoder();
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (sent) => Uint8Array.from(atob(sent), (c) => c.charCodeAt(0));
const random = (n) => crypto.getRandomValues(new Uint8Array(n));

/** A new id, also where the browser makes none itself (Safari before 15.4, and pages without https). */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((b, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + b.toString(16).padStart(2, "0")).join("");
}

const cookie = {
  get: () => document.cookie.split("; ").find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1),
  set: (value) => { document.cookie = `${COOKIE}=${value}; Path=/; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`; },
  drop: () => { document.cookie = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Strict`; },
};

/** What this device calls itself, the same for all who sign in on it. */
export async function device() {
  const known = await within(["keys"], "readonly", (keys) => keys.get("device"));
  if (known) return known;
  const made = newId();
  await within(["keys"], "readwrite", (keys) => { keys.put(made, "device"); });
  return made;
}

const aes = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

/** The key that wraps the key, from its two halves; null where one is missing and none is to be made. */
async function evening(make) {
  let half = await within(["keys"], "readonly", (keys) => keys.get("half"));
  let other = cookie.get();
  if ((!half || !other) && !make) return null;
  if (!half) {
    half = random(32); // bytes: a CryptoKey in the drawer is no safer on disk, and WebKit refuses it in private windows
    await within(["keys"], "readwrite", (keys) => { keys.put(half, "half"); });
  }
  if (!other) {
    other = toText(random(32)).replaceAll("=", "");
    cookie.set(other);
  }
  const from = await crypto.subtle.importKey("raw", half, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: text.encode(other), info: text.encode("bedring evening 1") };
  return crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function box(key, data, about) {
  const iv = random(12);
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(about) }, key, data) };
}
const unbox = (key, kept, about) =>
  crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv, additionalData: text.encode(about) }, key, kept.box);

/** With what the service handed over: the vault; and for as long as the sign-in lasts the second way to it. */
export async function unlockWith({ owner, key, until_s }, now = Date.now()) {
  const raw = toBytes(key), until = now + until_s * 1000;
  try {
    const before = await within(["keys"], "readonly", (keys) => keys.get("evening"));
    if (before && before.owner !== owner) await forget(); // two people's evenings never hang on one half
    const wrapped = await box(await evening(true), raw, `S|${owner}|${until}`);
    await within(["keys"], "readwrite", (keys) => { keys.put({ owner, until, since: now, ...wrapped }, "evening"); });
  } catch { /* no drawer, or no secrets without https: the screen works, and says that nothing can be kept here */ }
  return vault(owner, globalThis.crypto?.subtle ? await aes(raw) : null, until);
}

/** Without network: only while the sign-in would still last, and the clock was not turned back. Null when locked. */
export async function unlockHere(now = Date.now()) {
  const kept = await within(["keys"], "readonly", (keys) => keys.get("evening"));
  if (!kept) return null;
  if (now > kept.until || now < kept.since - CLOCK_BACK) {
    await forget();
    return null;
  }
  try {
    const key = await evening(false);
    return key && vault(kept.owner, await aes(await unbox(key, kept, `S|${kept.owner}|${kept.until}`)), kept.until);
  } catch {
    return null;
  }
}

/** Leaving: what can be read goes; what waits stays, sealed. */
export async function forget() {
  cookie.drop();
  await within(["keys", "pages"], "readwrite", sweep);
}
function sweep(keys, pages) {
  keys.delete("evening");
  keys.delete("half");
  pages.clear();
}

/** The service has said who sits here, "" for nobody: what anybody else could still read here goes. */
export async function onlyFor(owner) {
  await within(["keys", "pages"], "readwrite", (keys, pages) => {
    keys.get("evening").onsuccess = ({ target }) => {
      if (!target.result || target.result.owner === owner) return;
      cookie.drop();
      sweep(keys, pages);
    };
  });
}

/** How many things wait on this device, of anybody. */
export const waitingHere = () => within(["waiting"], "readonly", (waiting) => waiting.count());

function vault(owner, key, until) {
  return {
    owner,
    until,
    seal: (what, about) => box(key, text.encode(JSON.stringify(what)), `${owner}|${about}`),
    unseal: async (kept, about) => JSON.parse(words.decode(await unbox(key, kept, `${owner}|${about}`))),
    async keepPage(path, page) {
      const sealed = await this.seal(page, `page|${path}`);
      await within(["pages"], "readwrite", (pages) => { pages.put({ owner, at: Date.now(), ...sealed }, path); });
    },
    async page(path) {
      const kept = await within(["pages"], "readonly", (pages) => pages.get(path));
      return kept && kept.owner === owner ? this.unseal(kept, `page|${path}`) : null;
    },
    dropPage: (...paths) => within(["pages"], "readwrite", (pages) => { for (const path of paths) pages.delete(path); }),
  };
}
