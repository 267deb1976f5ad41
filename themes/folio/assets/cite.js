// Copies links and citations of paragraphs and of the whole reading: plain, BibTeX, CSL-JSON.
(() => {
  "use strict";
  const reading = document.querySelector(".reading");
  const template = document.getElementById("site-cite-template");
  const status = document.getElementById("site-status");
  if (!reading || !template) return;
  const menu = template.content.firstElementChild.cloneNode(true);
  let paragraph = null;   // the paragraph number that the menu belongs to

  if (menu.showPopover) reading.addEventListener("click", (event) => {
    const number = event.target.closest(".paragraph-number");
    if (number && !event.ctrlKey && !event.metaKey && !event.shiftKey) openAt(number);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const cited = menu.contains(button) ? paragraph : null;
    const done = await copy(forms[button.dataset.copies](cited));
    status.textContent = done ? status.dataset.copied : status.dataset.notCopied;
    button.classList.toggle("is-done", done);
    setTimeout(() => button.classList.remove("is-done"), 2000);
  });

  const forms = {
    link: address,
    citation: (number) => {
      const citation = reading.querySelector(".citation-text").textContent.trim();
      if (!number) return citation;
      return `${citation.replace(/\.$/, "")}, ${status.dataset.pattern.replace("{n}", number.textContent)}. ${address(number)}`;
    },
    bibtex: (number) => {
      const work = particulars();
      const fields = {
        title: work.title,
        author: work.authors.join(" and "),
        date: work.date,
        journaltitle: work.container,
        pages: number ? status.dataset.pattern.replace("{n}", number.textContent) : "",
        url: address(number),
      };
      const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${forBibtex(value, name)}}`);
      return `@online{${reading.dataset.reading.replace(/[^\w-]+/g, "-")},\n${lines.join(",\n")}\n}`;
    },
    csl: (number) => {
      const work = particulars();
      const item = { id: reading.dataset.reading, type: "webpage", title: work.title, "container-title": work.container, URL: address(number) };
      if (work.authors.length) item.author = work.authors.map((literal) => ({ literal }));
      if (work.date) item.issued = { "date-parts": [work.date.split("-").map(Number)] };
      if (number) item.locator = number.textContent;
      return JSON.stringify([item], null, 2);
    },
  };

  function openAt(number) {
    paragraph = number;
    number.after(menu);
    menu.showPopover();
    const box = number.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - menu.offsetWidth - 8);
    menu.style.left = `${Math.max(8, left) + scrollX}px`;
    menu.style.top = `${box.bottom + 4 + scrollY}px`;
  }

  function particulars() {
    const all = (name) => [...document.querySelectorAll(`meta[name="citation_${name}"]`)].map((element) => element.content);
    return { title: all("title")[0], authors: all("author"), date: all("publication_date")[0], container: all("journal_title")[0] };
  }

  function address(number) {
    const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/[?#].*$/, "");
    return number ? page + number.hash : page;
  }

  function forBibtex(value, name) {
    return name === "url" ? value : value.replace(/\\/g, "\\textbackslash{}").replace(/[{}%&#$_]/g, "\\$&");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyFromField(text);   // `file://` and plain `http` have no clipboard
    }
  }

  function copyFromField(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    menu.isConnected && menu.matches(":popover-open") ? menu.append(field) : document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
})();
