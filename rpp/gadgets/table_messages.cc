// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/gadgets/table_messages.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "p3/air/dag_eval.h"
#include "p3/air/trace_window.h"
#include "rpp/gadgets/buses.h"

namespace rpp {
namespace {

std::uint32_t integer(Element x) { return static_cast<std::uint32_t>(x.as_canonical_u64()); }

// Calls use(bus, tuple, count) for every tuple that the rows of a table put on a bus with a count
// other than zero, row by row.
template <class Use>
void for_each_message(const p3::Air<Element>& air, const Trace& trace, const Use& use) {
  const p3::ConstraintDag<Element>& dag = air.dag();
  std::vector<Element> periodic, tuple;
  for (std::size_t r = 0; r < trace.height(); ++r) {
    p3::WindowColumns<Element, Element> columns(
        p3::window_at(air.shape(), {trace.view(), {}, {}}, r, periodic));
    const std::vector<Element> values = p3::evaluate_nodes<Element>(dag, columns);
    for (const p3::DagLookup& lookup : dag.lookups) {
      const bool exclusive = lookup.kind == p3::LookupKind::kExclusive;
      for (const p3::DagInteraction& message : lookup.interactions) {
        const Element flag = exclusive ? values[message.flag] : Element::one();
        const Element count = flag * values[message.count.node];
        if (count == Element::zero()) continue;
        tuple.clear();
        for (const std::uint32_t node : message.tuple) tuple.push_back(values[node]);
        use(std::string_view(lookup.bus), TableMessage(tuple), count);
      }
    }
  }
}

// The sponge calls of a table.
class SpongeCalls {
 public:
  void add(TableMessage part) {
    const auto kind = static_cast<HasherKind>(integer(part[0]));
    if (kind != HasherKind::kFirst && kind != HasherKind::kNext) return;
    const std::uint32_t id = integer(part[1]);
    std::copy_n(part.begin() + 2, kRate, blocks_[id].begin());
    if (kind == HasherKind::kFirst) calls_.push_back({id, integer(part[10]), integer(part[11])});
  }

  void record(HasherTrace& hasher) {
    std::vector<Element> input;
    for (const Call& call : calls_) {
      input.clear();
      for (std::uint32_t j = 0; kRate * j < call.length; ++j) {
        input.insert(input.end(), blocks_[call.id + j].begin(), blocks_[call.id + j].end());
      }
      input.resize(call.length);
      hasher.hash(call.id, static_cast<Tag>(call.tag), input);
    }
  }

 private:
  struct Call {
    std::uint32_t id, tag, length;
  };
  std::vector<Call> calls_;
  std::unordered_map<std::uint32_t, std::array<Element, kRate>> blocks_;
};

void record_compression(TableMessage tuple, HasherTrace& hasher) {
  if (integer(tuple[0]) != static_cast<std::uint32_t>(HasherKind::kC8)) return;
  HashState in;
  std::copy_n(tuple.begin() + 1, kWidth, in.begin());
  hasher.c8(in);
}

}  // namespace

void record_table(const p3::Air<Element>& air, const Trace& trace, const MessageSinks& sinks,
                  const OtherMessage& other) {
  SpongeCalls sponges;
  for_each_message(air, trace, [&](std::string_view name, TableMessage tuple, Element count) {
    if (name == bus::kHasher) {
      record_compression(tuple, sinks.hasher);
      sponges.add(tuple);
    } else if (name == bus::kCanonical) {
      sinks.canonical.add(tuple[0]);
    } else if (name == bus::kRange) {
      sinks.range.add({tuple[0], tuple[1], tuple[2], tuple[3]});
    } else {
      other(name, tuple, count);
    }
  });
  sponges.record(sinks.hasher);
}

}  // namespace rpp
