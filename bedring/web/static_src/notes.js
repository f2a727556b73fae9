// SPDX-License-Identifier: Apache-2.0
// Notes: a draft is kept while it is typed; a note's text can be copied.

const form = document.getElementById("notes");
const savers = new Map();
const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

for (const seen of form.querySelectorAll("input[data-draft]")) {
  const field = form.elements[seen.dataset.for];
  const status = form.querySelector(`[data-status-for="${seen.dataset.for}"]`);
  let timer;
  let queue = Promise.resolve();
  const save = async () => {
    status.textContent = form.dataset.saving;
    const body = new URLSearchParams({ text: field.value, seen: seen.value });
    try {
      const answer = await fetch(seen.dataset.draft, { method: "POST", body, headers: { "X-CSRFToken": token } });
      const said = await answer.json();
      if (answer.ok) seen.value = said.number;
      status.textContent = answer.ok ? form.dataset.saved : said.error;
    } catch {
      status.textContent = form.dataset.unsaved;
      timer = setTimeout(() => { queue = queue.then(save); }, 5000);
    }
  };
  savers.set(seen.dataset.for, async () => {
    clearTimeout(timer);
    if (field.value !== field.defaultValue || seen.value !== "0") await (queue = queue.then(save));
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { queue = queue.then(save); }, 1500);
  });
}

for (const button of form.querySelectorAll("[data-copy]"))
  button.addEventListener("click", async () => {
    const status = form.querySelector(`[data-status-for="text-${button.dataset.of}"]`);
    try {
      await savers.get(`text-${button.dataset.of}`)?.(); // the newest words, and not those of a moment ago
      const answer = await fetch(button.dataset.copy);
      if (!answer.ok) throw new Error(String(answer.status));
      await navigator.clipboard.writeText(await answer.text());
      button.textContent = form.dataset.copied;
    } catch {
      status.textContent = form.dataset.notCopied;
    }
  });

// A field is as tall as what stands in it, so that nobody signs a line they have not seen.
for (const field of form.querySelectorAll("textarea")) {
  const fit = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 4}px`; };
  field.addEventListener("input", fit);
  fit();
}
