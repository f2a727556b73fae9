// SPDX-License-Identifier: Apache-2.0
// A leaving without network is owed to the service: by this browser, whichever worker it has by then. So it lies in a
// cache of its own, which no build takes away, with the language of whoever sits here.

const HERE = "here", OWED = "/-owed", LANGUAGE = "/-language";

export const here = () => caches.open(HERE);
export const owe = async (path) => (await here()).put(OWED, new Response(path));

/** Paid before anything else is fetched; throws while it is not. That nobody is signed in any more, the service itself must say: a hotel's network answers too. */
export async function pay() {
  const cache = await here();
  if (!(await cache.match(OWED))) return;
  const body = new URLSearchParams({ swept: "yes" });
  await fetch("/parts/leave", { method: "POST", credentials: "include", redirect: "manual", body });
  const who = await fetch("/parts/who", { credentials: "include", redirect: "error", cache: "no-store" });
  if ((await who.json()).owner !== null) throw new Error("still owed");
  await cache.delete(OWED);
}

export const language = async () => (await (await (await here()).match(LANGUAGE))?.text()) || "";
export const speaks = async (chosen) => (await here()).put(LANGUAGE, new Response(chosen));
