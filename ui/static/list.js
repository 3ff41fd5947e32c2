// The list of conversations: its drawer, its names, its files; and the clipboard.
Object.assign(window.wenju, {
  openDrawer(open) {
    const root = document.documentElement;
    if (open) root.dataset.drawer = "open"; else delete root.dataset.drawer;
    const menu = document.querySelector(".wenju-header .menu");
    menu?.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector("#wenju-history .close-drawer")?.focus();
    else if (document.activeElement?.closest("#wenju-history")) menu?.focus();
  },

  // Turns the name into a text box: Enter keeps the new name, Escape the old one.
  rename(button) {
    const row = button.closest("li"), entry = row.querySelector(".entry");
    const box = Object.assign(document.createElement("input"), { value: entry.textContent, maxLength: 80, className: "name" });
    box.setAttribute("aria-label", entry.textContent);
    let ended = false; // removing the box blurs it, which would end the renaming twice
    const end = (kept) => {
      if (ended || !box.isConnected) return;
      ended = true;
      box.replaceWith(entry);
      const name = box.value.trim();
      if (!kept || !name || name === entry.textContent) return entry.focus();
      entry.textContent = name;
      this.report(row, "conversation", { what: "rename", id: button.dataset.id, name });
    };
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter") end(true);
      if (event.key === "Escape") end(false);
    });
    box.addEventListener("blur", () => end(true));
    row.querySelector("details").open = false;
    entry.replaceWith(box);
    box.select();
  },

  report(inside, act, data) {
    for (let element = inside; element; element = element.parentElement) if (element.wenjuReport) return element.wenjuReport(act, data);
  },

  save(file) {
    const address = URL.createObjectURL(new Blob([file.dataset.text], { type: file.dataset.type }));
    const link = Object.assign(document.createElement("a"), { href: address, download: file.dataset.file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    file.remove();
  },

  // The Clipboard API works only on localhost or over HTTPS; elsewhere execCommand still does.
  async copy(button) {
    const { text, html } = button.dataset;
    const kinds = { "text/plain": text, ...(html ? { "text/html": html } : {}) };
    try {
      const blobs = Object.entries(kinds).map(([kind, content]) => [kind, new Blob([content], { type: kind })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      const write = (event) => {
        for (const [kind, content] of Object.entries(kinds)) event.clipboardData.setData(kind, content);
        event.preventDefault();
      };
      document.addEventListener("copy", write, { once: true });
      const box = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      document.removeEventListener("copy", write);
      button.focus();
    }
    const label = button.innerHTML;
    button.textContent = document.documentElement.lang === "zh" ? "已复制" : "Copied";
    setTimeout(() => { button.innerHTML = label; }, 1500);
  },
});
