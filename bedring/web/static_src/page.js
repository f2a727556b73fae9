// SPDX-License-Identifier: Apache-2.0
// On every page: Escape three times leaves at once; what somebody else wrote is not kept for "back"; a form that needs
// another look says so first; a page that can be read aloud gets its button.

import { readAloud } from "./_read_aloud.js";

let escapes = 0;
addEventListener("keydown", (event) => {
  escapes = event.key === "Escape" ? escapes + 1 : 0;
  if (escapes === 3) document.querySelector("form[data-quick-exit]")?.requestSubmit();
});

addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

document.querySelector(".ds-error-summary")?.focus();

if ("speechSynthesis" in window)
  for (const text of document.querySelectorAll("[data-read-aloud]")) readAloud(text);
