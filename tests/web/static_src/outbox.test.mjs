// SPDX-License-Identifier: Apache-2.0
// The outbox, rule by rule (docs/explanation/offline.md). The clock stands where a test wants it; the drawer is memory.
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDrawer, load, service, sleep, until, vaultOf } from "./stage.mjs";

const { Outbox, PARCEL_BYTES, db } = await load();
let live = [];

/** A tab: its outbox, opened. `more` as for the Outbox. */
async function tab(server, more = {}) {
  const box = new Outbox({ unlock: async () => vaultOf("A"), net: server.net, owner: "A", timer: (work, ms) => setTimeout(work, Math.min(ms, 20)), ...more });
  live.push(box);
  await box.open();
  return box;
}
function rule(name, work) {
  test(name, async () => {
    for (const box of live) box.stopped = true;
    live = [];
    await emptyDrawer(db);
    await work();
    for (const box of live) box.stopped = true;
  });
}
const rows = () => db.within(["waiting"], "readonly", (waiting) => waiting.getAll());
const down = () => { throw new Error("net"); };

rule("what is tapped is on the screen at once, kept next, and out when it is answered for", async () => {
  const server = service();
  let seen = 0;
  const box = await tab(server, { onChange: (o) => { seen = Math.max(seen, o.waiting().length); } });
  const kept = box.put({ url: "/x", body: { kind: "a" } });
  assert.equal(box.waiting().length, 1);
  assert.equal(seen, 1);
  await kept;
  await until(() => box.state === "saved");
  assert.equal(server.taken.length, 1);
  assert.deepEqual(await rows(), []);
});

rule("it is readable to nobody who opens the drawer", async () => {
  const box = await tab(service(down));
  await box.put({ url: "/x", body: { words: "SECRETWORD" } });
  const [row] = await rows();
  assert.deepEqual(Object.keys(row).sort(), ["at", "box", "id", "iv", "owner", "seq"]);
  assert.ok(!Buffer.from(row.box).toString("latin1").includes("SECRETWORD"));
  assert.ok(Number.isInteger(row.at) && row.at < 100000, "a day, and no moment");
});

rule("a dead tab's things are sent by the next", async () => {
  const server = service(down);
  const first = await tab(server);
  await first.put({ url: "/x", body: { n: 1 } });
  first.stopped = true;
  server.says = () => undefined;
  const next = await tab(server);
  assert.equal(next.waiting().length, 1);
  next.send();
  await until(() => server.taken.length === 1);
});

rule("an answer lost on the way makes nothing twice", async () => {
  let lost = 2;
  const server = service();
  const post = server.net.post;
  server.net.post = async (...all) => { const answer = await post(...all); if (lost-- > 0) throw new Error("cut"); return answer; };
  const box = await tab(server);
  await box.put({ url: "/x", body: {} });
  await until(() => box.state === "saved");
  assert.equal(server.parcels.length, 3);
  assert.equal(new Set(server.parcels.map((one) => one.entries[0].id)).size, 1);
  assert.equal(server.taken.length, 1);
});

rule("the newest unsent text of a field takes the place of the older, and of no other field", async () => {
  const box = await tab(service(down));
  for (const text of ["a", "ab", "abc"]) await box.put({ url: "/x", slot: "field", body: { text } });
  await box.put({ url: "/x", slot: "other", body: { text: "z" } });
  await box.put({ url: "/y", slot: "field", body: { text: "y" } });
  assert.deepEqual(box.waiting().map((one) => one.body.text), ["abc", "z", "y"]);
  assert.equal((await rows()).length, 3);
});

rule("a text under way is not replaced, but followed: nobody is told of a conflict with themselves", async () => {
  let go;
  const server = service(() => new Promise((done) => { go = done; }));
  const box = await tab(server);
  await box.put({ url: "/x", slot: "field", body: { text: "a" } });
  await until(() => go);
  await box.put({ url: "/x", slot: "field", body: { text: "ab" } });
  const [first, second] = box.waiting();
  assert.equal(second.after, first.id);
  server.says = () => undefined;
  go(undefined);
  await until(() => box.state === "saved");
  assert.deepEqual(server.taken.map((one) => [one.text, one.after]), [["a", undefined], ["ab", first.id]]);
});

rule("held text is kept at once and sent when the writer pauses", async () => {
  let now = 1e12;
  const server = service();
  const box = await tab(server, { clock: () => now });
  await box.put({ url: "/x", slot: "f", hold: 1500, body: { text: "a" } });
  assert.equal((await rows()).length, 1);
  await sleep(40);
  assert.equal(server.taken.length, 0);
  now += 1600;
  box.kick();
  await until(() => server.taken.length === 1);
});

