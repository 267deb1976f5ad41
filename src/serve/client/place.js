// Where the reader is: stays there while the page changes, goes to the paragraph that was edited where that is out of sight, and
// finds its way back when the page is loaded again.
(() => {
  "use strict";
  const preview = window.glossatorPreview;
  const key = "glossator-preview-place";
  const places = "main p, main li, main h1, main h2, main h3, main h4, main blockquote, main tr, main figure, main dt, main [id]";
  const most = 12;        // elements in sight that are remembered: the first may be the one that goes
  const lasting = 1600;   // milliseconds that an edited paragraph is marked
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

  // Does something that changes the page, and keeps in its place what is in sight.
  preview.keepPlace = (change) => {
    // At the very top stays at the top, whatever comes in above.
    const anchors = scrollY > 0 ? inSight() : [];
    const result = change();
    const anchor = anchors.find(({ element }) => element.isConnected);
    if (anchor) scrollTo({ top: scrollY + anchor.element.getBoundingClientRect().top - anchor.top, behavior: "instant" });
    return result;
  };

  // Goes to what changed in the text, unless some of it is in sight, and marks it for a moment.
  preview.goTo = (changed) => {
    const inMain = changed.filter((block) => block.closest("main"));
    const inText = inMain.filter((block) => !block.closest("nav, [data-apparatus]"));
    const targets = innermost(inText.length ? inText : inMain).filter((block) => block.getClientRects().length);
    if (!targets.length) return;
    if (!targets.some(isInSight)) {
      // A page in the background has no one to whom the way is to be shown.
      const isGentle = !isCalm.matches && document.visibilityState === "visible";
      targets[0].scrollIntoView({ block: targets[0].offsetHeight > innerHeight ? "start" : "center", behavior: isGentle ? "smooth" : "instant" });
    }
    for (const target of targets.slice(0, most)) highlight(target);
  };

  preview.highlightChanged = (changed) => {
    for (const block of innermost(changed.filter((block) => block.closest("main"))).slice(0, most)) highlight(block);
  };

  // Loads the page again, at the same place.
  preview.reload = () => {
    const [first] = inSight();
    const place = { page: location.pathname, y: scrollY, id: first?.element.closest("[id]")?.id };
    place.top = place.id ? document.getElementById(place.id).getBoundingClientRect().top : 0;
    remember(place);
    location.reload();
  };

  addEventListener("load", () => {
    const place = recall();
    if (place?.page !== location.pathname) return;
    const element = place.id && document.getElementById(place.id);
    const top = element ? scrollY + element.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ top, behavior: "instant" });
  });

  function inSight() {
    const found = [];
    for (const element of document.querySelectorAll(places)) {
      const box = element.getBoundingClientRect();
      if (!box.height || box.bottom <= 0) continue;
      // What begins above the window has its top out of sight: of it only what is in sight would tell.
      if (box.top >= innerHeight && found.length) break;
      if (element.closest("nav") || getComputedStyle(element).position === "absolute") continue;
      found.push({ element, top: box.top });
      if (found.length === most) break;
    }
    // Those that begin in sight hold best.
    return found.sort((a, b) => (a.top < 0) - (b.top < 0));
  }

  function isInSight(element) {
    const box = element.getBoundingClientRect();
    const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    return seen >= Math.min(box.height, 3 * 16);
  }

  function innermost(elements) {
    return elements.filter((element) => !elements.some((other) => other !== element && element.contains(other)));
  }

  function highlight(element) {
    const tint = "color-mix(in srgb, Highlight 30%, transparent)";
    const shadow = `0 0 0 0.25em ${tint}`;
    const lit = { backgroundColor: tint, boxShadow: shadow };
    const steps = isCalm.matches ? [lit, lit] : [lit, { ...lit, offset: 0.4 }, { backgroundColor: "transparent", boxShadow: "0 0 0 0.25em transparent" }];
    element.animate(steps, { duration: lasting, easing: "ease-out" });
  }

  function remember(place) {
    try {
      sessionStorage.setItem(key, JSON.stringify(place));
    } catch {
      // Without storage the page is at its top again.
    }
  }

  function recall() {
    try {
      const place = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
      return place;
    } catch {
      return null;
    }
  }
})();
