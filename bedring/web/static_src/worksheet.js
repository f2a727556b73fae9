// SPDX-License-Identifier: Apache-2.0
// A worksheet saves as one types: field by field, through the outbox. Without this script the button saves all of it.

import { keptOn } from "./_kept.js";
import { whileTyping } from "./_typing.js";

const form = document.getElementById("sheet");
const url = form.dataset.answers;
const boxOf = (field) => form.querySelector(`[data-field="${CSS.escape(field)}"]`);
const said = (box) => new URLSearchParams([...box.querySelectorAll("input, textarea, select")]
  .filter((one) => one.name && !(["radio", "checkbox"].includes(one.type) && !one.checked))
  .map((one) => [one.name, one.value])).toString();
const boxes = [...form.querySelectorAll("[data-field]")];
const kept = new Map(boxes.map((box) => [box, said(box)]));

const { typing } = whileTyping(form, "[data-field]", write);
const outbox = keptOn({
  describe: ({ body }) => [...new URLSearchParams(body.said).values()].filter(Boolean).join(" · "),
  busy: () => typing() || boxes.some((box) => said(box) !== kept.get(box)),
  onChange: paint,
  onAnswer: (answer, { body }) => {
    const box = boxOf(body.field);
    if (!box) return;
    if (!answer.stored) return tell(box, answer.reason);
    box.dataset.base = answer.number;
    const { earlier } = answer;
    tell(box, earlier ? `${earlier.own ? form.dataset.own : form.dataset.earlier} ${earlier.words} (${earlier.by}, ${earlier.at})` : "");
  },
});
function write(box, hold) {
  const words = said(box);
  if (words === kept.get(box)) return outbox.changed();
  kept.set(box, words);
  const { field, base } = box.dataset;
  return outbox.put({ url, slot: field, hold, body: { field, said: words, base: Number(base) } });
}

function paint() {
  const late = ["unsent", "signed_out", "other_account", "not_kept"].includes(outbox.state);
  for (const box of boxes) box.querySelector("[data-not-saved]").hidden = !(late && outbox.of(url, box.dataset.field));
}

/** What another life of this page wrote and did not send is laid over what the service has. */
async function layOver() {
  await outbox.open().catch(() => null);
  for (const { url: to, body } of outbox.waiting()) {
    const box = to === url && boxOf(body.field);
    if (!box || said(box) !== kept.get(box)) continue;
    lay(box, new URLSearchParams(body.said));
    kept.set(box, said(box));
  }
}
function lay(box, words) {
  const rows = box.querySelector("[data-rows]");
  for (let more = 50; rows && more && [...words.keys()].some((name) => !box.querySelector(`[name="${CSS.escape(name)}"]`)); more--) addRow(box, false);
  const left = new URLSearchParams(words);
  for (const one of box.querySelectorAll("input, textarea, select")) {
    const values = left.getAll(one.name);
    if (["radio", "checkbox"].includes(one.type)) one.checked = values.includes(one.value);
    else if (one.name) {
      one.value = values[0] ?? "";
      left.delete(one.name);
      for (const value of values.slice(1)) left.append(one.name, value);
    }
  }
}

function addRow(box, focus = true) {
  const rows = box.querySelector("[data-rows]");
  const number = rows.children.length;
  const row = box.querySelector("template").content.cloneNode(true);
  for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]"))
    for (const name of ["name", "id", "for", "aria-describedby"])
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replaceAll(".#.", `.${number}.`));
  rows.append(row);
  if (focus) rows.lastElementChild.querySelector("input, textarea, select")?.focus();
}
for (const box of boxes) {
  const add = box.querySelector("[data-add]");
  if (!add) continue;
  add.hidden = false;
  add.addEventListener("click", () => addRow(box));
}

function tell(box, words) {
  const place = box.querySelector("[data-earlier-of]");
  place.replaceChildren();
  if (!words) return;
  const line = document.createElement("p");
  line.className = "ds-alert";
  line.dataset.color = "warning";
  line.setAttribute("role", "status");
  line.textContent = words;
  place.append(line);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const box of boxes) write(box, 0);
  outbox.kick();
});
layOver();
