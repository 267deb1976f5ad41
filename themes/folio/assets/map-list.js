// The list of places and the map are each other's equal: what is pointed at in one stands out in the other, and a filter by
// words, reading or category holds for both. Tells of the place in question by `folio:map-place`.
(() => {
  "use strict";
  const list = document.querySelector(".atlas-list");
  const svg = document.querySelector(".map-frame svg.map");
  if (!list || !svg?.view) return;
  const rows = [...list.querySelectorAll(".places > [data-entity]")];
  const byId = new Map(rows.map((row) => [row.dataset.entity, row]));
  const words = document.getElementById("site-filter");
  const reading = document.getElementById("site-map-reading");
  const category = document.getElementById("site-map-category");
  const count = document.getElementById("site-filter-count");
  let here = null;

  for (const type of ["pointerover", "focusin"]) {
    for (const part of [list, svg]) {
      part.addEventListener(type, (event) => {
        const owner = event.target.closest("[data-entity]");
        if (owner && byId.has(owner.dataset.entity)) point(owner.dataset.entity, part, owner);
      });
    }
  }
  svg.addEventListener("pointerleave", () => document.dispatchEvent(new CustomEvent("folio:map-left")));
  document.addEventListener("folio:map-go", ({ detail }) => {
    point(detail.id, null, null);
    reach(detail.id);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shows]");
    if (!button) return;
    const row = button.closest("[data-entity]");
    point(row.dataset.entity, null, null);
    reach(row.dataset.entity, true);
  });
  for (const control of [words, reading, category]) control?.addEventListener("input", filter);
  document.addEventListener("folio:spoilers", filter);
  // With spoilers hidden, the marks of the page are judged when it is ready.
  document.addEventListener("DOMContentLoaded", () => {
    if (words?.value || reading?.value || category?.value || isSafe()) filter();
  });
  // `map.html?place=ID`, as the page of a place links to it; once the other scripts are there to hear of it
  const asked = new URLSearchParams(location.search).get("place");
  if (byId.has(asked)) {
    document.addEventListener("DOMContentLoaded", () => {
      point(asked, null, null);
      reach(asked, true);
    });
  }

  function point(id, part, owner) {
    if (here === id && !owner) return;
    const isNew = here !== id;
    here = id;
    if (isNew) {
      for (const element of document.querySelectorAll(".atlas .is-here")) element.classList.remove("is-here");
      for (const element of document.querySelectorAll(`.atlas [data-entity="${CSS.escape(id)}"]`)) element.classList.add("is-here");
      const row = byId.get(id);
      // Only where list and map stand side by side: elsewhere the page would jump.
      if (part !== list && matchMedia("(width >= 62rem)").matches) row.scrollIntoView({ block: "nearest" });
    }
    document.dispatchEvent(new CustomEvent("folio:map-place", { detail: { id, row: byId.get(id), on: part === svg ? owner : null } }));
  }

  // Brings a place into sight.
  function reach(id, closer = false) {
    const place = svg.places?.find((other) => other.id === id);
    if (!place) return;
    const { view } = svg;
    const [left, top] = view.at(place.x, place.y);
    const isInSight = left > 30 && top > 30 && left < view.wide - 30 && top < view.high - 30;
    if (closer) view.centre(place.x, place.y, Math.max(view.zoom, Math.min(view.most, 4)));
    else if (!isInSight && !view.isHome()) view.centre(place.x, place.y);
  }

  function isSafe() {
    return window.folioSpoilers?.isOn() ?? false;
  }

  // With spoilers hidden, what has not been told is nowhere: neither in list and route nor on the map and in what it counts.
  function filter() {
    const isTold = (told) => !isSafe() || window.folioSpoilers.isTold(told);
    for (const option of reading?.options ?? []) {
      option.hidden = option.disabled = Boolean(option.dataset.toldFrom) && !isTold(`${option.dataset.toldFrom}.0`);
    }
    svg.parentElement.classList.toggle("is-partly-told", rows.some((row) => row.dataset.told && !isTold(row.dataset.told)));
    const sought = fold(words?.value.trim() ?? "");
    const shown = rows.filter((row) => {
      const fits = isTold(row.dataset.told)
        && (!sought || fold(row.querySelector(".place-name").textContent).includes(sought))
        && (!reading?.value || (row.dataset.readings ?? "").split(" ").includes(reading.value))
        && (!category?.value || row.querySelector(".label")?.textContent === category.value);
      row.hidden = !fits;
      return fits;
    });
    const places = svg.places ?? [];
    for (const place of places) place.isOut = place.row.hidden;
    svg.dispatchEvent(new CustomEvent("folio:map-filtered"));
    document.dispatchEvent(new CustomEvent("folio:filtered"));
    const isFiltered = sought || reading?.value || category?.value;
    count.textContent = isFiltered ? (shown.length === 1 ? count.dataset.one : count.dataset.many).replace("{n}", shown.length) : "";
  }

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
