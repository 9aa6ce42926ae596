// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

// Profiler and Span: how long each phase took, as a tree.
//
// A span lasts from its construction to its destruction and is a child of the spans open at that
// time. Only the one orchestrating thread opens spans; worker threads never do. Names are string
// literals, kept by pointer. Nothing is printed here: the programs turn records() into text or
// Chrome trace events.
namespace p3 {

struct SpanRecord {
  const char* name = "";
  std::uint64_t start_ns = 0;     // since the profiler was made
  std::uint64_t duration_ns = 0;  // 0 while the span is open
  unsigned depth = 0;             // 0 for roots
};

class Profiler {
 public:
  Profiler() : origin_(Clock::now()) {}

  // In the order in which spans were opened: a parent comes directly before its children.
  const std::vector<SpanRecord>& records() const { return records_; }
  // Forgets all records. No span may be open.
  void clear();

 private:
  friend class Span;
  using Clock = std::chrono::steady_clock;

  std::uint64_t now() const;
  std::size_t open(const char* name);
  void close(std::size_t index);

  Clock::time_point origin_;
  unsigned depth_ = 0;
  std::vector<SpanRecord> records_;
};

// Measures its own life time; does nothing for a null profiler.
class [[nodiscard]] Span {
 public:
  Span(Profiler* profiler, const char* name);
  ~Span();
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;

 private:
  Profiler* profiler_;
  std::size_t index_ = 0;
};

}  // namespace p3
