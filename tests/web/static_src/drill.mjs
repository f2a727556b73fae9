// SPDX-License-Identifier: Apache-2.0
// Random schedules: taps, held text, long texts, poison, tabs born and killed, network, sign-outs, another account, a
// service that is down; with locks or with a lease. What must hold after each stands at the end of `schedule`.
//   node drill.mjs SCHEDULES [TWIN] [FIRST SEED]
// A twin is the outbox with one mistake planted in its source; the drill must fail on each.
import { emptyDrawer, load, sleep, vaultOf } from "./stage.mjs";

export const TWINS = {
  "new id at each try": [["({ id, made_at, after, ...body }))", "({ id: crypto.randomUUID(), made_at, after, ...body }))"]],
  "taken out before the answer": [["    let answer;\n    try {\n      const entries", "    let answer;\n    await this.#out(parcel, []);\n    try {\n      const entries"]],
  "memory alone": [['await within(["waiting"], "readwrite", (waiting) => {\n        if (gone)', "seq = Math.random(); await 0; ((waiting) => {\n        if (gone)"], ["await this.read();\n      const now", "const now"]],
  "no smaller parcels": [["if (parcel.length > 1) {", "if (true) { return this.#later();"]],
  "words in the open": [["...sealed };", "...sealed, note: item.body };"]],
  "ignores the owner when reading": [["if (row.owner !== this.vault.owner) continue;", ""], ["await this.vault.unseal(row,", "await this.vault.any(row,"]],
  "any 200 is yes": [["if (status === 200 && json?.answers)", "if (status === 200)"], ["async #answered(parcel, json) {", "async #answered(parcel, told) { const json = { answers: told?.answers || parcel.map((p) => ({ id: p.id, stored: true })) };"]],
  "500 means it is bad": [["if (seen.sure < SURE)", "if (seen.strikes < 2)"]],
  "no bound in bytes": [["PARCEL_BYTES = 48 * 1024", "PARCEL_BYTES = 1e9"]],
  "newest of anything": [["item.slot && o.slot === item.slot && o.url === item.url && ", ""]],
  "stale token for ever": [["if ([0, 401, 403, 409].includes(status)) return this.#whoIsThere();", "if ([0, 401, 403, 409].includes(status)) return this.#later();"]],
  "parcel without its owner": [["{ v: 1, owner: this.vault.owner, sent_at", "{ v: 1, sent_at"]],
  "gives up after five": [["    this.tries++;\n    const wait", "    if (++this.tries > 5) this.stopped = true;\n    const wait"]],
};

const rng = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const FASTER = 400; // the outbox's own clock, so that a minute's wait is 150 ms here

