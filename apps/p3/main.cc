// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "apps/p3/air_run.h"
#include "apps/p3/engine.h"
#include "apps/p3/memory.h"
#include "apps/p3/parse.h"
#include "apps/p3/proof_file.h"
#include "apps/p3/report.h"
#include "apps/p3/security.h"
#include "p3/base/stopwatch.h"

// The program p3. Data goes to stdout, everything for people to stderr.
namespace p3::app {
namespace {

int complain(int code, const std::string& text) {
  std::fprintf(stderr, "p3: %s\n", text.c_str());
  return code;
}

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

bool json(const Request& request) { return request.stats == StatsFormat::kJson; }

// One line that rewrites itself, on terminals only.
class Progress {
 public:
  Progress(bool quiet, unsigned total) : on_(!quiet && isatty(STDERR_FILENO) != 0), total_(total) {}
  ~Progress() {
    if (on_) std::fputs("\r\033[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step(unsigned current) const {
    if (on_) std::fprintf(stderr, "\r\033[Kproving %u of %u", current, total_);
  }

 private:
  bool on_;
  unsigned total_;
};

// Proves `repeat` times; a failure has been reported when the list comes back short.
int prove_all(const Request& request, const Engine& engine, std::vector<Run>& runs) {
  ThreadPool pool(request.threads);
  const Progress progress(request.quiet, request.repeat);
  for (unsigned i = 0; i < request.repeat; ++i) {
    progress.step(i + 1);
    std::variant<Run, Failure> outcome = engine.prove(pool);
    if (const Failure* failure = std::get_if<Failure>(&outcome)) {
      return complain(kExitUsage, failure->text);
    }
    Run& run = std::get<Run>(outcome);
    if (run.rejected) return complain(kExitInternal, "own proof rejected: " + *run.rejected);
    // Only the last proof can be asked for; of the others the size stays.
    if (!runs.empty()) runs.back().proof = {};
    runs.push_back(std::move(run));
  }
  return kExitOk;
}

int write_files(const Request& request, const Run& last) {
  if (!request.proof_out.empty()) {
    const auto written = write_proof_file(request.proof_out, last.proof);
    if (const auto* error = std::get_if<FileError>(&written))
      return complain(kExitFile, error->text);
  }
  if (!request.trace_out.empty()) {
    const auto written = write_text_file(request.trace_out, chrome_trace(last.phases));
    if (const auto* error = std::get_if<FileError>(&written))
      return complain(kExitFile, error->text);
  }
  return kExitOk;
}

int run_prove(const Request& request, const Engine& engine) {
  std::vector<Run> runs;
  if (const int code = prove_all(request, engine, runs); code != kExitOk) return code;
  if (!request.quiet) std::fputs(span_tree(runs.back().phases).c_str(), stderr);
  if (const int code = write_files(request, runs.back()); code != kExitOk) return code;
  print(json(request) ? runs_json(request, runs) : runs_text(request, runs));
  return kExitOk;
}

// What the proofs of the request take, where the answer is asked for or limited. The code with
// which the program ends before anything is allocated, or nothing.
std::optional<int> run_memory(const Request& request, const Engine& engine) {
  if (!request.estimate && !request.max_memory) return std::nullopt;
  const auto outcome = engine.memory(request.threads, request.repeat);
  if (const auto* failure = std::get_if<Failure>(&outcome)) {
    return complain(kExitUsage, failure->text);
  }
  const MemoryEstimate& estimate = std::get<MemoryEstimate>(outcome);
  if (request.estimate) {
    print(json(request) ? memory_json(request, estimate) : memory_text(request, estimate));
  }
  if (request.max_memory) {
    const auto problem = above_limit(estimate, *request.max_memory);
    if (problem) return complain(kExitUsage, *problem);
  }
  return request.estimate ? std::optional(kExitOk) : std::nullopt;
}

int run_bench(const Request& request, const Engine& engine) {
  std::vector<Run> runs;
  if (const int code = prove_all(request, engine, runs); code != kExitOk) return code;
  print(json(request) ? runs_json(request, runs) : bench_text(request, runs));
  return kExitOk;
}

int run_verify(const Request& request, const Engine& engine) {
  const auto file = read_proof_file(request.proof_in);
  if (const auto* error = std::get_if<FileError>(&file)) return complain(kExitFile, error->text);
  const Stopwatch watch;
  const auto rejected = engine.verify(std::get<std::vector<std::uint8_t>>(file));
  const double seconds = watch.seconds();
  if (json(request)) {
    print(verify_json(request, rejected, seconds));
  } else if (!rejected) {
    std::printf("valid, %.2f ms\n", seconds * 1e3);
  }
  if (rejected) return complain(kExitInvalidProof, "not an acceptable proof: " + *rejected);
  return kExitOk;
}

int run_inspect(const Request& request, const Engine& engine) {
  const auto file = read_proof_file(request.proof_in);
  if (const auto* error = std::get_if<FileError>(&file)) return complain(kExitFile, error->text);
  const auto outcome = engine.inspect(std::get<std::vector<std::uint8_t>>(file));
  if (const auto* failure = std::get_if<Failure>(&outcome)) {
    return complain(kExitInvalidProof, failure->text);
  }
  const Anatomy& anatomy = std::get<Anatomy>(outcome);
  print(json(request) ? anatomy_json(request, anatomy) : anatomy_text(request, anatomy));
  return kExitOk;
}

// A target that cannot be reached is an answer like any other for people; scripts see exit code 1.
int run_security(const Request& request) {
  const auto outcome = answer_security(request);
  if (const Failure* failure = std::get_if<Failure>(&outcome)) {
    return complain(kExitUsage, failure->text);
  }
  const SecurityAnswer& answer = std::get<SecurityAnswer>(outcome);
  print(json(request) ? security_json(request, answer) : security_text(request, answer));
  return answer.level ? kExitOk : kExitInvalidProof;
}

int run(int argc, const char* const* argv) {
  const std::variant<Request, ParseExit> parsed = parse(argc, argv, std::getenv("P3_ISA"));
  if (const ParseExit* exit = std::get_if<ParseExit>(&parsed)) {
    std::fputs(exit->out.c_str(), stdout);
    std::fputs(exit->err.c_str(), stderr);
    return exit->code;
  }
  const Request& request = std::get<Request>(parsed);
  if (request.command == Command::kSecurity) return run_security(request);
  if (request.isa && !select_isa(*request.isa)) return complain(kExitInternal, "no such ISA");
  const std::unique_ptr<Engine> engine = make_engine(request.statement);
  if (request.command == Command::kInspect) return run_inspect(request, *engine);
  if (const auto problem = engine->problem()) return complain(kExitUsage, *problem);
  if (request.command == Command::kVerify) return run_verify(request, *engine);
  if (const auto ended = run_memory(request, *engine)) return *ended;
  if (const auto problem = engine->too_large()) return complain(kExitUsage, *problem);
  return request.command == Command::kProve ? run_prove(request, *engine)
                                            : run_bench(request, *engine);
}

}  // namespace
}  // namespace p3::app

int main(int argc, char** argv) {
  try {
    if (argc > 1 && std::string_view(argv[1]) == "air") return p3::app::run_air(argc - 1, argv + 1);
    return p3::app::run(argc, argv);
  } catch (const std::bad_alloc&) {
    return p3::app::complain(p3::app::kExitInternal, "out of memory");
  } catch (const std::exception& problem) {
    return p3::app::complain(p3::app::kExitInternal, problem.what());
  }
}
