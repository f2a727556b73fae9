// SPDX-License-Identifier: Apache-2.0
// The session screen, drawn from what the session's entries add up to (the board), with what is not yet answered for laid
// over it. Every tap goes through the outbox. What the other leader does is fetched every other second; where it changes
// the page itself, only that part of the page is exchanged, and never under the eyes of somebody who reads it.

import { keptOn } from "./_kept.js";
import { ask } from "./_net.js";
import { service } from "./_unlock.js";
import { whileTyping } from "./_typing.js";
import { paintEarlier, says } from "./_earlier.js";

const LOOK = 2000, HIDDEN_LOOK = 10000, HALF = 12 * 3600e3;
const ON_THE_PAGE = ["topic", "opened", "closed", "signed", "goal"]; // kinds of entry that are drawn by the service
const READ = "details.ds-details[open] .reading"; // opened, and being read
const asServed = document.body.innerHTML; // before anything is painted
const root = document.getElementById("session");
const url = root.dataset.entries, path = location.pathname;
let { cursor, board, earlier } = JSON.parse(document.getElementById("start").textContent);
let stored = 0; // how much of this page's own was taken in
let fetched = drawing(board); // what the parts of the page here, or left to exchange, were made from

const keyOf = ({ kind, person, value }) =>
  `${kind}:${person || ""}:${value.step || value.technique || value.leader || (["handout", "practised"].includes(kind) ? `${value.module}/${value.topic}` : "")}`;
const started = () => Object.keys(board).some((key) => key.startsWith("opened:")) || root.dataset.state !== "planned";
const mine = () => box.waiting().filter((item) => item.url === url);

/** What shows: the service's board, with what is not yet answered for laid over it. */
const shown = () => mine().reduce((all, item) => ({ ...all, [keyOf(item.body)]: item.body.value }), board);

/** What of a board the service has drawn into the page itself. */
function drawing(of) {
  return JSON.stringify(Object.entries(of).filter(([key]) => ON_THE_PAGE.includes(key.split(":")[0])).sort());
}

const isOn = (button, now) => {
  const key = button.dataset.key || button.closest("[data-key]").dataset.key;
  return button.hasAttribute("data-toggle") ? now[key]?.on === true : says(now[key], JSON.parse(button.dataset.value));
};

function paint() {
  const now = shown();
  for (const button of root.querySelectorAll("button[data-kind]")) button.setAttribute("aria-pressed", String(isOn(button, now)));
  for (const form of root.querySelectorAll("form[data-kind]")) {
    const waits = box.of(url, form.dataset.key);
    form.querySelector("[data-not-sent]")?.toggleAttribute("hidden", !(waits && ["unsent", "signed_out", "other_account", "not_kept"].includes(box.state)));
    if (form.contains(document.activeElement) || form.dataset.dirty) continue;
    for (const input of form.querySelectorAll("input")) input.value = now[form.dataset.key]?.[input.name] || "";
  }
  for (const row of root.querySelectorAll("[data-of]")) {
    const here = now[`presence:${row.dataset.of}:`]?.here;
    row.toggleAttribute("data-away", here === "sent_word" || here === "not_here");
  }
  paintEarlier(root, earlier);
}

const box = keptOn({
  describe: ({ body }) => Object.values(body.value).filter((one) => typeof one === "string").join(" · "),
  busy: () => Boolean(root.querySelector("form[data-dirty]")),
  idle: () => (started() ? "" : root.dataset.notStarted),
  onChange: paint,
  onAnswer: (answer, item) => {
    if (!answer.stored) tell(answer.reason);
    else if (item.body.kind === "topic") exchange.now = true; // one's own choice: shown at once
  },
  onStored: (items) => {
    const laid = items.filter((item) => item.url === url && item.body.kind);
    stored += laid.length;
    if (laid.length) take({ cursor, earlier, board: laid.reduce((all, { body }) => ({ ...all, [keyOf(body)]: body.value }), board) });
  },
});

