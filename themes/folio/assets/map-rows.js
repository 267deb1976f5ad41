// What scripts know of the places in the list beside the map. A list of thousands holds no more than names and links: where the places lie and which
// readings name them comes as a script of its own, `data/map-places.js`, once somebody looks closer. Then `folio:map-known` is told.
(() => {
  "use strict";
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const source = document.querySelector(".map-frame")?.dataset.places;
  const waiting = [];
  let known = null;
  let byId = null;
  Object.assign(folioMap, { idOf, rowOf, known: () => known ?? (source ? null : learn()), want });

  /** Returns the id of the place of a row. */
  function idOf(row) {
    return row.dataset.entity ?? /([^/]+)\.html$/.exec(row.firstElementChild.getAttribute("href"))[1];
  }

  /** Returns the row of a place. */
  function rowOf(id) {
    if (byId) return byId.get(id) ?? null;
    if (!id) return null;
    const name = CSS.escape(id);
    return document.querySelector(source ? `.places > li > a[href$="/${name}.html"]` : `.places > [data-entity="${name}"]`)?.closest("li") ?? null;
  }

  /** Does something once all is known of the places: at once, where it is. */
  function want(use) {
    if (folioMap.known()) return use();
    waiting.push(use);
    if (waiting.length > 1) return;
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("load", () => {
      learn();
      document.dispatchEvent(new CustomEvent("folio:map-known"));
      for (const next of waiting.splice(0)) next();
    });
    script.addEventListener("error", () => waiting.splice(0));
    document.head.append(script);
  }

  function learn() {
    const facts = source ? window.GLOSSATOR_PLACES : null;
    const readings = facts?.readings.split(";");
    known = [...document.querySelectorAll(".places > li")].map((row, at) => {
      const [link, ...others] = row.children;
      const of = (name) => others.find((element) => element.className === name)?.textContent;
      const place = { id: idOf(row), row, label: link.textContent, href: link.getAttribute("href"), category: of("label"), mentions: Number(of("count")), isOut: false };
      return Object.assign(place, facts ? packed(facts, readings, at) : written(row));
    });
    byId = new Map(known.map((place) => [place.id, place.row]));
    return known;
  }

  function written({ dataset }) {
    const [latitude, longitude] = dataset.point?.split(" ").map(Number) ?? [];
    return { latitude, longitude, symbol: dataset.symbol ?? "settlement", readings: dataset.readings?.split(" ") ?? [] };
  }

  // Points stand as numbers of so many digits each, steps of longitude within those of latitude, in the order of the list.
  function packed({ steps, digits, points, symbols, symbol }, readings, at) {
    const place = { readings: readings[at].split(" ").filter(Boolean) };
    const text = points.slice(at * digits, (at + 1) * digits);
    if (!text) return place;
    const number = [...text].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);
    const around = 360 * steps + 1;
    return Object.assign(place, { latitude: Math.floor(number / around) / steps - 90, longitude: (number % around) / steps - 180, symbol: symbols[DIGITS.indexOf(symbol[at])] });
  }
})();
