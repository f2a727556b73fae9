// SPDX-License-Identifier: Apache-2.0
// The session screen. Every tap becomes an entry with an id of its own; entries are sent until the server has
// answered for each, however often that takes; what the other leader taps is fetched every other second.

const root = document.getElementById("session");
const start = JSON.parse(document.getElementById("start").textContent);
const store = `bedring:${root.dataset.account}:${root.dataset.entries}`; // what one has not sent never goes out under another's name
let cursor = start.cursor;
let board = start.board;
let earlier = start.earlier;
let pending = JSON.parse(sessionStorage.getItem(store) || "[]");
let sending = false;
let wait = 0;

const status = root.querySelector("[data-status]");
const keyOf = (entry) =>
  `${entry.kind}:${entry.person || ""}:${entry.value.step || entry.value.technique ||
    (["handout", "practised"].includes(entry.kind) ? `${entry.value.module}/${entry.value.topic}` : "")}`;

/** What shows: the server's board, with what is not yet answered laid over it. */
function shown() {
  return pending.reduce((all, entry) => ({ ...all, [keyOf(entry)]: entry.value }), board);
}

const says = (value, wanted) => Boolean(value) && Object.keys(wanted).every((k) => value[k] === wanted[k]);

function paint() {
  const now = shown();
  for (const button of root.querySelectorAll("button[data-kind]")) {
    const key = button.dataset.key || button.closest("[data-key]").dataset.key;
    const wanted = JSON.parse(button.dataset.value);
    const on = button.hasAttribute("data-toggle") ? now[key]?.on === true : says(now[key], wanted);
    button.setAttribute("aria-pressed", String(on));
  }
  for (const form of root.querySelectorAll("form[data-kind]")) {
    if (form.contains(document.activeElement) || form.dataset.dirty) continue;
    for (const input of form.querySelectorAll("input")) input.value = now[form.dataset.key]?.[input.name] || "";
  }
  for (const row of root.querySelectorAll("[data-of]")) {
    const here = now[`presence:${row.dataset.of}:`]?.here;
    row.toggleAttribute("data-away", here === "sent_word" || here === "not_here");
  }
  paintEarlier();
  for (const link of root.querySelectorAll("a[data-part]"))
    link.setAttribute("aria-current", now["part::"]?.part === link.dataset.part ? "step" : "false");
  const n = pending.length;
  const typing = root.querySelector("form[data-dirty]");
  const unsent = n === 1 ? root.dataset.unsentOne : root.dataset.unsent.replace("#", n);
  status.textContent = n > 0 && wait > 2 ? unsent : n > 0 || typing ? root.dataset.saving : root.dataset.saved;
  status.dataset.state = n > 0 && wait > 2 ? "unsent" : n > 0 || typing ? "saving" : "saved";
}

/** What somebody else said before it was changed: one tap away, beside the control. */
function paintEarlier() {
  for (const old of root.querySelectorAll("details[data-earlier]")) if (!earlier[old.dataset.earlier]) old.remove();
  for (const [key, seen] of Object.entries(earlier)) {
    const place = root.querySelector(`.choices[data-key="${key}"], form[data-key="${key}"]`);
    if (!place) continue;
    let box = root.querySelector(`details[data-earlier="${key}"]`);
    if (!box) {
      box = document.createElement("details");
      box.dataset.earlier = key;
      box.className = "earlier";
      box.append(document.createElement("summary"), document.createElement("ul"));
      place.after(box);
    }
    box.firstChild.textContent = root.dataset.earlier;
    box.lastChild.replaceChildren(...seen.map((one) => {
      const line = document.createElement("li");
      const at = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      line.textContent = `${one.by}, ${at}: ${words(key, one.value)}`;
      return line;
    }));
  }
}

function words(key, value) {
  for (const button of root.querySelectorAll("button[data-kind]")) {
    const of = button.dataset.key || button.closest("[data-key]").dataset.key;
    if (of === key && says(value, JSON.parse(button.dataset.value))) return button.textContent.trim();
  }
  return [value.what, value.when, value.where, value.with_whom, value.words].filter(Boolean).join(" · ") || "–";
}

function add(kind, person, value) {
  const entry = { id: crypto.randomUUID(), kind, value, made_at: new Date().toISOString() };
  if (person) entry.person = person;
  pending.push(entry);
  keep();
  paint();
  send();
}

function keep() {
  if (pending.length) sessionStorage.setItem(store, JSON.stringify(pending));
  else sessionStorage.removeItem(store);
}