/** What the service told; or what it has just taken in, until the next look tells how that stands beside the others'. */
function take(json) {
  if (json.board) {
    ({ board, earlier, cursor } = json);
    keepBoard();
    paint();
    box.paint();
  }
  if (drawing(board) !== fetched || exchange.now) exchange();
}

/** One tap. A second tap on the same takes it back: an entry that says nothing. */
function add(kind, person, value, slot = "", hold = 0) {
  return box.put({ url, body: { kind, value, ...(person ? { person } : {}) }, hold, slot });
}
const nothing = (value) =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === "step" ? one : typeof one === "boolean" ? false : ""]));

root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-part]");
  if (link) for (const one of root.querySelectorAll("a[data-part]")) one.setAttribute("aria-current", one === link ? "step" : "false");
  const button = event.target.closest("button");
  if (!button || (!button.dataset.kind && !button.hasAttribute("data-all-here"))) return;
  if (!started()) return tell(root.dataset.notStarted);
  const now = shown();
  if (button.hasAttribute("data-all-here")) {
    for (const one of root.querySelectorAll("#welcome button[data-kind=presence]"))
      if (JSON.parse(one.dataset.value).here === "here" && !now[`presence:${one.dataset.person}:`]?.here) add("presence", one.dataset.person, { here: "here" });
    return;
  }
  const value = JSON.parse(button.dataset.value), on = isOn(button, now);
  if (button.hasAttribute("data-toggle")) value.on = !on;
  else if (on && button.dataset.kind === "topic") return;
  const half = box.of(url, button.dataset.key);
  if (half?.hold > Date.now() + HALF / 2) box.drop(half);
  add(button.dataset.kind, button.dataset.person, on && !button.hasAttribute("data-toggle") ? nothing(value) : value);
});

/** Text is an entry if it says something new. A step says what it is: the other half is kept here until it does. */
function write(form, hold) {
  const value = Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));
  const now = shown()[form.dataset.key];
  const empty = !Object.values(value).some(Boolean), half = form.dataset.kind === "next_step" && !value.what && !empty;
  form.querySelector("[data-need]")?.toggleAttribute("hidden", !half || !started());
  if (!started()) return empty ? undefined : tell(root.dataset.notStarted);
  delete form.dataset.dirty;
  const same = says(now, value) || (empty && (!now || now.not_this_week || !Object.values(now).some(Boolean)));
  if (same || (empty && form.dataset.kind === "goal")) return box.changed();
  add(form.dataset.kind, form.dataset.person, value, form.dataset.key, half ? HALF : hold);
}
root.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-kind]");
  if (form) { form.dataset.dirty = "yes"; box.paint(); }
}, true);
root.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.kind) { event.preventDefault(); write(form, 0); }
  if (form.hasAttribute("data-close")) close(event, form);
});
const { rest } = whileTyping(root, "form[data-kind]", write);
root.addEventListener("focusout", () => setTimeout(() => { if (exchange.waits) exchange(); }));

/** Closing needs the network: first what waits, then the closing itself. */
async function close(event, form) {
  rest();
  if (!mine().length) return;
  event.preventDefault();
  tell(root.dataset.closing);
  for (let tries = 0; mine().length && tries < 25; tries++) {
    await box.kick();
    if (mine().length) await new Promise((done) => setTimeout(done, 400));
  }
  if (mine().length) tell(root.dataset.notClosed);
  else form.submit();
}

/** Said in the head of the screen, which stays in sight however far down one taps. */
function tell(reason, label, work) {
  const line = document.createElement("p");
  line.className = "ds-alert";
  line.dataset.color = "warning";
  line.textContent = reason;
  if (label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "tertiary";
    button.textContent = label;
    button.addEventListener("click", work);
    line.append(" ", button);
  }
  root.querySelector("[data-messages]").replaceChildren(line);
}