rule("half of something is kept, said to be so, and not sent", async () => {
  const box = await tab(service());
  await box.put({ url: "/x", slot: "f", hold: 12 * 3600e3, body: { when: "Thursday" } });
  assert.equal(box.state, "unsent");
  await box.put({ url: "/x", slot: "f", body: { what: "Walk", when: "Thursday" } });
  await until(() => box.state === "saved");
});

rule("one item that is refused is set aside with its reason; the rest arrives", async () => {
  const server = service((parcel) => ({ status: 200, json: { answers: parcel.entries.map((one) => (one.bad ? { id: one.id, stored: false, reason: "No" } : { id: one.id, stored: true })) } }));
  const told = [];
  const box = await tab(server, { onAnswer: (answer, item) => told.push([answer.stored, item.body.n]) });
  for (const n of [1, 2, 3]) await box.put({ url: "/x", body: { n, bad: n === 2 } });
  await until(() => box.state === "refused");
  assert.deepEqual(box.aside().map((one) => [one.body.n, one.aside]), [[2, "No"]]);
  assert.deepEqual(told.sort((a, b) => a[1] - b[1]), [[true, 1], [false, 2], [true, 3]]);
  server.says = () => undefined;
  await box.retry(box.aside()[0]);
  await until(() => box.state === "saved");
});

rule("what was set aside stays through a reload until it is thrown away", async () => {
  const refusing = service((parcel) => ({ status: 200, json: { answers: parcel.entries.map((one) => ({ id: one.id, stored: false, reason: "No" })) } }));
  const first = await tab(refusing);
  await first.put({ url: "/x", body: { words: "mine" } });
  await until(() => first.state === "refused");
  first.stopped = true;
  const next = await tab(refusing);
  assert.deepEqual(next.aside().map((one) => one.body.words), ["mine"]);
  await next.drop(next.aside()[0]);
  assert.equal(next.state, "saved");
  assert.deepEqual(await rows(), []);
});

for (const status of [400, 413, 500])
  rule(`a poisonous item that makes the service say ${status} holds up nothing`, async () => {
    const server = service((parcel) => (JSON.stringify(parcel).includes("POISON") ? { status } : undefined));
    const box = await tab(server);
    for (let n = 0; n < 8; n++) await box.put({ url: "/x", body: { words: n === 3 ? "POISON" : `good ${n}` } });
    for (let i = 0; i < 300 && box.state !== "refused"; i++) { await sleep(15); box.well(); box.kick(); }
    assert.equal(server.taken.length, 7);
    assert.deepEqual(box.aside().map((one) => one.body.words), ["POISON"]);
  });

rule("a service that is down sets nothing aside", async () => {
  const server = service(() => ({ status: 500 }));
  const box = await tab(server);
  for (let n = 0; n < 3; n++) await box.put({ url: "/x", body: { n } });
  await sleep(400);
  assert.equal(box.aside().length, 0);
  server.says = () => undefined;
  box.kick();
  await until(() => server.taken.length === 3);
});

rule("parcels are small: at most 48 KiB and one address each, and a larger item goes alone", async () => {
  const server = service(down);
  const box = await tab(server);
  for (const size of [20000, 20000, 20000, 60000, 10]) await box.put({ url: "/x", body: { words: "x".repeat(size) } });
  await box.put({ url: "/y", body: { words: "y" } });
  server.says = () => undefined;
  server.parcels = [];
  box.kick();
  await until(() => box.state === "saved");
  assert.ok(server.parcels.every((one) => one.entries.length === 1 || JSON.stringify(one.entries).length <= PARCEL_BYTES + 1000));
  assert.deepEqual(server.parcels.map((one) => one.url).slice(-1), ["/y"]);
  assert.equal(server.taken.length, 6);
});

rule("an old token is renewed once, and it goes on", async () => {
  let old = true;
  const server = service(() => (old ? { status: 403 } : undefined));
  const who = server.net.who;
  server.net.who = async (owner) => { old = false; return who(owner); };
  const box = await tab(server);
  await box.put({ url: "/x", body: {} });
  await until(() => box.state === "saved");
  assert.equal(server.asked, 1);
});

rule("nothing goes out while another account is signed in, and its things are not read", async () => {
  const server = service((parcel) => (parcel.owner !== server.owner ? { status: 409 } : undefined));
  server.owner = "B";
  const mine = await tab(server);
  await mine.put({ url: "/x", body: { words: "mine" } });
  await until(() => mine.state === "other_account");
  const theirs = await tab(server, { unlock: async () => vaultOf("B"), owner: "B" });
  assert.equal(theirs.waiting().length, 0);
  await theirs.put({ url: "/x", body: { words: "theirs" } });
  await until(() => server.taken.length === 1);
  assert.deepEqual(server.taken.map((one) => one.words), ["theirs"]);
  server.owner = "A";
  mine.kick();
  await until(() => mine.state === "saved");
  assert.deepEqual(server.taken.map((one) => one.words), ["theirs", "mine"]);
});

