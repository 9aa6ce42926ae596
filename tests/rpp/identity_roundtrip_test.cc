// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// A newcomer's proof, of a list of one, whose envelope shows the statement in clear. What all
// families have in common is in family_roundtrip_test.cc.
#include <gtest/gtest.h>

#include "rpp/identity/circuit/prover.h"
#include "rpp/identity/sample.h"
#include "rpp/keys/keygen.h"
#include "rpp/proofs/prover.h"
#include "rpp/proofs/verifier.h"

namespace rpp {
namespace {

TEST(IdentityRoundtrip, ANewcomerShowsTheStatementOfItsList) {
  const Circuit& circuit = identity_model().circuit();
  const KeySet keys(
      {trust_own_key(circuit, generate_key(circuit, {Profile::kTest}).value()).value()});
  p3::ThreadPool pool(2);
  const IdentityProver own(identity_model());
  Plonky3Prover prover(pool, {&own}, keys);
  Plonky3Verifier verifier({&circuit}, keys);
  const IdentitySample sample = make_identity_sample(1, {.count = 1}, pool);
  const auto proof = prover.prove({"identity", Profile::kTest}, IdentityCase(sample.witness));
  ASSERT_TRUE(proof.ok()) << to_string(proof.error());
  const auto verdict = verifier.verify(encode_envelope(proof.value().envelope));
  ASSERT_TRUE(verdict.ok()) << to_string(verdict.error());
  const IdentityListPublic fields = identity_list_public_of(verdict.value().fields);
  EXPECT_EQ(fields, sample.claims.fields);
  EXPECT_EQ(fields.count, 1u);
  IdentityStatement shown = sample.claims.statements[0];
  EXPECT_FALSE(shown_statement_mismatch(fields, shown));
  ++shown.attestation_count;
  EXPECT_TRUE(shown_statement_mismatch(fields, shown));
}

}  // namespace
}  // namespace rpp
