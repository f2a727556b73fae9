// SPDX-License-Identifier: Apache-2.0
// On every page: Escape three times leaves at once; a page that can be read aloud gets its button.

let escapes = 0;
addEventListener("keydown", (event) => {
  escapes = event.key === "Escape" ? escapes + 1 : 0;
  if (escapes === 3) document.querySelector("form[data-quick-exit]")?.requestSubmit();
});

// A page that the browser kept is fetched anew, so that "back" shows nobody's things after leaving.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const button = document.querySelector("[data-read-button]");
const text = document.querySelector("[data-read-aloud]");
if (button && text && "speechSynthesis" in window) {
  button.hidden = false;
  let going = false;
  const stop = () => {
    going = false;
    speechSynthesis.cancel();
    button.textContent = button.dataset.read;
    for (const one of text.querySelectorAll(".reading-now")) one.classList.remove("reading-now");
  };
  const say = (sentences, at) => {
    for (const one of text.querySelectorAll(".reading-now")) one.classList.remove("reading-now");
    if (!going || at >= sentences.length) return stop();
    const words = new SpeechSynthesisUtterance(sentences[at].textContent);
    words.lang = document.documentElement.lang === "nb" ? "nb-NO" : "en";
    words.rate = 0.95;
    words.onend = () => say(sentences, at + 1);
    sentences[at].classList.add("reading-now");
    sentences[at].scrollIntoView({ block: "nearest" });
    speechSynthesis.speak(words);
    return undefined;
  };
  button.addEventListener("click", () => {
    if (going) return stop();
    going = true;
    button.textContent = button.dataset.stop;
    const marked = text.querySelectorAll("[data-sentence]");
    return say([...(marked.length ? marked : text.querySelectorAll("h1, h2, h3, p, li"))], 0);
  });
  addEventListener("pagehide", stop);
}
