// The few movements of the page. Gradio redraws the panels; these bring the right part of them into view.
window.wenju = {
  // Gradio names the page's language by its own list, which lacks most names of Chinese; so the page says it itself.
  nameLanguage() {
    const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
    document.documentElement.dataset.language = language;
    document.documentElement.lang = language;
  },

  // Once the panel has been redrawn; two frames, because Gradio draws after its event has ended.
  afterDrawing(act) {
    requestAnimationFrame(() => requestAnimationFrame(act));
  },

  calmly() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  },

  // Remembers which mark opened the source, to show it as open and to find the way back.
  choose(mark) {
    document.querySelectorAll(".mark.open").forEach((other) => other.classList.remove("open"));
    mark.classList.add("open");
    this.chosen = mark;
  },

  showChosen() {
    this.chosen?.scrollIntoView({ block: "center", behavior: this.calmly() });
    this.chosen?.focus({ preventScroll: true });
  },

  showQuote() {
    this.afterDrawing(() => {
      const panel = document.querySelector(".wenju-source");
      const text = document.querySelector(".source-text");
      const quote = document.getElementById("wenju-quote");
      if (matchMedia("(max-width: 899px)").matches) panel?.scrollIntoView({ block: "start" });
      if (quote && text) {
        // A quote longer than the panel is shown where the answer stands in it.
        const fits = quote.getBoundingClientRect().height < text.clientHeight;
        const wanted = (!fits && quote.querySelector(".answer")) || quote;
        const box = wanted.getBoundingClientRect();
        text.scrollTop += box.top - text.getBoundingClientRect().top - Math.max(24, (text.clientHeight - box.height) / 3);
        text.focus({ preventScroll: true });
      }
    });
  },

  showLastTurn() {
    this.afterDrawing(() => {
      const turns = document.querySelectorAll(".turn");
      turns[turns.length - 1]?.scrollIntoView({ block: "start", behavior: this.calmly() });
    });
  },
};

wenju.nameLanguage();

// Enter that chooses a word in an input method is not meant to send the question; Gradio would not tell the two apart.
for (const kind of ["keydown", "keypress"]) {
  const hold = (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  };
  document.addEventListener(kind, hold, true);
}
