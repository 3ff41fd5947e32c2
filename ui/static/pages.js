// The page of a source as it was printed, below the source's text. The server draws it; turning a page asks for another
// one, and making it larger is done here.
Object.assign(wenju, {
  zooms: [1, 1.5, 2, 3],
  zoom: 0,

  // Asks for the page of the source that has just been opened; the last one is hidden until then.
  showPage(panel) {
    const root = document.documentElement;
    const between = panel.querySelector(".between");
    if (!panel.classList.contains("paged") || !between || !this.pageElement) { delete root.dataset.paged; return; }
    root.dataset.paged = "waiting";
    this.pageElement.wenjuReport("sheet", { turn: between.dataset.turn, number: between.dataset.number });
  },

  pageDrawn(element) {
    const root = document.documentElement;
    if (!element.querySelector(".page-view")) { delete root.dataset.paged; return; }
    if (root.dataset.paged) root.dataset.paged = "shown";
    element.querySelectorAll("[data-act=sheet]").forEach((button) => {
      const view = button.closest(".page-view");
      button.dataset.turn = view.dataset.turn;
      button.dataset.number = view.dataset.number;
    });
    this.setZoom(element);
    if (this.turned) {
      element.querySelector(`[data-way=${this.turned}]:not(:disabled), .page-sheet`)?.focus({ preventScroll: true });
      this.turned = "";
    }
    const sheet = element.querySelector(".page-sheet");
    if (!sheet) return;
    const picture = sheet.querySelector("img");
    if (picture.complete) this.toMark(sheet);
    else picture.addEventListener("load", () => this.toMark(sheet), { once: true });
  },

  // Scrolls to the answer, or the quote, and to the top of a page without a mark.
  toMark(sheet) {
    const mark = sheet.querySelector("rect.answer") ?? sheet.querySelector("rect.quote");
    if (!mark) { sheet.scrollTo(0, 0); return; }
    const box = mark.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
    sheet.scrollTop += box.top - frame.top - Math.max(16, (frame.height - box.height) / 3);
    sheet.scrollLeft += box.left - frame.left - Math.max(16, (frame.width - box.width) / 2);
  },

  setZoom(element) {
    const figure = element.querySelector(".page-sheet figure");
    if (!figure) return;
    figure.style.width = `${100 * this.zooms[this.zoom]}%`;
    element.querySelectorAll("[data-act=zoom]").forEach((button) => {
      const next = this.zoom + Number(button.dataset.by);
      button.disabled = next < 0 || next >= this.zooms.length;
    });
  },
});

wenju.acts.zoom = (button) => {
  wenju.zoom = Math.max(0, Math.min(wenju.zooms.length - 1, wenju.zoom + Number(button.dataset.by)));
  const view = button.closest(".page-view");
  wenju.setZoom(view);
  wenju.toMark(view.querySelector(".page-sheet"));
};
wenju.acts.sheet = (button) => { wenju.turned = button.dataset.way ?? "page_on"; };
