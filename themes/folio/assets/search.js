// The search: every word of the query must occur in the paragraph, the last one may be unfinished, “words in quotation marks”
// must stand together. The index comes as a script, since `file://` has no fetch; its form is told in `docs/themes.md`.
(() => {
  "use strict";
  const mostResults = 200;
  const mostNames = 12;
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  const sentences = window.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" });
  const index = window.GLOSSATOR_SEARCH;
  const form = document.getElementById("site-search");
  if (!index || !form) return;
  const field = document.getElementById("site-query");
  const status = document.getElementById("site-search-status");
  const results = document.getElementById("site-results");
  const names = document.getElementById("site-found-names");
  const how = status.textContent;
  const root = form.dataset.root;
  const terms = index.terms ? index.terms.split(" ") : [];
  const postings = index.postings ? index.postings.split(";") : [];
  const blocks = index.readings.flatMap((reading) => reading.blocks.map(([id, number, text]) => ({ reading, id, number, text })));
  let typing = 0;

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
  field.focus();
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(show, 80);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    results.querySelector("a")?.focus();
  });
  document.addEventListener("keydown", moveBetweenResults);

  function show() {
    const query = parse(field.value);
    remember(field.value.trim());
    results.replaceChildren();
    const isEmpty = !query.words.length && !query.phrases.length;
    showNames(isEmpty ? [] : matchingNames(plain(field.value.trim())));
    if (isEmpty) {
      status.textContent = how;
      status.removeAttribute("data-search-empty");
      return;
    }
    const found = matchingBlocks(query);
    const count = (found.length === 1 ? status.dataset.one : status.dataset.many).replace("{n}", found.length);
    const cut = found.length > mostResults ? `, ${status.dataset.first.replace("{n}", mostResults)}` : "";
    status.textContent = found.length ? count + cut : status.dataset.none;
    status.toggleAttribute("data-search-empty", !found.length);
    showBlocks(found, query);
  }

  // The query

  function parse(text) {
    const phrases = [];
    const rest = text.replace(/["“„«]\s*([^"”“»]+?)\s*["”“»]/gu, (_, phrase) => {
      phrases.push(plain(phrase));
      return " ";
    });
    const words = termsOf(rest);
    const isUnfinished = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(rest);
    for (const phrase of phrases) words.unshift(...termsOf(phrase));
    const isUnspaced = unspaced.test(text);
    return { words, phrases: isUnspaced ? [...phrases, ...plain(rest).split(/\s+/).filter(Boolean)] : phrases, isUnfinished, isUnspaced };
  }

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function termsOf(text) {
    return plain(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  }

  // Paragraphs

  function matchingBlocks({ words, phrases, isUnfinished, isUnspaced }) {
    let found = null;
    if (!isUnspaced) {
      words.forEach((word, at) => {
        const here = blocksWith(word, isUnfinished && at === words.length - 1);
        found = found === null ? here : new Set([...found].filter((number) => here.has(number)));
      });
    }
    const candidates = found === null ? blocks.keys() : [...found].sort((a, b) => a - b);
    return [...candidates].map((number) => blocks[number]).filter((block) => phrases.every((phrase) => plain(block.text).includes(phrase)));
  }

  function blocksWith(word, isUnfinished) {
    const found = new Set();
    for (let at = firstTermFrom(word); at < terms.length; at += 1) {
      if (isUnfinished ? !terms[at].startsWith(word) : terms[at] !== word) break;
      let number = 0;
      for (const step of postings[at].split(" ")) {
        number += parseInt(step, 36);
        found.add(number);
      }
    }
    return found;
  }

  // Terms are sorted by code point; JavaScript compares code units, which differ beyond the basic plane.
  function firstTermFrom(word) {
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comesBefore(terms[middle], word)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function comesBefore(a, b) {
    const left = [...a];
    const right = [...b];
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      if (left[at] !== right[at]) return left[at].codePointAt(0) < right[at].codePointAt(0);
    }
    return left.length < right.length;
  }

  function showBlocks(found, query) {
    const groupTemplate = document.getElementById("site-result-group");
    const itemTemplate = document.getElementById("site-result");
    const groups = Map.groupBy ? Map.groupBy(found, (block) => block.reading) : groupByReading(found);
    let room = mostResults;
    for (const [reading, its] of groups) {
      if (room <= 0) break;
      const group = groupTemplate.content.firstElementChild.cloneNode(true);
      const title = group.querySelector("a");
      title.textContent = reading.title;
      title.href = root + reading.url;
      const label = group.querySelector(".label");
      const count = (its.length === 1 ? label.dataset.one : label.dataset.many).replace("{n}", its.length);
      label.textContent = reading.label ? `${reading.label} · ${count}` : count;
      for (const block of its.slice(0, room)) {
        const item = itemTemplate.content.firstElementChild.cloneNode(true);
        const link = item.querySelector("a");
        link.textContent = block.number ? `¶ ${block.number}` : "¶";
        link.href = `${root + reading.url}#${encodeURIComponent(block.id)}`;
        item.querySelector("p").append(...excerpt(block.text, query));
        group.querySelector("ol").append(item);
      }
      room -= its.length;
      results.append(group);
    }
  }

  function groupByReading(found) {
    const groups = new Map();
    for (const block of found) groups.set(block.reading, [...(groups.get(block.reading) ?? []), block]);
    return groups;
  }

  // The sentences that hold a hit, with every hit marked
  function excerpt(text, query) {
    const hits = hitsIn(text, query);
    const nodes = [];
    let shownTo = 0;
    for (const [start, end] of sentencesOf(text)) {
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
      nodes.push(text.slice(at, end));
      shownTo = end;
    }
    if (!nodes.length) return [text];
    return shownTo < text.length ? [...nodes, " …"] : nodes;
  }

  function sentencesOf(text) {
    if (!sentences) return [[0, text.length]];
    return [...sentences.segment(text)].map(({ index: start, segment }) => [start, start + segment.length]);
  }

  function hitsIn(text, { words, phrases, isUnfinished, isUnspaced }) {
    if (isUnspaced) return phrases.flatMap((phrase) => occurrences(text.toLowerCase(), phrase)).sort((a, b) => a[0] - b[0]);
    const hits = [];
    for (const match of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu)) {
      const word = plain(match[0]);
      const isHit = words.some((wanted, at) => (isUnfinished && at === words.length - 1 ? word.startsWith(wanted) : word === wanted));
      if (isHit) hits.push([match.index, match.index + match[0].length]);
    }
    return hits;
  }

  function occurrences(text, phrase) {
    const found = [];
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) found.push([at, at + phrase.length]);
    return found;
  }

  // Names

  function matchingNames(wanted) {
    return index.entities
      .map((entity) => ({ entity, rank: rankOf(entity, wanted) }))
      .filter(({ rank }) => rank < 3)
      .sort((a, b) => a.rank - b.rank || b.entity.mentions - a.entity.mentions)
      .slice(0, mostNames)
      .map(({ entity }) => entity);
  }

  // 0: a name begins so, 1: a word of a name begins so, 2: it stands within a name, 3: not at all
  function rankOf(entity, wanted) {
    const ranks = [entity.name, ...entity.aliases].map(plain).map((name) => {
      if (name.startsWith(wanted)) return 0;
      if (name.split(/[^\p{Alphabetic}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 1;
      return name.includes(wanted) ? 2 : 3;
    });
    return Math.min(...ranks);
  }

  function showNames(found) {
    names.hidden = !found.length;
    names.querySelector("ul").replaceChildren(...found.map((entity) => {
      const item = document.createElement("li");
      item.dataset.kind = entity.kind;
      item.dataset.searchResult = "entity";
      const link = document.createElement("a");
      link.href = root + entity.url;
      const word = document.createElement("span");
      word.className = "sample";
      word.textContent = entity.name;
      link.append(word);
      const label = document.createElement("span");
      label.className = "label";
      label.textContent = entity.gloss ?? entity.label;
      item.append(link, label);
      return item;
    }));
  }

  // The page

  function remember(query) {
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers let no page on `file://` change its address.
    }
    document.title = document.title.replace(/^(?:“.*” · )?/, query ? `“${query}” · ` : "");
  }

  function moveBetweenResults(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    const next = event.key === "ArrowDown" ? links[at + 1] : at <= 0 ? field : links[at - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
})();
