// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/family_samples.h"

#include <algorithm>

#include "apps/rpp/entries.h"
#include "rpp/identity/sample.h"
#include "rpp/identity/witness_json.h"
#include "rpp/pruning/sample.h"
#include "rpp/pruning/witness_json.h"
#include "rpp/state/sample.h"
#include "rpp/state/witness_json.h"
#include "rpp/transaction/sample.h"
#include "rpp/transaction/witness_json.h"
#include "rpp/uptime/sample.h"
#include "rpp/uptime/witness_json.h"

namespace rpp::app {
namespace {

using Count = std::optional<std::uint32_t>;

p3::ThreadPool& pool() {
  static p3::ThreadPool kPool(all_threads());
  return kPool;
}

// Half as many accounts as statements, so that some act more than once.
constexpr std::uint32_t senders_of(std::uint32_t count) { return (count + 1) / 2; }

SampleResult transaction_sample(std::uint64_t seed, Count count) {
  TransactionSampleOptions options;
  options.count = count.value_or(options.count);
  options.senders = senders_of(options.count);
  if (const auto bad = bad_sample_option(options)) return p3::Err<std::string>{*bad};
  return write_transaction_witness(make_transaction_sample(seed, options, pool()).witness);
}

SampleResult uptime_sample(std::uint64_t seed, Count count) {
  UptimeSampleOptions options;
  options.count = count.value_or(options.count);
  options.senders = senders_of(options.count);
  if (const auto bad = bad_sample_option(options)) return p3::Err<std::string>{*bad};
  return write_uptime_witness(options.rules, make_uptime_sample(seed, options, pool()).witness);
}

SampleResult identity_sample(std::uint64_t seed, Count count) {
  IdentitySampleOptions options;
  options.count = count.value_or(options.count);
  if (const auto bad = bad_sample_option(options)) return p3::Err<std::string>{*bad};
  return write_identity_witness(options.rules, make_identity_sample(seed, options, pool()).witness);
}

SampleResult pruning_sample(std::uint64_t seed, Count count) {
  PruningSampleOptions options;
  options.nothing = count == 0u;
  if (count && !options.nothing) options.blocks = *count;
  if (const auto bad = bad_sample_option(options)) return p3::Err<std::string>{*bad};
  return write_pruning_witness(make_pruning_sample(seed, options).witness);
}

// So many transactions, a quarter as many records, and accounts enough for both sides of all.
SampleResult state_sample(std::uint64_t seed, Count count) {
  StateSampleOptions options;
  options.transactions = count.value_or(options.transactions);
  options.records = options.transactions / 4;
  options.accounts += 2 * std::min<std::uint32_t>(options.transactions, kMaxTransactions);
  if (const auto bad = bad_sample_option(options)) return p3::Err<std::string>{*bad};
  return write_state_witness(options.rules, make_state_sample(seed, options).witness);
}

}  // namespace

std::vector<Sampler> family_samplers() {
  return {{"transaction", &transaction_sample},
          {"uptime", &uptime_sample},
          {"identity", &identity_sample},
          {"pruning", &pruning_sample},
          {"state", &state_sample}};
}

}  // namespace rpp::app
