// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "apps/p3/request.h"
#include "p3/parallel/profile.h"
#include "p3/parallel/thread_pool.h"
#include "p3/prove/memory.h"

// The border between run-time names and the templates on field and extension.
namespace p3::app {

// One proof: from the trace to encoded bytes. Seconds are wall time but for user_s.
struct Run {
  double trace_s = 0, prove_s = 0, verify_s = 0;
  double user_s = 0;       // user CPU time of all threads while proving
  double peak_rss_mb = 0;  // of the process so far
  std::vector<SpanRecord> phases;
  std::vector<std::uint8_t> proof;  // emptied by callers that keep many runs
  std::size_t proof_bytes = 0;
  std::optional<std::string> rejected;  // why our own verifier refused the proof: a bug
};

struct Section {
  std::string name;
  std::size_t bytes = 0;
};

// What inspect shows.
struct Anatomy {
  std::size_t bytes = 0;
  std::vector<std::uint64_t> degree_bits;
  std::vector<Section> sections;  // in wire order; their bytes add up to the whole
};

struct Failure {
  std::string text;
};

class Engine {
 public:
  virtual ~Engine() = default;
  // Why there is no such statement with these parameters (a usage error), or nothing.
  virtual std::optional<std::string> problem() const = 0;
  // Why this machine cannot prove it, or nothing: the trace and its extension must fit in memory.
  virtual std::optional<std::string> too_large() const = 0;
  // The memory that this many proofs take with this many threads; nothing is allocated for it.
  virtual std::variant<MemoryEstimate, Failure> memory(unsigned threads, unsigned proofs) const = 0;
  virtual std::variant<Run, Failure> prove(ThreadPool& pool) const = 0;
  // Why the bytes are not an acceptable proof, or nothing.
  virtual std::optional<std::string> verify(std::span<const std::uint8_t> proof) const = 0;
  virtual std::variant<Anatomy, Failure> inspect(std::span<const std::uint8_t> proof) const = 0;
};

// Never null: the parser has checked the extension degree against the field.
std::unique_ptr<Engine> make_engine(const Statement& statement);

std::unique_ptr<Engine> make_koala_bear_engine(const Statement& statement);
std::unique_ptr<Engine> make_baby_bear_engine(const Statement& statement);
std::unique_ptr<Engine> make_goldilocks_engine(const Statement& statement);

}  // namespace p3::app
