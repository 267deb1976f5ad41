// Keeps the scale bar true and the furniture of a map in its corners while the map moves.
(() => {
  "use strict";
  const LENGTHS = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
  const LONGEST = 130;      // pixels

  for (const svg of document.querySelectorAll(".map-frame svg.map")) {
    if (svg.view) furnish(svg, svg.view);
  }

  function furnish(svg, view) {
    const furniture = [...view.frame.querySelectorAll(".map-furniture > *")].map(corner);
    const bar = scaleBar(view.frame.querySelector(".map-scale"));
    const settle = () => {
      for (const place of furniture) place();
      measure();
    };
    svg.addEventListener("folio:map-moved", measure);
    svg.addEventListener("folio:map-settled", settle);
    settle();

    // A round length, for the scale at which the map is
    function measure() {
      if (!bar) return;
      const length = LENGTHS.find((kilometres) => kilometres / view.kilometres <= LONGEST) ?? LENGTHS.at(-1);
      if (length === bar.length && view.kilometres === bar.kilometres) return;
      Object.assign(bar, { length, kilometres: view.kilometres });
      const pixels = length / view.kilometres;
      const language = document.documentElement.lang;
      bar.path.setAttribute("d", `M${bar.right - pixels} ${bar.foot - 5}v5h${pixels}v-5`);
      bar.text.setAttribute("x", bar.right - pixels / 2);
      bar.text.textContent = length < 1 ? `${(length * 1000).toLocaleString(language)} m` : `${length.toLocaleString(language)} km`;
    }

    // Furniture keeps its distance to its corner.
    function corner(element) {
      const box = element.getBBox();
      const inner = element.getAttribute("transform") ?? "";
      const factor = Number(/scale\(([\d.]+)\)/.exec(inner)?.[1] ?? 1);
      const isRight = (box.x + box.width / 2) * factor > view.width / 2;
      const isLow = (box.y + box.height / 2) * factor > view.height / 2;
      return () => {
        element.classList.toggle("is-away", view.wide < 520);
        const by = [isRight ? view.wide - view.width : 0, isLow ? view.high - view.height : 0];
        element.setAttribute("transform", `translate(${by[0]} ${by[1]}) ${inner}`);
      };
    }
  }

  function scaleBar(element) {
    if (!element) return null;
    const path = element.querySelector("path");
    const box = path.getBBox();
    return { path, text: element.querySelector("text"), right: box.x + box.width, foot: box.y + box.height };
  }
})();
