// SPDX-License-Identifier: Apache-2.0
// Notes: a draft is kept while it is typed; a note's text can be copied.

const form = document.getElementById("notes");
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
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { queue = queue.then(save); }, 1500);
  });
}

for (const button of form.querySelectorAll("[data-copy]"))
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.copy);
    await navigator.clipboard.writeText(await answer.text());
    button.textContent = form.dataset.copied;
  });
