// What is wrong, over the page: a button that says how much, and a list that it opens. It opens by itself where an edit brought
// something new. Stands in a shadow tree of its own, so that neither the theme nor the preview sees the other's styles.
(() => {
  "use strict";
  const preview = window.glossatorPreview;
  const key = "glossator-preview-findings";
  let told = { findings: [], errors: 0, warnings: 0, source: null, is_stale: false };
  let known = null;          // the findings that were told before
  let isConnected = true;
  let view = null;

  preview.showFindings = (news) => {
    const isFirst = known === null;
    const fresh = news.findings.filter((finding) => !known?.has(nameOf(finding)));
    known = new Set(news.findings.map(nameOf));
    told = news;
    const hasNew = isFirst ? fresh.some((finding) => finding.severity === "error" && !dismissed().includes(nameOf(finding))) : fresh.length > 0;
    render(isFirst || !fresh.length ? new Set() : new Set(fresh.map(nameOf)));
    if (hasNew) open(true);
    else if (!news.findings.length && !news.is_stale) open(false);
    if (!isFirst) announce(fresh);
  };

  preview.showConnection = (isThere) => {
    isConnected = isThere;
    // A server that is started again is back before anyone has read of it.
    setTimeout(() => isConnected === isThere && render(new Set()), isThere ? 0 : 1000);
  };

  // A finding that only moved is the same.
  function nameOf({ code, file, message }) {
    return [code, file, message].join("\n");
  }

  function build() {
    const host = document.createElement("glossator-preview");
    const tree = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(preview.style);
    tree.adoptedStyleSheets = [style];
    const panel = element("section", { id: "panel", hidden: true });
    panel.setAttribute("aria-label", "Findings");
    const button = element("button", { id: "button", type: "button", hidden: true });
    button.setAttribute("aria-controls", "panel");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => open(panel.hidden));
    const status = element("p", { id: "status" });
    status.setAttribute("role", "status");
    host.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      open(false);
      button.focus();
      event.stopPropagation();
    });
    // The page's own keys are not meant here.
    for (const type of ["keydown", "click"]) host.addEventListener(type, (event) => event.stopPropagation());
    tree.append(panel, button, status);
    document.body.append(host);
    return { host, panel, button, status };
  }

  function open(isOpen) {
    if (!view) return;
    view.panel.hidden = !isOpen;
    view.button.setAttribute("aria-expanded", isOpen);
    if (!isOpen) dismiss();
  }

  function render(fresh) {
    const { findings, errors, warnings, is_stale: isStale } = told;
    const isNeeded = findings.length > 0 || isStale || !isConnected;
    if (!view && !isNeeded) return;
    view ??= build();
    if (!view.host.isConnected) document.body.append(view.host);
    const counts = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
    view.button.hidden = !isNeeded;
    view.button.dataset.severity = !isConnected ? "away" : errors || isStale ? "error" : "warning";
    view.button.textContent = isConnected ? counts || "last good page" : "preview has ended";
    view.button.title = isConnected ? "Findings" : "It is shown again as soon as glossator serve runs";
    if (!isNeeded) {
      open(false);
      return;
    }
    view.panel.replaceChildren(...lists(fresh));
  }

  function lists(fresh) {
    const { findings, errors, warnings, source, is_stale: isStale } = told;
    const here = findings.filter((finding) => source && finding.file === source);
    const elsewhere = findings.filter((finding) => !here.includes(finding));
    const parts = [];
    if (!isConnected) parts.push(element("p", { className: "notice", textContent: "The preview has ended. This page follows again as soon as glossator serve runs." }));
    if (isStale) parts.push(element("p", { className: "notice", textContent: "This page cannot be made just now. It is shown as it last was." }));
    if (here.length) parts.push(...list("This page", here, fresh));
    if (elsewhere.length) parts.push(...list(here.length ? "Elsewhere" : "In the site", elsewhere, fresh));
    const rest = errors + warnings - findings.length;
    if (rest > 0) parts.push(element("p", { className: "rest", textContent: `and ${rest} more: glossator check tells them all` }));
    return parts;
  }

  function list(title, findings, fresh) {
    const items = element("ol");
    items.append(...findings.map((finding) => item(finding, fresh.has(nameOf(finding)))));
    return [element("h2", { textContent: title }), items];
  }

  function item(finding, isNew) {
    const entry = element("li");
    entry.dataset.severity = finding.severity;
    entry.classList.toggle("is-new", isNew);
    const head = element("p", { className: "message" });
    head.append(element("span", { className: "severity", textContent: finding.severity }), " ", ...inCode(finding.message));
    entry.append(head);
    if (finding.label) entry.append(place(finding));
    if (finding.excerpt) {
      const [before, marked, after] = finding.excerpt;
      const line = element("pre");
      line.append(before, element("mark", { textContent: marked }), after);
      entry.append(line);
    }
    for (const hint of finding.hints) {
      const line = element("p", { className: "hint" });
      line.append(...inCode(hint));
      entry.append(line);
    }
    return entry;
  }

  // A link where the person said which editor; otherwise a button that copies what any editor's “go to file” takes.
  function place({ label, place, url }) {
    const line = element("p", { className: "place" });
    if (url) {
      line.append(element("a", { href: url, textContent: label, title: "Open in the editor" }));
    } else if (place) {
      const copy = element("button", { type: "button", textContent: label, title: "Copy the path" });
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(place);
          say(`Copied ${label}`);
          copy.classList.add("is-done");
          setTimeout(() => copy.classList.remove("is-done"), 1500);
        } catch {
          say(place);
        }
      });
      line.append(copy);
    } else {
      line.textContent = label;
    }
    return line;
  }

  // Findings put what they read in backticks.
  function inCode(text) {
    return text.split("`").map((part, at) => (at % 2 ? element("code", { textContent: part }) : part));
  }

  function announce(fresh) {
    if (fresh.length) say(fresh.length === 1 ? `${fresh[0].severity}: ${fresh[0].message}` : `${fresh.length} new findings`);
    else if (!told.findings.length && !told.is_stale) say("Nothing is wrong");
  }

  function say(text) {
    if (view) view.status.textContent = text;
  }

  function dismiss() {
    try {
      sessionStorage.setItem(key, JSON.stringify(told.findings.map(nameOf)));
    } catch {
      // Without storage they are shown again on the next page.
    }
  }

  function dismissed() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? [];
    } catch {
      return [];
    }
  }

  function counted(number, what) {
    return `${number} ${what}${number === 1 ? "" : "s"}`;
  }

  function element(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }
})();
