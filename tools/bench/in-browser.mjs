// Measures how long a save takes until an open page shows it: from just before the file is written until the words stand in
// the page, twenty times, for a word that is added to a sentence and for a mention that is added; at the reading's page and at
// the page of the entity that is mentioned.
//
//     cargo build --release && (cd tests/browser && npm ci) && node tools/bench/in-browser.mjs 1000 10000

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(join(here, "../../tests/browser/package.json"))("playwright-core");
const binary = process.env.GLOSSATOR_BINARY ?? join(here, "../../target/release/glossator");
const edits = 20;
const pause = 700;   // milliseconds between edits, so that each begins when the one before is over

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
console.log("| readings | edit | seen at | median ms | worst ms |\n|---|---|---|---|---|");
for (const count of process.argv.slice(2).map(Number)) await measure(count);
await browser.close();

async function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const site = join(folder, "site");
  const program = "import sys, json, corpus; entity, having = corpus.Corpus(int(sys.argv[1])).write(__import__('pathlib').Path(sys.argv[2])); print(json.dumps([entity['kind'], entity['id'], [corpus.name(number) for number in having]]))";
  const made = spawnSync("python3", ["-c", program, String(count), site], { cwd: here, encoding: "utf8" });
  if (made.status) throw new Error(made.stderr);
  const [kind, id, names] = JSON.parse(made.stdout);
  const server = spawn(binary, ["--root", site, "serve", "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    const url = await address(server);
    const file = join(site, "content/readings", `${names[0]}.md`);
    const pages = { reading: `readings/${names[0]}.html`, entity: `entities/${id}.html` };
    const add = {
      prose: (text, word) => text.replace(new RegExp(`\\[[^\\]]*\\]\\{${kind}=${id}\\}`), `${word} $&`),
      mention: (text, word) => `${text}\nHere is [${word}]{${kind}=${id}} again.\n`,
    };
    const opened = {};
    for (const [where, path] of Object.entries(pages)) {
      opened[where] = await (await browser.newContext()).newPage();
      await opened[where].goto(url + path);
    }
    await new Promise((resolve) => setTimeout(resolve, 3000));
    for (const [edit, change] of Object.entries(add)) {
      const delays = { reading: [], entity: [] };
      for (let turn = 0; turn < edits; turn += 1) {
        const word = `Zq${edit}${turn}x`;
        const seen = Object.entries(opened).map(async ([where, page]) => [where, await page.evaluate(waitFor, word)]);
        await new Promise((resolve) => setTimeout(resolve, pause));
        const text = change(readFileSync(file, "utf8"), word);
        const start = performance.timeOrigin + performance.now();
        writeFileSync(file, text);
        for (const [where, time] of await Promise.all(seen)) delays[where].push(time - start);
      }
      for (const [where, found] of Object.entries(delays)) {
        found.sort((a, b) => a - b);
        console.log(`| ${count} | ${edit} | ${where} | ${((found[edits / 2 - 1] + found[edits / 2]) / 2).toFixed(0)} | ${found.at(-1).toFixed(0)} |`);
      }
    }
    for (const page of Object.values(opened)) await page.context().close();
  } finally {
    server.kill("SIGINT");
    await new Promise((resolve) => server.on("exit", resolve));
    rmSync(folder, { recursive: true });
  }
}

function address(server) {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    });
    server.on("exit", () => reject(new Error(said)));
  });
}

// In the page: when the words come in
function waitFor(word) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.body.textContent.includes(word)) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}
