// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/parallel/profile.h"

#include "p3/base/check.h"

namespace p3 {

void Profiler::clear() {
  P3_CHECK(depth_ == 0, "a span is still open");
  records_.clear();
}

std::uint64_t Profiler::now() const {
  const auto elapsed = Clock::now() - origin_;
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(elapsed).count());
}

std::size_t Profiler::open(const char* name) {
  records_.push_back({name, now(), 0, depth_++});
  return records_.size() - 1;
}

void Profiler::close(std::size_t index) {
  --depth_;
  P3_CHECK(records_[index].depth == depth_, "spans are closed in reverse order of opening");
  records_[index].duration_ns = now() - records_[index].start_ns;
}

Span::Span(Profiler* profiler, const char* name) : profiler_(profiler) {
  if (profiler_ != nullptr) index_ = profiler_->open(name);
}

Span::~Span() {
  if (profiler_ != nullptr) profiler_->close(index_);
}

}  // namespace p3
