// SPDX-License-Identifier: Apache-2.0
// The outbox as a page has it: opened for whoever the page was made for, woken by whatever may help, and told in words
// how it stands (parts/kept.html). What was set aside is shown, to copy, to try again or to throw away.

import { Outbox } from "./_outbox.js";
import { channel, service, unlockFor } from "./_unlock.js";
import { useToken } from "./_net.js";

const place = document.querySelector("[data-kept]");
const said = (state, n) => place.dataset[state].replace("#", n);

/**
 * `describe(item)`: one thing in words, for the list of what was set aside. `busy()`: something is typed and not handed
 * over yet. `idle()`: words in place of "All saved", if any. Others as for the Outbox.
 */
export function keptOn({ describe, busy = () => false, idle = () => "", onChange = () => {}, ...more }) {
  useToken(place.dataset.csrf);
  const box = new Outbox({
    ...more, net: service, owner: place.dataset.owner, unlock: () => unlockFor(place.dataset.owner), channel: channel(),
    onChange: () => { paint(); onChange(); },
  });
  const status = place.querySelector("[data-status]");
  const signIn = place.querySelector("[data-sign-in]");
  const list = place.querySelector("[data-aside]");

  function paint() {
    const state = box.state === "saved" && busy() ? "saving" : box.state;
    const n = state === "refused" ? box.aside().length : box.waiting().length;
    const words = (state === "saved" && idle()) || said(state, n);
    if (status.textContent !== words) status.textContent = words; // a screen reader says it again at each change
    status.dataset.state = state;
    signIn.hidden = !n || box.auth === "ok";
    paintAside();
  }
  function paintAside() {
    const aside = box.aside(), ids = aside.map((one) => one.id).join();
    list.hidden = !aside.length;
    if (list.dataset.ids === ids) return;
    list.dataset.ids = ids;
    list.querySelector("summary").textContent = said("refused", aside.length);
    list.querySelector("ul").replaceChildren(...aside.map(asideLine));
  }
  function asideLine(item) {
    const line = list.querySelector("template").content.cloneNode(true).firstElementChild;
    const words = describe(item);
    line.querySelector("[data-words]").textContent = words;
    line.querySelector("[data-reason]").textContent = /^\d+$/.test(item.aside) ? place.dataset.hard : item.aside;
    line.querySelector("[data-copy]").addEventListener("click", () => navigator.clipboard?.writeText(words));
    line.querySelector("[data-again]").addEventListener("click", () => box.retry(item));
    line.querySelector("[data-drop]").addEventListener("click", () => box.drop(item));
    return line;
  }

  document.addEventListener("input", paint); // what is typed this moment is not saved
  for (const name of ["online", "pageshow", "focus"]) addEventListener(name, () => box.kick());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) box.kick(); });
  addEventListener("beforeunload", (event) => { if (box.state === "not_kept") event.preventDefault(); });
  box.paint = paint;
  paint();
  box.send();
  return box;
}
