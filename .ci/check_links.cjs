// Looks for links as mail programs and chats do, with all that each library can find, and proves that each finds some.
const fs = require("fs");
const LinkifyIt = require("linkify-it");
const Autolinker = require("autolinker").default;
const linkifyjs = require("linkifyjs");
const anchorme = require("anchorme").default;
const domains = require("tlds");

const it = new LinkifyIt({}, { fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true }).tlds(domains);
const urls = { schemeMatches: true, tldMatches: true, ipV4Matches: true };
const finders = {
  "linkify-it": (text) => (it.match(text) || []).map((one) => one.raw),
  autolinker: (text) => Autolinker.parse(text, { urls, email: true, phone: true }).map((one) => one.getMatchedText()),
  linkifyjs: (text) => linkifyjs.find(text).map((one) => one.value),
  anchorme: (text) => anchorme.list(text).map((one) => one.string),
};
const certain = "see https://example.com/x now";
const bare = ["example.com", "a@example.com", "update.zip"];

function fail(what) {
  console.error(what);
  process.exit(1);
}

const [file, known] = process.argv.slice(2);
const { lines, links } = JSON.parse(fs.readFileSync(file, "utf8"));
const ours = new Set(links);
let ourOwn = 0;
const foreign = [];
for (const line of lines) {
  for (const [name, find] of Object.entries(finders)) {
    for (const link of find(line)) {
      if (ours.has(link)) ourOwn++;
      else foreign.push(`${name} made a link of ${JSON.stringify(link)} in ${JSON.stringify(line)}`);
    }
  }
}
if (foreign.length) fail([...foreign.slice(0, 40), `${foreign.length} links that are not ours`].join("\n"));
for (const [name, find] of Object.entries(finders)) {
  for (const text of [certain, ...bare]) if (!find(text).length) fail(`${name} finds no link in ${text}`);
  for (const link of links) if (!find(link).includes(link)) fail(`${name} does not take ${link} for a link`);
}
const listed = new Set(fs.readFileSync(known, "utf8").split(/\s+/));
const missing = domains.filter((one) => /^[a-z]+$/.test(one) && !listed.has(one));
if (missing.length) fail(`${known} lacks ${missing.join(" ")}`);
console.log(`${lines.length} lines: ${ourOwn} links found, all of them ours (${links.length} different ones)`);
