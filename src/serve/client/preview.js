// The preview's part of a page: loads it again when the site changed, where the reader was, and
// shows what is wrong. Plain script, no dependency; the published site does not have it.
"use strict";
(() => {
  const PLACE = "glossator-preview-place";
  const HIDDEN = "glossator-preview-hidden";
  const LONGEST_WAIT = 4000;

  const version = Number(document.currentScript.dataset.version);
  let wait = 250;

  // The first block that can be seen, and how far from the top: scrolling by pixels alone would
  // land elsewhere when text above was added.
  function rememberPlace() {
    const blocks = document.querySelectorAll("article [id], main [id]");
    for (const block of blocks) {
      const box = block.getBoundingClientRect();
      if (box.bottom > 0 && box.height > 0) {
        const place = { page: location.pathname, id: block.id, top: box.top, y: scrollY };
        sessionStorage.setItem(PLACE, JSON.stringify(place));
        return;
      }
    }
    sessionStorage.setItem(PLACE, JSON.stringify({ page: location.pathname, y: scrollY }));
  }

  function returnToPlace() {
    const saved = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    const place = saved && JSON.parse(saved);
    if (!place || place.page !== location.pathname) return;
    const block = place.id && document.getElementById(place.id);
    const y = block ? scrollY + block.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ top: y, behavior: "instant" });
  }

  function showFindings(findings) {
    document.getElementById("glossator-preview")?.remove();
    if (findings.length === 0) {
      sessionStorage.removeItem(HIDDEN);
      return;
    }
    const signature = JSON.stringify(findings);
    if (sessionStorage.getItem(HIDDEN) === signature) return;
    const panel = element("section", "");
    panel.id = "glossator-preview";
    panel.setAttribute("aria-label", "Findings");
    panel.dataset.severity = findings.some((f) => f.severity === "error") ? "error" : "warning";
    const head = element("header", findings.length === 1 ? "1 finding" : `${findings.length} findings`);
    const close = element("button", "Hide");
    close.type = "button";
    close.addEventListener("click", () => {
      sessionStorage.setItem(HIDDEN, signature);
      panel.remove();
    });
    head.append(close);
    const list = element("ol", "");
    for (const finding of findings) {
      const item = element("li", "");
      item.dataset.severity = finding.severity;
      item.append(element("strong", `${finding.severity}: ${finding.message}`));
      if (finding.file) {
        item.append(element("code", finding.line ? `${finding.file}:${finding.line}:${finding.column}` : finding.file));
      }
      if (finding.hint) item.append(element("p", finding.hint));
      list.append(item);
    }
    panel.append(head, list);
    document.body.append(panel);
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function connect() {
    const socket = new WebSocket(`ws://${location.host}/-/changes`);
    socket.addEventListener("open", () => { wait = 250; });
    socket.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      // A server that was started again counts from 1: any other version is another site.
      if (news.version !== version) {
        rememberPlace();
        location.reload();
        return;
      }
      showFindings(news.findings);
    });
    socket.addEventListener("close", () => {
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  returnToPlace();
  connect();
})();
