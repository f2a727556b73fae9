// SPDX-License-Identifier: Apache-2.0
// A worksheet saves as one types: field by field, each answer with an id of its own, sent until the server has answered.
// Nothing is kept on the device. Without this script the button saves the whole sheet.

const form = document.getElementById("sheet");
const status = form.querySelector("[data-status]");
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
const waiting = new Map(); // by field: the answer that is not yet saved
let sending = false;
let tries = 0;

const said = (box) => new URLSearchParams([...box.querySelectorAll("input, textarea, select")]
  .filter((one) => one.name && !(["radio", "checkbox"].includes(one.type) && !one.checked))
  .map((one) => [one.name, one.value]));

for (const box of form.querySelectorAll("[data-field]")) {
  box.before_ = said(box).toString();
  let timer;
  const save = () => { clearTimeout(timer); keep(box); };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1200); paint("saving"); });
  box.addEventListener("change", save);
  box.addEventListener("focusout", save);
  const add = box.querySelector("[data-add]");
  if (add) {
    add.hidden = false;
    add.addEventListener("click", () => addRow(box));
  }
}

function addRow(box) {
  const rows = box.querySelector("[data-rows]");
  const number = rows.children.length;
  const row = box.querySelector("template").content.cloneNode(true);
  for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]"))
    for (const name of ["name", "id", "for", "aria-describedby"])
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replaceAll(".#.", `.${number}.`));
  rows.append(row);
  rows.lastElementChild.querySelector("input, textarea, select")?.focus();
}

function keep(box) {
  const words = said(box).toString();
  if (words === box.before_) { if (!waiting.size) paint("saved"); return; }
  box.before_ = words;
  waiting.set(box.dataset.field, { box, words, id: crypto.randomUUID() });
  paint("saving");
  send();
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.size) {
    const [field, answer] = waiting.entries().next().value;
    if (await sent(field, answer)) {
      tries = 0;
      if (waiting.get(field) === answer) waiting.delete(field);
    } else {
      tries = Math.min(tries + 1, 10);
      paint(tries > 1 ? "unsent" : "saving");
      await new Promise((done) => setTimeout(done, tries * 1000));
    }
  }
  sending = false;
  paint("saved");
}

/** True when the server has answered for it: saved, or told what is wrong. */
async function sent(field, { box, words, id }) {
  const body = new URLSearchParams(words);
  body.set("field", field);
  body.set("id", id);
  body.set("base", box.dataset.base);
  try {
    const answer = await fetch(form.dataset.answers, {
      method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual", keepalive: true, signal: AbortSignal.timeout(15000),
    });
    if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) {
      tell(box, form.dataset.lost);
      return false;
    }
    if (!answer.ok && answer.status !== 422) return false;
    const told = await answer.json();
    if (told.wrong) tell(box, told.wrong);
    else {
      box.dataset.base = told.number;
      tell(box, told.earlier ? `${form.dataset.earlier} ${told.earlier.words} (${told.earlier.by}, ${told.earlier.at})` : "");
    }
    return true;
  } catch {
    return false;
  }
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

function paint(state) {
  status.textContent = form.dataset[state];
  status.dataset.state = state;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const box of form.querySelectorAll("[data-field]")) keep(box);
});
addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
addEventListener("online", send);
