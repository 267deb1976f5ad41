// The connection to the preview: says what the page is, and does what it is told.
(() => {
  "use strict";
  const preview = window.glossatorPreview;
  const { dataset } = document.currentScript;
  const firstWait = 100;      // milliseconds
  const longestWait = 2000;
  let shownPage = dataset.page;
  let wait = firstWait;
  let retry = 0;

  document.addEventListener("DOMContentLoaded", connect);
  // Who looks at the page again wants to see it as it is.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && retry) connect();
  });

  function connect() {
    clearTimeout(retry);
    retry = 0;
    const socket = new WebSocket(`ws://${location.host}/-/changes`);
    socket.addEventListener("open", () => {
      wait = firstWait;
      preview.showConnection(true);
      socket.send(JSON.stringify({ path: location.pathname, session: dataset.session, page: shownPage, scripts: dataset.scripts }));
    });
    socket.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      actions[told.kind](told);
    });
    socket.addEventListener("close", () => {
      preview.showConnection(false);
      retry = setTimeout(connect, wait);
      wait = Math.min(wait * 2, longestWait);
    });
  }

  const actions = {
    page({ html, page, is_edited: isEdited }) {
      const changed = preview.keepPlace(() => preview.update(html));
      if (!changed) {
        preview.reload();
        return;
      }
      shownPage = page;
      if (isEdited) preview.goTo(changed);
      else preview.highlightChanged(changed);
    },
    assets({ paths }) {
      const isOne = (url) => {
        if (!url?.startsWith(`${location.origin}/`)) return false;
        const path = decodeURIComponent(new URL(url).pathname.slice(1));
        return paths.some((changed) => changed === "" || path === changed || path.startsWith(`${changed}/`));
      };
      const isLoaded = (script) => isOne(script.src) && !script.src.includes("/-/");
      if (dataset.session && [...document.scripts].some(isLoaded)) preview.reload();
      else preview.refresh(isOne);
    },
    reload: () => preview.reload(),
    findings: (told) => preview.showFindings(told),
  };

  // Loads style sheets and pictures again, without a moment in which there are none.
  preview.refresh = (isOne) => {
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")];
    // A style sheet may be imported by another one, and so may a picture.
    const direct = sheets.filter((sheet) => isOne(sheet.href));
    const pictures = [...document.querySelectorAll("img, source")].filter((picture) => isOne(picture.src));
    for (const picture of pictures) picture.src = anew(picture.src);
    for (const sheet of direct.length || pictures.length ? direct : sheets) {
      const next = sheet.cloneNode();
      next.href = anew(sheet.href);
      const replace = () => sheet.remove();
      next.addEventListener("load", replace);
      next.addEventListener("error", replace);
      sheet.after(next);
      preview.replaceShown(sheet, next);
    }
  };

  let count = 0;
  function anew(url) {
    const next = new URL(url);
    count += 1;
    next.searchParams.set("again", count);
    return next.href;
  }
})();
