// SPDX-License-Identifier: Apache-2.0
// The device's drawer, in three parts. An opening that hangs is given up, and a connection that was dropped in the
// background is opened anew (WebKit does both). What is in it and sealed: docs/explanation/offline.md.

const NAME = "bedring", VERSION = 1, PATIENCE = 3000;
const DROPPED = ["InvalidStateError", "UnknownError"];
let opened;

function open() {
  return (opened ||= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, VERSION);
    const late = setTimeout(() => failed(new Error("drawer: slow")), PATIENCE);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("pages");
      asked.result.createObjectStore("waiting", { keyPath: "seq", autoIncrement: true });
    };
    asked.onblocked = () => failed(new Error("drawer: blocked"));
    asked.onerror = () => { clearTimeout(late); failed(asked.error); };
    asked.onsuccess = () => {
      clearTimeout(late);
      const db = asked.result;
      db.onversionchange = () => { db.close(); opened = undefined; };
      db.onclose = () => { opened = undefined; };
      done(db);
    };
  }).catch((why) => { opened = undefined; throw why; }));
}

export function shut() {
  opened?.then((db) => db.close(), () => {});
  opened = undefined;
}

/** One transaction: `work(…parts)` asks at once; resolves, with what the request it returns found, when it is written. */
export async function within(parts, mode, work, again = true) {
  const db = await open();
  try {
    return await new Promise((done, failed) => {
      const one = db.transaction(parts, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
      let answer;
      one.oncomplete = () => done(answer && typeof answer === "object" && "result" in answer ? answer.result : answer);
      one.onabort = one.onerror = () => failed(one.error || new Error("drawer: aborted"));
      answer = work(...parts.map((part) => one.objectStore(part)));
    });
  } catch (why) {
    if (!again || !DROPPED.includes(why?.name)) throw why;
    shut();
    return within(parts, mode, work, false);
  }
}