async function ask(parcel) {
  const options = { headers: { "X-CSRFToken": root.dataset.csrf }, redirect: "manual", signal: AbortSignal.timeout(15000) };
  if (parcel) Object.assign(options, { method: "POST", body: JSON.stringify(parcel), keepalive: true });
  const answer = await fetch(`${root.dataset.entries}?after=${cursor}`, options);
  if (answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) {
    tell(root.dataset.lost, root.dataset.login, root.dataset.signIn);
    throw new Error("lost");
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function send() {
  if (sending || !pending.length) return;
  sending = true;
  const parcel = { sent_at: new Date().toISOString(), entries: pending.slice(0, 100) };
  try {
    take(await ask(parcel));
    wait = 0;
  } catch {
    wait = Math.min(wait + 1, 10);
  }
  sending = false;
  paint();
  if (pending.length) setTimeout(send, wait * 1000);
}

function take(answer) {
  const answered = new Set(answer.answers.map((one) => one.id));
  pending = pending.filter((entry) => !answered.has(entry.id));
  keep();
  for (const one of answer.answers) if (!one.stored) tell(one.reason);
  if (answer.board) {
    const before = board["topic::"];
    ({ board, earlier, cursor } = answer);
    const topic = board["topic::"];
    if (topic && before && topic.topic !== before.topic) turn();
  }
}

/** Another topic, another page: at once, or by a link where somebody is in the middle of writing. */
function turn() {
  if (pending.length || root.querySelector("form[data-dirty]") || document.activeElement?.matches("input, textarea"))
    tell(root.dataset.turned, location.href, root.dataset.load);
  else location.reload();
}

/** Said in the head of the screen, which stays in sight however far down one taps. */
function tell(reason, href, label) {
  const box = root.querySelector("[data-messages]");
  const line = document.createElement("p");
  line.className = "ds-alert";
  line.dataset.color = "warning";
  line.textContent = reason;
  if (href) {
    const link = document.createElement("a");
    link.className = "ds-link";
    link.href = href;
    link.textContent = label;
    line.append(" ", link);
  }
  box.replaceChildren(line);
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.hasAttribute("data-all-here")) {
    const now = shown();
    for (const one of root.querySelectorAll("#welcome [data-row]")) {
      const first = one.querySelector("button[data-kind=presence]");
      if (!now[`presence:${first.dataset.person}:`]) add("presence", first.dataset.person, { here: "here" });
    }
    return;
  }
  const link = event.target.closest("a[data-part]");
  if (link) add("part", null, { part: link.dataset.part });
  if (!button?.dataset.kind) return;
  const value = JSON.parse(button.dataset.value);
  if (button.hasAttribute("data-toggle")) value.on = button.getAttribute("aria-pressed") !== "true";
  else if (button.getAttribute("aria-pressed") === "true") return;
  add(button.dataset.kind, button.dataset.person, value);
});

/** Text is an entry when the writer pauses or leaves the field, if it says something new. */
function write(form) {
  clearTimeout(form.timer);
  const value = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));
  const now = shown()[form.dataset.key];
  const nothing = !Object.values(value).some(Boolean);
  if (form.dataset.kind === "next_step" && !value.what && !nothing) {
    form.querySelector("[data-need]").hidden = false; // a step says what it is: not sent, and not called saved, before it does
    return;
  }
  if (form.querySelector("[data-need]")) form.querySelector("[data-need]").hidden = true;
  delete form.dataset.dirty;
  const same = says(now, value) || (nothing && (!now || now.not_this_week || !Object.values(now).some(Boolean)));
  if (same || (nothing && form.dataset.kind === "goal")) return paint();
  add(form.dataset.kind, form.dataset.person, value);
}

for (const form of root.querySelectorAll("form[data-kind]")) {
  form.addEventListener("submit", (event) => { event.preventDefault(); write(form); });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) write(form); });
  form.addEventListener("input", () => {
    form.dataset.dirty = "yes";
    paint();
    clearTimeout(form.timer);
    form.timer = setTimeout(() => write(form), 4000);
  });
}

root.querySelector("form[data-close]").addEventListener("submit", async (event) => {
  for (const form of root.querySelectorAll("form[data-dirty]")) write(form);
  if (!pending.length) return;
  event.preventDefault();
  tell(root.dataset.closing);
  const form = event.target;
  for (let tries = 0; pending.length && tries < 50; tries++) {
    await send();
    if (pending.length) await new Promise((done) => setTimeout(done, 200));
  }
  if (!pending.length) form.submit();
  else tell(root.dataset.notClosed);
});

window.addEventListener("beforeunload", (event) => {
  if (pending.length || root.querySelector("form[data-dirty]")) event.preventDefault();
});
window.addEventListener("online", send);

async function look() {
  if (!document.hidden && !pending.length) {
    try {
      const answer = await ask(null);
      if (answer.board) { take(answer); paint(); }
    } catch { /* the next look comes soon */ }
  }
  setTimeout(look, document.hidden ? 10000 : 2000);
}

paint();
send();
setTimeout(look, 2000);
