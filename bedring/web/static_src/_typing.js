// SPDX-License-Identifier: Apache-2.0
// Two clocks for what is typed: it is kept at most 200 ms after any letter (a tab may die at any moment), and sent when
// the writer pauses or leaves the field (so that half a sentence makes no trail of its own).

const KEEP = 200;
export const PAUSE = 1500;

/** Within `root`: `write(box, hold)` for each `selector` written in. Returns whether a letter is not handed over yet. */
export function whileTyping(root, selector, write) {
  const timers = new Map();
  const boxOf = (event) => event.target.closest?.(selector);
  const now = (box, hold = 0) => {
    clearTimeout(timers.get(box));
    timers.delete(box);
    write(box, hold);
  };
  root.addEventListener("input", (event) => {
    const box = boxOf(event);
    if (box && !timers.has(box)) timers.set(box, setTimeout(() => now(box, PAUSE), KEEP));
  });
  root.addEventListener("change", (event) => {
    const box = boxOf(event);
    if (box) now(box);
  });
  root.addEventListener("focusout", (event) => {
    const box = boxOf(event);
    if (box && !box.contains(event.relatedTarget)) now(box);
  });
  const rest = () => { for (const box of [...timers.keys()]) now(box); };
  addEventListener("pagehide", rest);
  return { typing: () => timers.size > 0, rest };
}
