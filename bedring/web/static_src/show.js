// SPDX-License-Identifier: Apache-2.0
// On a projector: the arrow keys, page up and down, and the space bar turn the views, as a remote control does.

addEventListener("keydown", (event) => {
  if (event.target.closest("a, button") && event.key === " ") return;
  const way = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  const link = way && document.querySelector(`a[rel=${way}]`);
  if (link) { event.preventDefault(); link.click(); }
});
