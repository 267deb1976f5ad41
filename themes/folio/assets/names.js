// The list of all names: narrowed by what is typed and by kind, and sorted anew. Without this it is a plain list from A to Z.
(() => {
  "use strict";
  const form = document.getElementById("site-names");
  if (!form) return;
  const field = document.getElementById("site-filter");
  const status = document.getElementById("site-filter-count");
  let rowsMade = 0;
  const portion = 60;   // names that are laid out together where no letters part them
  let sections = collected();
  const orders = {
    name: null,
    mentions: (a, b) => b.mentions - a.mentions,
    order: (a, b) => a.order - b.order,
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

  // What the live preview changes is the plain list.
  document.addEventListener("glossator:updating", () => sort("name"));
  document.addEventListener("glossator:updated", () => {
    sections = collected();
    show();
  });

  function collected() {
    return [...document.querySelectorAll(".names-of-kind")].map((section) => ({
      section,
      kind: section.dataset.kind,
      box: section.querySelector(".names-list"),
      count: section.querySelector(".names-count"),
      letters: section.querySelector(".letters"),
      atFirst: [...section.querySelector(".names-list").children],
      parts: [...section.querySelectorAll(".names")].map((list) => ({ list, rows: [...list.children].map(rowOf) })),
      size: section.querySelectorAll(".names > li").length,
    }));
  }

  function show() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const kinds = new Set([...form.querySelectorAll("[name=kind]:checked")].map((box) => box.value));
    const order = form.elements.sort.value;
    if (order !== sorted) sort(order);
    let total = 0;
    for (const { section, kind, count, parts, size } of sections) {
      const isChosen = !form.querySelector("[name=kind]") || kinds.has(kind);
      let shown = 0;
      for (const { list, rows } of parts) {
        let here = 0;
        for (const row of rows) {
          const fits = isChosen && fitsAll(row, wanted);
          if (row.element.hidden === fits) row.element.hidden = !fits;
          if (fits) here += 1;
        }
        const group = list.closest(".names-of-letter");
        if (group && group.hidden === here > 0) group.hidden = !here;
        shown += here;
      }
      section.hidden = !shown;
      count.textContent = shown === size ? number(size) : `${number(shown)} / ${number(size)}`;
      total += shown;
    }
    const pattern = total === 0 ? form.dataset.none : total === 1 ? form.dataset.one : form.dataset.many;
    status.textContent = wanted.length ? pattern.replace("{n}", number(total)) : "";
    remember(order, kinds);
  }

  // In the order of names they stand under their letters, as the page came; in another, in portions.
  function sort(order) {
    sorted = order;
    for (const part of sections) {
      const rows = part.parts.flatMap(({ rows }) => rows).sort((a, b) => a.at - b.at);
      if (part.letters) part.letters.hidden = order !== "name";
      if (order === "name") {
        part.box.replaceChildren(...part.atFirst);
        part.parts = [...part.box.querySelectorAll(".names")].map((list) => ({ list, rows: [] }));
        const byList = new Map(part.parts.map((it) => [it.list, it.rows]));
        for (const row of rows) byList.get(row.home).push(row);
      } else {
        rows.sort(orders[order]);
        part.parts = Array.from({ length: Math.ceil(rows.length / portion) }, (_, at) => ({ list: listOf(part.section), rows: rows.slice(at * portion, (at + 1) * portion) }));
        part.box.replaceChildren(...part.parts.map(({ list }) => list.parentElement ?? list));
      }
      for (const { list, rows: its } of part.parts) list.replaceChildren(...its.map(({ element }) => element));
    }
  }

  function listOf(section) {
    const list = document.createElement("ul");
    list.className = "names";
    if (!section.classList.contains("is-long")) return list;
    const group = document.createElement("div");
    group.className = "names-of-letter";
    group.append(list);
    return list;
  }

  function rowOf(element) {
    return {
      element,
      at: (rowsMade += 1),
      home: element.parentElement,
      words: null,
      order: Number(element.dataset.order),
      mentions: Number(element.dataset.mentions),
    };
  }

  function fitsAll(row, wanted) {
    if (!wanted.length) return true;
    row.words ??= plain(`${row.element.firstElementChild.textContent} ${row.element.dataset.also ?? ""}`);
    return wanted.every((part) => row.words.includes(part));
  }

  function number(n) {
    return n.toLocaleString(document.documentElement.lang || "en");
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
