// Every free text of a site holds markup and script: nothing of it runs, nothing breaks out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { launch, onDisk, pages, required, watchedPage } from "./support.mjs";

const HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(1)</script>';
const QUOTED = JSON.stringify(HOSTILE);

let browser;
let root;
let site;

before(async () => {
  root = mkdtempSync(join(tmpdir(), "glossator-hostile-"));
  site = join(root, "public");
  mkdirSync(join(root, "content/readings"), { recursive: true });
  mkdirSync(join(root, "content/entities"), { recursive: true });
  write("glossator.toml", `title = ${QUOTED}\ndescription = ${QUOTED}\n[kinds.ship]\nlabel = ${QUOTED}\nplural = ${QUOTED}\n`);
  write("content/entities/a.md", `+++\nkind = "place"\nname = ${QUOTED}\nsort = ${QUOTED}\nshort = ${QUOTED}\naliases = [${QUOTED}]\ncategory = ${QUOTED}\ncoordinates = [48.0, 2.0]\nlinks = { wikidata = "javascript:alert(1)", other = ${QUOTED} }\n+++\n${HOSTILE} [x](javascript:alert(1))\n\nMore ${HOSTILE}.\n`);
  write("content/entities/s.md", `+++\nkind = "ship"\nname = ${QUOTED}\n+++\n${HOSTILE}\n`);
  write("content/readings/r.md", `+++\ntitle = ${QUOTED}\nsubtitle = ${QUOTED}\nauthors = [${QUOTED}]\ndescription = ${QUOTED}\nurl = "javascript:alert(1)"\ndate = 2020-01-01\n+++\n# ${HOSTILE}\n\n[Words]{place=a src=${JSON.stringify(HOSTILE)}} and [s]{ship=s} in [2020]{date=2020}: ${HOSTILE}\n\n[l](javascript:alert(1)) ![i](javascript:alert(1)) <a href=javascript:alert(1)>q</a> [“said ${HOSTILE}”]{quote=a} [n]{note=b}\n\n\`\`\`"><script>alert(1)</script>\ncode </script>\n\`\`\`\n\n[^b]: ${HOSTILE}\n`);
  execFileSync(required("GLOSSATOR_BINARY"), ["--root", root, "build"], { stdio: "ignore" });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(name, text) {
  writeFileSync(join(root, name), text);
}

test("no page of a hostile site runs or leaks anything", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  const validator = new HtmlValidate(new FileSystemConfigLoader());
  const found = [];
  page.on("dialog", (dialog) => { found.push("a script ran"); dialog.dismiss(); });
  for (const name of pages(site)) {
    await page.goto(onDisk(name, site));
    found.push(...await page.evaluate(() =>
      [...document.querySelectorAll("[onerror], script:not([src]):not([type]), [href^='javascript:' i]")].map((element) => element.outerHTML),
    ));
    for (const data of await page.locator("script[type*=json]").allTextContents()) JSON.parse(data);
    for (const { messages } of (await validator.validateFile(join(site, name))).results) {
      found.push(...messages.map((message) => `${name}:${message.line} ${message.ruleId}: ${message.message}`));
    }
  }
  await page.goto(onDisk("readings/r.html", site));
  await page.locator("a.mention").first().hover();
  await page.locator("#site-card").waitFor({ state: "visible" });
  await page.goto(onDisk("search.html", site));
  await page.getByRole("searchbox").fill("alert");
  await page.locator("#site-results .mention-in-context").first().waitFor();
  assert.deepEqual(found, []);
  assert.deepEqual(troubles, []);
  await close();
});
