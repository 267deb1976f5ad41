// The map and the list of places follow each other: what is pointed at in one is shown in the other.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll(".places > [data-entity]")];
  const markers = [...document.querySelectorAll(".map .map-marker[data-entity]")];
  const rowOf = new Map(rows.map((row) => [row.dataset.entity, row]));

  for (const row of rows) {
    row.addEventListener("pointerenter", () => show(row.dataset.entity));
    row.addEventListener("focusin", () => show(row.dataset.entity));
  }
  for (const marker of markers) {
    marker.addEventListener("pointerenter", () => show(marker.dataset.entity));
    marker.addEventListener("focusin", () => show(marker.dataset.entity));
    marker.addEventListener("pointerenter", () => reveal(rowOf.get(marker.dataset.entity)));
    marker.addEventListener("focusin", () => reveal(rowOf.get(marker.dataset.entity)));
  }
  document.addEventListener("folio:filtered", () => {
    for (const marker of markers) marker.classList.toggle("is-out", rowOf.get(marker.dataset.entity)?.hidden ?? false);
  });

  function show(entity) {
    for (const element of [...rows, ...markers]) element.classList.toggle("is-here", element.dataset.entity === entity);
  }

  function reveal(row) {
    // Only where list and map stand side by side: elsewhere the page would jump.
    if (row && matchMedia("(width >= 62rem)").matches) row.scrollIntoView({ block: "nearest" });
  }
})();
