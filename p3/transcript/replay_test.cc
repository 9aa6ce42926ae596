// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include "p3/field/extension.h"
#include "p3/transcript/challenger.h"
#include "p3/transcript/grind.h"
#include "testing/recording_challenger.h"
#include "testing/vector_file.h"
#include "testing/with_fields.h"

// The transcripts of all vectors, event by event: what is observed is fed in, and everything that
// is sampled or ground must come out as Plonky3 0.8.0 had it.
namespace p3::testing {
namespace {

using Kind = TranscriptEvent::Kind;

// The bytes of a packed seed.
template <class F>
std::vector<std::uint8_t> unpack_seed(const std::vector<std::uint64_t>& packed) {
  constexpr unsigned kChunk = F::kBytes == 4 ? 3 : 7;
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 1; i < packed.size(); ++i) {
    for (unsigned b = 0; b < kChunk && bytes.size() < packed[0]; ++b) {
      bytes.push_back(static_cast<std::uint8_t>(packed[i] >> (8 * b)));
    }
  }
  return bytes;
}

template <class F>
void replay(const TranscriptEvent& event, DigestKind kind, Challenger<F>& challenger,
            ThreadPool& pool) {
  switch (event.kind) {
    case Kind::kSeed:
      challenger.observe_seed(unpack_seed<F>(event.values));
      break;
    case Kind::kObserve:
      for (const std::uint64_t x : event.values) challenger.observe(F::from_u64(x));
      break;
    case Kind::kObserveCap: {
      std::vector<Digest> cap;
      for (std::size_t i = 0; i < event.values.size(); i += digest_numbers<F>(kind)) {
        cap.push_back(digest_from_numbers<F>(&event.values[i], kind));
      }
      challenger.observe_cap(cap);
      break;
    }
    case Kind::kSample:
      for (std::size_t i = 0; i < event.values.size(); ++i) static_cast<void>(challenger.sample());
      break;
    case Kind::kSampleBits:
      static_cast<void>(challenger.sample_bits(event.bits));
      break;
    case Kind::kGrind:
      static_cast<void>(grind(challenger, event.bits, pool));
      break;
  }
}

class ReplayTest : public ::testing::TestWithParam<std::string> {};

TEST_P(ReplayTest, EveryEventComesOutEqual) {
  const VectorFile file = load_vector(GetParam());
  with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
    const HashSuite<F> suite = make_hash_suite<F>(file.hash, file.arity);
    const DigestKind kind = suite.hasher->kind();
    RecordingChallenger<F> challenger(make_challenger(suite), kind);
    ThreadPool pool(2);
    for (std::size_t i = 0; i < file.transcript.size(); ++i) {
      replay<F>(file.transcript[i], kind, challenger, pool);
      ASSERT_EQ(challenger.events().size(), i + 1);
      ASSERT_EQ(challenger.events()[i].kind, file.transcript[i].kind) << "event " << i;
      ASSERT_EQ(challenger.events()[i].bits, file.transcript[i].bits) << "event " << i;
      ASSERT_EQ(challenger.events()[i].values, file.transcript[i].values) << "event " << i;
    }
    // A wrong start must not reproduce the samples: the comparison above can fail.
    RecordingChallenger<F> other(make_challenger(suite), kind);
    other.observe(F::one());
    for (const TranscriptEvent& event : file.transcript) replay<F>(event, kind, other, pool);
    EXPECT_NE(std::vector(other.events().begin() + 1, other.events().end()), file.transcript);
  });
}

INSTANTIATE_TEST_SUITE_P(Vectors, ReplayTest, ::testing::ValuesIn(vector_names()),
                         [](const auto& test) { return test.param; });

TEST(Replay, AllVectorsAreThere) { EXPECT_EQ(vector_names().size(), 62u); }

}  // namespace
}  // namespace p3::testing
