// Copyright the SMO contributors
// SPDX-License-Identifier: Apache-2.0

// Prints the table of networks and rules from the reports of the contract kit:
//   mvn -pl connectors -am test -Dtest='*ContractTest' -Dsurefire.failIfNoSpecifiedTests=false
//   node docs/connectors/kit.mjs > docs/connectors/kit.md
import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const reports = new URL(process.argv[2] ?? 'connectors/target/surefire-reports/', root);
const titles = new Map(
  [...readFileSync(new URL('docs/connector-contract.md', root), 'utf8').matchAll(/^\*\*(R\d\d) ([^*]+?)[.:]?\*\*/gm)]
    .map(([, rule, title]) => [rule, title.replace(/\s+/g, ' ')]));

const results = new Map();
for (const file of readdirSync(reports).filter(name => /ContractTest\.xml$/.test(name)).sort()) {
  const network = /([A-Za-z]+)ContractTest\.xml$/.exec(file)[1];
  const of = new Map();
  for (const [, name, rest, body] of readFileSync(new URL(file, reports), 'utf8')
    .matchAll(/<testcase name="(r\d\d)[^"]*"([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const skipped = /<skipped\b/.test(body ?? '');
    const reason = /Assumption failed: ([^\n"<\]]+)/.exec(body ?? '')?.[1].trim() ?? 'skipped';
    const failed = /<(?:failure|error)\b/.test(body ?? '');
    of.set(name.toUpperCase(), failed ? 'FAILED' : skipped ? reason : 'yes');
  }
  results.set(network, of);
}
if (results.size === 0) {
  throw new Error(`No reports in ${reports.pathname}: run the contract tests first`);
}

const rules = [...new Set([...results.values()].flatMap(of => [...of.keys()]))].sort();
const networks = [...results.keys()];
const reasons = [...new Set([...results.values()].flatMap(of => [...of.values()]))]
  .filter(said => said !== 'yes' && said !== 'FAILED').sort();
const cell = said => said === undefined ? '' : said === 'yes' ? '✓' : said === 'FAILED' ? '**failed**' : String(reasons.indexOf(said) + 1);

console.log(`# The contract kit: networks and rules

Made by \`docs/connectors/kit.mjs\` from the reports of the tests. ✓: kept. A number: the rule is about something that the network has not; the reasons stand below.
The rules are those of [the contract](../connector-contract.md).
`);
console.log(`| rule | ${networks.join(' | ')} |`);
console.log(`|---|${networks.map(() => '---|').join('')}`);
for (const rule of rules) {
  console.log(`| ${rule} ${titles.get(rule) ?? ''} | ${networks.map(network => cell(results.get(network).get(rule))).join(' | ')} |`);
}
console.log(`\n${reasons.map((reason, i) => `${i + 1}. ${reason}`).join('\n')}`);
