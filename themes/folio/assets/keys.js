// Keys that work on every page: / search, m map, t light, ? help.
(() => {
  "use strict";
  const help = document.getElementById("site-help");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = { "/": search, "?": openHelp, m: map, t: nextLight }[event.key];
    if (action && action() !== false) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens-help]")) openHelp();
  });

  function search() {
    const field = document.getElementById("site-query");
    if (!field) return go("search");
    field.focus();
    field.select();
  }

  // A reading has a map of its own.
  function map() {
    const own = document.querySelector(".page-reading #site-map");
    if (!own) return go("map");
    location.hash = "site-map";
    own.querySelector("figcaption a")?.focus({ preventScroll: true });
  }

  function go(page) {
    const link = document.querySelector(`.site-nav [data-page="${page}"]`);
    if (!link) return false;
    link.click();
  }

  function nextLight() {
    document.dispatchEvent(new CustomEvent("folio:next-theme"));
  }

  function openHelp() {
    document.getElementById("site-settings")?.hidePopover?.();
    if (!help.open) help.showModal();
  }

  function isTyping(element) {
    return element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type);
  }
})();
