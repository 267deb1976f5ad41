// The search page: what is typed, what is chosen beside it, and what is found (`search-index.js` finds it). The keyboard does
// everything: `/` to the field, arrows through the results, Enter to one of them, Esc back to the field and then clear of it.
(() => {
  "use strict";
  const enough = 12;     // results that are looked for by themselves: more than a screen has room for
  const portion = 60;    // and when more are asked for
  const rest = 300;      // milliseconds without a key after which a reader has typed all
  const pause = 12;      // milliseconds after a key, for those that come together
  const mostSteps = 3;   // times that files are loaded before the reader is asked
  const mostInVain = 10; // and where nothing is found in them
  const mostChoices = 10;
  const search = window.folioSearch;
  const form = document.getElementById("site-search");
  if (!search || !form) return;
  const sentences = window.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" });
  const field = document.getElementById("site-query");
  const status = document.getElementById("site-search-status");
  const results = document.getElementById("site-results");
  const more = document.getElementById("site-more-results");
  const suggestion = document.getElementById("site-suggestion");
  const names = document.getElementById("site-found-names");
  const facets = document.getElementById("site-facets");
  const how = status.textContent;
  const root = form.dataset.root;
  const kinds = new Map([...facets.querySelectorAll("[data-kind-name]")].map((element) => [element.dataset.kindName, element]));
  const known = { reading: new Map(), entity: new Map() };   // what the choices are called
  const chosen = { reading: new Set(), kind: new Set(), entity: new Set() };
  let query = search.parse("");
  let found = [];
  let source = null;
  let shown = enough;
  let asked = 0;
  let typing = 0;
  let resting = 0;

  restore();
  find();
  field.focus();
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(find, pause);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(typing);
    await find();
    results.querySelector("a")?.focus();
  });
  facets.addEventListener("change", ({ target }) => {
    const { facet } = target.closest("[data-facet]").dataset;
    if (target.checked) chosen[facet].add(target.value);
    else chosen[facet].delete(target.value);
    shown = enough;
    fill(asked);
  });
  more.addEventListener("click", async () => {
    const links = () => [...results.querySelectorAll("a")];
    const before = links().length;
    shown += portion;
    await fill(asked);
    links()[before]?.focus();
  });
  suggestion.querySelector("button").addEventListener("click", ({ target }) => {
    field.value = target.textContent;
    field.focus();
    find();
  });
  document.addEventListener("keydown", moveBetweenResults);
  document.addEventListener("folio:spoilers", () => find());

  async function find() {
    asked += 1;
    const turn = asked;
    const wanted = search.parse(field.value);
    clearTimeout(resting);
    if (wanted.text !== query.text) {
      shown = enough;
      if (query.text && wanted.isEmpty) for (const choices of Object.values(chosen)) choices.clear();
    }
    const isAsked = !wanted.isEmpty || chosen.entity.size > 0;
    const [opened, matching] = await Promise.all([isAsked ? search.open(wanted) : null, wanted.isEmpty ? [] : search.names(field.value)]);
    // What was typed meanwhile is being looked for already.
    if (turn !== asked) return;
    query = wanted;
    found = [];
    source = opened;
    showNames(matching.filter((entity) => window.folioSpoilers?.isTold(entity.told) ?? true));
    // Who is still typing is shown what the first files hold; the others wait.
    await fill(turn, 1);
    if (found.length) resting = setTimeout(() => fill(turn), rest);
    const better = turn !== asked || found.length || query.isEmpty ? null : await search.suggestion(query);
    if (turn !== asked) return;
    suggestion.hidden = !better;
    suggestion.querySelector("button").textContent = better ?? "";
  }

  // Loads texts until there is enough to show.
  async function fill(turn, most = mostSteps) {
    if (turn !== asked) return;
    for (let steps = 0; source && !source.isWhole && visible().length < shown && steps < (found.length ? most : mostInVain); steps += 1) {
      const passages = await source.next();
      if (turn !== asked) return;
      found.push(...passages.filter(isTold));
      for (const { reading, entities } of passages) {
        known.reading.set(reading.url, reading.title);
        for (const entity of entities) known.entity.set(entity.id, entity);
      }
    }
    show();
  }

  function visible() {
    return found.filter((passage) => Object.keys(chosen).every((facet) => fits(passage, facet)));
  }

  function isTold({ reading, number }) {
    return !reading.told || (window.folioSpoilers?.isTold(`${reading.told}.p${number}`) ?? true);
  }

  // What is chosen beside the results

  const facetValues = {
    reading: ({ reading }) => [reading.url],
    kind: ({ entities }) => [...new Set(entities.map(({ kind }) => kind))],
    entity: ({ entities }) => entities.map(({ id }) => id),
  };

  // Of readings and kinds, one of the chosen is enough; names must all stand in the paragraph.
  function fits(passage, facet) {
    if (!chosen[facet].size) return true;
    const values = facetValues[facet](passage);
    return facet === "entity" ? [...chosen.entity].every((id) => values.includes(id)) : values.some((value) => chosen[facet].has(value));
  }

  function show() {
    const passages = visible();
    for (const facet of Object.keys(chosen)) {
      const others = Object.keys(chosen).filter((other) => other !== facet || facet === "entity");
      showFacet(facet, found.filter((passage) => others.every((other) => fits(passage, other))));
    }
    facets.hidden = !found.length;
    const isIdle = !source;
    const isWhole = !source || source.isWhole;
    status.toggleAttribute("data-search-empty", !isIdle && !passages.length);
    if (isIdle) status.textContent = how;
    else if (!passages.length) status.textContent = isWhole ? status.dataset.none : status.dataset.first.replace("{n}", 0);
    else if (isWhole) {
      const readings = new Set(passages.map(({ reading }) => reading)).size;
      status.textContent = `${counted(status, passages.length)} · ${counted(status, readings, "reading")}`;
    } else {
      // How many there are in all is told only where nothing narrows it down or is hidden.
      const isAll = found.length === passages.length && !window.folioSpoilers?.isOn();
      const first = status.dataset.first.replace("{n}", Math.min(passages.length, shown));
      status.textContent = source.total !== null && isAll ? `${counted(status, source.total)}, ${first}` : first;
    }
    showPassages(passages.slice(0, shown));
    more.hidden = isWhole && passages.length <= shown;
    remember();
  }

  function showFacet(facet, passages) {
    const counts = new Map([...chosen[facet]].map((value) => [value, 0]));
    for (const passage of passages) {
      for (const value of new Set(facetValues[facet](passage))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const section = facets.querySelector(`[data-facet="${facet}"]`);
    const isChosen = (value) => (chosen[facet].has(value) ? 1 : 0);
    const rows = [...counts].sort(([a, m], [b, n]) => isChosen(b) - isChosen(a) || n - m);
    section.hidden = rows.length < 2 && !chosen[facet].size;
    const focused = section.contains(document.activeElement) ? document.activeElement.value : null;
    section.querySelector("ul").replaceChildren(...rows.slice(0, mostChoices).map(([value, count]) => choice(facet, value, count)));
    if (focused !== null) section.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  function choice(facet, value, count) {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = value;
    box.checked = chosen[facet].has(value);
    const words = document.createElement("span");
    words.textContent = labelOf(facet, value);
    if (facet !== "reading") {
      words.className = "sample";
      item.dataset.kind = facet === "kind" ? value : known.entity.get(value)?.kind;
    }
    const number = document.createElement("span");
    number.className = "count";
    number.textContent = count;
    label.append(box, words, number);
    item.append(label);
    return item;
  }

  function labelOf(facet, value) {
    if (facet === "kind") return kinds.get(value)?.textContent ?? value;
    return facet === "reading" ? known.reading.get(value) ?? value : known.entity.get(value)?.name ?? value;
  }

  // What is found

  function showPassages(passages) {
    // More results come below those that a reader may have gone to already.
    const focused = results.contains(document.activeElement) ? document.activeElement.href : null;
    results.replaceChildren();
    const groupTemplate = document.getElementById("site-result-group");
    const itemTemplate = document.getElementById("site-result");
    let group = null;
    let reading = null;
    for (const passage of passages) {
      if (passage.reading !== reading) {
        reading = passage.reading;
        group = groupTemplate.content.firstElementChild.cloneNode(true);
        const title = group.querySelector("a");
        title.textContent = reading.title.length > 160 ? `${reading.title.slice(0, 160)}…` : reading.title;
        title.href = root + reading.url;
        const label = group.querySelector(".label");
        const count = counted(label, passages.filter((other) => other.reading === reading).length);
        label.textContent = reading.label ? `${reading.label} · ${count}` : count;
        results.append(group);
      }
      const item = itemTemplate.content.firstElementChild.cloneNode(true);
      const link = item.querySelector("a");
      link.textContent = passage.number ? `¶ ${passage.number}` : "¶";
      link.href = `${root + reading.url}#${encodeURIComponent(passage.id)}`;
      item.querySelector("p").append(...excerpt(passage.text));
      group.querySelector("ol").append(item);
    }
    if (focused !== null) [...results.querySelectorAll("a")].find(({ href }) => href === focused)?.focus({ preventScroll: true });
  }

  // The sentences that hold a hit, with every hit marked; the first where a name alone is looked for
  function excerpt(text) {
    const hits = search.hitsIn(text, query);
    const nodes = [];
    let shownTo = 0;
    const all = sentencesOf(text);
    if (!hits.length) return all.length > 2 ? [text.slice(0, all[1][1]), " …"] : [text];
    for (const [start, end] of all) {
      const its = hits.filter(([from]) => from >= start && from < end);
      if (!its.length) continue;
      if (start > shownTo) nodes.push(nodes.length ? " … " : "… ");
      let at = start;
      for (const [from, to] of its) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(from, to);
        nodes.push(text.slice(at, from), mark);
        at = to;
      }
      nodes.push(text.slice(at, Math.max(at, end)));
      shownTo = Math.max(at, end);
    }
    return shownTo < text.length ? [...nodes, " …"] : nodes;
  }

  function sentencesOf(text) {
    if (!sentences) return [[0, text.length]];
    return [...sentences.segment(text)].map(({ index: start, segment }) => [start, start + segment.length]);
  }

  function showNames(found) {
    names.hidden = !found.length;
    names.querySelector("ul").replaceChildren(...found.map((entity) => {
      const item = document.createElement("li");
      item.dataset.kind = entity.kind;
      item.dataset.searchResult = "entity";
      const link = document.createElement("a");
      link.href = `${root}entities/${entity.id}.html`;
      const word = document.createElement("span");
      word.className = "sample";
      word.textContent = entity.name;
      link.append(word);
      const label = document.createElement("span");
      label.className = "label";
      label.textContent = entity.gloss ?? kinds.get(entity.kind)?.dataset.label ?? "";
      item.append(link, label);
      return item;
    }));
  }

  function counted({ dataset }, number, noun = "") {
    const [one, many] = noun ? [dataset[`${noun}One`], dataset[`${noun}Many`]] : [dataset.one, dataset.many];
    return (number === 1 ? one : many).replace("{n}", number.toLocaleString(document.documentElement.lang || "en"));
  }

  // The address: who sends it to someone sends the search, with what was chosen

  function remember() {
    const address = new URLSearchParams();
    if (query.text) address.set("q", query.text);
    for (const [facet, values] of Object.entries(chosen)) {
      for (const value of values) address.append(facet, value);
    }
    try {
      history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
    } catch {
      // Some browsers let no page on `file://` change its address.
    }
    document.title = document.title.replace(/^(?:“.*” · )?/, query.text ? `“${query.text.replaceAll("$", "$$$$")}” · ` : "");
  }

  function restore() {
    const address = new URLSearchParams(location.search);
    field.value = address.get("q") ?? "";
    for (const [facet, values] of Object.entries(chosen)) for (const value of address.getAll(facet)) values.add(value);
  }

  // The keyboard

  function moveBetweenResults(event) {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
    if (event.key === "Escape" && document.activeElement === field && field.value) {
      event.preventDefault();
      field.value = "";
      find();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (at < 0 && document.activeElement !== field) return;
    const next = event.key === "ArrowDown" ? links[at + 1] : at <= 0 ? field : links[at - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next !== field) next.closest("li, section")?.scrollIntoView({ block: "nearest" });
  }
})();
