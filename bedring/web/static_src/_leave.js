// SPDX-License-Identifier: Apache-2.0
// Leaving, by our own hand first: what can be read goes before the service is asked, so that it works without network too.
// What waits stays, sealed; signing out says so first. The header Clear-Site-Data is the second broom.

import { forget, waitingHere } from "./_vault.js";

const soon = (work, ms) => Promise.race([work, new Promise((done) => setTimeout(done, ms))]);

export function leaving() {
  for (const form of document.querySelectorAll("form[data-leave]"))
    form.addEventListener("submit", (event) => {
      if (form.dataset.gone) return;
      event.preventDefault();
      leave(form);
    });
}

async function leave(form) {
  const quick = "quickExit" in form.dataset;
  if (quick) blank();
  else if (!(await mayLeave())) return;
  try {
    await soon(forget(), 500);
    form.querySelector("[name=swept]").value = "yes";
  } catch { /* no drawer: nothing was kept */ }
  form.dataset.gone = "yes";
  form.submit();
}

/** Nothing is left to read from the very tap, whatever the network does. */
function blank() {
  document.title = "";
  for (const one of document.body.children) one.hidden = true;
  document.body.style.visibility = "hidden";
}

/** Something waits: say what becomes of it, and let them stay. */
async function mayLeave() {
  const ask = document.querySelector("dialog[data-waits-here]");
  const waits = await soon(waitingHere().catch(() => 0), 500);
  if (!waits || !ask?.showModal) return true;
  ask.showModal();
  return new Promise((done) => ask.addEventListener("close", () => done(ask.returnValue === "leave"), { once: true }));
}
