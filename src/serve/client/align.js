// Which child of an element became which, when the server says the element anew: those that are equal, and between them those
// that have most words in common.
(() => {
  "use strict";
  const mostCells = 2500;   // of the table in which the best pairs are sought
  const mostWords = 300;    // of a node that are compared

  // For each node of `after` the node of `before` that it was, or `null`; the order of both is kept.
  window.glossatorPreview.align = (before, after) => {
    const was = new Array(after.length).fill(null);
    let [start, end] = [0, 0];
    const least = Math.min(before.length, after.length);
    while (start < least && before[start].isEqualNode(after[start])) {
      was[start] = before[start];
      start += 1;
    }
    while (end < least - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) {
      was[after.length - 1 - end] = before.at(-1 - end);
      end += 1;
    }
    pair(before, [start, before.length - end], after, [start, after.length - end], was);
    return was;
  };

  // Pairs what is the only one of its text on either side, which divides the rest into gaps.
  function pair(before, [beforeStart, beforeEnd], after, [afterStart, afterEnd], was) {
    const unique = onlyOnes(before, beforeStart, beforeEnd);
    const anchors = [];
    for (const [text, at] of onlyOnes(after, afterStart, afterEnd)) {
      if (at !== null && (unique.get(text) ?? null) !== null) anchors.push([unique.get(text), at]);
    }
    let [beforeFrom, afterFrom] = [beforeStart, afterStart];
    for (const [beforeAt, afterAt] of [...longestRising(anchors), [beforeEnd, afterEnd]]) {
      fillGap(before.slice(beforeFrom, beforeAt), after.slice(afterFrom, afterAt), afterFrom, was);
      if (afterAt < afterEnd) was[afterAt] = before[beforeAt];
      [beforeFrom, afterFrom] = [beforeAt + 1, afterAt + 1];
    }
  }

  function onlyOnes(nodes, start, end) {
    const at = new Map();
    for (let index = start; index < end; index += 1) {
      const text = `${nodes[index].nodeName} ${textOf(nodes[index])}`;
      at.set(text, at.has(text) ? null : index);
    }
    return at;
  }

  // Of pairs in the order of their second part, as many as also rise in their first.
  function longestRising(pairs) {
    const tails = [];
    const links = pairs.map(([value], index) => {
      let [low, high] = [0, tails.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (pairs[tails[middle]][0] < value) low = middle + 1;
        else high = middle;
      }
      const link = tails[low - 1] ?? null;
      tails[low] = index;
      return link;
    });
    const rising = [];
    for (let index = tails.at(-1) ?? null; index !== null; index = links[index]) rising.unshift(pairs[index]);
    return rising;
  }

  function fillGap(before, after, offset, was) {
    if (!before.length || !after.length) return;
    const [solidBefore, solidAfter] = [before, after].map((nodes) => nodes.filter((node) => !isBlank(node)));
    const pairs = solidBefore.length * solidAfter.length <= mostCells ? bestPairs(solidBefore, solidAfter) : pairsInOrder(solidBefore, solidAfter);
    let [beforeFrom, afterFrom] = [0, 0];
    const ends = pairs.map(([beforeAt, afterAt]) => [before.indexOf(solidBefore[beforeAt]), after.indexOf(solidAfter[afterAt])]);
    for (const [beforeAt, afterAt] of [...ends, [before.length, after.length]]) {
      const blankBefore = before.slice(beforeFrom, beforeAt).filter(isBlank);
      const blankAfter = after.slice(afterFrom, afterAt).filter(isBlank);
      for (const [at, node] of blankAfter.entries()) was[offset + after.indexOf(node)] = blankBefore[at] ?? null;
      if (afterAt < after.length) was[offset + afterAt] = before[beforeAt];
      [beforeFrom, afterFrom] = [beforeAt + 1, afterAt + 1];
    }
  }

  function isBlank(node) {
    return node.nodeType === Node.TEXT_NODE && !node.data.trim();
  }

  // Without what is added to a text, such as the number of a paragraph, which is another one when the text has grown above.
  function textOf(node) {
    if (node.nodeType !== Node.ELEMENT_NODE || !node.querySelector("[data-apparatus]")) return node.textContent;
    let text = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.data;
      else if (child.nodeType === Node.ELEMENT_NODE && !child.hasAttribute("data-apparatus")) text += textOf(child);
    }
    return text;
  }

  function pairsInOrder(before, after) {
    const pairs = [];
    let from = 0;
    for (const [at, node] of after.entries()) {
      const found = before.findIndex((candidate, index) => index >= from && candidate.nodeName === node.nodeName);
      if (found === -1) continue;
      pairs.push([found, at]);
      from = found + 1;
    }
    return pairs;
  }

  // The pairs, in order, that are most alike in sum.
  function bestPairs(before, after) {
    const [rows, columns] = [before.map(features), after.map(features)];
    const best = Array.from({ length: rows.length + 1 }, () => new Float64Array(columns.length + 1));
    const alike = rows.map((row) => columns.map((column) => likeness(row, column)));
    for (let row = rows.length - 1; row >= 0; row -= 1) {
      for (let column = columns.length - 1; column >= 0; column -= 1) {
        const paired = alike[row][column] ? alike[row][column] + best[row + 1][column + 1] : 0;
        best[row][column] = Math.max(paired, best[row + 1][column], best[row][column + 1]);
      }
    }
    const pairs = [];
    let [row, column] = [0, 0];
    while (row < rows.length && column < columns.length) {
      if (best[row][column] === best[row + 1][column]) row += 1;
      else if (best[row][column] === best[row][column + 1]) column += 1;
      else {
        pairs.push([row, column]);
        row += 1;
        column += 1;
      }
    }
    return pairs;
  }

  function features(node) {
    return { name: node.nodeName, id: node.id, words: new Set(textOf(node).split(/\s+/, mostWords).filter(Boolean)) };
  }

  function likeness(a, b) {
    if (a.name !== b.name) return 0;
    let common = 0;
    for (const word of a.words) if (b.words.has(word)) common += 1;
    const share = a.words.size + b.words.size ? (2 * common) / (a.words.size + b.words.size) : 1;
    return 0.1 + share + (a.id && a.id === b.id ? 0.2 : 0);
  }
})();
