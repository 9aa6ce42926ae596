// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/covering.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "p3/base/check.h"
#include "testing/random_field.h"

namespace p3::testing {
namespace {

// Extends `partial` to a full case, axes in order, small values first; false: there is none.
bool complete(const CoverageSpace& space, AxisValues& partial, std::size_t axis = 0) {
  while (axis < partial.size() && partial[axis] != kOpen) ++axis;
  if (axis == partial.size()) return space.allowed(partial);
  for (std::size_t v = 0; v < space.axes[axis].values.size(); ++v) {
    partial[axis] = static_cast<int>(v);
    if (space.allowed(partial) && complete(space, partial, axis + 1)) return true;
  }
  partial[axis] = kOpen;
  return false;
}

bool completable(const CoverageSpace& space, AxisValues partial) {
  return space.allowed(partial) && complete(space, partial);
}

// How often each value and each pair of values occurs.
class Counts {
 public:
  explicit Counts(const CoverageSpace& space) {
    for (const Axis& axis : space.axes) {
      first_.push_back(total_);
      total_ += axis.values.size();
    }
    values_.assign(total_, 0);
    pairs_.assign(total_ * total_, 0);
  }

  void add(const AxisValues& c) {
    for (std::size_t a = 0; a < c.size(); ++a) {
      ++values_[index(a, c[a])];
      for (std::size_t b = a + 1; b < c.size(); ++b) ++pair(a, c[a], b, c[b]);
    }
  }
  std::size_t value(std::size_t axis, int v) const { return values_[index(axis, v)]; }
  std::size_t& pair(std::size_t a, int va, std::size_t b, int vb) {
    if (a > b) return pair(b, vb, a, va);
    return pairs_[index(a, va) * total_ + index(b, vb)];
  }
  // Pairs that value v of the axis would make with the chosen axes for the first time.
  std::size_t gain(const AxisValues& partial, std::size_t axis, int v) {
    std::size_t fresh = 0;
    for (std::size_t b = 0; b < partial.size(); ++b) {
      if (b != axis && partial[b] != kOpen && pair(axis, v, b, partial[b]) == 0) ++fresh;
    }
    return fresh;
  }

 private:
  std::size_t index(std::size_t axis, int v) const {
    return first_[axis] + static_cast<std::size_t>(v);
  }
  std::vector<std::size_t> first_, values_, pairs_;
  std::size_t total_ = 0;
};

struct Pair {
  std::size_t a, b;
  int va, vb;
};

std::vector<Pair> admissible_pairs(const CoverageSpace& space) {
  std::vector<Pair> out;
  const AxisValues open(space.axes.size(), kOpen);
  for (std::size_t a = 0; a < space.axes.size(); ++a) {
    for (std::size_t b = a + 1; b < space.axes.size(); ++b) {
      for (std::size_t va = 0; va < space.axes[a].values.size(); ++va) {
        for (std::size_t vb = 0; vb < space.axes[b].values.size(); ++vb) {
          AxisValues partial = open;
          partial[a] = static_cast<int>(va);
          partial[b] = static_cast<int>(vb);
          if (completable(space, partial)) out.push_back({a, b, partial[a], partial[b]});
        }
      }
    }
  }
  return out;
}

// Fills the open axes in a shuffled order, each with the value that makes the most new pairs; ties
// go to the rarest value.
AxisValues filled(const CoverageSpace& space, Counts& counts, AxisValues partial,
                  SplitMix64& random) {
  std::vector<std::size_t> order(partial.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.next() % i]);
  for (const std::size_t axis : order) {
    if (partial[axis] != kOpen) continue;
    std::vector<int> candidates(space.axes[axis].values.size());
    std::iota(candidates.begin(), candidates.end(), 0);
    const auto rank = [&](int v) {  // smaller is better; ends with v, so that no two are equal
      return std::tuple(space.axes.size() - counts.gain(partial, axis, v),
                        v >= space.axes[axis].first_costly, counts.value(axis, v), v);
    };
    std::ranges::sort(candidates, {}, rank);
    for (const int v : candidates) {
      partial[axis] = v;
      if (completable(space, partial)) break;
      partial[axis] = kOpen;
    }
    P3_CHECK(partial[axis] != kOpen, "a completable case has no completion");
  }
  return partial;
}

// The rarest value of all axes, as a partial case.
AxisValues rarest(const CoverageSpace& space, const Counts& counts, std::size_t& count) {
  AxisValues out(space.axes.size(), kOpen);
  std::size_t best_axis = 0;
  int best = kOpen;
  for (std::size_t a = 0; a < space.axes.size(); ++a) {
    for (int v = 0; v < static_cast<int>(space.axes[a].values.size()); ++v) {
      if (best != kOpen && counts.value(a, v) >= counts.value(best_axis, best)) continue;
      best_axis = a;
      best = v;
    }
  }
  out[best_axis] = best;
  count = counts.value(best_axis, best);
  return out;
}

}  // namespace

std::vector<AxisValues> covering_set(const CoverageSpace& space, std::size_t min_per_value,
                                     std::size_t min_cases) {
  std::vector<AxisValues> out;
  std::set<AxisValues> seen;
  Counts counts(space);
  SplitMix64 random(2026);
  const auto add = [&](const AxisValues& partial) {
    AxisValues c = filled(space, counts, partial, random);
    counts.add(c);
    if (seen.insert(c).second) out.push_back(std::move(c));
  };
  for (const Pair& p : admissible_pairs(space)) {
    if (counts.pair(p.a, p.va, p.b, p.vb) != 0) continue;
    AxisValues partial(space.axes.size(), kOpen);
    partial[p.a] = p.va;
    partial[p.b] = p.vb;
    add(partial);
  }
  for (;;) {
    std::size_t count = 0;
    const AxisValues partial = rarest(space, counts, count);
    if (count >= min_per_value && out.size() >= min_cases) return out;
    add(partial);
  }
}

Coverage coverage_of(const CoverageSpace& space, const std::vector<AxisValues>& cases,
                     std::size_t min_per_value) {
  Coverage out;
  Counts counts(space);
  const std::set<AxisValues> distinct(cases.begin(), cases.end());
  for (const AxisValues& c : distinct) counts.add(c);
  out.distinct = distinct.size();
  for (std::size_t a = 0; a < space.axes.size(); ++a) {
    out.table += std::string(space.axes[a].name) + ":";
    for (int v = 0; v < static_cast<int>(space.axes[a].values.size()); ++v) {
      const std::string& name = space.axes[a].values[static_cast<std::size_t>(v)];
      out.table += "  " + name + " " + std::to_string(counts.value(a, v));
      if (counts.value(a, v) >= min_per_value) continue;
      out.gaps.push_back(std::string(space.axes[a].name) + " " + name + " is too rare");
    }
    out.table += "\n";
  }
  std::size_t pairs = 0;
  for (const Pair& p : admissible_pairs(space)) {
    ++pairs;
    if (counts.pair(p.a, p.va, p.b, p.vb) != 0) continue;
    out.gaps.push_back(std::string("no case has ") + space.axes[p.a].name + " " +
                       space.axes[p.a].values[static_cast<std::size_t>(p.va)] + " with " +
                       space.axes[p.b].name + " " +
                       space.axes[p.b].values[static_cast<std::size_t>(p.vb)]);
  }
  out.table += std::to_string(distinct.size()) + " distinct cases, " + std::to_string(pairs) +
               " admissible pairs of values, " + std::to_string(out.gaps.size()) + " gaps\n";
  return out;
}

}  // namespace p3::testing
