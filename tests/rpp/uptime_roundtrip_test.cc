// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// A wallet's proof, of a list of one, whose envelope shows the statement in clear. What all
// families have in common is in family_roundtrip_test.cc.
#include <gtest/gtest.h>

#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"
#include "rpp/uptime/circuit/prover.h"
#include "rpp/uptime/sample.h"

namespace rpp {
namespace {

TEST(UptimeRoundtrip, AWalletShowsTheStatementOfItsList) {
  const Circuit& circuit = uptime_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const UptimeProver own(uptime_model());
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  const UptimeSample sample = make_uptime_sample(1, {.rules = {}, .count = 1, .senders = 0}, pool);
  const auto proof = prover.prove({"uptime", Profile::kTest}, UptimeCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const auto verdict = verifier.verify(encode_envelope(proof.value().envelope));
  ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
  const UptimeListPublic fields = uptime_list_public_of(verdict.value().fields);
  EXPECT_EQ(fields, sample.claimed.fields);
  EXPECT_EQ(fields.count, 1u);
  UptimeStatement shown = sample.claimed.statements[0];
  EXPECT_FALSE(shown_statement_mismatch(fields, shown));
  ++shown.after.hours;
  EXPECT_TRUE(shown_statement_mismatch(fields, shown));
}

}  // namespace
}  // namespace rpp
