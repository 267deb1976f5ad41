// The map, the list of places and the sentence below the map follow each other. The arrows step through the places in the
// order in which the text names them.
(() => {
  "use strict";
  const row = ".places > [data-entity]";
  const marker = ".map .map-marker[data-entity]";
  const stepper = document.getElementById("site-stepper");
  let rows = [];
  let markers = [];
  collect();
  if (!rows.length || !stepper) return;
  const slots = Object.fromEntries([...stepper.querySelectorAll("[data-slot]")].map((element) => [element.dataset.slot, element]));
  let here = 0;   // index of the row that is shown

  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const element = event.target.closest?.(`${row}, ${marker}`);
      const at = element ? rows.findIndex(({ dataset }) => dataset.entity === element.dataset.entity) : here;
      if (at !== here) show(at);
    });
  }
  stepper.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("folio:filtered", () => {
    for (const marker of markers) marker.classList.toggle("is-out", rowOf(marker.dataset.entity)?.hidden ?? false);
    if (rows[here].hidden) step(1);
  });
  // The live preview puts other places onto the map.
  document.addEventListener("glossator:updated", () => {
    const entity = rows[here]?.dataset.entity;
    collect();
    if (rows.length) show(Math.max(0, rows.findIndex(({ dataset }) => dataset.entity === entity)));
  });
  show(0);

  function collect() {
    rows = [...document.querySelectorAll(row)];
    markers = [...document.querySelectorAll(marker)];
  }

  // The next row that the filter leaves, from the end back to the beginning
  function step(by) {
    for (let tried = 1; tried <= rows.length; tried += 1) {
      const next = (here + by * tried + rows.length * tried) % rows.length;
      if (!rows[next].hidden) {
        show(next);
        return;
      }
    }
  }

  function show(at) {
    if (at < 0) return;
    here = at;
    const row = rows[at];
    for (const element of [...rows, ...markers]) element.classList.toggle("is-here", element.dataset.entity === row.dataset.entity);
    const name = row.querySelector(".place-name").textContent;
    const position = slots.position.dataset.pattern.replace("{n}", at + 1).replace("{total}", rows.length);
    slots.position.textContent = `${position}: ${name}`;
    const sentence = row.querySelector(".place-sentence");
    const where = sentence?.querySelector(".ref");
    slots.where.hidden = !where;
    if (where) {
      slots.where.href = where.href;
      slots.where.textContent = where.textContent;
    }
    slots.sentence.replaceChildren(...[...(sentence?.childNodes ?? [])].filter((node) => node !== where).map((node) => node.cloneNode(true)));
    centre(markers.find((marker) => marker.dataset.entity === row.dataset.entity));
    // Only where list and map stand side by side: elsewhere the page would jump.
    if (matchMedia("(width >= 62rem)").matches) row.scrollIntoView({ block: "nearest" });
  }

  // Where the map is larger than its frame
  function centre(marker) {
    const frame = marker?.closest(".map-frame");
    if (!frame) return;
    const [box, around] = [marker.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollBy(box.left + box.width / 2 - around.left - around.width / 2, box.top + box.height / 2 - around.top - around.height / 2);
  }

  function rowOf(entity) {
    return rows.find((row) => row.dataset.entity === entity);
  }
})();
