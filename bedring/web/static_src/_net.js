// SPDX-License-Identifier: Apache-2.0
// Asking the service. It ends by itself, also on an old tablet; follows no redirect; and takes nothing but JSON of ours
// for an answer: the sign-in page of a hotel's network is none.

export const PATIENCE = 15000;
let token = "";

export function useToken(fresh) { token = fresh; }

/** → {status, json or null, retryAfter in seconds}. Status 0: sent somewhere else. Throws where there is no network. */
export async function ask(url, { method = "GET", body, type, patience = PATIENCE } = {}) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), patience);
  try {
    const headers = { "X-CSRFToken": token, ...(type ? { "Content-Type": type } : {}) };
    const answer = await fetch(url, { method, body, headers, redirect: "manual", cache: "no-store", signal: stop.signal });
    if (answer.type === "opaqueredirect") return { status: 0, json: null, retryAfter: 0 };
    const ours = answer.headers.get("Content-Type")?.startsWith("application/json");
    const json = ours ? await answer.json() : null; // cut off on the way: thrown, and asked again
    return { status: answer.status, json, retryAfter: Number(answer.headers.get("Retry-After")) || 0 };
  } finally {
    clearTimeout(late);
  }
}

export const net = {
  post: (url, parcel) => ask(url, { method: "POST", body: JSON.stringify(parcel), type: "application/json" }),
  /** Who is signed in. Their token is taken over only where it is the one who wrote: another's would send under their name. */
  async who(owner) {
    const { json } = await ask("/parts/who");
    if (!json) throw new Error("not ours");
    if (json.csrf && (!owner || owner === json.owner)) {
      useToken(json.csrf);
      for (const one of document.querySelectorAll("[name=csrfmiddlewaretoken]")) one.value = json.csrf;
    }
    return json;
  },
  /** The key to this device's drawer, from the service: {owner, key, until_s}. Null for nobody. */
  async key(device) {
    const { json } = await ask("/parts/key", { method: "POST", body: new URLSearchParams({ device }) });
    return json?.key ? json : null;
  },
};
