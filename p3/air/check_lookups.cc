// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/air/check_lookups.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "p3/air/trace_window.h"
#include "p3/field/extension_params.h"

namespace p3 {
namespace {

using Tuple = std::vector<std::uint64_t>;

struct TupleHash {
  std::size_t operator()(const Tuple& tuple) const {
    std::uint64_t h = tuple.size();
    for (const std::uint64_t x : tuple) {
      h = (h ^ x) * 0x9e3779b97f4a7c15u;
      h ^= h >> 29;
    }
    return static_cast<std::size_t>(h);
  }
};

template <class F>
std::string text(F x) {
  // Small negative numbers are what counts usually are.
  const std::uint64_t value = x.as_canonical_u64();
  const std::uint64_t opposite = F::kOrder - value;
  return value > F::kOrder / 2 ? "-" + std::to_string(opposite) : std::to_string(value);
}

// Where a tuple was used, and how often.
template <class F>
struct Use {
  std::size_t instance = 0;
  std::size_t row = 0;
  F count{};
};

// The tuples of one bus or local lookup.
template <class F>
class Ledger {
 public:
  void add(Tuple tuple, const Use<F>& use) {
    if (use.count == F::zero()) return;
    const auto [place, fresh] = entries_.try_emplace(std::move(tuple));
    Entry& entry = place->second;
    if (fresh) entry.order = entries_.size();
    entry.sum += use.count;
    if (entry.uses.size() < kMaxUses) entry.uses.push_back(use);
    ++entry.num_uses;
  }

  // About the unbalanced tuple that was used first, or nothing.
  std::optional<LookupFailure> unbalanced(const std::string& what, bool several) const {
    const std::pair<const Tuple, Entry>* worst = nullptr;
    for (const auto& item : entries_) {
      if (item.second.sum == F::zero()) continue;
      if (worst == nullptr || item.second.order < worst->second.order) worst = &item;
    }
    if (worst == nullptr) return std::nullopt;
    const auto& [tuple, entry] = *worst;
    LookupFailure failure;
    failure.instance = entry.uses.front().instance;
    failure.row = entry.uses.front().row;
    failure.message = what + " does not balance: tuple (";
    for (std::size_t i = 0; i < tuple.size(); ++i) {
      failure.message += (i == 0 ? "" : ", ") + std::to_string(tuple[i]);
    }
    failure.message += ") has sum " + text(entry.sum) + uses_text(entry, several);
    return failure;
  }

 private:
  static constexpr std::size_t kMaxUses = 4;
  struct Entry {
    std::size_t order = 0;
    F sum{};
    std::vector<Use<F>> uses;  // the first kMaxUses
    std::size_t num_uses = 0;
  };

  static std::string uses_text(const Entry& entry, bool several) {
    std::string out;
    for (const Use<F>& use : entry.uses) {
      out += out.empty() ? ": " : ", ";
      out += text(use.count) + " on row " + std::to_string(use.row);
      if (several) out += " of instance " + std::to_string(use.instance);
    }
    const std::size_t more = entry.num_uses - entry.uses.size();
    return more == 0 ? out : out + " and " + std::to_string(more) + " more";
  }

  std::unordered_map<Tuple, Entry, TupleHash> entries_;
};

template <class F>
class LookupChecker {
 public:
  explicit LookupChecker(std::span<const CheckInstance<F>> instances) : instances_(instances) {}

  std::optional<LookupFailure> run() {
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      if (auto failure = read_instance(i)) return failure;
    }
    for (const auto& [bus, ledger] : buses_) {
      if (auto failure = ledger.unbalanced("bus \"" + bus + "\"", instances_.size() > 1)) {
        failure->bus = bus;
        return failure;
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<LookupFailure> read_instance(std::size_t i) {
    const CheckInstance<F>& instance = instances_[i];
    const std::vector<DagLookup>& lookups = instance.air->dag().lookups;
    const TraceRows<F> trace{instance.main, instance.preprocessed, instance.public_values};
    if (std::string bad = shape_mismatch(instance.air->shape(), trace); !bad.empty()) {
      return LookupFailure{i, 0, "", std::move(bad)};
    }
    if (lookups.empty()) return std::nullopt;
    std::vector<Ledger<F>> local(lookups.size());
    std::vector<F> periodic;
    for (std::size_t r = 0; r < trace.main.height; ++r) {
      WindowColumns<F, F> columns(window_at(instance.air->shape(), trace, r, periodic));
      const std::vector<F> values = evaluate_nodes<F>(instance.air->dag(), columns);
      for (std::size_t k = 0; k < lookups.size(); ++k) {
        if (auto failure = flags_fault(lookups[k], values, i, r)) return failure;
        Ledger<F>& ledger = lookups[k].kind == LookupKind::kLocal ? local[k] : bus(lookups[k].bus);
        record(lookups[k], values, i, r, ledger);
      }
    }
    for (std::size_t k = 0; k < lookups.size(); ++k) {
      const std::string what = "lookup " + std::to_string(k);
      if (auto failure = local[k].unbalanced(what, instances_.size() > 1)) return failure;
    }
    return std::nullopt;
  }

  // Of an exclusive lookup, whose fraction means what it should for such flags only.
  static std::optional<LookupFailure> flags_fault(const DagLookup& lookup,
                                                  const std::vector<F>& values, std::size_t i,
                                                  std::size_t row) {
    if (lookup.kind != LookupKind::kExclusive) return std::nullopt;
    std::size_t set = 0;
    bool boolean = true;
    for (const DagInteraction& arm : lookup.interactions) {
      const F flag = values[arm.flag];
      boolean = boolean && (flag == F::zero() || flag == F::one());
      set += flag == F::one() ? 1 : 0;
    }
    if (boolean && set <= 1) return std::nullopt;
    return LookupFailure{i, row, lookup.bus,
                         "exclusive lookup on bus \"" + lookup.bus + "\", row " +
                             std::to_string(row) +
                             (boolean ? ": more than one flag is 1" : ": a flag is not 0 or 1")};
  }

  static void record(const DagLookup& lookup, const std::vector<F>& values, std::size_t i,
                     std::size_t row, Ledger<F>& ledger) {
    for (const DagInteraction& interaction : lookup.interactions) {
      F count = values[interaction.count.node];
      if (lookup.kind == LookupKind::kExclusive) count = count * values[interaction.flag];
      Tuple tuple;
      for (const std::uint32_t node : interaction.tuple) {
        tuple.push_back(values[node].as_canonical_u64());
      }
      ledger.add(std::move(tuple), {i, row, count});
    }
  }

  Ledger<F>& bus(const std::string& name) {
    const auto found =
        std::ranges::find_if(buses_, [&](const auto& known) { return known.first == name; });
    if (found != buses_.end()) return found->second;
    return buses_.emplace_back(name, Ledger<F>{}).second;
  }

  std::span<const CheckInstance<F>> instances_;
  std::vector<std::pair<std::string, Ledger<F>>> buses_;  // in order of appearance
};

}  // namespace

template <class F>
std::optional<LookupFailure> check_lookups(std::span<const CheckInstance<F>> instances) {
  return LookupChecker<F>(instances).run();
}

#define P3_INSTANTIATE(F) \
  template std::optional<LookupFailure> check_lookups<F>(std::span<const CheckInstance<F>>);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3
