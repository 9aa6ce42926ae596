// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <span>
#include <string>

#include "apps/p3/engine.h"

// Results as text and JSON. Nothing here prints.
namespace p3::app {

// One line per span: name, milliseconds, share of the root; children are indented.
std::string span_tree(std::span<const SpanRecord> spans);

// Chrome trace events ("traceEvents"), one complete event per span, microseconds.
std::string chrome_trace(std::span<const SpanRecord> spans);

// {"parameters": {...}, "runs": [{...}]}; see docs/book/cli.md.
std::string runs_json(const Request& request, std::span<const Run> runs);
std::string runs_text(const Request& request, std::span<const Run> runs);
// The member "runs" alone: a list.
std::string run_list_json(std::span<const Run> runs);
// Minimum and median over the runs, phase by phase.
std::string bench_text(const Request& request, std::span<const Run> runs);
// One line per proof: times, bytes, peak memory.
std::string run_lines(std::span<const Run> runs);

// {"parameters": {...}, "estimate": {...}}: the memory of a proof that was not made.
std::string memory_json(const Request& request, const MemoryEstimate& estimate);
std::string memory_text(const Request& request, const MemoryEstimate& estimate);

std::string verify_json(const Request& request, const std::optional<std::string>& rejected,
                        double seconds);
std::string anatomy_text(const Request& request, const Anatomy& anatomy);
std::string anatomy_json(const Request& request, const Anatomy& anatomy);

}  // namespace p3::app
