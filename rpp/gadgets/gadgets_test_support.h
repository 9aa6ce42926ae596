// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rpp/gadgets/buses.h"
#include "rpp/gadgets/hasher_trace.h"
#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/models.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/gadgets/signatures_trace.h"
#include "rpp/gadgets/updates_trace.h"
#include "rpp/gadgets/wots_trace.h"
#include "rpp/xmss/signature.h"
#include "testing/batch_trial.h"
#include "testing/bus_ledger.h"

// What the tests of the shared tables have in common: batches of them, demands written out tuple by
// tuple, and values to hash.
namespace rpp::testing {

using p3::testing::OpenTuples;
using p3::testing::TrialBatch;
using p3::testing::TrialInstance;
using p3::testing::Verdict;

std::shared_ptr<const p3::Air<Element>> gadget_air(Gadget gadget);
TrialInstance instance_of(Gadget gadget, p3::Matrix<Element> trace);

// Tuples that a user of the tables puts on the buses.
class Driver {
 public:
  template <std::size_t N>
  void add(const char* name, const p3::LookupTuple<Element, N>& tuple, std::int64_t count = 1) {
    std::vector<std::uint64_t> key;
    for (const Element& x : tuple.items) key.push_back(x.as_canonical_u64());
    buses_[name][std::move(key)] += Element::from_i64(count);
  }
  // One table per bus.
  void append_to(TrialBatch& batch) const;

 private:
  std::map<std::string, OpenTuples> buses_;
};

// The demands of H(tag; m) under an id, as a user of `hasher` makes them.
void demand_hash(Driver& driver, std::uint32_t id, Tag tag, const std::vector<Element>& m,
                 const Digest& digest);

// `count` elements that depend on the seed.
std::vector<Element> elements(std::uint64_t seed, std::size_t count);
Digest digest_of(std::uint64_t seed);

// Limbs with these digits and high parts, as a message digest.
Digest limbs_with(const std::array<unsigned, kWotsChains>& digits,
                  const std::array<unsigned, kWotsLimbs>& highs);
// 42 digits that sum to 184, all of 0 .. 7 among them, with digits 5 and 12 zero.
std::array<unsigned, kWotsChains> good_digits();

// A message that a wallet key signed at one of its leaves.
struct SignedMessage {
  PublicKey key;
  Digest message;
  Signature signature;

  // The entry of table `signatures` under a number; of a keyed block, or of a bare one.
  SignatureEntry entry(std::uint32_t number, bool keyed) const;
};
// The key of full height has only the leaves 8 to 11, of which 8 + i signs message i of a seed.
const SignedMessage& signed_message(std::size_t i = 1);

inline Element element(std::uint64_t x) { return Element::from_u64(x); }

}  // namespace rpp::testing
