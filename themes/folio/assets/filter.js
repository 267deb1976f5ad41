// A field that narrows a list to the names that hold what is typed.
(() => {
  "use strict";
  const field = document.querySelector("[data-filters]");
  if (!field) return;
  const count = document.getElementById(field.getAttribute("aria-describedby"));
  let items = [];

  field.addEventListener("input", narrow);
  // The live preview puts other names into the list.
  document.addEventListener("glossator:updated", collect);
  collect();

  function collect() {
    items = [...document.querySelectorAll(field.dataset.filters)].map((element) => ({ element, words: plain(element.textContent) }));
    narrow();
  }

  function narrow() {
    const wanted = plain(field.value.trim());
    let shown = 0;
    for (const { element, words } of items) {
      element.hidden = !words.includes(wanted);
      if (!element.hidden) shown += 1;
    }
    for (const section of document.querySelectorAll(".names-of-kind")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    count.textContent = wanted ? (shown === 1 ? count.dataset.one : count.dataset.many).replace("{n}", shown) : "";
    document.dispatchEvent(new CustomEvent("folio:filtered"));
  }

  // Without case and accents, so that `jose` finds `José`.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
