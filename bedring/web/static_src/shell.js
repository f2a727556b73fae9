// SPDX-License-Identifier: Apache-2.0
// No network: this page is public and empty. If the sign-in still lasts in this browser, what was sealed of the address is
// opened and drawn; the screen's own script then lays over it what waits. Otherwise it says what it can say.

import { unlockHere, waitingHere } from "./_vault.js";

const tell = (which) => { document.querySelector(`[data-${which}]`).hidden = false; };

function draw(page) {
  const html = document.documentElement;
  document.title = page.title;
  html.lang = page.lang;
  html.dataset.colorScheme = page.scheme;
  html.dataset.drawn = "offline";
  document.body.className = page.space;
  const parsed = new DOMParser().parseFromString(page.body, "text/html"); // no script in it runs: the policy allows files of ours alone
  document.body.replaceChildren(...parsed.body.childNodes);
  return import(page.script).catch(() => import(document.querySelector("script[data-session]").dataset.session)); // that build is gone
}

try {
  const vault = await unlockHere();
  const page = vault && (await vault.page(location.pathname));
  if (page) await draw(page);
  else if (vault) tell("not-here");
  else tell("locked");
} catch {
  tell("locked");
}
const waits = document.querySelector("[data-waits]");
if (waits) waits.hidden = !(await waitingHere().catch(() => 0));
addEventListener("online", () => { if (!document.documentElement.dataset.drawn) location.reload(); });
