// Loads the base map in detail, cell by cell, where a reader looks closer than the map was drawn for. A cell is a script,
// since a page that was opened from a folder may load nothing else.
(() => {
  "use strict";
  const COARSE = 2.4;       // kilometres to a pixel above which the drawing is good enough
  const SIDE = 15;          // degrees
  const STEPS = 960;        // to a degree
  const UNITS = 4;          // of path data to a pixel
  const FEWEST = 12;        // degrees that a side of a cell is drawn in steps of

  for (const frame of document.querySelectorAll(".map-frame[data-cells]")) {
    const svg = frame.querySelector("svg.map");
    if (svg?.view) watch(svg, svg.view, frame);
  }

  function watch(svg, view, frame) {
    const cells = frame.dataset.cells.split(" ").filter(Boolean);
    const { forward } = view.atlas;
    const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
    const asked = new Set();
    const named = new Map([...frame.querySelectorAll(".map-country[data-country]")].map((area) => [area.dataset.country + (area.dataset.part ?? ""), area.getAttribute("class")]));
    layer.setAttribute("class", "map-detail");
    const isCoarse = view.kilometres > COARSE / 2;
    if (!isCoarse) return;
    const ground = frame.querySelector(".map-ground");
    const edge = ground.querySelector(".map-outline");
    if (edge) edge.before(layer);
    else ground.append(layer);
    svg.addEventListener("folio:map-settled", look);

    function look() {
      if (view.scheme !== view.atlas) return;
      layer.toggleAttribute("hidden", view.kilometres > COARSE);
      if (view.kilometres > COARSE) return;
      for (const cell of cells) {
        if (asked.has(cell) || !isInSight(cell)) continue;
        asked.add(cell);
        load(cell);
      }
    }

    function isInSight(cell) {
      const points = outline(cell).map(([longitude, latitude]) => view.at(...forward(longitude, latitude)));
      const [across, down] = [points.map((point) => point[0]), points.map((point) => point[1])];
      return Math.min(...across) < view.wide && Math.max(...across) > 0 && Math.min(...down) < view.high && Math.max(...down) > 0;
    }

    function load(cell) {
      const script = document.createElement("script");
      script.src = `${frame.dataset.root}data/base/${cell}.js`;
      script.addEventListener("load", () => {
        const contents = window.GLOSSATOR_CELLS[cell];
        draw(cell, contents);
        const towns = contents.towns.map(([name, longitude, latitude, rank, capital]) => {
          const [x, y] = forward(longitude / STEPS, latitude / STEPS);
          return { name, x, y, rank, capital: capital === 1 };
        });
        svg.dispatchEvent(new CustomEvent("folio:map-towns", { detail: towns }));
      });
      document.head.append(script);
    }

    function draw(cell, { areas, coasts, borders, disputed, lakes, rivers }) {
      const group = document.createElementNS(layer.namespaceURI, "g");
      group.dataset.cell = cell;
      path(group, "map-sea", [outline(cell).map(([x, y]) => [x * STEPS, y * STEPS])], true);
      for (const line of ["map-glow is-wide", "map-glow"]) path(group, line, coasts.map(points));
      for (const [code, part, contested, rings] of areas) {
        const look = (part && named.get(code + part)) || named.get(code);
        path(group, contested || !look ? "map-land is-bare" : `${look} is-bare`, rings.map(points), true);
      }
      path(group, "map-coast", coasts.map(points));
      path(group, "map-river", rivers.map(points));
      for (const lake of lakes) {
        path(group, "map-lake is-bare", lake.map(points), true);
        path(group, "map-lake is-shore", lake.flatMap((ring) => shores(points(ring), cell)));
      }
      // The borders of countries that the texts name stand out, as in the drawing.
      const stands = (key) => named.has(key) || named.has(key.slice(0, 2));
      const isFrontier = ([sides]) => sides.split("|").some(stands);
      path(group, "map-border", borders.filter((border) => !isFrontier(border)).map((border) => points(border[1])));
      path(group, "map-frontier", borders.filter(isFrontier).map((border) => points(border[1])));
      path(group, "map-border is-disputed", disputed.map(points));
      layer.append(group);
    }

    function path(group, name, lines, isClosed = false) {
      if (!lines.length) return;
      const data = lines.map((line) => `M${dense(line, isClosed).map(([x, y]) => forward(x / STEPS, y / STEPS).map((value) => (value * UNITS).toFixed(2)).join(" ")).join("L")}${isClosed ? "z" : ""}`);
      const element = document.createElementNS(layer.namespaceURI, "path");
      element.setAttribute("class", name);
      element.setAttribute("d", data.join(""));
      element.setAttribute("vector-effect", "non-scaling-stroke");
      element.setAttribute("fill-rule", "evenodd");
      group.append(element);
    }
  }

  // The line with points between those far apart: along the sides of a cell runs a parallel, and no straight line
  function dense(line, isClosed) {
    const out = [];
    const ends = isClosed ? [...line, line[0]] : line;
    for (const [at, [x, y]] of ends.entries()) {
      const [fromX, fromY] = ends[at - 1] ?? [x, y];
      const parts = Math.ceil(Math.max(Math.abs(x - fromX), Math.abs(y - fromY)) / STEPS);
      for (let part = 1; part < parts; part += 1) out.push([fromX + ((x - fromX) * part) / parts, fromY + ((y - fromY) * part) / parts]);
      out.push([x, y]);
    }
    return out;
  }

  // The shore of a lake without the sides of the cell, along which a larger lake is cut
  function shores(ring, cell) {
    const [left, foot] = corner(cell).map((degrees) => degrees * STEPS);
    const isOn = ([x, y], side) => [x === left, x === left + SIDE * STEPS, y === foot, y === foot + SIDE * STEPS][side];
    const lines = [];
    let line = [];
    for (const [at, point] of [...ring, ring[0]].entries()) {
      const from = ring[at - 1];
      if (from && [0, 1, 2, 3].some((side) => isOn(from, side) && isOn(point, side))) {
        lines.push(line);
        line = [];
      }
      line.push(point);
    }
    return [...lines, line].filter((part) => part.length > 1);
  }

  // The points of a line that is written as a point and differences
  function points(numbers) {
    let [x, y] = [0, 0];
    const line = [];
    for (let at = 0; at < numbers.length; at += 2) {
      x += numbers[at];
      y += numbers[at + 1];
      line.push([x, y]);
    }
    return line;
  }

  // The south-western corner of a cell, in degrees
  function corner(cell) {
    const [, east, west, north, south] = /^([ew])(\d+)([ns])(\d+)$/.exec(cell);
    return [east === "w" ? -west : Number(west), north === "s" ? -south : Number(south)];
  }

  // The sides of a cell, in degrees
  function outline(cell) {
    const [left, foot] = corner(cell);
    const share = (at) => (at / FEWEST) * SIDE;
    const steps = [...Array(FEWEST).keys()];
    return [
      ...steps.map((at) => [left + share(at), foot]), ...steps.map((at) => [left + SIDE, foot + share(at)]),
      ...steps.map((at) => [left + SIDE - share(at), foot + SIDE]), ...steps.map((at) => [left, foot + SIDE - share(at)]),
    ];
  }
})();
