// Gathers places that would lie on each other into symbols that hold several.
(() => {
  "use strict";
  const CROWD = 150;        // with more places than this, those near each other are one symbol
  const NEAR = 16;          // pixels within which they are
  const SAME = 6;           // the same where there are fewer
  const MARGIN = 0.15;      // the share of the frame around it in which places stand ready to come into sight
  Object.assign(folioMap, { gather, SAME });

  /** Returns the symbols of a map, the most mentioned first: a place, the others that its symbol holds, and how many that are. */
  function gather(places, view) {
    const [beyond, above] = [view.wide * MARGIN, view.high * MARGIN];
    const near = places.length > CROWD || places.some((place) => place.count > 1) ? NEAR : SAME;
    const cells = new Map();
    const heads = [];
    for (const place of places) {
      if (place.isOut || place.isFeature || place.isBeyond) continue;
      const [left, top] = view.at(place.x, place.y);
      if (left < -beyond || top < -above || left > view.wide + beyond || top > view.high + above) continue;
      const [x, y] = [place.x * view.scale, place.y * view.scale];
      const [column, row] = [Math.floor(x / near), Math.floor(y / near)];
      let head = null;
      for (let across = column - 1; across <= column + 1 && !head; across += 1) {
        for (let down = row - 1; down <= row + 1 && !head; down += 1) {
          head = cells.get(`${across} ${down}`)?.find((other) => Math.hypot(other.px - x, other.py - y) < near) ?? null;
        }
      }
      if (head) {
        head.others.push(place);
        head.count += place.count ?? 1;
        continue;
      }
      head = { place, x: place.x, y: place.y, px: x, py: y, others: [], count: place.count ?? 1, radius: 5 };
      heads.push(head);
      const key = `${column} ${row}`;
      if (cells.has(key)) cells.get(key).push(head);
      else cells.set(key, [head]);
    }
    return join(heads);
  }

  // A symbol that grows with what it holds reaches others, which it then holds too.
  function join(heads) {
    const grow = (head) => { head.radius = head.count > 1 ? Math.min(21, 7 + 1.05 * Math.sqrt(head.count)) : 5; };
    heads.forEach(grow);
    let rest = [...heads].sort((a, b) => b.count - a.count);
    const kept = [];
    while (rest.length) {
      const [head, ...others] = rest;
      rest = [];
      for (const other of others) {
        const reach = head.radius + other.radius - 1.5;
        const [across, down] = [head.px - other.px, head.py - other.py];
        const isHeld = across < reach && across > -reach && down < reach && down > -reach
          && (head.count > 1 || other.count > 1) && across * across + down * down < reach * reach;
        if (isHeld) {
          head.others.push(other.place, ...other.others);
          head.count += other.count;
          grow(head);
        } else {
          rest.push(other);
        }
      }
      kept.push(head);
    }
    return kept.sort((a, b) => b.place.mentions - a.place.mentions);
  }
})();
