// SPDX-License-Identifier: Apache-2.0
// On the session screen: what somebody else said before it was changed, one tap away beside the control.

export const says = (value, wanted) => Boolean(value) && Object.keys(wanted).every((name) => value[name] === wanted[name]);

export function paintEarlier(root, earlier) {
  for (const old of root.querySelectorAll("details[data-earlier]")) if (!earlier[old.dataset.earlier]) old.remove();
  for (const [key, seen] of Object.entries(earlier)) {
    const place = root.querySelector(`.choices[data-key="${key}"], form[data-key="${key}"]`);
    if (!place) continue;
    const box = root.querySelector(`details[data-earlier="${key}"]`) || made(key, place);
    box.firstChild.textContent = root.dataset.earlier;
    box.lastChild.replaceChildren(...seen.map((one) => line(root, key, one)));
  }
}

function made(key, place) {
  const box = document.createElement("details");
  box.dataset.earlier = key;
  box.className = "earlier";
  box.append(document.createElement("summary"), document.createElement("ul"));
  place.after(box);
  return box;
}

function line(root, key, one) {
  const made = document.createElement("li");
  made.textContent = `${one.by}, ${one.clock || clock(one.at)}: ${words(root, key, one.value)}`;
  return made;
}
const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

function words(root, key, value) {
  for (const button of root.querySelectorAll("button[data-kind]")) {
    const of = button.dataset.key || button.closest("[data-key]").dataset.key;
    if (of === key && says(value, JSON.parse(button.dataset.value))) return button.textContent.trim();
  }
  return [value.what, value.when, value.where, value.with_whom, value.words].filter(Boolean).join(" · ") || "–";
}
