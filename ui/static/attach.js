// Files that are chosen, dropped or pasted at the question box: the view Documents takes them into the collection that
// is asked, and what it says of them is shown here too.
window.wenjuAttach = {
  ENDED: "#wenju-documents .wenju-work :is(.results, .notice, .trouble)",
  awaited: 0, // sets of files of which the end has not been told yet

  listen(element) {
    const input = element.querySelector("input[type=file]");
    input.accept = document.querySelector("#wenju-documents .drop")?.dataset.kinds ?? "";
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      this.take(files);
    });
    const view = document.getElementById("view-ask");
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    for (const kind of ["dragenter", "dragover"]) {
      view.addEventListener(kind, (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        view.classList.add("dropping");
      });
    }
    view.addEventListener("dragleave", (event) => { if (!view.contains(event.relatedTarget)) view.classList.remove("dropping"); });
    view.addEventListener("drop", (event) => {
      view.classList.remove("dropping");
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    });
    view.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (!files.length || event.clipboardData.getData("text/plain")) return;
      event.preventDefault();
      this.take(files);
    }, true);
    new MutationObserver(() => this.tell()).observe(document.getElementById("wenju-documents"), { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  },

  take(files) {
    if (!files.length) return;
    this.ended ??= document.querySelector(this.ENDED);
    this.awaited += 1;
    wenjuViews.take(files, document.querySelector(".choice select")?.value);
    this.tell();
  },

  // What stands in the view Documents: a file on its way, a step of the work, or how it ended.
  tell() {
    if (!this.awaited) return;
    const panel = document.getElementById("wenju-documents");
    const copy = (found) => [...found].map((node) => node.cloneNode(true));
    const sending = panel.querySelector(".drop.busy .sending p"), working = panel.querySelector(".working > p");
    const ended = document.querySelector(this.ENDED);
    if (sending) return this.show(copy([sending]));
    if (working) return this.show(copy([working]));
    if (!ended || ended === this.ended) return;
    this.awaited -= 1;
    this.ended = ended;
    this.show(ended.matches(".results") ? copy(ended.querySelectorAll(".tally, .skipped")) : copy([ended]));
    wenju.report(document.querySelector(".wenju-header"), "view", { view: "ask" }); // the examples, for what can be asked now
  },

  show(nodes) {
    const told = document.querySelector("#wenju-attached .attached");
    if (told.textContent !== nodes.map((node) => node.textContent).join("")) told.replaceChildren(...nodes);
  },
};
