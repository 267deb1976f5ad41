// Which mentions are marked: all, the first since a heading, or none; and of which kinds. Remembered.
(() => {
  "use strict";
  const choice = document.getElementById("site-marks");
  if (!choice) return;
  const remembered = read();
  let isChanged = false;   // whether any mark is other than as the page came

  if (["first", "none"].includes(remembered.density)) choice.querySelector(`[value="${remembered.density}"]`).checked = true;
  for (const box of boxes()) box.checked = !remembered.hidden.includes(box.value);
  show();

  choice.addEventListener("change", () => {
    show();
    write();
  });

  // The live preview puts other text into the page.
  document.addEventListener("glossator:updated", show);

  function show() {
    const density = chosenDensity();
    const hidden = hiddenKinds();
    const isAsItCame = density === "all" && !hidden.length;
    if (isAsItCame && !isChanged) return;
    isChanged = !isAsItCame;
    for (const element of document.querySelectorAll(".reading .mention, .reading .date")) {
      const isDate = element.matches(".date");
      const kind = isDate ? "date" : element.dataset.kind;
      const isLater = !isDate && !element.matches(".is-first");
      element.classList.toggle("is-unmarked", density === "none" || (density === "first" && isLater) || hidden.includes(kind));
    }
  }

  function chosenDensity() {
    return choice.querySelector("[name=density]:checked").value;
  }

  function hiddenKinds() {
    return boxes().filter((box) => !box.checked).map((box) => box.value);
  }

  function boxes() {
    return [...choice.querySelectorAll("[type=checkbox]")];
  }

  function read() {
    const nothing = { density: "all", hidden: [] };
    try {
      const { density, hidden } = JSON.parse(localStorage.getItem("folio-marks")) ?? nothing;
      return { density, hidden: Array.isArray(hidden) ? hidden : [] };
    } catch {
      return nothing;
    }
  }

  // Kinds that this reading does not have keep what was chosen for them elsewhere.
  function write() {
    const here = boxes().map((box) => box.value);
    const hidden = [...remembered.hidden.filter((kind) => !here.includes(kind)), ...hiddenKinds()];
    try {
      localStorage.setItem("folio-marks", JSON.stringify({ density: chosenDensity(), hidden }));
    } catch {
      // The choice holds for this page.
    }
  }
})();
