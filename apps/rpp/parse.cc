// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <thread>

namespace rpp::app {
namespace {

// Values as written on the command line.
struct Raw {
  Request request;
  std::string network = "development", profile, form = "json";
};

void add_folder(CLI::App& app, Raw& raw) {
  app.add_option("--keys", raw.request.keys, "key folder")->capture_default_str();
}

void add_trust(CLI::App& app, Raw& raw) {
  add_folder(app, raw);
  app.add_option("--network", raw.network, "main | development: main refuses development keys")
      ->capture_default_str();
  app.add_option("--public-key", raw.request.public_keys, "public key of minisign that is trusted");
  app.add_option("--least-serial", raw.request.least_serial, "older manifests are refused")
      ->capture_default_str();
}

void add_profile(CLI::App& app, Raw& raw) {
  app.add_option("--profile", raw.profile, "standalone | recursive");
}

CLI::App* add(CLI::App& parent, Raw& raw, Command command, const char* name, const char* what) {
  CLI::App* app = parent.add_subcommand(name, what);
  app->callback([&raw, command] { raw.request.command = command; });
  return app;
}

void add_keys(CLI::App& program, Raw& raw) {
  CLI::App& keys = *program.add_subcommand("keys", "verifying keys");
  keys.require_subcommand(1);
  CLI::App* generate = add(keys, raw, Command::kKeysGenerate, "generate",
                           "make keys and manifest from the circuits of this program");
  add_folder(*generate, raw);
  generate->add_option("--serial", raw.request.serial,
                       "of the manifest [that of the folder's manifest, or 1]");
  add_trust(*add(keys, raw, Command::kKeysVerify, "verify", "check every file of the folder"), raw);
  add_trust(*add(keys, raw, Command::kKeysList, "list", "one line per key"), raw);
  CLI::App* show = add(keys, raw, Command::kKeysShow, "show", "a key as JSON, and its security");
  show->add_option("circuit", raw.request.circuit)->required();
  add_profile(*show, raw);
  add_trust(*show, raw);
  CLI::App* air = add(keys, raw, Command::kKeysExportAir, "export-air",
                      "write a circuit's AIRs and a key's parameters for other verifiers");
  air->add_option("circuit", raw.request.circuit)->required();
  air->add_option("--out", raw.request.out, "folder")->required();
  add_profile(*air, raw);
  add_trust(*air, raw);
  CLI::App* sign = add(keys, raw, Command::kKeysSign, "sign", "sign the manifest");
  add_folder(*sign, raw);
  sign->add_option("--secret-key", raw.request.secret_key, "of minisign, without password")
      ->required();
  sign->add_option("--comment", raw.request.comment, "trusted comment [rpp-keys]");
}

void add_proofs(CLI::App& program, Raw& raw) {
  CLI::App* sample = add(program, raw, Command::kSample, "sample", "write a valid random witness");
  sample->add_option("circuit", raw.request.circuit)->required();
  sample->add_option("--seed", raw.request.seed, "of the draws")->capture_default_str();
  sample->add_option("--count", raw.request.count,
                     "statements of a list, or blocks of a range [a few]");
  sample->add_option("--out", raw.request.out, "witness file")->required();

  CLI::App* prove = add(program, raw, Command::kProve, "prove", "witness to proof");
  prove->add_option("circuit", raw.request.circuit)->required();
  prove->add_option("--witness", raw.request.in, "witness file")->required();
  prove->add_option("--out", raw.request.out, "proof file")->required();
  prove->add_option("--form", raw.form, "json | binary")->capture_default_str();
  prove->add_option("--threads", raw.request.threads, "threads")->capture_default_str();
  add_profile(*prove, raw);
  add_trust(*prove, raw);

  CLI::App* verify = add(program, raw, Command::kVerify, "verify", "check a proof file");
  verify->add_option("proof", raw.request.in, "proof file")->required();
  verify->add_option("--circuit", raw.request.circuit, "refuse proofs of other circuits");
  add_profile(*verify, raw);
  add_trust(*verify, raw);

  CLI::App* inspect =
      add(program, raw, Command::kInspect, "inspect", "what a proof file says, unchecked");
  inspect->add_option("proof", raw.request.in, "proof file")->required();
  inspect->add_option("--proof-out", raw.request.proof_out,
                      "write the bytes of the STARK, as upstream encodes it");
}

void add_circuits(CLI::App& program, Raw& raw) {
  CLI::App& circuit = *program.add_subcommand("circuit", "the circuits of this program");
  circuit.require_subcommand(1);
  CLI::App* report = add(circuit, raw, Command::kCircuitReport, "report",
                         "tables, columns, constraints and sizes as Markdown");
  report->add_option("circuit", raw.request.circuit)->required();
  report->add_option("--out", raw.request.out, "file [stdout]");
}

Outcome usage(const std::string& text) { return {kExitUsage, "", "rpp: " + text + "\n"}; }

std::variant<Request, Outcome> finish(Raw& raw) {
  const auto network = network_from_name(raw.network);
  if (!network) return usage("--network: expected main or development; got " + raw.network);
  raw.request.network = *network;
  if (!raw.profile.empty()) {
    raw.request.profile = profile_from_name(raw.profile);
    if (!raw.request.profile) return usage("--profile: no such profile: " + raw.profile);
  }
  if (raw.form != "json" && raw.form != "binary") {
    return usage("--form: expected json or binary; got " + raw.form);
  }
  raw.request.binary = raw.form == "binary";
  if (raw.request.threads == 0) return usage("--threads: expected at least 1");
  return raw.request;
}

}  // namespace

std::variant<Request, Outcome> parse(const std::vector<std::string>& arguments) {
  Raw raw;
  raw.request.threads = std::max(1u, std::thread::hardware_concurrency());
  CLI::App program("Keys and proofs of the RPP chain.", "rpp");
  program.require_subcommand(1);
  add_keys(program, raw);
  add_proofs(program, raw);
  add_circuits(program, raw);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    program.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    const bool help = program.exit(error, out, err) == 0;
    return Outcome{help ? kExitOk : kExitUsage, out.str(), err.str()};
  }
  return finish(raw);
}

}  // namespace rpp::app
