// Opens pages of a hunt in a browser, and proves that it would notice each fault.
// Usage: check_page.cjs BROWSER FOLDER [FOLDER FOR SCREENSHOTS]
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [executablePath, folder, shots] = process.argv.slice(2);
const ours = "html head meta title style body main h1 h2 h3 p section table caption thead tbody tr th td span a bdi details summary time div pre";

function fail(what) {
  console.error(what);
  process.exit(1);
}

// All faults of a page.
async function faults(browser, file, { colorScheme = "light", width = 1400, withAxe = false }) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const found = [];
  page.on("request", (request) => request.url() !== `file://${file}` && found.push(`asked for ${request.url().slice(0, 80)}`));
  page.on("dialog", (dialog) => (found.push(`a script said ${dialog.message().slice(0, 80)}`), dialog.dismiss()));
  page.on("console", (message) => found.push(`console: ${message.text().slice(0, 120)}`));
  page.on("pageerror", (error) => found.push(`error: ${error.message.slice(0, 80)}`));
  await page.goto(`file://${file}`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  found.push(...(await page.evaluate(inPage, ours.split(" "))));
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = false)));
  const cell = page.locator("td a").first();
  if (await cell.count()) {
    const target = (await cell.getAttribute("href")).slice(1);
    await cell.click();
    if (!(await page.locator(`[id="${target}"] pre`).isVisible())) found.push("a cell does not lead to its alert");
  }
  if (withAxe) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document));
    violations.forEach((one) => found.push(`axe: ${one.id}: ${one.nodes[0].html.slice(0, 120)}: ${one.nodes[0].failureSummary}`));
  }
  if (shots) await page.screenshot({ path: path.join(shots, `${path.basename(file, ".html")}-${colorScheme}-${width}.png`) });
  await context.close();
  return found;
}

function inPage(names) {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    if (!names.includes(one.localName)) found.push(`<${one.localName}> is none of ours`);
    for (const { name } of one.attributes) if (name.startsWith("on") || name === "style" || name === "src") found.push(`${name} in <${one.localName}>`);
  }
  const edge = document.scrollingElement.scrollWidth - innerWidth;
  if (edge > 0) found.push(`runs ${edge} pixels over the edge`);
  const unseen = document.body.innerText.match(/[\p{Cf}\p{Co}]/u);
  if (unseen) found.push(`an unseen character: ${unseen[0].codePointAt(0).toString(16)}`);
  return found;
}

// Pages with a fault: each has to be refused.
function spoilt(text) {
  const open = text.replace(/<meta http-equiv[^>]*>/, "");
  const withBody = (html, markup) => html.replace("<main>", `<main>${markup}`);
  return {
    "a script": withBody(open, "<script>alert(1)</script>"),
    "a script, stopped by the policy": withBody(text, "<script>alert(1)</script>"),
    "an image": withBody(open, "<img src=http://127.0.0.1:9/a.png>"),
    "a handler": withBody(open, "<p onclick=alert(1)>x</p>"),
    "a long word": withBody(text, `<pre>${"x".repeat(3000)}</pre>`).replace("<pre>", "<p>").replace(/(<p>x+)<\/pre>/, "$1</p>"),
    "turned text": withBody(text, "<p>a\u202eb</p>"),
    "a pale text": withBody(text, "<p>x</p>").replace("--ink: #1b1f24", "--ink: #fafafa"),
  };
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const pages = fs.readdirSync(folder).filter((name) => name !== "many.html");
  for (const wanted of ["samples.html", "hostile.html"]) if (!pages.includes(wanted)) fail(`${folder} has no ${wanted}: run the tests first`);
  for (const name of pages) {
    const file = path.resolve(folder, name);
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1400, 400]) {
        const found = await faults(browser, file, { colorScheme, width, withAxe: name === "samples.html" });
        if (found.length) fail([`${name}, ${colorScheme}, ${width} wide:`, ...found.slice(0, 20)].join("\n"));
      }
    }
    console.log(`${name}: nothing ran, nothing was asked for, and all text is text`);
  }
  const wrong = path.resolve(folder, "..", "spoilt.html");
  const text = fs.readFileSync(path.join(folder, "samples.html"), "utf8");
  for (const [what, html] of Object.entries(spoilt(text))) {
    fs.writeFileSync(wrong, html);
    if (!(await faults(browser, wrong, { withAxe: what === "a pale text" })).length) fail(`not noticed: ${what}`);
    console.log(`refused: ${what}`);
  }
  await browser.close();
})().catch((error) => fail(error.stack));
