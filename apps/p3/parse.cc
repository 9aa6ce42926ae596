// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <thread>

#include "apps/p3/choices.h"
#include "apps/p3/memory.h"

namespace p3::app {
namespace {

// Values as written on the command line; numbers stay optional until the preset is known.
struct Raw {
  std::string field = "koala-bear", objective, hash = "keccak-f", protocol = "uni";
  std::string preset = "benchmark-high-arity", isa, stats = "text";
  unsigned log_trace_length = 0, vector_len = 8, merkle_arity = 2;
  std::optional<unsigned> degree, log_blowup, log_final_poly_len, max_log_arity, cap_height;
  std::optional<std::size_t> num_queries;
  std::optional<unsigned> commit_pow, query_pow, batch_pow, ood_pow, lookup_pow;
  std::uint64_t seed = 1;
  unsigned threads = 0, repeat = 0;
  std::string proof_in, proof_out, trace_out;
  bool quiet = false, estimate = false;
  std::string max_memory;
  GenericShape generic;
  std::optional<unsigned> log_rows, target;
  std::optional<std::uint64_t> columns, constraints;
  bool no_next_row = false;
  ProposalLimits limits;
};

void add_statement_options(CLI::App& app, Raw& raw, bool needs_statement) {
  const char* group = "Statement";
  app.add_option("-f,--field", raw.field, "koala-bear | baby-bear | goldilocks")
      ->group(group)
      ->capture_default_str();
  auto* objective = app.add_option("-o,--objective", raw.objective,
                                   "fibonacci | poseidon-2-permutations | keccak-f-permutations | "
                                   "blake-3-permutations")
                        ->group(group);
  auto* length = app.add_option("-l,--log-trace-length", raw.log_trace_length,
                                "base-2 logarithm of the number of trace rows")
                     ->group(group);
  objective->required(needs_statement);
  length->required(needs_statement);
  app.add_option("--vector-len", raw.vector_len, "Poseidon2 permutations per row: 8 | 1")
      ->group(group)
      ->capture_default_str();
  app.add_option("--seed", raw.seed, "initial state of SplitMix64, which makes the inputs")
      ->group(group)
      ->capture_default_str();
}

void add_protocol_options(CLI::App& app, Raw& raw) {
  const char* group = "Protocol";
  app.add_option("--protocol", raw.protocol, "uni | batch")->group(group)->capture_default_str();
  app.add_option("--extension-degree", raw.degree,
                 "of the challenge field: 4, 5, 8 (goldilocks 2, 5) [4, goldilocks 2]")
      ->group(group);
  app.add_option("-m,--merkle-hash", raw.hash,
                 "poseidon-2 | poseidon-2-width-16 | keccak-f | keccak-256")
      ->group(group)
      ->capture_default_str();
  app.add_option("--merkle-arity", raw.merkle_arity, "2 | 4")->group(group)->capture_default_str();
  app.add_option("--preset", raw.preset, "benchmark | benchmark-high-arity | testing")
      ->group(group)
      ->capture_default_str();
}

void add_number_options(CLI::App& app, Raw& raw) {
  const char* group = "Protocol numbers (default: from the preset)";
  app.add_option("--log-blowup", raw.log_blowup, "LDE rows per trace row, log2")->group(group);
  app.add_option("--num-queries", raw.num_queries, "FRI queries")->group(group);
  app.add_option("--log-final-poly-len", raw.log_final_poly_len, "final coefficients, log2")
      ->group(group);
  app.add_option("--max-log-arity", raw.max_log_arity, "largest folding factor, log2")
      ->group(group);
  app.add_option("--cap-height", raw.cap_height, "layers below the root that a cap replaces")
      ->group(group);
  app.add_option("--commit-pow-bits", raw.commit_pow, "before every folding challenge")
      ->group(group);
  app.add_option("--query-pow-bits", raw.query_pow, "before the query indices")->group(group);
  app.add_option("--batch-pow-bits", raw.batch_pow, "before the batching challenge")->group(group);
  app.add_option("--ood-pow-bits", raw.ood_pow, "before the out-of-domain point")->group(group);
  app.add_option("--lookup-pow-bits", raw.lookup_pow, "before the lookup challenges")->group(group);
}

void add_security_options(CLI::App& app, Raw& raw) {
  const char* group = "Any statement (instead of --objective and --log-trace-length)";
  app.add_option("--log-rows", raw.log_rows, "trace rows, log2")->group(group);
  app.add_option("--columns", raw.columns, "columns of the main trace")->group(group);
  app.add_option("--preprocessed-columns", raw.generic.preprocessed_columns, "fixed columns")
      ->group(group);
  app.add_flag("--no-next-row", raw.no_next_row, "constraints read one row at a time")
      ->group(group);
  app.add_option("--constraints", raw.constraints, "constraints, those of lookups included")
      ->group(group);
  app.add_option("--constraint-degree", raw.generic.constraint_degree, "largest degree")
      ->group(group)
      ->capture_default_str();
  app.add_option("--interactions", raw.generic.interactions, "lookup messages per row")
      ->group(group);
  app.add_option("--tuple-width", raw.generic.tuple_width, "elements of the widest message")
      ->group(group)
      ->capture_default_str();
  app.add_option("--openings", raw.generic.openings, "values opened [what the columns make]")
      ->group(group);
  group = "Proposal";
  app.add_option("--target", raw.target, "propose parameters with this many proven bits")
      ->group(group);
  app.add_option("--max-log-blowup", raw.limits.max_log_blowup,
                 "largest blowup to try, log2; --log-blowup allows one only")
      ->group(group)
      ->capture_default_str();
  app.add_option("--max-pow-bits", raw.limits.max_pow_bits, "most work at any site, log2")
      ->group(group)
      ->capture_default_str();
  app.add_option("--max-queries", raw.limits.max_queries, "most FRI queries")
      ->group(group)
      ->capture_default_str();
  app.add_option("--stats", raw.stats, "format of the result on stdout: text | json")
      ->group("Run")
      ->capture_default_str();
}

void add_run_options(CLI::App& app, Raw& raw, Command command) {
  const char* group = "Run";
  app.add_option("--threads", raw.threads, "worker threads [all cores]")->group(group);
  app.add_option("--isa", raw.isa, "portable | avx2 | avx512 [P3_ISA, else the best of this CPU]")
      ->group(group);
  app.add_option("--stats", raw.stats, "format of the result on stdout: text | json")
      ->group(group)
      ->capture_default_str();
  app.add_flag("-q,--quiet", raw.quiet, "no span tree on stderr")->group(group);
  if (command == Command::kProve || command == Command::kBench) {
    app.add_option("--repeat", raw.repeat, "proofs in this process")->group(group);
    app.add_option("--max-memory", raw.max_memory,
                   "refuse a proof that needs more: bytes, or 900MB, 1.5GB, 2GiB")
        ->group(group);
  }
  if (command == Command::kProve) {
    app.add_flag("--estimate", raw.estimate, "predict the memory of the proof, do not prove")
        ->group(group);
    app.add_option("--proof-out", raw.proof_out, "write the last proof to FILE")->group(group);
    app.add_option("--trace-out", raw.trace_out, "write Chrome trace events to FILE")->group(group);
  }
  if (command == Command::kVerify || command == Command::kInspect) {
    app.add_option("--proof", raw.proof_in, "the proof FILE")->group(group)->required();
  }
}

// Sets `out` to the chosen value, or adds to `error`.
template <class T, std::size_t N>
bool choose(std::string_view option, const std::string& text,
            const std::array<std::string_view, N>& names, T& out, std::string& error) {
  const int index = match_choice(option, text, names, error);
  if (index >= 0) out = static_cast<T>(index);
  return index >= 0;
}

void override_numbers(const Raw& raw, StarkParameters& p) {
  if (raw.log_blowup) p.fri.log_blowup = *raw.log_blowup;
  if (raw.num_queries) p.fri.num_queries = *raw.num_queries;
  if (raw.log_final_poly_len) p.fri.log_final_poly_len = *raw.log_final_poly_len;
  if (raw.max_log_arity) p.fri.max_log_arity = *raw.max_log_arity;
  if (raw.cap_height) p.cap_height = *raw.cap_height;
  if (raw.commit_pow) p.fri.commit_pow_bits = *raw.commit_pow;
  if (raw.query_pow) p.fri.query_pow_bits = *raw.query_pow;
  if (raw.batch_pow) p.fri.batch_pow_bits = *raw.batch_pow;
  if (raw.ood_pow) p.ood_pow_bits = *raw.ood_pow;
  if (raw.lookup_pow) p.lookup_pow_bits = *raw.lookup_pow;
}

bool fill_statement(const Raw& raw, Command command, Statement& s, std::string& error) {
  int preset = 0;
  if (!choose("--field", raw.field, kFields, s.field, error)) return false;
  if (!choose("--merkle-hash", raw.hash, kHashes, s.merkle_hash, error)) return false;
  if (!choose("--protocol", raw.protocol, kProtocols, s.protocol, error)) return false;
  if (!choose("--preset", raw.preset, kPresets, preset, error)) return false;
  const bool needs_objective = command != Command::kInspect && command != Command::kSecurity;
  if (needs_objective || !raw.objective.empty()) {
    if (!choose("--objective", raw.objective, kObjectives, s.spec.objective, error)) return false;
  }
  const bool goldilocks = s.field == FieldName::kGoldilocks;
  s.extension_degree = raw.degree.value_or(goldilocks ? 2 : 4);
  const unsigned d = s.extension_degree;
  if (goldilocks ? d != 2 && d != 5 : d != 4 && d != 5 && d != 8) {
    error = std::string("--extension-degree: expected ") + (goldilocks ? "2 or 5" : "4, 5 or 8") +
            " for " + field_name(s.field) + "; got " + std::to_string(d);
    return false;
  }
  if (raw.merkle_arity != 2 && raw.merkle_arity != 4) {
    error = "--merkle-arity: expected 2 or 4; got " + std::to_string(raw.merkle_arity);
    return false;
  }
  s.merkle_arity = raw.merkle_arity;
  s.parameters = *parameters_from_preset(kPresets[static_cast<std::size_t>(preset)]);
  override_numbers(raw, s.parameters);
  s.spec.log_trace_length = raw.log_trace_length;
  s.spec.vector_len = raw.vector_len;
  s.spec.seed = raw.seed;
  return true;
}

// One of both ways to name a statement.
bool fill_question(const Raw& raw, Request& r, std::string& error) {
  SecurityQuestion& q = r.security;
  if (raw.objective.empty() == !raw.log_rows.has_value()) {
    error = "expected either --objective or --log-rows";
    return false;
  }
  if (!raw.objective.empty() && raw.log_trace_length == 0) {
    error = "--objective: expected --log-trace-length, at least 1, with it";
    return false;
  }
  if (raw.log_rows) {
    if (!raw.constraints || !(raw.columns || raw.generic.openings)) {
      error = "--log-rows: expected --constraints, and --columns or --openings, with it";
      return false;
    }
    q.generic = raw.generic;
    q.generic->log_rows = *raw.log_rows;
    q.generic->columns = raw.columns.value_or(0);
    q.generic->constraints = *raw.constraints;
    q.generic->reads_next_row = !raw.no_next_row;
  }
  q.target_bits = raw.target;
  q.limits = raw.limits;
  if (raw.log_blowup) q.limits.min_log_blowup = q.limits.max_log_blowup = *raw.log_blowup;
  if (q.limits.max_log_blowup < q.limits.min_log_blowup) {
    error = "--max-log-blowup: expected at least 1; got 0";
    return false;
  }
  return true;
}

bool fill_request(const Raw& raw, const char* isa_environment, Request& r, std::string& error) {
  if (!fill_statement(raw, r.command, r.statement, error)) return false;
  if (r.command == Command::kSecurity && !fill_question(raw, r, error)) return false;
  int stats = 0;
  if (!choose("--stats", raw.stats, kStats, stats, error)) return false;
  r.stats = stats == 0 ? StatsFormat::kText : StatsFormat::kJson;
  const bool from_environment = raw.isa.empty() && isa_environment != nullptr && *isa_environment;
  const std::string isa = from_environment ? isa_environment : raw.isa;
  if (!isa.empty()) {
    const char* origin = from_environment ? "P3_ISA" : "--isa";
    Isa value{};
    if (!choose(origin, isa, kIsas, value, error)) return false;
    if (std::ranges::find(supported_isas(), value) == supported_isas().end()) {
      error = std::string(origin) + ": this CPU has no " + std::string(isa_name(value));
      return false;
    }
    r.isa = value;
  }
  r.threads = raw.threads != 0 ? raw.threads : std::max(1u, std::thread::hardware_concurrency());
  if (r.threads > kMaxThreads) {
    error = "--threads: expected at most " + std::to_string(kMaxThreads) + "; got " +
            std::to_string(r.threads);
    return false;
  }
  r.repeat = raw.repeat != 0 ? raw.repeat : (r.command == Command::kBench ? 5 : 1);
  if (!raw.max_memory.empty()) {
    r.max_memory = parse_size(raw.max_memory);
    if (!r.max_memory) {
      error =
          "--max-memory: expected bytes, or a number with kB, MB, GB, TB, KiB, MiB, GiB or "
          "TiB; got '" +
          raw.max_memory + "'";
      return false;
    }
  }
  r.estimate = raw.estimate;
  r.proof_in = raw.proof_in;
  r.proof_out = raw.proof_out;
  r.trace_out = raw.trace_out;
  r.quiet = raw.quiet;
  return true;
}

}  // namespace

std::variant<Request, ParseExit> parse(int argc, const char* const* argv,
                                       const char* isa_environment) {
  CLI::App app("Plonky3 0.8.0 proofs: prove, verify, inspect, bench, security", "p3");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  app.get_formatter()->column_width(36);
  app.footer(
      "Exit codes: 0 valid or done, 1 not an acceptable proof or an unreachable target, 2 usage,\n"
      "3 unreadable file or unknown format version, 5 internal error.");
  Raw raw;
  struct Sub {
    const char* name;
    const char* about;
    Command command;
  };
  const Sub subs[] = {
      {"prove", "generate the trace, prove it and verify the proof", Command::kProve},
      {"verify", "verify a proof file against the statement that the options name",
       Command::kVerify},
      {"inspect", "show what a proof file contains, by section", Command::kInspect},
      {"bench", "prove several times; minimum and median of each phase", Command::kBench},
      {"security", "proven and conjectured bits of a statement and its parameters",
       Command::kSecurity}};
  std::map<const CLI::App*, Command> commands;
  for (const Sub& sub : subs) {
    CLI::App* part = app.add_subcommand(sub.name, sub.about);
    const bool optional = sub.command == Command::kInspect || sub.command == Command::kSecurity;
    add_statement_options(*part, raw, !optional);
    add_protocol_options(*part, raw);
    add_number_options(*part, raw);
    if (sub.command == Command::kSecurity) {
      add_security_options(*part, raw);
    } else {
      add_run_options(*part, raw, sub.command);
    }
    commands[part] = sub.command;
  }
  // For the help only: main hands it to run_air.
  app.add_subcommand("air", "prove, verify, check, export, show: AIRs from files");
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    std::ostringstream out, err;
    app.exit(help, out, err);
    return ParseExit{kExitOk, out.str(), err.str()};
  } catch (const CLI::ParseError& problem) {
    return ParseExit{kExitUsage, "", std::string("p3: ") + problem.what() + "\n"};
  }
  Request request;
  request.command = commands.at(app.get_subcommands().front());
  std::string error;
  if (!fill_request(raw, isa_environment, request, error)) {
    return ParseExit{kExitUsage, "", "p3: " + error + "\n"};
  }
  return request;
}

}  // namespace p3::app
