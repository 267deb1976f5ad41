// Brings the page up to date in place. Beside the page stands what the server last said of it; only what differs between that
// and what it says now is changed in the page. So whatever scripts and readers did to the page stays: the open card, unfolded
// lists, the selection, where the keyboard is, what was typed.
(() => {
  "use strict";
  const preview = window.glossatorPreview;
  const blocks = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, tr, section, .block";

  // Scripts in the head change the root before the page is whole.
  const root = document.documentElement.cloneNode(false);
  let said = null;
  const shown = new WeakMap();   // node that the server said → node of the page
  const saidAs = new WeakMap();  // and back
  let seams = new Set();

  // The page is whole, and no deferred script has run yet.
  document.addEventListener("readystatechange", remember);

  function remember() {
    if (said) return;
    said = document.cloneNode(true);
    connect(said.documentElement, document.documentElement);
    for (const name of said.documentElement.getAttributeNames()) said.documentElement.removeAttribute(name);
    for (const { name, value } of root.attributes) said.documentElement.setAttribute(name, value);
  }

  // Puts one element of the page into the place of another.
  preview.replaceShown = (old, replacement) => {
    const node = saidAs.get(old);
    if (node) link(node, replacement);
  };

  // Returns the blocks of the page that changed; `null` where only loading the page again would do.
  preview.update = (html) => {
    const now = new DOMParser().parseFromString(html, "text/html");
    if (!said || scriptsOf(now) !== scriptsOf(said) || now.documentElement.dataset.preview === "reload") return null;
    document.dispatchEvent(new CustomEvent("glossator:updating"));
    const changed = new Set();
    seams = new Set();
    patch(said.documentElement, now.documentElement, changed);
    // Where text was only taken away, what stood beside it.
    const list = [...(changed.size ? changed : seams)].filter((block) => block.isConnected).sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    document.dispatchEvent(new CustomEvent("glossator:updated", { detail: { changed: list } }));
    return list;
  };

  function scriptsOf(page) {
    return [...page.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).join(" ");
  }

  function patch(before, now, changed) {
    if (before.nodeType !== Node.ELEMENT_NODE) {
      patchText(before, now, changed);
      return;
    }
    patchAttributes(before, now);
    if (before.localName === "template") {
      if (before.innerHTML === now.innerHTML) return;
      before.innerHTML = now.innerHTML;
      shown.get(before).innerHTML = now.innerHTML;
      return;
    }
    patchChildren(before, now, changed);
  }

  function patchText(before, now, changed) {
    if (before.data === now.data) return;
    const node = shown.get(before);
    // What a script wrote in its place is the script's.
    if (node.data === before.data) replaceData(node, now.data);
    before.data = now.data;
    mark(node, changed);
  }

  // Changes only what differs, so that a selection around it stays.
  function replaceData(node, data) {
    const old = node.data;
    let [start, end] = [0, 0];
    const least = Math.min(old.length, data.length);
    while (start < least && old[start] === data[start]) start += 1;
    while (end < least - start && old.at(-1 - end) === data.at(-1 - end)) end += 1;
    node.replaceData(start, old.length - start - end, data.slice(start, data.length - end));
  }

  function patchAttributes(before, now) {
    const node = shown.get(before);
    for (const name of new Set([...before.getAttributeNames(), ...now.getAttributeNames()])) {
      const [was, is] = [before.getAttribute(name), now.getAttribute(name)];
      if (was === is) continue;
      // A script may have given the element classes of its own.
      if (name === "class") patchClasses(node, was, is);
      else if (is === null) node.removeAttribute(name);
      else copyAttribute(now, name, node);
      if (is === null) before.removeAttribute(name);
      else copyAttribute(now, name, before);
    }
  }

  function patchClasses(node, was, is) {
    const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);
    node.classList.remove(...words(was));
    node.classList.add(...words(is));
    if (!node.classList.length) node.removeAttribute("class");
  }

  function copyAttribute(from, name, to) {
    to.setAttributeNode(document.importNode(from.getAttributeNode(name), true));
  }

  function patchChildren(before, now, changed) {
    const children = [...before.childNodes];
    const nowChildren = [...now.childNodes];
    const was = preview.align(children, nowChildren);
    const kept = new Set(was.filter(Boolean));
    for (const child of children) {
      if (!kept.has(child)) remove(child, changed);
    }
    let last = null;   // the child of `before` that stands before the next one
    for (const [at, nowChild] of nowChildren.entries()) {
      if (!was[at]) {
        last = insert(before, last, nowChild, changed);
        continue;
      }
      last = was[at];
      if (!last.isEqualNode(nowChild)) patch(last, nowChild, changed);
    }
  }

  function remove(child, changed) {
    const node = shown.get(child);
    const beside = node.previousElementSibling ?? node.nextElementSibling ?? node.parentElement;
    if (child.textContent.trim() && beside) mark(beside, child.nodeType === Node.TEXT_NODE ? changed : seams);
    child.remove();
    node.remove();
  }

  function insert(parent, last, nowChild, changed) {
    const child = document.importNode(nowChild, true);
    const node = document.importNode(nowChild, true);
    if (last) last.after(child);
    else parent.prepend(child);
    place(node, child, shown.get(parent));
    connect(child, node);
    if (child.textContent.trim()) {
      mark(node, changed);
      for (const block of node.querySelectorAll?.(blocks) ?? []) mark(block, changed);
    }
    return child;
  }

  // Scripts may have put nodes of their own among the children, or taken one elsewhere.
  function place(node, child, parent) {
    for (let next = child.nextSibling; next; next = next.nextSibling) {
      const reference = shown.get(next);
      if (reference?.parentNode === parent) {
        reference.before(node);
        return;
      }
    }
    for (let previous = child.previousSibling; previous; previous = previous.previousSibling) {
      const reference = shown.get(previous);
      if (reference?.parentNode === parent) {
        reference.after(node);
        return;
      }
    }
    parent.append(node);
  }

  function mark(node, changed) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const block = element?.closest(blocks) ?? element;
    // A paragraph is the same when only its number is another.
    const addition = element?.closest("[data-apparatus]");
    if (block && (!addition || addition.contains(block))) changed.add(block);
  }

  function link(said, node) {
    shown.set(said, node);
    saidAs.set(node, said);
  }

  function connect(said, node) {
    link(said, node);
    const children = node.childNodes;
    for (const [at, child] of said.childNodes.entries()) connect(child, children[at]);
  }
})();
