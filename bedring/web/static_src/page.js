// SPDX-License-Identifier: Apache-2.0
// On every page: Escape three times leaves at once; what somebody else wrote is not kept for "back"; a form that needs
// another look says so first; a page that can be read aloud gets its button; what waits on this device is sent, or said;
// and the worker that opens Help now without network is looked after.

import { leaving } from "./_leave.js";
import { readAloud } from "./_read_aloud.js";
import { onlyFor, waitingHere } from "./_vault.js";

let escapes = 0;
addEventListener("keydown", (event) => {
  escapes = event.key === "Escape" ? escapes + 1 : 0;
  if (escapes === 3) document.querySelector("form[data-quick-exit]")?.requestSubmit();
});

addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.querySelector(".ds-error-summary")?.focus();

if ("speechSynthesis" in window)
  for (const text of document.querySelectorAll("[data-read-aloud]")) readAloud(text);

leaving();

/** What others could still read here goes, on the page one signs in on too. What waits is sent by whoever wrote it, on any page; the sign-in page says to everybody that something does. */
async function whatWaits() {
  const { owner = "", send } = document.body.dataset, said = document.querySelector("[data-something-waits]");
  if (!(said || owner)) return;
  await onlyFor(owner).catch(() => {});
  if (!(await waitingHere().catch(() => 0))) return;
  if (said) said.hidden = false;
  if (!owner || document.querySelector("[data-kept]")) return;
  const script = document.createElement("script");
  script.type = "module";
  script.src = send;
  document.head.append(script);
}
whatWaits();

async function worker() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ language: document.documentElement.lang });
}
addEventListener("load", () => worker().catch(() => {}));