rule("signed out: said, kept, and it goes on by itself", async () => {
  const server = service(() => (server.owner ? undefined : { status: 0 }));
  server.owner = null;
  const box = await tab(server);
  await box.put({ url: "/x", body: {} });
  await until(() => box.state === "signed_out");
  server.owner = "A";
  box.kick();
  await until(() => box.state === "saved");
});

rule("a network's own page is no answer", async () => {
  let pages = 3;
  const server = service(() => (pages-- > 0 ? { status: 200, json: null } : undefined));
  const box = await tab(server);
  await box.put({ url: "/x", body: {} });
  await until(() => box.state === "saved");
  assert.equal(server.taken.length, 1);
});

rule("without a vault nothing is sent under a guess, and it is kept once there is one", async () => {
  const server = service();
  let locked = true;
  const box = new Outbox({ unlock: async () => (locked ? null : vaultOf("A")), net: server.net, owner: "A", locks: null, timer: (work) => setTimeout(work, 15) });
  live.push(box);
  await box.put({ url: "/x", body: {} });
  assert.equal(box.state, "not_kept");
  assert.equal(server.parcels.length, 0);
  locked = false;
  box.kick();
  await until(() => box.state === "saved");
  assert.equal(server.taken.length, 1);
});

rule("a fault in painting stops neither keeping nor sending", async () => {
  const server = service(), heard = [];
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (work, ms) => real(() => { try { work(); } catch (why) { heard.push(why.message); } }, ms);
  const box = await tab(server, { onChange: () => { throw new Error("paint"); }, onStored: () => { throw new Error("told"); } });
  await box.put({ url: "/x", body: {} });
  await until(() => server.taken.length === 1);
  await sleep(20);
  globalThis.setTimeout = real;
  assert.ok(heard.includes("paint") && heard.includes("told"), "and they are not hidden");
});

rule("the tab that wrote it hears the answer, whichever tab sent it, and the other only that it is stored", async () => {
  const server = service(down);
  const heard = [], stored = [];
  const channel = () => { const made = new BroadcastChannel("answers"); made.unref(); return made; };
  const listening = (name) => ({ channel: channel(), onAnswer: (answer, item) => heard.push([name, item.body.n, answer.stored]),
    onStored: (items) => stored.push(...items.map((item) => [name, item.body.n])) });
  const [one, two] = [await tab(server, listening("one")), await tab(server, listening("two"))];
  await one.put({ url: "/x", body: { n: 1 }, hold: 60_000 });
  await until(() => two.waiting().length === 1);
  one.stopped = true;
  [...two.items.values()][0].hold = 0;
  server.says = () => undefined;
  two.kick();
  await until(() => heard.length === 1);
  await sleep(20);
  assert.deepEqual(heard, [["one", 1, true]]);
  assert.deepEqual(stored.sort(), [["one", 1], ["two", 1]], "both show it as taken in");
  one.channel.close();
  two.channel.close();
});

rule("what one window has not sent yet is not replaced by what another writes in the same field", async () => {
  const server = service(down);
  const [one, two] = [await tab(server), await tab(server)];
  await one.put({ url: "/x", slot: "keep", body: { said: "first" } });
  await two.read();
  await two.put({ url: "/x", slot: "keep", body: { said: "second" } });
  server.says = () => undefined;
  two.kick();
  await until(() => server.taken.length === 2);
  assert.deepEqual(server.taken.map((one) => [one.said, one.after]), [["first", undefined], ["second", undefined]]);
});

rule("a page that shows what a dead tab wrote hears what became of it", async () => {
  const server = service(down);
  const dead = await tab(server);
  await dead.put({ url: "/x", body: { n: 1 } });
  dead.stopped = true;
  const heard = [];
  const next = await tab(server, { onAnswer: (_answer, item) => heard.push(item.body.n) });
  server.says = () => undefined;
  next.kick();
  await until(() => heard.length === 1);
  assert.deepEqual(heard, [1]);
});

for (const [how, locks] of [["locks", undefined], ["a lease", null]])
  rule(`two tabs, by ${how}: one sends at a time, and nothing is sent twice`, async () => {
    const server = service(down);
    let at_once = 0, most = 0;
    const [one, two] = [await tab(server, { locks }), await tab(server, { locks })];
    await one.put({ url: "/x", body: { n: 1 } });
    await two.put({ url: "/x", body: { n: 2 } });
    await one.read();
    assert.equal(one.waiting().length, 2);
    server.says = async () => { most = Math.max(most, ++at_once); await sleep(30); at_once--; };
    one.kick();
    two.kick();
    await until(() => server.taken.length === 2);
    assert.equal(most, 1);
    await Promise.all([one.read(), two.read()]);
    assert.equal(one.waiting().length + two.waiting().length, 0);
    assert.deepEqual(server.taken.map((x) => x.n).sort(), [1, 2]);
  });
