// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/air_parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <sstream>
#include <thread>

#include "apps/p3/choices.h"

namespace p3::app {
namespace {

// Names as written; numbers go straight to the request.
struct RawNames {
  std::string protocol, hash, preset, isa, objective, stats = "text", field = "koala-bear";
  std::optional<unsigned> log_trace_length;
};

void add_files(CLI::App& app, AirRequest& r) {
  const char* group = "Statement (options with several values: one per AIR, '-' for none)";
  const bool traces = r.command == AirCommand::kProve || r.command == AirCommand::kCheck;
  app.add_option("-a,--air", r.airs, "AIR FILEs (docs/spec/air-interchange.md)")
      ->group(group)
      ->required();
  if (traces) {
    app.add_option("-t,--trace", r.traces, "trace FILEs, CSV or binary (docs/spec/trace-file.md)")
        ->group(group)
        ->required();
  }
  if (r.command == AirCommand::kShow) {
    app.add_option("-l,--log-trace-length", r.log_trace_lengths,
                   "rows to count quotient chunks for, log2 [10]")
        ->group(group);
    return;
  }
  app.add_option("--preprocessed", r.preprocessed,
                 "FILEs of preprocessed rows, instead of those in the AIR files")
      ->group(group);
  app.add_option("-p,--public-values", r.public_values, "decimal integers: 1,2,3")->group(group);
  if (r.command == AirCommand::kVerify) {
    app.add_option("-l,--log-trace-length", r.log_trace_lengths,
                   "trace rows that the proof must be about, log2 [any]")
        ->group(group);
  }
}

void add_choices(CLI::App& app, AirRequest& r, RawNames& names) {
  const char* group = "Protocol (else: --parameters, the AIR file, the defaults of p3 prove)";
  ParameterChoices& c = r.choices;
  const auto add = [&](const char* name, auto& value, const char* text) {
    app.add_option(name, value, text)->group(group);
  };
  add("--parameters", r.parameters_file, "parameter FILE (docs/spec/air-interchange.md)");
  add("--protocol", names.protocol, "uni | batch [uni for one AIR without lookups, else batch]");
  add("--extension-degree", c.extension_degree, "4, 5, 8 (goldilocks 2, 5) [4, goldilocks 2]");
  add("-m,--merkle-hash", names.hash, "poseidon-2 | poseidon-2-width-16 | keccak-f | keccak-256");
  add("--merkle-arity", c.merkle_arity, "2 | 4");
  add("--preset", names.preset, "benchmark | benchmark-high-arity | testing");
  add("--log-blowup", c.log_blowup, "LDE rows per trace row, log2");
  add("--num-queries", c.num_queries, "FRI queries");
  add("--log-final-poly-len", c.log_final_poly_len, "final coefficients, log2");
  add("--max-log-arity", c.max_log_arity, "largest folding factor, log2");
  add("--cap-height", c.cap_height, "layers below the root that a cap replaces");
  add("--commit-pow-bits", c.commit_pow_bits, "before every folding challenge");
  add("--query-pow-bits", c.query_pow_bits, "before the query indices");
  add("--batch-pow-bits", c.batch_pow_bits, "before the batching challenge");
  add("--ood-pow-bits", c.ood_pow_bits, "before the out-of-domain point");
  add("--lookup-pow-bits", c.lookup_pow_bits, "before the lookup challenges");
}

void add_run(CLI::App& app, AirRequest& r, RawNames& names) {
  const char* group = "Run";
  const bool prove = r.command == AirCommand::kProve;
  app.add_option("--stats", names.stats, "format of the result on stdout: text | json")
      ->group(group)
      ->capture_default_str();
  if (prove || r.command == AirCommand::kVerify) {
    app.add_option("--threads", r.threads, "worker threads [all cores]")->group(group);
    app.add_option("--isa", names.isa,
                   "portable | avx2 | avx512 [P3_ISA, else the best of this CPU]")
        ->group(group);
  }
  if (r.command == AirCommand::kVerify) {
    app.add_option("--proof", r.proof_in, "the proof FILE")->group(group)->required();
  }
  if (!prove) return;
  app.add_flag("-q,--quiet", r.quiet, "no span tree on stderr")->group(group);
  app.add_option("--repeat", r.repeat, "proofs in this process")->group(group);
  app.add_option("--proof-out", r.proof_out, "write the last proof to FILE")->group(group);
  app.add_option("--trace-out", r.chrome_out, "write Chrome trace events to FILE")->group(group);
}

void add_export(CLI::App& app, AirRequest& r, RawNames& names) {
  const char* group = "Statement";
  app.add_option("-f,--field", names.field, "koala-bear | baby-bear | goldilocks")
      ->group(group)
      ->capture_default_str();
  app.add_option("-o,--objective", names.objective,
                 "fibonacci | poseidon-2-permutations | keccak-f-permutations | "
                 "blake-3-permutations")
      ->group(group)
      ->required();
  app.add_option("--vector-len", r.spec.vector_len, "Poseidon2 permutations per row: 8 | 1")
      ->group(group)
      ->capture_default_str();
  app.add_option("-l,--log-trace-length", names.log_trace_length, "trace rows, log2")->group(group);
  app.add_option("--seed", r.spec.seed, "initial state of SplitMix64, which makes the inputs")
      ->group(group)
      ->capture_default_str();
  group = "Files";
  app.add_option("--air-out", r.air_out, "write the AIR to FILE")->group(group)->required();
  app.add_option("--trace-out", r.trace_out,
                 "write the trace to FILE: CSV if it ends in .csv, else binary")
      ->group(group);
}

// Sets `out` where a name is given; false, and an error, if there is no such name.
template <class T, std::size_t N>
bool choose(const char* option, const std::string& text,
            const std::array<std::string_view, N>& names, std::optional<T>& out,
            std::string& error) {
  if (text.empty()) return true;
  const int index = match_choice(option, text, names, error);
  if (index >= 0) out = static_cast<T>(index);
  return index >= 0;
}

bool fill_choices(const RawNames& names, AirRequest& r, std::string& error) {
  std::optional<int> protocol, preset, stats;
  if (!choose("--protocol", names.protocol, kProtocols, protocol, error) ||
      !choose("--merkle-hash", names.hash, kHashes, r.choices.merkle_hash, error) ||
      !choose("--preset", names.preset, kPresets, preset, error) ||
      !choose("--stats", names.stats, kStats, stats, error)) {
    return false;
  }
  if (protocol) r.choices.batch = *protocol == 1;
  if (preset) {
    r.choices.preset = *preset == 0   ? benchmark_parameters()
                       : *preset == 1 ? benchmark_high_arity_parameters()
                                      : testing_parameters();
  }
  r.json = stats == 1;
  return true;
}

bool fill_machine(const RawNames& names, const char* isa_environment, AirRequest& r,
                  std::string& error) {
  const bool from_environment = names.isa.empty() && isa_environment != nullptr;
  const char* origin = from_environment ? "P3_ISA" : "--isa";
  const std::string isa = from_environment ? isa_environment : names.isa;
  if (!choose(origin, isa, kIsas, r.isa, error)) return false;
  if (r.isa && std::ranges::find(supported_isas(), *r.isa) == supported_isas().end()) {
    error = std::string(origin) + ": this CPU has no " + std::string(isa_name(*r.isa));
    return false;
  }
  if (r.threads == 0) r.threads = std::max(1u, std::thread::hardware_concurrency());
  if (r.threads > kMaxThreads) {
    error = "--threads: expected at most " + std::to_string(kMaxThreads) + "; got " +
            std::to_string(r.threads);
    return false;
  }
  r.repeat = std::max(1u, r.repeat);
  return true;
}

// Lists that go with the AIRs have as many entries, or none.
bool check_lists(const AirRequest& r, std::string& error) {
  const auto fits = [&](const char* option, std::size_t count) {
    if (count == 0 || count == r.airs.size()) return true;
    error = std::string(option) + ": expected " + std::to_string(r.airs.size()) +
            ", one per --air; got " + std::to_string(count);
    return false;
  };
  return fits("--trace", r.traces.size()) && fits("--preprocessed", r.preprocessed.size()) &&
         fits("--public-values", r.public_values.size()) &&
         fits("--log-trace-length", r.log_trace_lengths.size());
}

bool fill_export(const RawNames& names, AirRequest& r, std::string& error) {
  if (r.command != AirCommand::kExport) return true;
  std::optional<int> field, objective;
  if (!choose("--field", names.field, kFields, field, error) ||
      !choose("--objective", names.objective, kObjectives, objective, error)) {
    return false;
  }
  r.field = kFields[static_cast<std::size_t>(field.value_or(0))];
  r.spec.objective = static_cast<Objective>(objective.value_or(0));
  r.with_trace = names.log_trace_length.has_value();
  if (!r.trace_out.empty() && !r.with_trace) {
    error = "--trace-out: expected --log-trace-length with it";
    return false;
  }
  // Every AIR is the same for all lengths; one that all of them have.
  r.spec.log_trace_length = names.log_trace_length.value_or(5);
  return true;
}

struct Sub {
  const char* name;
  const char* about;
  AirCommand command;
};
constexpr Sub kSubs[] = {
    {"prove", "prove traces of AIRs from files, and verify the proof", AirCommand::kProve},
    {"verify", "verify a proof against AIRs from files", AirCommand::kVerify},
    {"check", "say which constraint or lookup a trace breaks, and where", AirCommand::kCheck},
    {"export", "write a shipped AIR, and a trace of it, to files", AirCommand::kExport},
    {"show", "columns, constraints, lookups and quotient chunks of AIRs", AirCommand::kShow}};

}  // namespace

std::variant<AirRequest, ParseExit> parse_air(int argc, const char* const* argv,
                                              const char* isa_environment) {
  CLI::App app("AIRs from files", "p3 air");
  app.require_subcommand(1);
  app.get_formatter()->column_width(36);
  app.footer(
      "Exit codes: 0 valid or done, 1 not an acceptable proof or a broken trace, 2 usage,\n"
      "3 unreadable file or unknown format version, 5 internal error.");
  std::array<AirRequest, std::size(kSubs)> requests;
  RawNames names;
  std::map<const CLI::App*, AirRequest*> parts;
  for (std::size_t i = 0; i < std::size(kSubs); ++i) {
    AirRequest& r = requests[i];
    CLI::App* part = app.add_subcommand(kSubs[i].name, kSubs[i].about);
    r.command = kSubs[i].command;
    r.threads = 0;
    if (r.command == AirCommand::kExport) {
      add_export(*part, r, names);
    } else {
      add_files(*part, r);
    }
    if (r.command == AirCommand::kProve || r.command == AirCommand::kVerify) {
      add_choices(*part, r, names);
    }
    if (r.command == AirCommand::kShow) {
      part->add_option("--protocol", names.protocol, "uni | batch [batch with lookups, else uni]");
    }
    add_run(*part, r, names);
    parts[part] = &r;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    std::ostringstream out, err;
    app.exit(help, out, err);
    return ParseExit{kExitOk, out.str(), err.str()};
  } catch (const CLI::ParseError& problem) {
    return ParseExit{kExitUsage, "", std::string("p3: ") + problem.what() + "\n"};
  }
  AirRequest& request = *parts.at(app.get_subcommands().front());
  std::string error;
  if (!fill_choices(names, request, error) ||
      !fill_machine(names, isa_environment, request, error) || !check_lists(request, error) ||
      !fill_export(names, request, error)) {
    return ParseExit{kExitUsage, "", "p3: " + error + "\n"};
  }
  return std::move(request);
}

}  // namespace p3::app
