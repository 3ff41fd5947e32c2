// The views Documents and Evaluate: a click becomes an event of its panel, and files are uploaded a few at a time.
window.wenjuViews = {
  SENDERS: 3,

  language() {
    return document.documentElement.dataset.language || "en";
  },

  // The event that a click on an element with one of these attributes triggers.
  EVENTS: [
    ["[data-collection]", "select", (found) => ({ collection: found.dataset.collection })],
    ["[data-show]", "select", (found) => ({ document: found.dataset.show })],
    ["[data-page-of]", "select", (found) => ({ document: found.dataset.pageOf, page: found.dataset.page })],
    ["[data-delete-collection]", "delete", () => ({})],
    ["[data-delete]", "delete", (found) => ({ document: found.dataset.delete })],
    ["[data-cancel]", "stop", (found) => ({ job: found.dataset.cancel })],
    ["[data-rebuild]", "retry", () => ({})],
    ["[data-run]", "submit", () => ({})],
    ["[data-save]", "download", (found) => ({ kind: found.dataset.save })],
  ],

  listen(element, trigger) {
    element.addEventListener("click", (event) => {
      for (const [selector, name, data] of this.EVENTS) {
        const found = event.target.closest(selector);
        if (found) {
          // A button that starts or ends something works once; the panel is redrawn afterwards.
          if (name === "stop" || name === "delete") found.disabled = true;
          if (name === "select" && found.dataset.show) this.opener = found.dataset.show;
          trigger(name, data(found));
          return;
        }
      }
      this.inPlace(event.target);
    });
    element.addEventListener("input", (event) => {
      if (event.target.matches(".filter input")) this.filter(element, event.target.value);
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = event.target.elements.name;
      if (event.target.matches(".rename")) {
        this.turn(event.target.closest(".act"), "asks");
        return trigger("edit", { name: name.value });
      }
      trigger("submit", { name: name.value, language: this.language() });
      name.value = "";
    });
  },

  // Clicks that need no server: confirming a deletion, closing a text.
  inPlace(target) {
    const acts = target.closest(".act"), asks = target.closest("[data-ask]");
    if (acts && asks) this.turn(acts, asks.dataset.ask);
    if (acts && target.closest("[data-keep]")) this.turn(acts, "asks");
    if (target.closest("[data-close]")) {
      target.closest(".reader").remove();
      const opener = [...document.querySelectorAll("[data-show]")].find((button) => button.dataset.show === this.opener);
      opener?.focus();
    }
  },

  // Shows one of three parts and hides the others: the buttons, the confirmation, or the form for another name.
  turn(acts, shown) {
    const was = [...acts.children].find((part) => !part.hidden)?.className;
    for (const part of acts.children) part.hidden = !part.classList.contains(shown);
    const goal = { asks: `[data-ask=${was}]`, sure: ".sure [data-keep]", rename: ".rename input" }[shown];
    acts.querySelector(goal)?.focus();
  },

  filter(element, words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of element.querySelectorAll("tbody tr")) {
      const fits = wanted.every((word) => row.dataset.searched.includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    element.querySelector(".none-fits").hidden = shown > 0;
  },

  showReader() {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const calmly = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      document.querySelector("#wenju-reader .reader")?.scrollIntoView({ block: "start", behavior: calmly });
      document.querySelector("#wenju-reader .text")?.focus({ preventScroll: true });
    }));
  },

  listenToFiles(element, trigger, upload) {
    const zone = element.querySelector(".drop");
    const input = zone.querySelector("input[type=file]");
    const shown = () => document.querySelector("#wenju-documents .chips [aria-pressed=true]")?.dataset.collection;
    const take = this.take = (files, collection = shown()) =>
      this.send(zone, [...files], (sent) => trigger("upload", { ...sent, collection }), upload);
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      take(files);
    });
    for (const kind of ["dragenter", "dragover"]) {
      zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
    }
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
    zone.querySelector("[data-stop-sending]").addEventListener("click", () => { this.sendingStopped = true; });
  },

  // A question set is a single file, which is run at once.
  listenToSet(element, trigger, upload) {
    this.listen(element, trigger);
    element.addEventListener("change", async (event) => {
      const file = event.target.matches(".own-set input") && event.target.files[0];
      if (!file) return;
      event.target.value = "";
      trigger("upload", { files: [{ name: file.name, size: file.size, path: await this.sent(file, upload) }] });
    });
  },

  // One set of files after another: what comes while others are sent or indexed waits for its turn.
  send(zone, files, trigger, upload) {
    if (!files.length) return;
    this.sending = (this.sending ?? Promise.resolve()).then(() => this.sendNow(zone, files, trigger, upload));
  },

  // Uploads the acceptable files, a few at a time, then reports every file to the server, and waits for its results.
  async sendNow(zone, files, trigger, upload) {
    const limits = zone.dataset;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const tooMuch = files.length > Number(limits.files) || total > Number(limits.bytes);
    const rows = files.map((file) => ({ name: file.name, size: file.size, path: null }));
    this.sendingStopped = false;
    if (!tooMuch) {
      this.showSending(zone, true);
      const waiting = files.map((file, index) => [file, rows[index]]);
      let done = 0;
      const sender = async () => {
        for (let next = waiting.shift(); next && !this.sendingStopped; next = waiting.shift()) {
          const [file, row] = next;
          zone.querySelector(".sent").textContent = file.name;
          if (this.canBeTaken(file, limits)) row.path = await this.sent(file, upload);
          zone.querySelector("progress").value = (done += 1) / files.length;
        }
      };
      await Promise.all(Array.from({ length: this.SENDERS }, sender));
      this.showSending(zone, false);
    }
    if (this.sendingStopped) return;
    const turn = String(this.turns = (this.turns ?? 0) + 1);
    const ended = this.ended(turn);
    trigger({ files: rows, turn });
    await ended;
  },

  // Waits until the server has shown the results of a set of files.
  ended(turn) {
    const panel = document.getElementById("wenju-documents");
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!panel.querySelector(`[data-ended="${turn}"]`)) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(panel, { childList: true, subtree: true });
    });
  },

  canBeTaken(file, limits) {
    const name = file.name.toLowerCase();
    return file.size > 0 && file.size <= Number(limits.largest) && limits.kinds.split(",").some((kind) => name.endsWith(kind));
  },

  async sent(file, upload) {
    try {
      return (await upload(file)).path;
    } catch {
      return null;
    }
  },

  showSending(zone, isOn) {
    zone.classList.toggle("busy", isOn);
    zone.querySelector(".drop-here").hidden = isOn;
    zone.querySelector(".sending").hidden = !isOn;
    zone.querySelector("progress").value = 0;
  },

  // Saves a text that the server sent as a file on the user's disk.
  save(sent) {
    if (!sent) return;
    const { name, type, text } = JSON.parse(sent);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  },
};
