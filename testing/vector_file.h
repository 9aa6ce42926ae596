// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "p3/hash/digest.h"
#include "p3/hash/suite.h"

// The vectors of tests/vectors/plonky3-0.8.0 as plain data; its README.md explains the members.
//
// Numbers are canonical integers. A digest is a run of digest_numbers() numbers, so caps are flat
// lists. Paths are relative to the root of the repository, where ctest runs every test.
namespace p3::testing {

struct TranscriptEvent {
  enum class Kind { kSeed, kObserve, kObserveCap, kSample, kSampleBits, kGrind };
  Kind kind = Kind::kObserve;
  unsigned bits = 0;                  // of kSampleBits and kGrind
  std::vector<std::uint64_t> values;  // kSeed: length and chunks; kGrind: the witness

  friend bool operator==(const TranscriptEvent&, const TranscriptEvent&) = default;
};

struct VectorParameters {
  unsigned log_blowup = 0;
  unsigned log_final_poly_len = 0;
  unsigned max_log_arity = 0;
  std::size_t num_queries = 0;
  unsigned batch_pow_bits = 0;
  unsigned commit_pow_bits = 0;
  unsigned query_pow_bits = 0;
  unsigned ood_pow_bits = 0;
  unsigned lookup_pow_bits = 0;
  unsigned cap_height = 0;
};

struct VectorLookupColumn {
  std::string kind;  // "local" or "global <bus>"
  std::size_t tuples = 0;
  std::size_t width = 0;
  std::uint64_t weight = 0;
  bool exclusive = false;
};

using Rows = std::vector<std::vector<std::uint64_t>>;

struct VectorInstance {
  std::string air;
  unsigned feat_degree = 0;  // options of the statement "feat"
  unsigned feat_extra = 0;
  bool feat_per_prod = false;
  unsigned log_degree = 0;
  std::size_t width = 0;
  std::vector<std::uint64_t> public_values;
  bool reads_next_row = true;
  bool reads_preprocessed_next_row = false;
  std::optional<unsigned> declared_degree;
  Rows periodic;      // by column
  Rows preprocessed;  // by row; empty: none
  Rows trace;         // by row; empty where the statement has inputs
  Rows inputs;        // of the hash permutations
  std::vector<VectorLookupColumn> lookup_columns;

  std::size_t preprocessed_width() const {
    return preprocessed.empty() ? 0 : preprocessed[0].size();
  }
};

struct VectorFile {
  std::string name;
  bool batch = false;
  std::string field;  // as in F::kName
  unsigned extension_degree = 0;
  TreeHash hash = TreeHash::kPoseidon2;
  unsigned arity = 2;
  VectorParameters parameters;
  std::vector<VectorInstance> instances;  // one for uni-stark
  std::vector<std::uint64_t> preprocessed_commitment;
  // Without the grinding events of 0 bits: nothing happens there, and only some layers list them.
  std::vector<TranscriptEvent> transcript;
  std::vector<std::uint8_t> proof;
};

// A changed proof of rejects.json and what 0.8.0 says to it.
struct Reject {
  std::string base;
  std::string change;
  std::string result;  // "ACCEPTED" or the error
  std::vector<std::uint8_t> proof;
  std::optional<Rows> public_values;  // per instance, only where they were changed
};

// Names of all vectors, sorted; there are 62.
std::vector<std::string> vector_names();
VectorFile load_vector(const std::string& name);
std::vector<Reject> load_rejects();

// How the json writes a digest: 8, 4 or 32 numbers.
template <class F>
std::size_t digest_numbers(DigestKind kind);
template <class F>
std::vector<std::uint64_t> digest_to_numbers(const Digest& digest, DigestKind kind);
template <class F>
Digest digest_from_numbers(const std::uint64_t* numbers, DigestKind kind);

}  // namespace p3::testing
