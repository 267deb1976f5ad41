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
  const deep = new Set(index.deep);
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const values = new Uint8Array(128);
  [...digits].forEach((digit, value) => { values[digit.charCodeAt(0)] = value; });

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
    shard.list ??= whole(shard.terms.split(" "));
    shard.places ??= shard.postings.split(" ");
    return { terms: shard.list, postings: shard.places };
  }

  // A term is written as how much of the one before it shares, and the rest.
  function whole(terms) {
    let before = "";
    return terms.map((term) => (before = before.slice(0, parseInt(term[0], 36)) + term.slice(1)));
  }

  // Terms that begin with the same three characters are in one file, or more characters where too many begin so: FNV-1a over
  // their code points
  function shardOf(term) {
    let hash = 0x811c9dc5;
    for (const character of keyOf(term)) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
    return hash & (index.shards - 1);
  }

  function keyOf(term) {
    const characters = [...term];
    let length = 3;
    while (length < characters.length && deep.has(characters.slice(0, length).join(""))) length += 1;
    return characters.slice(0, length).join("");
  }

  // Whether all terms that begin so are in one file
  function isLongEnough(start) {
    return index.shards === 1 || [...start].length >= 3 && !deep.has(start);
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
    const readings = [...places.blocks.keys()].sort((a, b) => a - b);
    for (let number = places.until; number < index.readings; number += 1) readings.push(number);
    let at = 0;
    return {
      total: query.phrases.length ? null : places.total,
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
        return batch.flatMap((number) => passagesIn(number, places.blocks.get(number), query));
      },
    };
  }

  function passagesIn(number, blocks, query) {
    const reading = index.texts[Math.floor(number / index.group)]?.[number % index.group];
    if (!reading) return [];
    reading.list ??= reading.entities.flatMap(([kind, names]) => names.map((name) => entityOf(kind, name)));
    return reading.blocks
      .filter((block, at) => (!blocks || blocks.has(at)) && matches(block[2], query))
      .map(([id, paragraph, text, entities]) => ({ reading, id, number: paragraph, text, entities: entities.map((at) => reading.list[at]) }));
  }

  // An entity is named with its id only where that does not follow from its name.
  function entityOf(kind, it) {
    if (typeof it !== "string") return { kind, name: it[0], id: it[1] };
    return { kind, name: it, id: plain(it).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") };
  }

  // Where the words of a query may stand: blocks by reading for readings below `until`, and anywhere from there on; `total` is how
  // many blocks there are, if that is known.
  async function placesOf({ words, isUnfinished, isUnspaced }) {
    const terms = words.flatMap((word, at) => termsFor(word, isUnfinished && !isUnspaced && at === words.length - 1));
    let found = null;
    for (const { term, isBeginning } of terms) {
      if (isBeginning && !isLongEnough(term)) {
        if (found) found.total = null;
        found ??= anywhere();
        continue;
      }
      const here = blocksWith(await termsLike(term), term, isBeginning);
      found = found ? both(found, here) : here;
    }
    return found ?? anywhere();
  }

  function anywhere() {
    return { blocks: new Map(), until: 0, total: null };
  }

  function blocksWith({ terms, postings }, term, isBeginning) {
    const found = [];
    for (let at = firstFrom(terms, term); at < terms.length; at += 1) {
      if (isBeginning ? !terms[at].startsWith(term) : terms[at] !== term) break;
      found.push(postingsOf(postings[at]));
    }
    return found.length === 1 ? found[0] : anyOf(found);
  }

  // Numbers of base 32, the last digit of each below 32: for each reading how far it is from the one before, then for each of its
  // blocks the same, doubled, and one more where another block follows. Postings of a term that is nearly everywhere break off.
  function postingsOf(text) {
    const [told, total] = text.split("*");
    const blocks = new Map();
    let [at, reading, sum] = [0, 0, 0];
    const number = () => {
      for (let result = 0; ;) {
        const value = values[told.charCodeAt(at)];
        at += 1;
        result = result * 32 + (value & 31);
        if (!(value >= 32)) return result;
      }
    };
    while (at < told.length) {
      reading += number();
      const its = new Set();
      for (let [block, step] = [0, 1]; step & 1;) {
        step = number();
        block += step >> 1;
        its.add(block);
      }
      sum += its.size;
      blocks.set(reading, its);
    }
    return total === undefined ? { blocks, until: index.readings, total: sum } : { blocks, until: reading + 1, total: Number(total) };
  }

  function anyOf(all) {
    const until = Math.min(index.readings, ...all.map((it) => it.until));
    const blocks = new Map();
    for (const [reading, its] of all.flatMap((it) => [...it.blocks])) {
      if (reading >= until) continue;
      const known = blocks.get(reading);
      if (known) for (const block of its) known.add(block);
      else blocks.set(reading, its);
    }
    return { blocks, until, total: until < index.readings ? null : countOf(blocks) };
  }

  // Where only one of two tells what it knows, the other may be anywhere.
  function both(left, right) {
    const until = Math.max(left.until, right.until);
    const blocks = new Map();
    for (const [reading, its] of left.blocks) {
      const others = right.blocks.get(reading);
      const shared = others ? new Set([...its].filter((block) => others.has(block))) : reading < right.until ? new Set() : its;
      if (shared.size) blocks.set(reading, shared);
    }
    for (const [reading, its] of right.blocks) if (reading >= left.until) blocks.set(reading, its);
    const isExact = left.until === index.readings && right.until === index.readings;
    return { blocks, until, total: isExact && left.total !== null && right.total !== null ? countOf(blocks) : null };
  }

  function countOf(blocks) {
    return [...blocks.values()].reduce((sum, its) => sum + its.size, 0);
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
      const near = nearest(word, terms, postings) ?? await nearestElsewhere(word);
      if (near) isChanged = true;
      return near;
    }));
    return isChanged && better.every(Boolean) ? better.join(" ") : null;
  }

  // A slip in the last of the characters that make the file leads to another file.
  async function nearestElsewhere(word) {
    const characters = [...word];
    const last = [...keyOf(word)].length - 1;
    if (last < 2) return null;
    const [before, after] = [characters.slice(0, last), characters.slice(last + 1)];
    const slips = [
      [...before, ...after],
      [...before, before.at(-1), characters[last], ...after],
      [...before, ...after.slice(0, 1), characters[last], ...after.slice(1)],
    ];
    const files = await Promise.all(slips.map((slip) => termsLike(slip.join(""))));
    return files.map(({ terms, postings }) => nearest(word, terms, postings)).find(Boolean) ?? null;
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
    const words = termsOf(wanted).flatMap((word) => termsFor(word, false)).map(({ term }) => term).slice(0, 4);
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
    const ranks = [entity.name, ...entity.aliases ?? []].map(plain).map((name) => {
      if (name.startsWith(wanted)) return 0;
      if (name.split(/[^\p{Alphabetic}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 1;
      return name.includes(wanted) ? 2 : 3;
    });
    return Math.min(...ranks);
  }
})();
