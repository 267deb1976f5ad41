// What the search knows of the texts, and how it finds in it: every word of a query must occur in the paragraph, the last one
// may be unfinished, “words in quotation marks” must stand together. The index is divided into files that are loaded as
// scripts when they are wanted, since `file://` has no fetch; their form is told in `docs/themes.md`. The page is `search.js`.
(() => {
  "use strict";
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const mostNames = 12;
  const filesTogether = 2;
  const index = window.GLOSSATOR_SEARCH;
  const form = document.getElementById("site-search");
  if (!index || !form) return;
  const root = form.dataset.root;
  const coming = new Map();

  window.folioSearch = { parse, open, names, suggestion, hitsIn, plain };

  // The files

  function load(sort, number) {
    if (index[sort][number]) return index[sort][number];
    const url = `${root}data/${sort === "terms" ? "search" : "texts"}/${number}.js`;
    if (!coming.has(url)) {
      coming.set(url, new Promise((resolve) => {
        const script = document.createElement("script");
        const end = () => {
          script.remove();
          coming.delete(url);
          resolve(index[sort][number] ?? null);
        };
        script.addEventListener("load", end);
        script.addEventListener("error", end);
        script.src = url;
        document.head.append(script);
      }));
    }
    return coming.get(url);
  }

  /** Returns the terms of a file, sorted, and their postings. */
  async function termsLike(term) {
    const shard = await load("terms", shardOf(term));
    if (!shard?.terms) return { terms: [], postings: [] };
    shard.list ??= shard.terms.split(" ");
    shard.places ??= shard.postings.split(";");
    return { terms: shard.list, postings: shard.places };
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
      phrases.push(plain(phrase).replace(/\s+/gu, " "));
      return " ";
    });
    const words = termsOf(rest);
    const isUnfinished = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(rest);
    for (const phrase of phrases) words.unshift(...termsOf(phrase));
    const isUnspaced = unspaced.test(text);
    return {
      text: text.trim(), words, isUnfinished, isUnspaced, isEmpty: !words.length && !phrases.length,
      phrases: isUnspaced ? [...phrases, ...plain(rest).split(/\s+/).filter(Boolean)] : phrases,
    };
  }

  /** Without case and marks, so that `jose` finds `José`. */
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function termsOf(text) {
    return plain(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  }

  // In scripts without spaces two characters that stand together are a term
  function termsFor(word, isUnfinished) {
    if (!unspaced.test(word)) return [{ term: word, isBeginning: isUnfinished }];
    const characters = [...word];
    if (characters.length === 1) return [{ term: word, isBeginning: true }];
    return characters.slice(1).map((after, at) => ({ term: characters[at] + after, isBeginning: false }));
  }

  // Paragraphs

  /** Looks for a query: `next()` loads some files of texts and gives what is found in them; `total` counts all, if it is known. */
  async function open(query) {
    const places = await placesOf(query);
    const readings = places ? [...places.keys()].sort((a, b) => a - b) : [...Array(index.readings).keys()];
    const isExact = places !== null && !query.phrases.length;
    let at = 0;
    return {
      total: isExact ? [...places.values()].reduce((sum, blocks) => sum + blocks.size, 0) : null,
      get isWhole() {
        return at >= readings.length;
      },
      async next() {
        const files = new Set();
        const batch = [];
        while (at < readings.length && (files.size < filesTogether || files.has(Math.floor(readings[at] / index.group)))) {
          files.add(Math.floor(readings[at] / index.group));
          batch.push(readings[at]);
          at += 1;
        }
        await Promise.all([...files].map((number) => load("texts", number)));
        return batch.flatMap((number) => passagesIn(number, places?.get(number), query));
      },
    };
  }

  function passagesIn(number, blocks, query) {
    const reading = index.texts[Math.floor(number / index.group)]?.[number % index.group];
    if (!reading) return [];
    return reading.blocks
      .filter((block, at) => (!blocks || blocks.has(at)) && matches(block[2], query))
      .map(([id, paragraph, text, entities]) => ({
        reading, id, number: paragraph, text,
        entities: entities.map((at) => ({ id: reading.entities[at][0], kind: reading.entities[at][1], name: reading.entities[at][2] })),
      }));
  }

  // Where the words of a query may stand: blocks by reading; `null` for anywhere
  async function placesOf({ words, isUnfinished, isUnspaced }) {
    const terms = words.flatMap((word, at) => termsFor(word, isUnfinished && !isUnspaced && at === words.length - 1));
    let found = null;
    for (const { term, isBeginning } of terms) {
      if (isBeginning && !isLongEnough(term)) continue;
      const here = blocksWith(await termsLike(term), term, isBeginning);
      if (here) found = found ? both(found, here) : here;
    }
    return found;
  }

  // Blocks by reading; `null` for a term that is nearly everywhere
  function blocksWith({ terms, postings }, term, isBeginning) {
    const found = new Map();
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

  function matches(text, { words, phrases, isUnfinished, isUnspaced }) {
    const folded = plain(text).replace(/\s+/gu, " ");
    if (!phrases.every((phrase) => folded.includes(phrase))) return false;
    if (isUnspaced) return true;
    const there = new Set(folded.match(/[\p{Alphabetic}\p{N}]+/gu));
    return words.every((word, at) => there.has(word) || isUnfinished && at === words.length - 1 && [...there].some((other) => other.startsWith(word)));
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

  /** Where in a text the words of a query stand: pairs of first and last place. */
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

  // Words that are spelt nearly so, where the texts have none that are spelt so

  async function suggestion({ words, isUnfinished, isUnspaced }) {
    if (isUnspaced) return null;
    let isChanged = false;
    const better = await Promise.all(words.map(async (word, at) => {
      const { terms, postings } = await termsLike(word);
      const first = terms[firstFrom(terms, word)];
      if (first === word || isUnfinished && at === words.length - 1 && first?.startsWith(word)) return word;
      const near = nearest(word, terms, postings);
      if (near) isChanged = true;
      return near;
    }));
    return isChanged && better.every(Boolean) ? better.join(" ") : null;
  }

  // Of the terms that share the first letter, the one with the fewest changes and then the most paragraphs
  function nearest(word, terms, postings) {
    if (word.length < 4) return null;
    const most = word.length < 7 ? 1 : 2;
    const first = [...word][0];
    let best = null;
    terms.forEach((term, at) => {
      if (!term.startsWith(first) || Math.abs(term.length - word.length) > most) return;
      const changes = distance(term, word, most);
      if (changes > most) return;
      const weight = postings[at].length;
      if (!best || changes < best.changes || changes === best.changes && weight > best.weight) best = { term, changes, weight };
    });
    return best?.term ?? null;
  }

  // Letters added, left out, changed or swapped; more than `most` are not counted on.
  function distance(a, b, most) {
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const isSame = a[i - 1] === b[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // Names

  async function names(text) {
    const wanted = plain(text.trim());
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
})();
