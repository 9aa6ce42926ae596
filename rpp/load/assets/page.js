// SPDX-License-Identifier: Apache-2.0 OR MIT
// Builds the report from the summary in the page. Text is set as text, never as markup.
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const page = document.querySelector("main");

function add(parent, tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  parent.appendChild(element);
  return element;
}

function table(head, rows) {
  const element = add(page, "table");
  const line = add(element, "tr");
  head.forEach(text => add(line, "th", text));
  rows.forEach(cells => {
    const row = add(element, "tr");
    cells.forEach(text => add(row, "td", text));
  });
}

const times = ["keygen_ms", "certificate_ms", "witness_ms", "prove_ms", "verify_ms"];
const statistics = ["min", "p50", "p90", "p95", "p99", "max", "mean"];
const colours = ["#8d6e63", "#6a1b9a", "#ef6c00", "#1565c0", "#2e7d32"];

function plot(title, series, log) {
  add(page, "h2", title);
  const runs = data.records.map(r => r.run);
  const values = series.map(s => data.records.map(r => s.name in r ? r[s.name] : null));
  const options = {
    width: Math.min(1050, document.body.clientWidth), height: 320,
    scales: {x: {time: false}, y: log ? {distr: 3} : {}},
    axes: [{label: "run"}, {label: series[0].unit, size: 80}],
    series: [{label: "run"}].concat(series.map(s => ({
      label: s.name, stroke: s.colour, points: {show: true, size: 4}, spanGaps: true}))),
  };
  new uPlot(options, [runs].concat(values), page);
}

const environment = data.environment;
add(page, "h1", data.scenario.name);
add(page, "p", `${data.records.length} of ${data.runs} runs, ${data.validators} validators, ` +
    `${data.witness_commitments} witness commitments, seed ${data.seed}`);
if (!data.complete) add(page, "p", "This load was cut short.", "bad");
add(page, "p", `${environment.cpu}, ${environment.threads} threads, ${environment.isa}, commit ` +
    `${environment.commit}; profile ${environment.profile}, ` +
    `${environment.proven_bits.toFixed(2)} proven bits, key ${environment.key_id}; peak memory ` +
    `${(data.peak_memory_bytes / 1048576).toFixed(0)} MiB`);

add(page, "h2", "Times and sizes");
table(["", ...statistics], times.concat("proof_bytes").map(name =>
  [name, ...statistics.map(s => data[name][s].toFixed(name === "proof_bytes" ? 0 : 1))]));
plot("Latency by run", times.map((name, i) => ({name, colour: colours[i], unit: "ms"})), true);
plot("Proof size by run", [{name: "proof_bytes", colour: "#1565c0", unit: "bytes"}], false);

add(page, "h2", "Honest failures");
add(page, "p", String(data.failures.length), data.failures.length ? "bad" : "good");
if (data.failures.length) {
  table(["run", "stage", "message"], data.failures.map(f => [f.run, f.stage, f.message]));
}

add(page, "h2", "Tampering");
for (const family of ["vrf", "quorum"]) {
  const tally = data["tamper_" + family];
  if (!tally) continue;
  add(page, "p", `${family}: ${tally.attempts} tried, ${tally.rejected} rejected, ` +
      `${tally.not_counted} refused without cryptography, ${tally.unexpected_accepts} accepted`,
      tally.rejected === tally.attempts ? "good" : "bad");
}
const attempts = data.records.flatMap(r => r.tampers.map(t => [r.run, t.family, t.kind, t.form,
  t.accepted ? "ACCEPTED" : `${t.stage}: ${t.reason}`, t.prover_refusal ?? ""]));
if (attempts.length) {
  table(["run", "family", "kind", "form", "verifier", "honest prover"], attempts);
}
