// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "tests/interop/circuit_case.h"
#include "tests/interop/families.h"
#include "tests/interop/judge_fixture.h"

// A judge, a prover and a verifier of all circuits under the committed keys.
namespace rpp::testing {

class InteropCircuit : public p3::testing::JudgeTest {
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
  Envelope envelope(const std::string& circuit, std::uint32_t size, Profile profile) {
    auto proof = prover_.prove({.circuit = circuit, .profile = profile},
                               *interop_family(circuit).witness(size, pool_));
    P3_CHECK(proof.ok(), "a true witness is not proved");
    const Bytes bytes = encode_envelope(proof.value().envelope);
    const auto verdict = verifier_.verify(bytes, {.circuit = circuit, .profile = profile});
    EXPECT_TRUE(verdict.ok()) << to_string(verdict.error());
    return decode_envelope(bytes).value();
  }

  static std::vector<const CircuitProver*> provers() {
    std::vector<const CircuitProver*> out;
    for (const InteropFamily& family : interop_families()) out.push_back(family.prover);
    return out;
  }
  static std::vector<const Circuit*> circuits() {
    std::vector<const Circuit*> out;
    for (const CircuitProver* prover : provers()) out.push_back(&prover->circuit());
    return out;
  }

  p3::ThreadPool pool_{2};
  KeySet keys_ = committed_keys();
  Plonky3Prover prover_{pool_, provers(), keys_};
  Plonky3Verifier verifier_{circuits(), keys_};
};

// Over the families' names and the profiles with keys.
using CircuitAndProfile = std::tuple<std::string, Profile>;
inline std::string text_of(const ::testing::TestParamInfo<CircuitAndProfile>& item) {
  return std::get<0>(item.param) + "_" + info_of(std::get<1>(item.param)).name;
}
inline auto all_circuits_and_profiles() {
  return ::testing::Combine(::testing::ValuesIn(interop_names()),
                            ::testing::Values(Profile::kStandalone, Profile::kRecursive));
}

}  // namespace rpp::testing
