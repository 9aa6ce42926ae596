// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>

#include "apps/p3/version.h"
#include "rpp/load/attacks.h"
#include "rpp/load/run.h"

// The program simnet: runs a scenario and writes its summary as JSON, CSV and a page.
namespace rpp::simnet {
namespace {

enum Exit {
  kExitOk = 0,
  kExitFailed = 1,  // an honest run failed or a tamper was accepted; the summary says which
  kExitUsage = 2,
  kExitUnreadable = 3,
  kExitInternal = 5,
  kExitInterrupted = 130,
};

volatile std::sig_atomic_t g_interrupted = 0;
void interrupt(int) { g_interrupted = 1; }

struct Request {
  std::string scenario;
  std::string artifacts = "target/simnet";
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  bool quiet = false;
};

int complain(int code, const std::string& text) {
  std::fprintf(stderr, "simnet: %s\n", text.c_str());
  return code;
}

std::string cpu_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.starts_with("model name") && colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

// ru_maxrss counts kilobytes.
std::uint64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// A reader sees the old file or the new one, whole.
bool write_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path draft = path.string() + ".new";
  std::ofstream file(draft, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(draft, path, error);
  return static_cast<bool>(file) && !error;
}

bool write_outputs(const std::filesystem::path& folder, LoadSummary& summary) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::filesystem::path base = folder / summary.scenario.name;
  summary.summary_path = base.string() + ".json";
  summary.csv_path = base.string() + ".csv";
  return write_file(base.string() + ".csv", write_summary_csv(summary)) &&
         write_file(base.string() + ".html", write_summary_html(summary)) &&
         write_file(base.string() + ".json", write_summary_json(summary));
}

bool all_as_hoped(const LoadSummary& summary) {
  bool good = summary.failures.empty();
  for (const RunRecord& record : summary.records) {
    for (const TamperAttempt& attempt : record.tampers) good = good && !attempt.accepted;
  }
  return good;
}

int print_tampers() {
  for (const auto& [family, family_name] :
       {std::pair{TamperFamily::kVrf, "vrf"}, std::pair{TamperFamily::kQuorum, "quorum"}}) {
    for (const auto& [form, form_name] : {std::pair{TamperForm::kWitness, "witness"},
                                          std::pair{TamperForm::kEnvelope, "envelope"}}) {
      for (const std::string& kind : tamper_kinds(family, form)) {
        std::printf("%s %s %s\n", family_name, form_name, kind.c_str());
      }
    }
  }
  return kExitOk;
}

int run(const Request& request) {
  std::ifstream file(request.scenario, std::ios::binary);
  std::string text;
  if (!file) return complain(kExitUnreadable, request.scenario + ": cannot be read");
  text.resize(kMaxScenarioBytes + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const auto scenario = read_scenario(text);
  if (!scenario) {
    return complain(kExitUnreadable, request.scenario + ": " + scenario.error().message);
  }
  p3::ThreadPool pool(request.threads);
  const bool progress = !request.quiet && isatty(STDERR_FILENO) != 0;
  LoadOptions options;
  options.model = &consensus_model();
  options.pool = &pool;
  options.proceed = [&](std::uint64_t done) {
    if (progress) {
      std::fprintf(stderr, "\r\033[Krun %llu of %llu", static_cast<unsigned long long>(done + 1),
                   static_cast<unsigned long long>(scenario.value().consensus.runs));
    }
    return g_interrupted == 0;
  };
  auto load = run_load(scenario.value(), options);
  if (progress) std::fputs("\r\033[K", stderr);
  if (!load) return complain(kExitFailed, load.error().message);
  LoadSummary& summary = load.value();
  summary.environment.cpu = cpu_name();
  summary.environment.cores = std::thread::hardware_concurrency();
  summary.environment.commit = P3_COMMIT;
  summary.peak_memory_bytes = peak_memory_bytes();
  const std::filesystem::path folder = std::filesystem::path(request.artifacts) / "summaries";
  if (!write_outputs(folder, summary)) {
    return complain(kExitUnreadable, folder.string() + ": cannot be written");
  }
  std::printf("%s\n", summary.summary_path.c_str());
  if (!summary.complete) return complain(kExitInterrupted, "interrupted; the summary is partial");
  return all_as_hoped(summary) ? kExitOk : complain(kExitFailed, "see the summary");
}

}  // namespace
}  // namespace rpp::simnet

int main(int argc, char** argv) {
  using namespace rpp::simnet;
  try {
    Request request;
    CLI::App app("Runs a load of the RPP chain on real proofs and writes its summary.", "simnet");
    bool tampers = false;
    auto* scenario = app.add_option("--scenario", request.scenario, "scenario file (.ron)");
    app.add_option("--artifacts-dir", request.artifacts, "folder for summaries/ [target/simnet]");
    app.add_flag("--tampers", tampers, "print the attacks, in the order of their turns");
    app.add_option("--threads", request.threads, "threads")->check(CLI::Range(1u, 256u));
    app.add_flag("-q,--quiet", request.quiet, "no progress line");
    try {
      app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app.exit(error) == 0 ? kExitOk : kExitUsage;
    }
    if (tampers) return print_tampers();
    if (scenario->count() == 0) return complain(kExitUsage, "--scenario is required");
    std::signal(SIGINT, interrupt);
    return run(request);
  } catch (const std::exception& error) {
    return complain(kExitInternal, error.what());
  }
}
