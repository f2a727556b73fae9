// SPDX-License-Identifier: Apache-2.0
// What was tapped or written and is not yet answered for: the only code that sends what people type.
//
// Each thing gets an id once. It is in memory and on the screen at once, sealed on the device next, sent after that, and
// out only when the service has answered for that very id. The newest unsent text of a field takes the place of the older.
// One tab sends at a time. States, faults and why: docs/explanation/offline.md.

import { within } from "./_db.js";
import { newId } from "./_vault.js";

export const PARCEL_BYTES = 48 * 1024, PARCEL_ITEMS = 100, LONGEST_WAIT = 60000;
const LEASE = 20000, SURE = 3;
const size = (one) => new TextEncoder().encode(JSON.stringify(one)).length;

export class Outbox {
  /**
   * `owner`: whose page this is. `unlock()` → a vault, or null while nobody may open it; it may throw. `net`: post(url, parcel) and who(owner).
   * `onAnswer(answer, item)`: what the service said of one item that this page wrote or shows, whichever tab sent it.
   * `onStored(items)`: what it has taken in, as far as it was known here, whichever tab wrote it.
   */
  constructor({ unlock, net, owner, locks = globalThis.navigator?.locks, channel, clock = Date.now, jitter = Math.random,
    timer = (work, ms) => setTimeout(work, ms), onChange = () => {}, onAnswer = () => {}, onStored = () => {} }) {
    Object.assign(this, { unlock, net, owner, locks, channel, clock, jitter, timer, onChange, onAnswer, onStored });
    this.vault = null;
    this.items = new Map(); // by place in the drawer: {seq, id, url, slot, body, made_at, hold, after?, aside?}, opened
    this.loose = []; // in memory alone: just made, or not to be kept here
    this.flying = new Set(); // under way
    this.fell = false; // whether the service fell over a parcel of several, and was waited for
    this.suspects = new Map(); // by id: how often the service fell over it when it came alone
    this.tries = 0;
    this.served = 0;
    this.auth = "ok"; // ok, signed_out, other_account
    this.turn = Promise.resolve();
    this.here = new Map(); // by id: what this page wrote, or found waiting and shows
    channel?.addEventListener?.("message", ({ data }) => { // another tab's, also of what this one shows
      const stored = new Set((data?.answers || []).filter((one) => one.stored).map((one) => one.id));
      const shown = [...new Map([...this.here.values(), ...this.items.values()].map((one) => [one.id, one])).values()];
      this.#hear(data?.answers || []);
      this.onStored(shown.filter((one) => stored.has(one.id)));
      this.read().then(() => this.changed());
    });
  }

