// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/circuit_fixture.h"

// Certificates as large as the acceptance load has them, and the largest there are, before the real
// Plonky3.
namespace rpp::testing {
namespace {

TEST_F(InteropCircuit, UpstreamAcceptsLargeCertificates) {
  const TrustedKey& key = key_of(keys_, "consensus", Profile::kStandalone);
  const std::vector<std::string> airs = exported_airs(key);
  for (const std::uint32_t members : {96u, 256u}) {
    SCOPED_TRACE(members);
    const Envelope e = envelope("consensus", members, Profile::kStandalone);
    StarkCase c = stark_case(e, key, airs);
    expect_accepted(c, e.proof);
    Bytes changed = e.proof;
    changed[changed.size() / 3] ^= 4;
    expect_refused(c, changed, "a changed byte");
    c.instances[0].public_values[0] += Element::one();
    expect_refused(c, e.proof, "another S");
  }
}

}  // namespace
}  // namespace rpp::testing