/** The page has changed at the service: fetch it, and exchange the parts that differ. */
async function exchange() {
  if (exchange.running) return;
  exchange.running = true;
  try {
    const answer = await fetch(path, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || (!answer.ok && answer.status < 500)) return await notHere();
    if (!answer.ok) return;
    const html = await answer.text();
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const there = fresh.getElementById("session");
    if (!there) return;
    fetched = drawing(board);
    keepPage(fresh.body.innerHTML);
    swap(there, exchange.now);
    exchange.now = false;
  } catch { /* the next look comes soon */ } finally { exchange.running = false; }
}
const plain = (part) => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1"); // made anew for each page
const served = new Map([...root.querySelectorAll("[data-swap]")].map((part) => [part.dataset.swap, plain(part)]));

function swap(there, all) {
  const top = [...root.querySelectorAll("[data-swap]")].find((part) => part.getBoundingClientRect().bottom > 0);
  const [name, was] = [top?.dataset.swap, top?.getBoundingClientRect().top];
  const left = [];
  for (const part of there.querySelectorAll("[data-swap]")) {
    const old = root.querySelector(`[data-swap="${part.dataset.swap}"]`);
    if (!old || served.get(part.dataset.swap) === plain(part)) continue;
    if (!all && isInUse(old)) { left.push(old); continue; }
    served.set(part.dataset.swap, plain(part));
    const open = [...old.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    const made = document.importNode(part, true);
    for (const one of made.querySelectorAll("details > summary")) if (open.includes(one.textContent)) one.parentElement.open = true;
    old.replaceWith(made);
  }
  root.dataset.state = there.dataset.state;
  exchange.waits = left.length > 0;
  if (left.some((part) => part.querySelector(READ)))
    tell(root.dataset.turned, root.dataset.load, () => { exchange.now = true; root.querySelector("[data-messages]").replaceChildren(); exchange(); });
  paint();
  box.paint();
  const now = name && root.querySelector(`[data-swap="${name}"]`);
  if (now) scrollBy({ top: now.getBoundingClientRect().top - was, behavior: "instant" });
}
/** Somebody writes in it, or has opened something in it to read. */
const isInUse = (part) =>
  Boolean(part.querySelector(`form[data-dirty], ${READ}`)) || (part.contains(document.activeElement) && document.activeElement.matches("input, textarea"));

/** Without network the same screen comes back: as the service made it, sealed, from the start of a session to its end. */
function keepPage(body) {
  if (!started() || root.dataset.state === "closed") return dropKept();
  const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map((one) => one.href);
  const page = { body, title: document.title, lang: document.documentElement.lang, scheme: document.documentElement.dataset.colorScheme, space: document.body.className, script: root.dataset.script, styles };
  return box.open().then((vault) => vault?.keepPage(path, page)).then(() => keepBoard(), () => {});
}
function keepBoard() {
  clearTimeout(keepBoard.timer);
  if (!started()) return;
  keepBoard.timer = setTimeout(() => box.vault?.keepPage(`${path}#board`, { cursor, board, earlier }).catch(() => {}), 300);
}
const dropKept = () => box.open().then((vault) => vault?.dropPage(path, `${path}#board`)).catch(() => {});
/** No longer for this reader, if it is the service that says so, and not some network in between. */
const notHere = () => service.who(box.owner).then(dropKept);

async function look() {
  if (!document.hidden && !mine().some((item) => !item.hold)) {
    const before = stored;
    try {
      const { status, json } = await ask(`${url}?after=${cursor}`);
      if (status === 200 && json) { box.well(); if (stored === before) take(json); } // else it is older than what shows: the next one tells
      else if ([0, 401, 403, 404].includes(status)) { await notHere(); tell(root.dataset.lost); }
    } catch { /* the next look comes soon */ }
  }
  setTimeout(look, document.hidden ? HIDDEN_LOOK : LOOK);
}

async function begin() {
  if (document.documentElement.dataset.drawn) { // without network: the newest board kept, and that it was looked at
    const kept = await box.open().then((vault) => vault?.page(`${path}#board`)).catch(() => null);
    if (kept && kept.cursor > cursor) ({ cursor, board, earlier } = kept);
    fetched = drawing(board);
    box.put({ url: root.dataset.looks, body: {} });
  } else keepPage(asServed);
  paint();
  box.paint();
}
paint();
begin();
setTimeout(look, LOOK);
