// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "apps/p3/memory.h"
#include "apps/p3/report.h"

namespace p3::app {
namespace {

double milliseconds(std::uint64_t ns) { return static_cast<double>(ns) * 1e-6; }

std::string statement_line(const Statement& s) {
  return fmt::format("{} {} 2^{} rows, {}, degree {}, {} tree of arity {}", field_name(s.field),
                     objective_name(s.spec.objective), s.spec.log_trace_length,
                     protocol_name(s.protocol), s.extension_degree, merkle_hash_name(s.merkle_hash),
                     s.merkle_arity);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// "label  minimum  median" over one number of every run.
template <class Get>
std::string bench_line(const std::string& label, std::span<const Run> runs, const Get& get) {
  std::vector<double> values;
  for (const Run& run : runs) values.push_back(get(run));
  return fmt::format("{:<44} {:>10.4f} {:>10.4f}\n", label, std::ranges::min(values),
                     median(values));
}

}  // namespace

std::string span_tree(std::span<const SpanRecord> spans) {
  std::string out;
  std::uint64_t root = 1;
  for (const SpanRecord& span : spans) {
    if (span.depth == 0) root = std::max<std::uint64_t>(1, span.duration_ns);
    const double share = 100.0 * static_cast<double>(span.duration_ns) / static_cast<double>(root);
    const std::string name = std::string(2 * std::size_t{span.depth}, ' ') + span.name;
    fmt::format_to(std::back_inserter(out), "{:<44} {:>10.3f} ms {:>6.1f} %\n", name,
                   milliseconds(span.duration_ns), share);
  }
  return out;
}

std::string run_lines(std::span<const Run> runs) {
  std::string out;
  for (const Run& run : runs) {
    fmt::format_to(std::back_inserter(out),
                   "trace {:.3f} s, prove {:.3f} s ({:.3f} s user), verify {:.2f} ms, "
                   "{} bytes, peak {:.0f} MB\n",
                   run.trace_s, run.prove_s, run.user_s, run.verify_s * 1e3, run.proof_bytes,
                   run.peak_rss_mb);
  }
  return out;
}

std::string runs_text(const Request& request, std::span<const Run> runs) {
  return statement_line(request.statement) + "\n" + run_lines(runs);
}

std::string bench_text(const Request& request, std::span<const Run> runs) {
  std::string out = fmt::format("{}, {} threads, {} proofs\n", statement_line(request.statement),
                                request.threads, runs.size());
  out += fmt::format("{:<44} {:>10} {:>10}\n", "seconds", "minimum", "median");
  out += bench_line("trace", runs, [](const Run& r) { return r.trace_s; });
  out += bench_line("prove", runs, [](const Run& r) { return r.prove_s; });
  out += bench_line("prove, user CPU", runs, [](const Run& r) { return r.user_s; });
  out += bench_line("verify", runs, [](const Run& r) { return r.verify_s; });
  for (std::size_t i = 0; i < runs.front().phases.size(); ++i) {
    const SpanRecord& span = runs.front().phases[i];
    out +=
        bench_line(std::string(2 + 2 * std::size_t{span.depth}, ' ') + span.name, runs,
                   [i](const Run& r) { return milliseconds(r.phases.at(i).duration_ns) * 1e-3; });
  }
  return out;
}

std::string memory_text(const Request& request, const MemoryEstimate& estimate) {
  std::string out = fmt::format("{}, {} threads, {} proofs\n", statement_line(request.statement),
                                request.threads, request.repeat);
  out += fmt::format("{:<20} {:>15} {:>15}\n", "bytes", "in use", "resident");
  for (const MemoryPhase& phase : estimate.phases) {
    out += fmt::format("{:<20} {:>15} {:>15}\n", phase.name, phase.in_use + kProgramBytes,
                       phase.resident + kProgramBytes);
  }
  const std::uint64_t peak = process_peak(estimate);
  return out + fmt::format("peak {} bytes, {}\n", peak, size_text(peak));
}

std::string anatomy_text(const Request& request, const Anatomy& anatomy) {
  std::string out = fmt::format("{} bytes, degree bits", anatomy.bytes);
  for (std::uint64_t bits : anatomy.degree_bits) out += fmt::format(" {}", bits);
  const FriParameters& fri = request.statement.parameters.fri;
  out += fmt::format("\nconjectured security (log blowup * queries + query grinding): {} bits\n",
                     fri.log_blowup * fri.num_queries + fri.query_pow_bits);
  for (const Section& section : anatomy.sections) {
    out += fmt::format("{:<36} {:>10} bytes {:>6.2f} %\n", section.name, section.bytes,
                       100.0 * static_cast<double>(section.bytes) /
                           static_cast<double>(std::max<std::size_t>(1, anatomy.bytes)));
  }
  return out;
}

}  // namespace p3::app
