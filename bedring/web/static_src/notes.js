// SPDX-License-Identifier: Apache-2.0
// Notes: a draft is kept while it is typed, by the outbox; a note's text can be copied.

import { keptOn } from "./_kept.js";
import { whileTyping } from "./_typing.js";

const form = document.getElementById("notes");
const url = form.dataset.drafts;
const seen = (key) => form.querySelector(`input[data-draft="${key}"]`);
const fieldOf = (key) => form.elements[`text-${key}`];
const told = (key) => form.querySelector(`[data-told="${key}"]`);
const keyOf = (field) => field.name.slice("text-".length);
const kept = new Map([...form.querySelectorAll("textarea")].map((field) => [field, field.value]));

const { typing, rest } = whileTyping(form, "textarea", write);
const box = keptOn({
  describe: ({ body }) => body.text,
  busy: () => typing() || [...kept].some(([field, text]) => field.value !== text),
  onChange: paint,
  onAnswer: (answer, { body }) => {
    if (told(body.key)) told(body.key).textContent = answer.stored ? "" : answer.reason;
    if (!answer.stored || !seen(body.key)) return;
    seen(body.key).value = answer.number;
    for (const one of box.aside()) if (one.url === url && one.body.key === body.key) box.drop(one); // put together by now
  },
});
function write(field, hold) {
  if (!field.name.startsWith("text-") || kept.get(field) === field.value) return box.changed();
  kept.set(field, field.value);
  const key = keyOf(field);
  return box.put({ url, slot: key, hold, body: { key, text: field.value, base: Number(seen(key).value) } });
}

function paint() {
  for (const line of form.querySelectorAll("[data-not-saved]"))
    line.hidden = !(box.of(url, line.dataset.notSaved) && ["unsent", "signed_out", "other_account", "not_kept"].includes(box.state));
}

/** What another life of this page wrote and did not send is laid over what the service has. */
async function layOver() {
  await box.open().catch(() => null);
  for (const item of [...box.aside(), ...box.waiting()]) {
    const { url: to, body } = item;
    const field = to === url && fieldOf(body.key);
    if (!field || field.value !== field.defaultValue) continue;
    if (item.aside && field.value === body.text) box.drop(item); // it stands there: saved with the whole page
    field.value = body.text;
    kept.set(field, field.value);
    field.dispatchEvent(new Event("fit"));
  }
}

// Signing and keeping wait for the drafts under way, so that nobody is told of a conflict with themselves.
form.addEventListener("submit", async (event) => {
  rest();
  if (form.dataset.sent || !box.waiting().some((one) => one.url === url)) return;
  event.preventDefault();
  for (let tries = 0; tries < 10 && box.waiting().some((one) => one.url === url); tries++) {
    await box.kick();
    await new Promise((done) => setTimeout(done, 200));
  }
  form.dataset.sent = "yes";
  form.requestSubmit(event.submitter);
});

for (const button of form.querySelectorAll("[data-copy]"))
  button.addEventListener("click", async () => {
    try {
      rest();
      await box.kick(); // the newest words, and not those of a moment ago
      const answer = await fetch(button.dataset.copy);
      if (!answer.ok) throw new Error(String(answer.status));
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = form.dataset.copied;
    } catch {
      told(button.dataset.of).textContent = form.dataset.notCopied;
    }
  });

// A field is as tall as what stands in it, so that nobody signs a line they have not seen.
for (const field of form.querySelectorAll("textarea")) {
  const fit = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 4}px`; };
  field.addEventListener("input", fit);
  field.addEventListener("fit", fit);
  fit();
}
layOver();
