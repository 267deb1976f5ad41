// The list of all names: narrowed by what is typed and by kind, and sorted anew. Without this it is a plain list from A to Z.
(() => {
  "use strict";
  const form = document.getElementById("site-names");
  if (!form) return;
  const field = document.getElementById("site-filter");
  const status = document.getElementById("site-filter-count");
  const sections = [...document.querySelectorAll(".names-of-kind")].map((section) => ({
    section,
    kind: section.dataset.kind,
    list: section.querySelector(".names"),
    count: section.querySelector(".names-count"),
    rows: [...section.querySelectorAll(".names > li")].map((element, at) => ({
      element,
      at,
      letter: element.dataset.letter,
      words: plain(`${element.querySelector("a").textContent} ${element.dataset.also ?? ""}`),
      order: Number(element.dataset.order),
      mentions: Number(element.dataset.mentions),
    })),
  }));
  const orders = {
    name: (a, b) => a.at - b.at,
    mentions: (a, b) => b.mentions - a.mentions || a.at - b.at,
    order: (a, b) => a.order - b.order || a.at - b.at,
  };
  let sorted = "name";
  let isWaiting = false;

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      show();
    });
  });
  restore();
  show();

  function show() {
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    const kinds = new Set([...form.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
    const order = form.elements.sort.value;
    if (order !== sorted) sort(order);
    let total = 0;
    for (const { section, kind, count, rows } of sections) {
      let shown = 0;
      const isChosen = !form.querySelector("[name=kind]") || kinds.has(kind);
      for (const { element, words } of rows) {
        const fits = isChosen && parts.every((part) => words.includes(part));
        if (element.hidden === fits) element.hidden = !fits;
        if (fits) shown += 1;
      }
      section.hidden = !shown;
      count.textContent = shown === rows.length ? shown : `${shown} / ${rows.length}`;
      total += shown;
    }
    const pattern = total === 0 ? form.dataset.none : total === 1 ? form.dataset.one : form.dataset.many;
    status.textContent = parts.length ? pattern.replace("{n}", total) : "";
    remember(order, kinds);
  }

  function sort(order) {
    sorted = order;
    for (const { list, rows } of sections) {
      const inOrder = [...rows].sort(orders[order]);
      // Letters stand at the head of their names in the order of names alone.
      for (const { element, letter } of rows) {
        if (order === "name" && letter) element.dataset.letter = letter;
        else delete element.dataset.letter;
      }
      list.replaceChildren(...inOrder.map(({ element }) => element));
    }
  }

  // The address remembers what was asked, so that the way back leads to it.
  function remember(order, kinds) {
    const query = new URLSearchParams();
    if (field.value.trim()) query.set("q", field.value.trim());
    if (order !== "name") query.set("sort", order);
    if (kinds.size < form.querySelectorAll("[name=kind]").length) query.set("kinds", [...kinds].join(" "));
    try {
      history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
    } catch {
      // Some browsers let no page on `file://` change its address.
    }
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    if (query.has("q")) field.value = query.get("q");
    if (query.get("sort") in orders) form.elements.sort.value = query.get("sort");
    if (!query.has("kinds")) return;
    const kinds = query.get("kinds").split(" ");
    for (const box of form.querySelectorAll("[name=kind]")) box.checked = kinds.includes(box.value);
  }

  // Without case and accents, so that `jose` finds `José`.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
