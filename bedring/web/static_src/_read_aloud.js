// SPDX-License-Identifier: Apache-2.0
// Reads a text sentence by sentence and marks where it is. Only with a voice that lies on the device: some browsers'
// other voices send the words to somebody else, and then there is no button.

/** Let the button of `text` read it: its [data-sentence] elements or, without any, its headings, paragraphs and items. */
export function readAloud(text) {
  const button = text.querySelector("[data-read-button]");
  if (!button) return;
  const label = button.querySelector("[data-label]");
  let reading = 0; // the number of this reading, 0 for none: late events of a stopped one are known by theirs
  let count = 0;

  const mark = (sentence) => {
    for (const one of text.querySelectorAll(".reading-now")) one.classList.remove("reading-now");
    sentence?.classList.add("reading-now");
    sentence?.scrollIntoView({ block: "nearest" });
  };
  const stop = () => {
    reading = 0;
    speechSynthesis.cancel();
    mark(null);
    label.textContent = button.dataset.read;
  };
  const say = (sentences, mine) => {
    if (mine !== reading) return;
    const [sentence, ...rest] = sentences;
    if (!sentence) { stop(); return; }
    const words = spoken(sentence);
    words.onend = () => say(rest, mine);
    words.onerror = () => { if (mine === reading) stop(); };
    mark(sentence);
    speechSynthesis.speak(words);
  };
  button.addEventListener("click", () => {
    if (reading) { stop(); return; }
    reading = count += 1;
    label.textContent = button.dataset.stop;
    say(sentencesOf(text).filter((one) => !one.contains(button)), reading);
  });
  addEventListener("pagehide", stop);

  const show = () => { button.hidden = !voiceFor(language(text)); };
  show();
  speechSynthesis.addEventListener?.("voiceschanged", show);
}

const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd";

function sentencesOf(text) {
  const marked = text.querySelectorAll("[data-sentence]");
  const blocks = [...(marked.length ? marked : text.querySelectorAll(BLOCKS))];
  const seen = blocks.filter((one) => one.textContent.trim() && !one.querySelector(BLOCKS) && one.checkVisibility?.() !== false);
  return seen.flatMap(split);
}

/** The sentences of one block, each in a span of its own; a block with markup inside is read as one. */
function split(block) {
  if (block.childElementCount || !Intl.Segmenter) return [block];
  const found = new Intl.Segmenter(language(block), { granularity: "sentence" }).segment(block.textContent.trim());
  const spans = [...found].map(({ segment }) => Object.assign(document.createElement("span"), { textContent: segment }));
  if (spans.length < 2) return [block];
  block.replaceChildren(...spans);
  block.removeAttribute("data-sentence");
  for (const span of spans) span.dataset.sentence = "";
  return spans;
}

const language = (element) => element.closest("[lang]")?.lang.slice(0, 2) || "nb";

function voiceFor(wanted) {
  const names = wanted === "nb" ? ["nb", "no"] : [wanted];
  return speechSynthesis.getVoices().find((one) => one.localService && names.includes(one.lang.slice(0, 2)));
}

function spoken(sentence) {
  const words = new SpeechSynthesisUtterance(sentence.textContent.replace(/\s+/g, " ").trim());
  const voice = voiceFor(language(sentence)) || voiceFor(language(document.documentElement));
  if (voice) { words.voice = voice; words.lang = voice.lang; }
  words.rate = 0.95;
  return words;
}
