// The search: every word of the query must occur in the paragraph, the last one may be unfinished, “words in quotation marks”
// must stand together. The index comes as a script, since `file://` has no fetch; its form is told in `docs/themes.md`.
(() => {
  "use strict";
  const mostResults = 100;
  const mostFiles = 12;
  const filesTogether = 4;
  const mostNames = 12;
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  const sentences = window.Intl?.Segmenter && new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "sentence" });
  const index = window.GLOSSATOR_SEARCH;
  const form = document.getElementById("site-search");
  if (!index || !form) return;
  const field = document.getElementById("site-query");
  const status = document.getElementById("site-search-status");
  const results = document.getElementById("site-results");
  const more = document.getElementById("site-more-results");
  const names = document.getElementById("site-found-names");
  const how = status.textContent;
  const root = form.dataset.root;
  const coming = new Map();
  let typing = 0;
  let turn = 0;

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
  field.focus();
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(show, 80);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    results.querySelector("a")?.focus();
  });
  document.addEventListener("keydown", moveBetweenResults);

  async function show() {
    const mine = ++turn;
    const query = parse(field.value);
    remember(field.value.trim());
    if (!query.words.length && !query.phrases.length) {
      results.replaceChildren();
      more.hidden = true;
      showNames([]);
      status.textContent = how;
      status.removeAttribute("data-search-empty");
      return;
    }
    const [found, known] = await Promise.all([matchingBlocks(query), matchingNames(plain(field.value.trim()))]);
    if (mine !== turn) return;
    showNames(known);
    results.replaceChildren();
    await showBlocks(found, query, mine);
  }

  // The files of the index

  function load(kind, number) {
    if (index[kind][number]) return Promise.resolve(index[kind][number]);
    const url = `${root}data/${kind === "terms" ? "search" : "texts"}/${number}.js`;
    if (!coming.has(url)) {
      coming.set(url, new Promise((resolve) => {
        const script = document.createElement("script");
        const end = () => {
          script.remove();
          coming.delete(url);
          resolve(index[kind][number] ?? null);
        };
        script.addEventListener("load", end);
        script.addEventListener("error", end);
        script.src = url;
        document.head.append(script);
      }));
    }
    return coming.get(url);
  }

  // Terms that begin with the same three characters are in one file: FNV-1a over their code points
  function shardOf(term) {
    let hash = 0x811c9dc5;
    for (const character of [...term].slice(0, 3)) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
    return hash & (index.shards - 1);
  }

  // Whether all terms that begin so are in one file
  function isLongEnough(start) {
    return index.shards === 1 || [...start].length >= 3;
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

  // Where the words of the query may stand: blocks by reading; `null` for anywhere
  async function matchingBlocks({ words, isUnfinished, isUnspaced }) {
    const terms = words.flatMap((word, at) => termsFor(word, isUnfinished && !isUnspaced && at === words.length - 1));
    let found = null;
    for (const { term, isBeginning } of terms) {
      if (isBeginning && !isLongEnough(term)) continue;
      const here = blocksWith(await load("terms", shardOf(term)), term, isBeginning);
      if (here) found = found ? both(found, here) : here;
    }
    return found;
  }

  // In scripts without spaces two characters that stand together are a term
  function termsFor(word, isUnfinished) {
    if (!unspaced.test(word)) return [{ term: word, isBeginning: isUnfinished }];
    const characters = [...word];
    if (characters.length === 1) return [{ term: word, isBeginning: true }];
    return characters.slice(1).map((after, at) => ({ term: characters[at] + after, isBeginning: false }));
  }

  // Blocks by reading; `null` for a term that is nearly everywhere
  function blocksWith(shard, term, isBeginning) {
    const found = new Map();
    if (!shard?.terms) return found;
    const terms = shard.list ??= shard.terms.split(" ");
    const postings = shard.places ??= shard.postings.split(";");
    for (let at = firstFrom(terms, term); at < terms.length; at += 1) {
      if (isBeginning ? !terms[at].startsWith(term) : terms[at] !== term) break;
      if (postings[at] === "*") return null;
      let reading = 0;
      for (const posting of postings[at].split(" ")) {
        const [distance, blocks] = posting.split(":");
        reading += parseInt(distance, 36);
        const its = found.get(reading) ?? new Set();
        for (const block of blocks.split(".")) its.add(parseInt(block, 36));
        found.set(reading, its);
      }
    }
    return found;
  }

  function both(left, right) {
    const shared = new Map();
    for (const [reading, blocks] of left) {
      const others = right.get(reading);
      const its = others ? [...blocks].filter((block) => others.has(block)) : [];
      if (its.length) shared.set(reading, new Set(its));
    }
    return shared;
  }

  // Terms are sorted by code point; JavaScript compares code units, which differ beyond the basic plane.
  function firstFrom(terms, word) {
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

  // Texts are loaded a few files at a time, until there is enough to read; the button loads on.
  async function showBlocks(found, query, mine) {
    const readings = found ? [...found.keys()].sort((a, b) => a - b) : [...Array(index.readings).keys()];
    const isExact = found !== null && !query.phrases.length;
    const total = isExact ? [...found.values()].reduce((sum, blocks) => sum + blocks.size, 0) : null;
    let next = 0;
    let shown = 0;
    const step = async () => {
      more.hidden = true;
      let room = mostResults;
      for (let files = 0; next < readings.length && room > 0 && files < mostFiles; ) {
        const numbers = new Set();
        const batch = [];
        while (next < readings.length && numbers.size < filesTogether) {
          numbers.add(Math.floor(readings[next] / index.group));
          batch.push(readings[next]);
          next += 1;
        }
        files += numbers.size;
        await Promise.all([...numbers].map((number) => load("texts", number)));
        if (mine !== turn) return;
        for (const number of batch) {
          const added = room > 0 ? showReading(number, found?.get(number), query, room) : 0;
          room -= added;
          shown += added;
        }
      }
      const count = total ?? shown;
      const isWhole = next >= readings.length;
      if (!count && isWhole) status.textContent = status.dataset.none;
      else {
        const text = (count === 1 ? status.dataset.one : status.dataset.many).replace("{n}", count);
        const isCut = !isWhole || shown < count;
        status.textContent = isCut ? `${text}, ${status.dataset.first.replace("{n}", shown)}` : text;
      }
      status.toggleAttribute("data-search-empty", !count && isWhole);
      more.hidden = isWhole;
    };
    more.onclick = step;
    await step();
  }

  // Shows what is found in one reading; returns how many paragraphs
  function showReading(number, blocks, query, room) {
    const reading = index.texts[Math.floor(number / index.group)]?.[number % index.group];
    if (!reading) return 0;
    const its = reading.blocks.filter((block, at) => (!blocks || blocks.has(at)) && matches(block[2], query));
    if (!its.length) return 0;
    const itemTemplate = document.getElementById("site-result");
    const group = document.getElementById("site-result-group").content.firstElementChild.cloneNode(true);
    const title = group.querySelector("a");
    title.textContent = reading.title;
    title.href = root + reading.url;
    const label = group.querySelector(".label");
    const count = (its.length === 1 ? label.dataset.one : label.dataset.many).replace("{n}", its.length);
    label.textContent = reading.label ? `${reading.label} · ${count}` : count;
    for (const [id, paragraph, text] of its.slice(0, room)) {
      const item = itemTemplate.content.firstElementChild.cloneNode(true);
      const link = item.querySelector("a");
      link.textContent = paragraph ? `¶ ${paragraph}` : "¶";
      link.href = `${root + reading.url}#${encodeURIComponent(id)}`;
      item.querySelector("p").append(...excerpt(text, query));
      group.querySelector("ol").append(item);
    }
    results.append(group);
    return Math.min(its.length, room);
  }

  function matches(text, query) {
    const folded = plain(text);
    if (!query.phrases.every((phrase) => folded.includes(phrase))) return false;
    if (query.isUnspaced) return true;
    const there = new Set(folded.match(/[\p{Alphabetic}\p{N}]+/gu));
    return query.words.every((word, at) => {
      if (there.has(word)) return true;
      return query.isUnfinished && at === query.words.length - 1 && [...there].some((other) => other.startsWith(word));
    });
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

  async function matchingNames(wanted) {
    const words = termsOf(wanted).flatMap((word) => termsFor(word, false)).map(({ term }) => term).filter(isLongEnough).slice(0, 4);
    const shards = await Promise.all(words.map((word) => load("terms", shardOf(word))));
    const entities = new Map(shards.flatMap((shard) => shard?.names ?? []).map((entity) => [entity.id, entity]));
    return [...entities.values()]
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
