// On the page of a reading the text and its map follow each other: the place that is being read of stands out on the map, and a
// place that is pressed there leads to where the text names it, each time to the next.
(() => {
  "use strict";
  const map = document.querySelector(".margin-map .map");
  const text = document.querySelector(".reading .text");
  if (!map || !text) return;
  let markers = new Map();
  let mentions = [];
  const inSight = new Set();
  const last = new Map();   // the mention to which a place led last
  let here = null;

  // A line somewhat above the middle, where the eye is
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inSight.add(target);
      else inSight.delete(target);
    }
    const read = mentions.findLast((mention) => inSight.has(mention));
    if (read) stand(read.dataset.entity);
  }, { rootMargin: "-15% 0px -50% 0px" });
  collect();
  document.addEventListener("glossator:updated", collect);
  text.addEventListener("focusin", (event) => {
    const mention = event.target.closest("a.mention[data-entity]");
    if (mention && markers.has(mention.dataset.entity)) stand(mention.dataset.entity);
  });

  map.addEventListener("click", (event) => {
    const marker = event.target.closest(".map-marker[data-entity]");
    const own = mentions.filter((mention) => mention.dataset.entity === marker?.dataset.entity);
    if (!own.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = own[(own.indexOf(last.get(marker)) + 1) % own.length];
    last.set(marker, next);
    stand(marker.dataset.entity);
    next.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    next.focus({ preventScroll: true });
  });

  function collect() {
    observer.disconnect();
    inSight.clear();
    markers = new Map([...map.querySelectorAll(".map-marker[data-entity]")].map((marker) => [marker.dataset.entity, marker]));
    mentions = [...text.querySelectorAll("a.mention[data-entity]")].filter((mention) => markers.has(mention.dataset.entity));
    for (const mention of mentions) observer.observe(mention);
  }

  function stand(id) {
    if (here === id) return;
    markers.get(here)?.classList.remove("is-here");
    here = id;
    markers.get(id)?.classList.add("is-here");
  }
})();
