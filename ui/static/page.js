// What the page does by itself. Gradio redraws its parts; this script scrolls to the right place, and stores in the
// browser what the server needs when the page opens: a random key, the language, the conversation of this tab.
window.wenju = {
  narrow: matchMedia("(max-width: 899px)"),

  // A browser may deny storage; then the page remembers only until it is closed.
  shelf: {},
  recall(store, name) {
    try { return store.getItem(name); } catch { return this.shelf[name] ?? null; }
  },
  keep(store, name, value) {
    this.shelf[name] = value;
    try { store.setItem(name, value); } catch { /* kept for as long as the page is open */ }
  },

  language() {
    const chosen = this.recall(localStorage, "wenju-language");
    return ["zh", "en"].includes(chosen) ? chosen : navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
  },

  key() {
    let key = this.recall(localStorage, "wenju-key");
    if (!/^[0-9a-f]{64}$/.test(key ?? "")) {
      key = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
      this.keep(localStorage, "wenju-key", key);
    }
    return key;
  },

  remembered() {
    this.nameLanguage();
    const conversation = this.recall(sessionStorage, "wenju-conversation") ?? "";
    return JSON.stringify({ key: this.key(), conversation, language: this.language() });
  },

  // Gradio sets the language of the page from a list that lacks most codes for Chinese, so the page sets its own.
  nameLanguage() {
    const language = this.language();
    const root = document.documentElement;
    root.dataset.language = root.lang = language;
    document.querySelectorAll("[data-act=language]").forEach((choice) =>
      choice.setAttribute("aria-pressed", String(choice.dataset.language === language)));
  },

  showView(name) {
    const root = document.documentElement;
    root.dataset.view = document.getElementById(`view-${name}`) ? name : "ask";
    document.querySelectorAll(".view-switch").forEach((button) => {
      if (button.dataset.view === root.dataset.view) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    });
  },

  // Each view keeps its scroll position while another is shown.
  places: {},
  switchView(name) {
    const root = document.documentElement, before = root.dataset.view;
    this.places[before] = scrollY;
    this.showView(name);
    if (root.dataset.view === before) return;
    this.openDrawer(false);
    scrollTo(0, this.places[root.dataset.view] ?? 0);
  },

  // ---- acts that the browser handles alone; all others are reported to the server

  acts: {
    view(button) { location.hash = button.dataset.view; },
    // The conversations belong to the view Ask, so from another view the button switches to that first.
    drawer() {
      const open = document.documentElement.dataset.drawer !== "open";
      wenju.switchView("ask");
      location.hash = "ask";
      wenju.openDrawer(open);
    },
    back() { wenju.closeSource(); },
    copy(button) { wenju.copy(button); },
    rename(button) { wenju.rename(button); },
    "ask-delete"(button) { button.closest("details").classList.add("unsure"); },
  },

  attach(element, trigger, watch, reported) {
    if (reported.includes("sheet")) this.pageElement = element;
    const report = (act, data) => { if (reported.includes(act)) trigger(act, data); };
    if (reported.includes("nudge")) this.nudge = () => trigger("nudge", {});
    element.wenjuReport = report;
    element.addEventListener("click", (event) => {
      const target = event.target.closest("button[data-act]");
      if (!target || target.disabled) return;
      const act = target.dataset.act;
      if (this.acts[act]) this.acts[act](target);
      this.before(act, target);
      report(act, { ...target.dataset });
    });
    element.addEventListener("change", (event) => {
      const target = event.target.closest("select[data-act]");
      if (target) report(target.dataset.act, { value: target.value });
    });
    watch("value", () => this.drawn(element));
    this.drawn(element);
  },

  // All results arrive in one stream. If that closed just as an event was sent, the result waits until the next event
  // reopens the stream; so after a while the page sends an event that does nothing else.
  sent(requests) {
    for (const request of requests) {
      if (!request.name.includes("/queue/join")) continue;
      clearTimeout(this.waiting);
      if (!this.nudging) this.waiting = setTimeout(() => { this.nudging = true; this.nudge?.(); }, 1500);
      this.nudging = false;
    }
  },

  before(act, target) {
    if (act === "mark") this.choose(target);
    if (act === "earlier") this.first = element_top(document.querySelector("#wenju-past .turn"));
    if (act === "language") {
      this.keep(localStorage, "wenju-language", target.dataset.language);
      this.nameLanguage();
    }
    if (act === "conversation" && ["open", "new"].includes(target.dataset.what)) {
      this.openDrawer(false);
      this.closeSource(false);
      this.jump = true;
      if (target.dataset.what === "new") document.querySelector("#wenju-question textarea")?.focus();
    }
  },

  // Runs after a part has been redrawn: two frames later, because Gradio lays it out after the first.
  drawn(element) {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (element.querySelector(".wenju-header")) this.headerDrawn();
      if (element.querySelector(".wenju-turns.last, .welcome")) this.currentDrawn(element);
      if (this.opened && element.querySelector(".mark")) this.showOpen();
      if (element.querySelector(".wenju-source")) this.sourceDrawn(element);
      if (this.first && element.querySelector(".wenju-turns:not(.last)")) this.earlierDrawn();
      const translated = element.querySelector("[data-translation]");
      if (translated) this.translated(translated);
      if (element.querySelector(".page-answer")) this.pageDrawn(element);
      const file = element.querySelector("[data-file]");
      if (file) this.save(file);
    }));
  },

  headerDrawn() {
    this.nameLanguage();
    this.showView(location.hash.slice(1));
  },

  currentDrawn(element) {
    if (this.askedEarly) {
      this.askedEarly = false;
      document.getElementById("wenju-send")?.click();
    }
    const turns = element.querySelector(".wenju-turns.last");
    this.keep(sessionStorage, "wenju-conversation", turns?.dataset.conversation ?? "");
    const turn = turns?.querySelector(".turn");
    if (!turn) { this.shown = ""; return; }
    if (turn.id !== this.shown || this.jump) {
      turn.scrollIntoView({ block: "start", behavior: this.jump || !this.shown ? "auto" : this.calmly() });
    }
    this.shown = turn.id;
    this.jump = false;
  },

  earlierDrawn() {
    const turn = document.getElementById(this.first.id);
    if (turn) scrollBy(0, turn.getBoundingClientRect().top - this.first.top);
    this.first = null;
  },

  calmly() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  },

  // ---- the source beside the chat, or over it on a phone

  // Remembers which mark opened the source, to highlight it and to return to it.
  choose(mark) {
    this.hideTip();
    if (!mark.closest(".wenju-source")) this.chosen = mark;
    this.opened = { turn: mark.dataset.turn, number: mark.dataset.number };
    this.showOpen();
  },

  showOpen() {
    document.querySelectorAll(".mark.open").forEach((other) => other.classList.remove("open"));
    if (!this.opened) return;
    const { turn, number } = this.opened;
    document.querySelectorAll(`.mark[data-turn="${turn}"][data-number="${number}"]`).forEach((mark) => mark.classList.add("open"));
  },

  sourceDrawn(element) {
    const root = document.documentElement;
    const panel = element.querySelector(".wenju-source");
    this.showPage(panel);
    if (panel.classList.contains("empty")) { delete root.dataset.source; this.opened = null; return; }
    root.dataset.source = "open";
    requestAnimationFrame(() => this.showQuote(panel));
  },

  showQuote(panel) {
    const text = panel.querySelector(".source-text");
    const quote = document.getElementById("wenju-quote");
    if (!quote || !text) return;
    // A quote longer than the panel is scrolled to the answer in it.
    const fits = quote.getBoundingClientRect().height < text.clientHeight;
    const wanted = (!fits && quote.querySelector(".answer")) || quote;
    const box = wanted.getBoundingClientRect();
    text.scrollTop += box.top - text.getBoundingClientRect().top - Math.max(24, (text.clientHeight - box.height) / 3);
    text.focus({ preventScroll: true });
  },

  // The server sends a translation by itself; it stands below its quote.
  translated(sent) {
    const { turn, translation } = sent.dataset;
    const quote = document.querySelector(`#turn-${CSS.escape(turn)} li[data-cited="${translation}"]`);
    quote?.querySelector(".translation").replaceChildren(...sent.cloneNode(true).childNodes);
  },

  closeSource(andReturn = true) {
    delete document.documentElement.dataset.source;
    const mark = this.chosen?.isConnected ? this.chosen : document.querySelector(".mark.open");
    this.opened = null;
    this.showOpen();
    if (!andReturn || !mark) return;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "nearest" });
  },

  // ---- the quote beside a mark

  showTip(mark) {
    const cited = mark.closest(".reply")?.querySelector(`li[data-cited="${mark.dataset.number}"] .cited`);
    if (!cited || mark.closest(".evidence")) return;
    this.tip ??= Object.assign(document.createElement("div"), { id: "wenju-tip", role: "tooltip" });
    document.querySelector(".gradio-container").append(this.tip);
    this.tip.replaceChildren(...cited.cloneNode(true).childNodes);
    this.tip.querySelectorAll("[tabindex]").forEach((word) => word.removeAttribute("tabindex"));
    this.tip.hidden = false;
    mark.setAttribute("aria-describedby", "wenju-tip");
    const box = mark.getBoundingClientRect(), tip = this.tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left - 16, innerWidth - tip.width - 8));
    const below = box.bottom + 8 + tip.height < innerHeight || box.top < tip.height + 8;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${below ? box.bottom + 8 : box.top - tip.height - 8}px`;
  },

  hideTip() {
    if (this.tip) this.tip.hidden = true;
    document.querySelector("[aria-describedby=wenju-tip]")?.removeAttribute("aria-describedby");
  },
};

function element_top(turn) {
  return turn ? { id: turn.id, top: turn.getBoundingClientRect().top } : null;
}

wenju.nameLanguage();
wenju.showView(location.hash.slice(1));

for (const [shows, hides] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(shows, (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark && (shows === "mouseover" ? matchMedia("(hover: hover)").matches : mark.matches(":focus-visible"))) wenju.showTip(mark);
  });
  document.addEventListener(hides, (event) => { if (event.target.closest?.(".mark")) wenju.hideTip(); });
}
new PerformanceObserver((list) => wenju.sent(list.getEntries())).observe({ type: "resource" });
addEventListener("hashchange", () => wenju.switchView(location.hash.slice(1)));
addEventListener("scroll", () => wenju.hideTip(), { passive: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const root = document.documentElement.dataset;
  const menu = document.querySelector(".menu-of[open]");
  if (wenju.tip && !wenju.tip.hidden) wenju.hideTip();
  else if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  else if (root.drawer) wenju.openDrawer(false);
  else if (root.source) wenju.closeSource();
});

// A click elsewhere closes a menu; a click on the page behind it closes the drawer.
document.addEventListener("click", (event) => {
  document.querySelectorAll(".menu-of[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
    if (!menu.open) menu.classList.remove("unsure");
  });
  const root = document.documentElement.dataset;
  if (root.drawer && !event.target.closest("#wenju-history, .menu")) wenju.openDrawer(false);
});

// Enter that accepts a word of an input method must not send the question; Gradio does not tell the two apart.
for (const kind of ["keydown", "keypress"]) {
  const hold = (event) => {
    if (event.key !== "Enter") return;
    const early = document.querySelector("#wenju-current .loading"); // the page does not know its owner yet; the question is sent once it does
    if (early && event.target.matches("#wenju-question textarea")) {
      event.preventDefault();
      wenju.askedEarly ||= !event.isComposing && !event.shiftKey;
    }
    if (early || event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  };
  document.addEventListener(kind, hold, true);
}
