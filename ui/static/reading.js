// The reading aid: a word of a foreign quote shows its reading and meaning when it is pointed at, tapped or focused.
Object.assign(window.wenju, {
  showWord(word) {
    this.word ??= Object.assign(document.createElement("div"), { id: "wenju-word" });
    this.word.setAttribute("role", "tooltip");
    document.querySelector(".gradio-container").append(this.word);
    const part = (name, text) => Object.assign(document.createElement("span"), { className: name, textContent: text });
    this.word.replaceChildren(...[part("reading", word.dataset.reading), part("meaning", word.dataset.meaning)]
      .filter((shown) => shown.textContent));
    this.hideWord();
    this.word.hidden = false;
    word.setAttribute("aria-describedby", "wenju-word");
    const box = word.getClientRects()[0], tip = this.word.getBoundingClientRect();
    const above = box.top > tip.height + 8;
    this.word.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.width - 8))}px`;
    this.word.style.top = `${above ? box.top - tip.height - 6 : box.bottom + 6}px`;
  },

  hideWord() {
    if (this.word) this.word.hidden = true;
    document.querySelectorAll("[aria-describedby=wenju-word]").forEach((word) => word.removeAttribute("aria-describedby"));
  },

  // One word of a quote is a stop for Tab; the arrows go on from it.
  stepTo(word, key) {
    const words = [...word.closest("blockquote, .quoted, .source-text").querySelectorAll(".word")];
    const at = words.indexOf(word);
    const goal = { ArrowRight: words[at + 1], ArrowLeft: words[at - 1], Home: words[0], End: words.at(-1) }[key];
    if (!goal) return;
    word.tabIndex = -1;
    goal.tabIndex = 0;
    goal.focus();
    goal.scrollIntoView({ block: "nearest" });
    this.showWord(goal);
  },
});

document.addEventListener("mouseover", (event) => {
  const word = event.target.closest?.(".word");
  if (word && !word.closest("#wenju-tip") && matchMedia("(hover: hover)").matches) wenju.showWord(word);
});
document.addEventListener("mouseout", (event) => { if (event.target.closest?.(".word")) wenju.hideWord(); });
document.addEventListener("focusin", (event) => { if (event.target.matches?.(".word:focus-visible")) wenju.showWord(event.target); });
document.addEventListener("focusout", (event) => { if (event.target.matches?.(".word")) wenju.hideWord(); });
document.addEventListener("click", (event) => {
  const word = event.target.closest?.(".word");
  if (word) wenju.showWord(word); else wenju.hideWord();
});
document.addEventListener("keydown", (event) => {
  if (["ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key) && event.target.matches?.(".word")) {
    event.preventDefault();
    wenju.stepTo(event.target, event.key);
  }
});
// An open word is closed by Escape before anything behind it is.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !wenju.word || wenju.word.hidden) return;
  wenju.hideWord();
  event.stopImmediatePropagation();
}, true);
addEventListener("scroll", () => wenju.hideWord(), { passive: true, capture: true });
