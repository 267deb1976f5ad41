// Keeps scale bar and globe true and the furniture of a map in its corners while the map moves.
(() => {
  "use strict";
  const LENGTHS = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
  const LONGEST = 130;      // pixels
  const SAMPLES = 8;        // points along a side of the frame on the globe
  const AROUND = 6;         // pixels around furniture that names keep free
  const SMALLEST = 16;      // quarters of a pixel that the frame on the globe is wide

  for (const svg of document.querySelectorAll(".map-frame svg.map")) {
    if (svg.view) furnish(svg, svg.view);
  }

  function furnish(svg, view) {
    const furniture = [...view.frame.querySelectorAll(".map-furniture > *")].map((element) => corner(element, view));
    const bar = scaleBar(view.frame.querySelector(".map-scale"), view);
    const globe = globeOf(view.frame.querySelector(".map-globe"), view);
    const settle = () => {
      for (const part of furniture) part.place();
      measure();
      globe?.frame();
    };
    // What stands in the corners, and the boxes that it takes
    view.furniture = () => furniture.filter(({ element }) => !element.matches(".is-away")).map(({ element, box }) => ({ element, box: box() }));
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
      const start = bar.isLeft ? bar.left : bar.right - pixels;
      const language = document.documentElement.lang;
      bar.path.setAttribute("d", `M${start} ${bar.foot - 5}v5h${pixels}v-5`);
      bar.text.setAttribute("x", start + pixels / 2);
      bar.text.textContent = length < 1 ? `${(length * 1000).toLocaleString(language)} m` : `${length.toLocaleString(language)} km`;
    }
  }

  // Furniture keeps its distance to its corner.
  function corner(element, view) {
    const { x, y, width, height } = element.getBBox();
    const inner = element.getAttribute("transform") ?? "";
    const factor = Number(/scale\(([\d.]+)\)/.exec(inner)?.[1] ?? 1);
    const isRight = (x + width / 2) * factor > view.width / 2;
    const isLow = (y + height / 2) * factor > view.height / 2;
    const by = () => [isRight ? view.wide - view.width : 0, isLow ? view.high - view.height : 0];
    return {
      element,
      box: () => [x, y, x + width, y + height].map((value, at) => value * factor + by()[at % 2] + (at < 2 ? -AROUND : AROUND)),
      place() {
        element.classList.toggle("is-away", view.wide < 520);
        element.setAttribute("transform", `translate(${by()[0]} ${by()[1]}) ${inner}`);
      },
    };
  }

  function scaleBar(element, view) {
    if (!element) return null;
    const path = element.querySelector("path");
    const { x, y, width, height } = path.getBBox();
    return { path, text: element.querySelector("text"), left: x, right: x + width, foot: y + height, isLeft: x + width / 2 < view.width / 2 };
  }

  // The frame on the globe goes with the map; what is too small to be seen is a point.
  function globeOf(element, view) {
    const path = element?.querySelector(".map-globe-frame");
    const rim = element?.querySelector(".map-globe-rim");
    if (!path || !rim) return null;
    const asDrawn = path.getAttribute("d");
    const [x, y, radius] = ["cx", "cy", "r"].map((name) => Number(rim.getAttribute(name)));
    const radians = (degrees) => (degrees * Math.PI) / 180;
    const [middle, high] = view.atlas.inverse(view.width / 2, view.height / 2).map(radians);
    const on = ([longitude, latitude]) => {
      const [turn, up] = [radians(longitude) - middle, radians(latitude)];
      const point = [Math.cos(up) * Math.sin(turn), Math.cos(high) * Math.sin(up) - Math.sin(high) * Math.cos(up) * Math.cos(turn)];
      const isSeen = Math.sin(high) * Math.sin(up) + Math.cos(high) * Math.cos(up) * Math.cos(turn) >= 0;
      const far = Math.hypot(...point);
      return point.map((value) => (isSeen || !far ? value : value / far));
    };
    return {
      frame() {
        if (view.isHome()) {
          path.setAttribute("d", asDrawn);
          return;
        }
        const { wide, high: tall } = view;
        const share = (at) => at / SAMPLES;
        const sides = [(at) => [share(at) * wide, 0], (at) => [wide, share(at) * tall], (at) => [wide - share(at) * wide, tall], (at) => [0, tall - share(at) * tall]];
        const corners = sides.flatMap((side) => [...Array(SAMPLES).keys()].map(side));
        const points = corners.map(([left, top]) => on(view.scheme.inverse((left - view.x) / view.scale, (top - view.y) / view.scale)));
        const reach = Math.max(...points.map((point) => Math.hypot(point[0] - points[0][0], point[1] - points[0][1]))) * radius;
        const [right, up] = on(view.middle());
        const data = reach < SMALLEST
          ? `M${x + radius * right - SMALLEST / 2} ${y - radius * up}a${SMALLEST / 2} ${SMALLEST / 2} 0 1 0 ${SMALLEST} 0a${SMALLEST / 2} ${SMALLEST / 2} 0 1 0 ${-SMALLEST} 0z`
          : `M${points.map((point) => `${(x + radius * point[0]).toFixed(1)} ${(y - radius * point[1]).toFixed(1)}`).join("L")}z`;
        path.setAttribute("d", data);
      },
    };
  }
})();
