// Light, size and measure of the page, remembered. Runs in the head, before anything is painted.
(() => {
  "use strict";
  const root = document.documentElement;
  const choices = {
    theme: ["auto", "light", "sepia", "dark"],
    size: ["small", "normal", "large", "larger"],
    measure: ["narrow", "normal", "wide"],
  };
  const byDefault = { theme: "auto", size: "normal", measure: "normal" };

  root.classList.add("has-script");
  for (const name of Object.keys(choices)) show(name, remembered(name));

  document.addEventListener("DOMContentLoaded", () => {
    const settings = document.getElementById("site-settings");
    if (!settings) return;
    for (const name of Object.keys(choices)) check(settings, name, current(name));
    settings.addEventListener("change", ({ target }) => {
      if (target.name in choices) choose(target.name, target.value);
    });
  });

  // `t` asks for the next light.
  document.addEventListener("folio:next-theme", () => {
    const { theme } = choices;
    const next = theme[(theme.indexOf(current("theme")) + 1) % theme.length];
    choose("theme", next);
    check(document.getElementById("site-settings"), "theme", next);
  });

  function check(settings, name, value) {
    settings.querySelector(`[name="${name}"][value="${value}"]`).checked = true;
  }

  function choose(name, value) {
    show(name, value);
    try {
      localStorage.setItem(`folio-${name}`, value);
    } catch {
      // A browser that keeps nothing still shows the choice on this page.
    }
  }

  function show(name, value) {
    if (value === byDefault[name]) delete root.dataset[name];
    else root.dataset[name] = value;
    document.dispatchEvent(new CustomEvent("folio:layout"));
  }

  function current(name) {
    return root.dataset[name] ?? byDefault[name];
  }

  function remembered(name) {
    let value = null;
    try {
      value = localStorage.getItem(`folio-${name}`);
    } catch {
      // Storage may be forbidden, on `file://` for one.
    }
    return choices[name].includes(value) ? value : byDefault[name];
  }
})();