async function schedule(seed, Outbox, db) {
  const r = rng(seed), wrong = [];
  await emptyDrawer(db);
  const server = { up: true, session: { account: "A", csrf: 1 }, ids: new Map(), order: [], faults: 0.35, big: 0 };
  let token = 1;
  const makeNet = () => ({
    dead: false,
    async post(url, parcel) {
      await sleep(r() * 2);
      if (this.dead) return new Promise(() => {});
      const said = JSON.stringify(parcel);
      server.big = Math.max(server.big, parcel.entries.length > 1 ? said.length : 0);
      if (!server.up) throw new Error("net");
      const fault = r() < server.faults ? ["before", "after", "500", "503", "html", "429"][Math.floor(r() * 6)] : "";
      if (fault === "before") throw new Error("net");
      if (fault === "html") return { status: 200, json: null };
      if (fault === "503" || fault === "429") return { status: Number(fault), json: null, retryAfter: 0 };
      if (fault === "500" || server.outage) return { status: 500, json: null };
      if (!server.session) return { status: 0, json: null };
      if (token !== server.session.csrf) return { status: 403, json: null };
      if (said.includes("POISON4")) return { status: 400, json: { error: 1 } };
      if (said.includes("POISON5")) return { status: 500, json: null };
      if (parcel.owner && parcel.owner !== server.session.account) return { status: 409, json: {} };
      const answers = parcel.entries.map((one) => {
        if (!server.ids.has(one.id)) {
          server.ids.set(one.id, { ...one, by: server.session.account, url });
          server.order.push(one.id);
        }
        return { id: one.id, stored: true };
      });
      if (fault === "after" || this.dead) throw new Error("net");
      return { status: 200, json: { answers } };
    },
    async who() {
      await sleep(r());
      if (!server.up || r() < server.faults / 3) throw new Error("net");
      if (server.session) token = server.session.csrf;
      return { owner: server.session?.account || null };
    },
  });
  const withLocks = {
    held: null,
    async request(_name, _how, work) {
      if (this.held) return work(null);
      this.held = work;
      try { return await work({}); } finally { this.held = null; }
    },
  };
  const locks = r() < 0.5 ? withLocks : null; // null: Node has locks of its own by now
  const lives = [], born = Date.now(), clock = () => born + (Date.now() - born) * FASTER;
  const birth = async (owner = "A") => {
    const box = new Outbox({ unlock: async () => vaultOf(owner), net: makeNet(), locks, clock, jitter: r, timer: (work, ms) => setTimeout(work, ms / FASTER) });
    lives.push(box);
    await box.open();
    box.send();
    return box;
  };
  const kill = (box) => {
    if (!box) return;
    box.stopped = true;
    box.net.dead = true;
    if (locks) locks.held = null;
  };
  const taps = [];
  let tab = await birth(), other = null, n = 0;
  const tap = async (at, slot, extra) => {
    const one = { n: n++, slot, poison: extra?.startsWith("POISON") ? extra : "", at };
    one.marker = `MARK${one.n}`;
    taps.push(one);
    one.url = ["/s/1", "/s/1", "/w/2"][Math.floor(r() * 3)];
    one.held = slot && r() < 0.5;
    const body = { kind: "x", value: { w: one.marker, extra } };
    const kept = at.put({ url: one.url, hold: one.held ? 3000 : 0, slot, body }).then((item) => { one.id = item.id; one.kept = !item.failed && !at.stopped; });
    if (r() < 0.8) await kept; else await sleep(0);
  };
  for (let step = 0; step < 50; step++) {
    const x = r(), at = other && r() < 0.4 ? other : tab;
    if (x < 0.42) await tap(at);
    else if (x < 0.52) await tap(at, `field${Math.floor(r() * 2)}`, "text ".repeat(Math.floor(r() * 1500)));
    else if (x < 0.55) for (let i = 0; i < 3; i++) await tap(at, "", "y".repeat(22000));
    else if (x < 0.56) { server.outage = true; await sleep(25); server.outage = false; }
    else if (x < 0.58) await tap(at, "", r() < 0.5 ? "POISON4" : "POISON5");
    else if (x < 0.66) { kill(tab); tab = await birth(); }
    else if (x < 0.70) { kill(other); other = r() < 0.7 ? await birth() : null; }
    else if (x < 0.80) server.up = !server.up;
    else if (x < 0.84) server.session = r() < 0.6 ? null : { account: "B", csrf: Math.floor(r() * 1e9) };
    else if (x < 0.92) server.session = { account: "A", csrf: Math.floor(r() * 1e9) };
    else if (x < 0.95 && server.session?.account === "B" && server.up) {
      const b = await birth("B");
      b.put({ url: "/s/1", body: { kind: "x", value: { w: `B${n++}` } } });
      await sleep(30);
      kill(b);
    } else await sleep(r() * 8);
  }
  const rows = await db.within(["waiting"], "readonly", (waiting) => waiting.getAll());
  const open = (row) => JSON.stringify(row, (_key, value) => (value instanceof ArrayBuffer ? "" : value));
  if (rows.some((row) => open(row).includes("MARK"))) wrong.push("readable on the device");
  kill(tab);
  kill(other);
  Object.assign(server, { up: true, faults: 0, session: { account: "A", csrf: Math.floor(r() * 1e9) } });
  const last = await birth();
  for (let i = 0; i < 400 && (last.waiting().length || last.sending); i++) {
    await sleep(10);
    if (i % 20 === 19) { last.well(); last.kick(); } // a look at the board that succeeds says that the service is well
  }
  await last.read();

  // What must hold.
  if (last.waiting().length) wrong.push(`still waiting: ${last.waiting().length}`);
  const count = new Map();
  for (const one of server.ids.values()) count.set(one.value.w, (count.get(one.value.w) || 0) + 1);
  const aside = new Set(last.aside().map((one) => one.body.value.w));
  const isNewerThere = (one) => taps.some((t) => t.n > one.n && t.slot === one.slot && t.url === one.url && count.get(t.marker));
  for (const one of taps) {
    const got = count.get(one.marker) || 0;
    if (got > 1) wrong.push(`${one.marker} ${got} times`);
    if (one.poison) {
      if (got) wrong.push("poison taken");
      if (one.kept && !aside.has(one.marker)) wrong.push("poison not shown");
      continue;
    }
    if (aside.has(one.marker)) wrong.push(`${one.marker} set aside without reason`);
    if (one.kept && !got && !(one.slot && isNewerThere(one))) wrong.push(`${one.marker} lost`);
  }
  for (const one of server.ids.values()) if (one.by !== (one.value.w.startsWith("B") ? "B" : "A")) wrong.push("under another's name");
  if (!taps.some((one) => one.poison) && !lives.some((box) => box.overtook)) { // arrival is tapping, by address and tab
    const place = new Map(server.order.map((id, i) => [id, i]));
    for (const box of new Set(taps.map((one) => one.at))) {
      const before = new Map();
      for (const one of taps.filter((t) => t.at === box && t.kept && !t.held && place.has(t.id))) {
        if (place.get(one.id) < (before.get(one.url) ?? -1)) wrong.push(locks ? "out of order, locks" : "out of order, lease");
        before.set(one.url, place.get(one.id));
      }
    }
  }
  if (server.big > 52 * 1024) wrong.push(`parcel of ${server.big} bytes`);
  kill(last);
  return { wrong: [...new Set(wrong)], kept: taps.filter((one) => one.kept).length, lives: lives.length };
}

const schedules = Number(process.argv[2] || 40), twin = process.argv[3] || "", first = Number(process.argv[4] || 1);
const { Outbox, db } = await load(twin ? TWINS[twin] : []);
const sum = { schedules: 0, kept: 0, lives: 0 }, kinds = {};
let bad = 0;
for (let seed = first; seed < first + schedules && bad < (twin ? 1 : Infinity); seed++) {
  const got = await schedule(seed, Outbox, db);
  sum.schedules++;
  sum.kept += got.kept;
  sum.lives += got.lives;
  if (got.wrong.length) bad++;
  for (const words of got.wrong) {
    const kind = words.replace(/MARK\d+ ?/, "").replace(/\d+/g, "n");
    kinds[kind] = [...(kinds[kind] || []), seed];
  }
}
console.log(JSON.stringify({ twin, ...sum, bad, kinds }));
process.exit(bad ? 1 : 0);
