// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <utility>

#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "tests/interop/consensus_case.h"
#include "tests/interop/judge_fixture.h"

// A judge, a prover and a verifier of the consensus circuit under the committed keys.
namespace rpp::testing {

class InteropConsensus : public p3::testing::JudgeTest {
 protected:
  // What the judge says to the proof of a case.
  static p3::testing::JudgeAnswer ask(const StarkCase& c, const Bytes& proof) {
    return judge().ask(p3::testing::verify_request(c, proof));
  }
  static void expect_accepted(const StarkCase& c, const Bytes& proof) {
    const p3::testing::JudgeAnswer answer = ask(c, proof);
    EXPECT_TRUE(answer.verified) << answer.kind << " " << answer.error;
    EXPECT_EQ(answer.kind, "accepted");
    EXPECT_EQ(answer.trailing_bytes, 0u);
  }
  // `ok`: the question made sense, so the proof is what is refused.
  static void expect_refused(const StarkCase& c, const Bytes& proof, const std::string& what) {
    const p3::testing::JudgeAnswer answer = ask(c, proof);
    EXPECT_TRUE(answer.ok) << what << ": " << answer.error;
    EXPECT_FALSE(answer.verified) << what;
  }

  // Through the bytes of an envelope, which our own verifier has accepted.
  Envelope envelope(std::uint32_t members, Profile profile) {
    auto proof = prover_.prove({.circuit = "consensus", .profile = profile},
                               certificate(members, members, pool_));
    P3_CHECK(proof.ok(), "a valid certificate is not proved");
    const Bytes bytes = encode_envelope(proof.value().envelope);
    const auto verdict = verifier_.verify(bytes, {.circuit = "consensus", .profile = profile});
    EXPECT_TRUE(verdict.ok()) << to_string(verdict.error());
    return decode_envelope(bytes).value();
  }

  p3::ThreadPool pool_{2};
  KeySet keys_ = committed_keys();
  ConsensusProver consensus_{consensus_model()};
  Plonky3Prover prover_{pool_, {&consensus_}, keys_};
  Plonky3Verifier verifier_{{&consensus_model().circuit()}, keys_};
};

}  // namespace rpp::testing
