// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/tables/effects_test_support.h"

namespace rpp::testing {
namespace {

using p3::testing::OpenTuples;
using p3::testing::TrialBatch;

template <std::size_t N>
void add(OpenTuples& tuples, const p3::LookupTuple<Element, N>& tuple, std::int64_t count) {
  std::vector<std::uint64_t> key;
  for (const Element& x : tuple.items) key.push_back(x.as_canonical_u64());
  tuples[std::move(key)] += Element::from_i64(count);
}

// The versions before at time 0, and the last ones.
OpenTuples ends_of(const EffectsCase& c) {
  OpenTuples tuples;
  const auto add_words = [&](const MemoryLog& log, std::uint32_t account, std::int64_t count) {
    for (std::size_t w = 0; w < (account == kCountAccount ? 1 : kAccountWords); ++w) {
      const auto& version = log.version(account, static_cast<AccountWord>(w));
      add(tuples,
          memory_tuple(element(account), element(w), element(version.time), version.values.data()),
          count);
    }
  };
  for (std::uint32_t i = 0; i <= c.before.accounts(); ++i) {
    const std::uint32_t account = i == c.before.accounts() ? kCountAccount : i;
    add_words(c.before, account, -1);
    add_words(c.memory, account, 1);
  }
  return tuples;
}

// What the public fields of the witness make of the bus `global`.
OpenTuples statement_of(const EffectsCase& c) {
  OpenTuples tuples;
  const auto count = static_cast<std::int64_t>(c.witness.transactions.size());
  const auto exported = [&](GlobalName name, std::array<Element, 8> values) {
    add(tuples, global_tuple(global_name<Element>(name), Element::zero(), values.data()), -count);
  };
  exported(GlobalName::kChainId, c.witness.chain_id.elements);
  std::array<Element, 8> values{};
  std::ranges::copy(u64_limbs(c.witness.height), values.begin());
  std::ranges::copy(u64_limbs(c.witness.timestamp), values.begin() + 4);
  exported(GlobalName::kStateBlock, values);
  values = {};
  std::ranges::copy(u64_limbs(c.facts.min_activation), values.begin());
  exported(GlobalName::kActivation, values);
  values = {element(c.witness.transactions.size())};
  for (const TransactionWithChange& t : c.witness.transactions) {
    for (std::size_t k = 0; k < 4; ++k) values[1 + k] += u64_limbs(t.body.fee)[k];
  }
  add(tuples,
      global_tuple(global_name<Element>(GlobalName::kTransactionsEnd), Element::zero(),
                   values.data()),
      1);
  return tuples;
}

// The leaves of the bodies.
OpenTuples leaves_of(const EffectsCase& c) {
  OpenTuples tuples;
  const Element zero = Element::zero();
  for (std::size_t i = 0; i < c.facts.transactions.size(); ++i) {
    add(tuples,
        node_tuple(zero, element(static_cast<std::uint32_t>(StateTree::kTransactions)), zero,
                   element(i), c.facts.transactions[i].leaf.elements.data()),
        1);
  }
  return tuples;
}

}  // namespace

TrialBatch effects_batch(const EffectsCase& c, Trace trace) {
  TrialBatch batch;
  const std::shared_ptr<const p3::Air<Element>> air = make_effects_air(kEffectsRules);
  StateShared shared;
  record_messages(*air, trace, shared);
  p3::ThreadPool pool(1);
  batch.push_back({air, std::move(trace)});
  batch.push_back({make_gadget_air(Gadget::kHasher), shared.hasher.build(kMinTableRows, pool)});
  batch.push_back({make_gadget_air(Gadget::kRange), shared.range.build(kMinTableRows)});
  batch.push_back(p3::testing::bus_table(bus::kMemory, ends_of(c)));
  batch.push_back(p3::testing::bus_table(bus::kGlobal, statement_of(c)));
  // A table of tuples has at least one.
  const OpenTuples leaves = leaves_of(c);
  if (!leaves.empty()) batch.push_back(p3::testing::bus_table(bus::kNode, leaves));
  return batch;
}

std::set<std::string> objections(const TrialBatch& batch) {
  std::set<std::string> out;
  for (const auto& instance : batch) {
    out.merge(p3::testing::violated_labels(*instance.air, instance.trace.view(), {}));
  }
  for (const auto& [name, tuples] : p3::testing::open_tuples(batch)) out.insert("bus " + name);
  return out;
}

}  // namespace rpp::testing
