// Every page of the built site: valid, accessible in light and dark, silent, and at home on a disk.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { SITE, inTheme, launch, onDisk, pages, watchedPage } from "./support.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const broadside = inTheme("broadside");
const sites = { folio: SITE, broadside: broadside.site };

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  await browser.close();
  broadside.remove();
});

for (const [theme, site] of Object.entries(sites)) {

  test(`the site has pages, ${theme}`, () => {
    for (const page of ["index.html", "entities.html", "map.html", "timeline.html", "search.html", "404.html"]) {
      assert.ok(pages(site).includes(page), `${page} is missing`);
    }
    assert.ok(pages(site).some((page) => page.startsWith("readings/")));
    assert.ok(pages(site).some((page) => page.startsWith("entities/")));
  });

  test(`every page is valid HTML, ${theme}`, async () => {
    const validator = new HtmlValidate(new FileSystemConfigLoader());
    const errors = [];
    for (const page of pages(site)) {
      const report = await validator.validateFile(join(site, page));
      for (const result of report.results) {
        for (const message of result.messages) {
          errors.push(`${page}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
        }
      }
    }
    assert.deepEqual(errors.slice(0, 20), []);
  });

  for (const light of ["light", "dark", "sepia"]) {
    test(`every page is accessible and silent in ${light}, opened from the disk, ${theme}`, { timeout: 600_000 }, async () => {
      const { page, troubles, close } = await watchedPage(browser, "file://", { colorScheme: light === "dark" ? "dark" : "light" });
      if (light === "sepia") await page.addInitScript(() => localStorage.setItem("folio-theme", "sepia"));
      const source = await readFile(AXE, "utf8");
      const violations = [];
      const all = pages(site);
      // The third light changes colours alone: one page of each kind will do.
      const looked = light === "sepia" ? all.filter((name, at) => !name.includes("/") || at === all.findIndex((other) => other.startsWith(name.split("/")[0]))) : all;
      for (const name of looked) {
        await page.goto(onDisk(name, site));
        await page.waitForLoadState("load");
        // A script element would be refused by the page's own policy; the debugger is not.
        await page.evaluate(source);
        // No preload: it asks for the style sheets again, which a page on the disk may not.
        const result = await page.evaluate(() =>
          globalThis.axe.run(document, { preload: false, resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        for (const violation of result.violations) {
          violations.push(`${name}: ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}`);
        }
      }
      await close();
      assert.deepEqual(violations.slice(0, 20), []);
      assert.deepEqual(troubles, []);
    });
  }

  test(`no page is wider than a phone of 320 px, ${theme}`, async () => {
    const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 320, height: 640 } });
    const wide = [];
    for (const name of pages(site)) {
      await page.goto(onDisk(name, site));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${name}: ${width} px`);
    }
    await close();
    assert.deepEqual(wide, []);
  });
}