  /** The vault, opened once. Null while it is locked: then nothing is kept or sent. */
  async open() {
    if (this.vault) return this.vault;
    this.opening ||= this.unlock().finally(() => { this.opening = undefined; });
    const found = await this.opening;
    if (found && !this.vault) {
      this.vault = found;
      await this.read();
      for (const one of this.items.values()) this.here.set(one.id, one);
    }
    return this.vault;
  }
  /** Answers: told where the words stand, and to nobody else. */
  #hear(answers) {
    for (const answer of answers) {
      const item = this.here.get(answer.id);
      if (answer.stored) this.here.delete(answer.id);
      if (item) this.onAnswer(answer, item);
    }
  }

  /** Everything of mine that waits on this device, also what another tab or a dead one put there. */
  async read() {
    if (!this.vault) return;
    let rows;
    try { rows = await within(["waiting"], "readonly", (waiting) => waiting.getAll()); } catch { return; }
    const seen = new Set();
    for (const row of rows) {
      if (row.owner !== this.vault.owner) continue;
      seen.add(row.seq);
      if (this.items.has(row.seq)) this.items.get(row.seq).aside = row.aside;
      else await this.#unseal(row);
    }
    for (const seq of [...this.items.keys()]) if (!seen.has(seq)) this.items.delete(seq);
  }
  async #unseal(row) {
    try {
      this.items.set(row.seq, { ...(await this.vault.unseal(row, `item|${row.id}`)), seq: row.seq, aside: row.aside });
    } catch { /* sealed with a key that is no more: noise, for whoever lost a device */ }
  }

  waiting() {
    const kept = [...this.items.values()].sort((a, b) => a.seq - b.seq);
    return [...kept, ...this.loose].filter((one) => !one.aside);
  }
  aside() { return [...this.items.values(), ...this.loose].filter((one) => one.aside); }

  /** not_kept, signed_out, other_account, unsent, saving, refused or saved. */
  get state() {
    const loose = this.loose.filter((one) => !one.aside);
    if (loose.some((one) => one.failed)) return "not_kept";
    if (loose.length) return "saving"; // kept in a moment: not said before it is
    const n = this.waiting().length;
    if (n && this.auth !== "ok") return this.auth;
    if (n) return this.tries > 1 || this.#allHeld() ? "unsent" : "saving";
    return this.aside().length ? "refused" : "saved";
  }
  /** Half of something that cannot be sent without the other half: held for long, and kept. */
  #allHeld() { return this.waiting().every((one) => one.hold > this.clock() + LONGEST_WAIT); }
  changed() {
    try { this.onChange(this); } catch (why) { setTimeout(() => { throw why; }); } // a fault in painting stops no sending
  }

  /** Resolves when it is kept on the device, or known not to be. On the screen before that. `hold`: ms till it is sent. */
  put({ url, slot = "", body, hold = 0, id = newId() }) {
    const item = { id, url, slot, body, hold: hold && this.clock() + hold, made_at: new Date(this.clock()).toISOString() };
    this.loose.push(item);
    this.here.set(id, item);
    this.changed();
    this.turn = this.turn.then(() => this.#keep(item)).then(() => { this.kick(); });
    return this.turn.then(() => item);
  }
  async #keep(item) {
    try {
      if (!(await this.open())) throw new Error("locked");
      const same = [...this.items.values()].filter((o) => item.slot && o.slot === item.slot && o.url === item.url && o.made_at <= item.made_at && !o.aside && this.here.has(o.id));
      const old = same.find((o) => !this.flying.has(o.seq));
      item.after = old ? old.after : same.at(-1)?.id; // so that nobody is told of a conflict with themselves; another window is one
      const sealed = await this.vault.seal({ ...item, failed: undefined }, `item|${item.id}`);
      const gone = old && !this.flying.has(old.seq) ? old : undefined; // it may have left while this one was sealed
      let seq;
      await within(["waiting"], "readwrite", (waiting) => {
        if (gone) waiting.delete(gone.seq);
        const row = { owner: this.vault.owner, id: item.id, at: Math.floor(this.clock() / 864e5), ...sealed };
        waiting.add(row).onsuccess = (event) => { seq = event.target.result; };
      });
      if (gone) this.items.delete(gone.seq);
      this.items.set(seq, { ...item, failed: undefined, seq });
      this.loose = this.loose.filter((one) => one !== item);
      item.failed = undefined;
    } catch {
      item.failed = true;
    }
    this.channel?.postMessage?.("changed");
    this.changed();
  }
  /** What could not be kept before may be kept now. */
  async #keepLoose() {
    for (const item of this.loose.filter((one) => one.failed && !one.aside && !this.flying.has(one.id))) await this.#keep(item);
  }

  /** Something has happened that makes a new try worth while. */
  kick() {
    this.tries = Math.min(this.tries, 1);
    return this.send();
  }
  async send() {
    if (this.sending || this.stopped) return;
    this.sending = true;
    if (this.timeout) clearTimeout(this.timeout);
    let wait;
    try {
      if (!this.vault && !(await this.open())) wait = await this.#whoIsThere();
      else if (this.locks) {
        const how = { ifAvailable: true };
        wait = await this.locks.request(`bedring-send-${this.vault.owner}`, how, (lock) => (lock ? this.#rounds() : 2000));
      } else wait = await this.#rounds();
    } catch {
      wait = this.#later();
    }
    this.sending = false;
    this.changed();
    if (this.waiting().length && !this.stopped) this.timeout = this.timer(() => this.send(), Math.min(wait, LONGEST_WAIT));
  }
  /** Without Web Locks: a lease in the drawer, renewed with each parcel. Two senders at once are waste, not wrong. */
  async #lease() {
    const me = (this.me ||= newId());
    return within(["keys"], "readwrite", (keys) => {
      const answer = {};
      keys.get("lease").onsuccess = (event) => {
        const held = event.target.result;
        answer.result = !held || held.me === me || held.until < this.clock();
        if (answer.result) keys.put({ me, until: this.clock() + LEASE }, "lease");
      };
      return answer;
    }).catch(() => true);
  }
  #later(retryAfter = 0) {
    this.tries++;
    const wait = Math.min(1000 * 2 ** (this.tries - 1), LONGEST_WAIT) * (0.8 + 0.4 * this.jitter());
    return Math.max(retryAfter * 1000, wait);
  }

  async #rounds() {
    for (;;) {
      if (!this.locks && !(await this.#lease())) return 3000;
      await this.#keepLoose();
      await this.read();
      const now = this.clock();
      const ripe = this.waiting().filter((one) => one.seq || one.failed); // one that is just being kept waits its turn
      const all = ripe.filter((one) => !(one.hold > now)); // kept at once, sent when the writer pauses
      if (!all.length && ripe.length) return Math.min(...ripe.map((one) => one.hold)) - now;
      const sound = all.filter((one) => !this.#suspect(one));
      this.overtook ||= sound.length > 0 && sound.length < all.length;
      if (!all.length) { this.tries = 0; return 0; }
      const again = await this.#post(this.#parcel(sound.length ? sound : all));
      this.changed();
      if (again !== undefined) return again;
    }
  }
  /** The first of these that go to one address, within what one parcel holds. */
  #parcel(mine) {
    const parcel = [];
    let bytes = 0;
    for (const one of mine) {
      const n = size(one);
      const full = parcel.length === (this.most || PARCEL_ITEMS) || (parcel.length && bytes + n > PARCEL_BYTES);
      if (one.url !== mine[0].url || full) break;
      parcel.push(one);
      bytes += n;
    }
    return parcel;
  }
  #suspect(one) { return (this.suspects.get(one.id)?.strikes || 0) >= SURE; }

  /** Send one parcel. Undefined: on with the next; a number: try again after so many milliseconds. */
  async #post(parcel) {
    const places = parcel.map((one) => one.seq || one.id);
    for (const place of places) this.flying.add(place);
    let answer;
    try {
      const entries = parcel.map(({ id, made_at, body, after }) => ({ id, made_at, after, ...body }));
      const sent_at = new Date(this.clock()).toISOString();
      answer = await this.net.post(parcel[0].url, { v: 1, owner: this.vault.owner, sent_at, entries });
    } catch {
      return this.#later();
    } finally {
      for (const place of places) this.flying.delete(place);
    }
    const { status, json, retryAfter } = answer;
    if (status === 200 && json?.answers) return this.#answered(parcel, json);
    if ([0, 401, 403, 409].includes(status)) return this.#whoIsThere(); // 409: another's parcel than the one signed in
    if (status === 429 || status === 503) return this.#later(retryAfter);
    if (status < 400) return this.#later(); // a network's own page: no answer of ours
    return this.#hardToTake(parcel, status);
  }
  async #answered(parcel, json) {
    const byId = new Map(json.answers.map((one) => [one.id, one]));
    const known = parcel.filter((one) => byId.has(one.id));
    if (!known.length) return this.#later(); // answered for nothing: not ours
    for (const one of known) this.suspects.delete(one.id);
    await this.#out(known.filter((one) => byId.get(one.id).stored), known.filter((one) => !byId.get(one.id).stored).map((one) => [one, byId.get(one.id).reason]));
    this.well();
    this.auth = "ok";
    this.renewed = this.fell = false;
    this.most = undefined;
    try {
      this.channel?.postMessage?.({ answers: json.answers });
      this.#hear(json.answers);
      this.onStored(known.filter((one) => byId.get(one.id).stored));
    } catch (why) { setTimeout(() => { throw why; }); }
    return undefined;
  }
  /** The service has answered well, here or to a look at the board. */
  well() {
    this.tries = 0;
    this.served++;
  }
  /** 400, 404, 413, 422, 500 …: something in it cannot be taken. Smaller parcels, until it stands alone. */
  async #hardToTake(parcel, status) {
    if (parcel.length > 1) {
      if (status >= 500 && !this.fell) { // waited for once; not by `tries`, which any other good answer sets back
        this.fell = true;
        return this.#later();
      }
      this.most = Math.ceil(parcel.length / 2);
      return undefined;
    }
    this.most = undefined;
    if (status >= 500) {
      const seen = this.#strike(parcel[0]);
      if (seen.sure < SURE) return this.#suspect(parcel[0]) && this.waiting().some((one) => !this.#suspect(one)) ? undefined : this.#later();
    }
    await this.#out([], [[parcel[0], `${status}`]]);
    return undefined;
  }
  /** It, or the whole service? The others go before it; it is set aside only if others were taken in in between. */
  #strike(one) {
    const seen = this.suspects.get(one.id) || { strikes: 0, sure: 0, served: this.served };
    this.suspects.set(one.id, seen);
    seen.strikes++;
    if (this.served > seen.served) { seen.sure++; seen.served = this.served; }
    return seen;
  }
  /** Signed out, an old token, or somebody else: ask once who sits here. */
  async #whoIsThere() {
    let who;
    const mine = this.vault?.owner || this.owner;
    try { who = await this.net.who(mine); } catch { return this.#later(); }
    if (!who.owner) this.auth = "signed_out";
    else if (mine && who.owner !== mine) this.auth = "other_account";
    else {
      this.auth = "ok";
      if (!this.renewed && this.vault) {
        this.renewed = true;
        return undefined; // the fresh token is in use now: once more at once
      }
      this.renewed = false;
      return this.#later(); // a fresh token did not help
    }
    this.tries = Math.max(this.tries, 2);
    return Math.min(10000, this.#later());
  }
  async #out(done, refused) {
    const gone = done.filter((one) => one.seq), set = refused.filter(([one]) => one.seq);
    this.loose = this.loose.filter((one) => !done.includes(one));
    for (const [one, why] of refused) if (!one.seq) one.aside = why || "refused";
    if (gone.length || set.length)
      await within(["waiting"], "readwrite", (waiting) => {
        for (const one of gone) waiting.delete(one.seq);
        for (const [one, why] of set)
          waiting.get(one.seq).onsuccess = (event) => {
            if (event.target.result) waiting.put({ ...event.target.result, aside: why || "refused" });
          };
      });
    for (const one of gone) this.items.delete(one.seq);
    for (const [one, why] of set) if (this.items.has(one.seq)) this.items.get(one.seq).aside = why || "refused";
    this.channel?.postMessage?.("changed");
  }

  /** What waits of one field, if anything does. */
  of(url, slot) { return this.waiting().filter((one) => one.url === url && one.slot === slot).at(-1); }

  /** Somebody has read one that was set aside, and throws it away. */
  async drop(item) {
    if (item.seq) await within(["waiting"], "readwrite", (waiting) => { waiting.delete(item.seq); });
    this.items.delete(item.seq);
    this.loose = this.loose.filter((one) => one !== item);
    this.channel?.postMessage?.("changed");
    this.changed();
  }
  /** … or has it tried again. */
  async retry(item) {
    this.suspects.delete(item.id);
    if (item.seq)
      await within(["waiting"], "readwrite", (waiting) => {
        waiting.get(item.seq).onsuccess = (event) => { if (event.target.result) waiting.put({ ...event.target.result, aside: undefined }); };
      });
    item.aside = undefined;
    this.changed();
    return this.kick();
  }
}
