// Formats documents with a CSL processor from npm that is driven only through its documented interface.
//
//   node csl_reference.js PACKAGE LOCALES < jobs.jsonl > results.jsonl
//
// A job is {style, items, citations, language}: style XML, CSL-JSON items, citations as lists of cites with a note
// number. A result is {citations, entries} in HTML, or {error}.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [, , packageFolder, localesFolder] = process.argv;
const CSL = require(path.resolve(packageFolder));

function locale(code) {
  const file = path.join(localesFolder, `locales-${code}.xml`);
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : fs.readFileSync(path.join(localesFolder, "locales-en-US.xml"), "utf8");
}

function format(job) {
  const items = new Map(job.items.map((item) => [String(item.id), item]));
  const system = { retrieveLocale: locale, retrieveItem: (id) => items.get(String(id)) };
  const engine = new CSL.Engine(system, job.style, job.language || undefined, Boolean(job.language));
  engine.setOutputFormat("html");
  if (job.listed) engine.updateItems(job.listed);
  const texts = new Map();
  const before = [];
  job.citations.forEach((citation, number) => {
    const id = `c${number}`;
    const cluster = { citationID: id, citationItems: citation.items, properties: { noteIndex: citation.note } };
    const [, changed] = engine.processCitationCluster(cluster, before.slice(), []);
    for (const [, text, key] of changed) texts.set(key, text);
    before.push([id, citation.note]);
  });
  const made = engine.makeBibliography();
  const entries = made ? made[1].map((text, i) => ({ ids: made[0].entry_ids[i], text })) : null;
  return { citations: job.citations.map((_, number) => texts.get(`c${number}`)), entries };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let result;
  try {
    result = format(JSON.parse(line));
  } catch (error) {
    result = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
});
