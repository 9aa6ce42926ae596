// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "p3/codec/encode.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "tests/small_proofs.h"

// Every single bit of a proof matters: with any one of them flipped it is rejected.
//
// 20 queries into 2^7 rows and 8 bits of grinding before them: the chance that a flipped witness
// grinds again and draws the same indices is 2^-148. Where nothing is ground the witness has to be
// zero. So an accepted flip is a hole, and none is left out. -DP3_FLIP_STRIDE=n takes every n-th
// bit, for a quick test.
namespace p3::testing {
namespace {

#ifndef P3_FLIP_STRIDE
#define P3_FLIP_STRIDE 1
#endif

using F = KoalaBear;
using EF = KoalaBear4;
using Bytes = std::vector<std::uint8_t>;

StarkConfig<F> flip_config(TreeHash hash) {
  return {{.fri = {.log_blowup = 1,
                   .log_final_poly_len = 0,
                   .max_log_arity = 3,
                   .num_queries = 20,
                   .batch_pow_bits = 8,
                   .commit_pow_bits = 0,
                   .query_pow_bits = 8},
           .ood_pow_bits = 8,
           .lookup_pow_bits = 8,
           .cap_height = 1},
          make_hash_suite<F>(hash, 2)};
}

// What the flips of one proof came to.
struct Tally {
  std::size_t flips = 0;
  std::vector<std::string> accepted;
  std::map<std::string, std::size_t> reasons;

  void add(std::size_t bit, const std::optional<VerifyError>& error) {
    ++flips;
    if (error) {
      ++reasons[reason_name(error->reason)];
    } else {
      accepted.push_back("bit " + std::to_string(bit % 8) + " of byte " + std::to_string(bit / 8));
    }
  }
  void add(const Tally& other) {
    flips += other.flips;
    accepted.insert(accepted.end(), other.accepted.begin(), other.accepted.end());
    for (const auto& [reason, count] : other.reasons) reasons[reason] += count;
  }
};

// verify(bytes) of every flip, on all cores. Neighbouring bits cost about the same, so the threads
// take turns with them.
template <class Verify>
Tally flip_all(const Bytes& proof, const Verify& verify) {
  constexpr std::size_t kTurns = 256;
  Tally total;
  std::mutex mutex;
  ThreadPool pool(std::max(1u, std::thread::hardware_concurrency()));
  pool.for_ranges(kTurns, 1, [&](std::size_t begin, std::size_t end) {
    Tally tally;
    Bytes bytes = proof;
    for (std::size_t turn = begin; turn < end; ++turn) {
      for (std::size_t i = turn; i * P3_FLIP_STRIDE < 8 * proof.size(); i += kTurns) {
        const std::size_t bit = i * P3_FLIP_STRIDE;
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        tally.add(bit, verify(bytes));
        bytes[bit / 8] = proof[bit / 8];
      }
    }
    const std::lock_guard lock(mutex);
    total.add(tally);
  });
  return total;
}

void report(const std::string& what, const Bytes& proof, const Tally& tally) {
  EXPECT_EQ(tally.flips, (8 * proof.size() + P3_FLIP_STRIDE - 1) / P3_FLIP_STRIDE);
  for (const std::string& flip : tally.accepted) ADD_FAILURE() << what << ": accepted, " << flip;
  // The flips reach decoder, grinding, trees and FRI, not one gate alone.
  EXPECT_GE(tally.reasons.size(), 8u);
  std::cout << what << ", " << proof.size() << " bytes: " << tally.flips << " flips rejected";
  for (const auto& [reason, count] : tally.reasons) std::cout << ", " << reason << " " << count;
  std::cout << std::endl;
}

class Flips : public ::testing::TestWithParam<TreeHash> {};

// Preprocessed and periodic columns, next rows, several quotient chunks.
TEST_P(Flips, OfAUniProofAreAllRejected) {
  const auto config = flip_config(GetParam());
  const auto instance = make_small_feat<F>(6, 3, 0);
  const auto run = prove_small_uni<F, EF>(config, instance, 1);
  const Bytes proof = encode(run.proof, config.suite.hasher->kind());
  const auto verify = [&](const Bytes& bytes) {
    return verify_uni_bytes<F, EF>(config, run.statement, bytes);
  };
  ASSERT_FALSE(verify(proof));
  report("uni", proof, flip_all(proof, verify));
}

// Local, global and exclusive lookups over three heights, a preprocessed table.
TEST_P(Flips, OfABatchProofAreAllRejected) {
  const auto config = flip_config(GetParam());
  const auto instances = make_small_batch<F>(6);
  const auto run = prove_small_batch<F, EF>(config, instances, 1);
  const Bytes proof = encode(run.proof, config.suite.hasher->kind());
  const auto verify = [&](const Bytes& bytes) {
    return verify_batch_bytes<F, EF>(config, run.statement, bytes);
  };
  ASSERT_FALSE(verify(proof));
  report("batch", proof, flip_all(proof, verify));
}

INSTANTIATE_TEST_SUITE_P(Hashes, Flips, ::testing::Values(TreeHash::kPoseidon2, TreeHash::kKeccakF),
                         [](const auto& hash) {
                           return hash.param == TreeHash::kPoseidon2 ? "Poseidon2" : "Keccak";
                         });

}  // namespace
}  // namespace p3::testing
