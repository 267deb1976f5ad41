// Room for names on a map: what is taken, and where beside a symbol a name finds place.
(() => {
  "use strict";
  const ASIDE = 5;          // pixels from a symbol to its name
  const GAP = 2;            // pixels that names keep apart
  const SIDE = 64;          // pixels of a cell
  const canvas = document.createElement("canvas").getContext("2d");
  Object.assign(folioMap, { board, context, widthOf, setName, unsetName });

  /** What is taken of a map, by cells, since on a crowded one a thousand names look for room. */
  function board(view) {
    const cells = new Map();
    const over = (box, gap, visit) => {
      for (let column = Math.floor((box[0] - gap) / SIDE); column <= Math.floor((box[2] + gap) / SIDE); column += 1) {
        for (let row = Math.floor((box[1] - gap) / SIDE); row <= Math.floor((box[3] + gap) / SIDE); row += 1) {
          if (visit(column * 4096 + row)) return true;
        }
      }
      return false;
    };
    return {
      add(box) {
        over(box, 0, (key) => {
          if (cells.has(key)) cells.get(key).push(box);
          else cells.set(key, [box]);
        });
      },
      // What is cut by the edge of the frame is not free either.
      isFree(box) {
        const isCut = (box[0] < 0 && box[2] > 0) || (box[1] < 0 && box[3] > 0) || (box[0] < view.wide && box[2] > view.wide) || (box[1] < view.high && box[3] > view.high);
        return !isCut && !over(box, GAP, (key) => cells.get(key)?.some((other) => other[0] - GAP < box[2] && box[0] < other[2] + GAP && other[1] - GAP < box[3] && box[1] < other[3] + GAP));
      },
    };
  }

  /** A name of the drawing with its point, and the boxes around that which it takes. */
  function context(element) {
    const text = element.matches("text") ? element : element.querySelector("text");
    const dot = element.querySelector(".map-town-dot");
    const box = element.getBBox();
    const feature = text?.dataset.at?.split(" ");
    const point = feature ?? (dot ? [dot.getAttribute("cx"), dot.getAttribute("cy")] : [text?.getAttribute("x"), text?.getAttribute("y")]);
    const [x, y] = point[0] === null || point[0] === undefined ? [box.x + box.width / 2, box.y + box.height / 2] : point.map(Number);
    const turn = text === element ? /rotate\(.*\)/.exec(element.getAttribute("transform"))?.[0] ?? "" : "";
    let { x: left, y: top, width, height } = box;
    if (turn) {
      const angle = Math.abs(parseFloat(turn.slice("rotate(".length))) * Math.PI / 180;
      const [wide, high] = [width * Math.cos(angle) + height * Math.sin(angle), width * Math.sin(angle) + height * Math.cos(angle)];
      [left, top, width, height] = [x - wide / 2, y - high / 2, wide, high];
    }
    return { element, x, y, turn: turn && ` ${turn}`, boxes: [[left - x, top - y, left + width - x, top + height - y]] };
  }

  function widthOf(text, weight, size, face) {
    canvas.font = `${weight} ${size}px ${face}`;
    return canvas.measureText(text).width + 2;
  }

  /** Sets the name of a symbol beside it, where there is room. */
  function setName(head, marker, taken, face) {
    const label = marker.querySelector(".map-label-place");
    if (!label) return;
    label.was ??= { x: label.getAttribute("x"), y: label.getAttribute("y"), anchor: label.getAttribute("text-anchor") };
    const size = Number(label.getAttribute("font-size"));
    const wide = head.place.wide ??= widthOf(head.place.label, label.matches(".is-first") ? 400 : 600, size, face);
    const [aside, corner] = [head.radius + ASIDE, head.radius * 0.7];
    const spots = [
      ["start", aside, size * 0.34], ["end", -aside, size * 0.34], ["middle", 0, -head.radius - 4], ["middle", 0, head.radius + size],
      ["start", corner, -corner - 2], ["start", corner, corner + size * 0.8], ["end", -corner, -corner - 2], ["end", -corner, corner + size * 0.8],
    ];
    for (const [anchor, right, down] of spots) {
      const start = head.left + right - (anchor === "end" ? wide : anchor === "middle" ? wide / 2 : 0);
      const box = [start, head.top + down - size * 0.74, start + wide, head.top + down + size * 0.22];
      if (!taken.isFree(box)) continue;
      taken.add(box);
      label.setAttribute("x", head.x + right);
      label.setAttribute("y", head.y + down);
      label.setAttribute("text-anchor", anchor);
      label.classList.remove("is-away");
      return;
    }
    label.classList.add("is-away");
  }

  /** Puts the name back where it was drawn. */
  function unsetName(marker) {
    const label = marker.querySelector(".map-label-place");
    if (!label?.was) return;
    label.classList.remove("is-away");
    label.setAttribute("x", label.was.x);
    label.setAttribute("y", label.was.y);
    if (label.was.anchor) label.setAttribute("text-anchor", label.was.anchor);
    else label.removeAttribute("text-anchor");
  }
})();
