// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Proofs of the consensus circuit before the real Plonky3: it accepts what `rpp prove` makes, under
// the AIRs that `rpp keys export-air` writes, refuses what was changed, and proves the same bytes.
#include <algorithm>
#include <iostream>

#include "p3/air/json.h"
#include "p3/field/extension.h"
#include "rpp/keys/air_digest.h"
#include "tests/interop/consensus_fixture.h"

namespace rpp::testing {
namespace {

class InteropConsensusProfiles : public InteropConsensus,
                                 public ::testing::WithParamInterface<Profile> {
 protected:
  const TrustedKey& key() const { return key_of(keys_, GetParam()); }
};

// The key binds the constraints by their digest: what upstream reads is what was promised.
TEST_P(InteropConsensusProfiles, ExportedAirsHaveTheDigestsOfTheKey) {
  const std::vector<std::string> airs = exported_airs(key());
  ASSERT_EQ(airs.size(), kConsensusTables);
  std::size_t bytes = 0, columns = 0;
  for (std::size_t i = 0; i < airs.size(); ++i) {
    const auto air = p3::read_air_json<Element>(airs[i]);
    ASSERT_TRUE(air.ok()) << air.error().message;
    EXPECT_EQ(air_digest(*air.value()), key().key.tables[i].air) << key().key.tables[i].name;
    bytes += airs[i].size();
    columns += air.value()->shape().width;
  }
  std::cout << airs.size() << " AIRs, " << columns << " columns, " << bytes << " bytes\n";
}

TEST_P(InteropConsensusProfiles, UpstreamAcceptsProofs) {
  const std::vector<std::string> airs = exported_airs(key());
  for (const std::uint32_t members : {4u, 16u}) {
    SCOPED_TRACE(members);
    const Envelope e = envelope(members, GetParam());
    expect_accepted(stark_case(e, key(), airs), e.proof);
  }
}

TEST_P(InteropConsensusProfiles, UpstreamRefusesOtherPublicValues) {
  const Envelope e = envelope(4, GetParam());
  StarkCase c = stark_case(e, key(), exported_airs(key()));
  std::vector<Element>& values = c.instances[0].public_values;
  // Every element of S and of the key id.
  for (std::size_t i = 0; i < kPublicValues; ++i) {
    values[i] += Element::one();
    expect_refused(c, e.proof, "public value " + std::to_string(i));
    values[i] -= Element::one();
  }
  // The id of the other profile's key.
  const bool standalone = GetParam() == Profile::kStandalone;
  const TrustedKey& other = key_of(keys_, standalone ? Profile::kRecursive : Profile::kStandalone);
  std::ranges::copy(key_id(other.key).elements, values.begin() + kDigestElements);
  expect_refused(c, e.proof, "another key id");
  std::ranges::copy(key_id(key().key).elements, values.begin() + kDigestElements);
  expect_accepted(c, e.proof);
}

INSTANTIATE_TEST_SUITE_P(Profiles, InteropConsensusProfiles,
                         ::testing::Values(Profile::kStandalone, Profile::kRecursive),
                         [](const auto& info) { return std::string(info_of(info.param).name); });

TEST_F(InteropConsensus, UpstreamRefusesOtherPublicFields) {
  const TrustedKey& key = key_of(keys_, Profile::kStandalone);
  const Envelope e = envelope(4, Profile::kStandalone);
  const std::vector<std::string> airs = exported_airs(key);
  const FieldTable& table = *key.circuit->fields;
  std::size_t element = 0;
  for (const FieldSpec& field : table.fields) {
    Envelope changed = e;
    Element& x = changed.fields[element];
    // Limbs stay limbs: 65535 and 0 are neighbours.
    x = x == Element::zero() ? Element::one() : x - Element::one();
    expect_refused(stark_case(changed, key, airs), e.proof, std::string(field.name));
    element += elements_of(field.type);
  }
}

TEST_F(InteropConsensus, UpstreamRefusesOtherBytes) {
  constexpr std::size_t kFlips = 24;
  const TrustedKey& key = key_of(keys_, Profile::kStandalone);
  const Envelope e = envelope(4, Profile::kStandalone);
  const StarkCase c = stark_case(e, key, exported_airs(key));
  for (std::size_t i = 0; i < kFlips; ++i) {
    Bytes proof = e.proof;
    const std::size_t at = i * (proof.size() - 1) / (kFlips - 1);  // first and last byte among them
    proof[at] ^= static_cast<std::uint8_t>(1u << (i % 8));
    expect_refused(c, proof, "byte " + std::to_string(at));
  }
  expect_refused(c, Bytes(e.proof.begin(), e.proof.end() - 1), "the last byte cut off");
}

// The other direction: upstream's prover on the exported AIRs with our traces, ours on the same
// texts read back. All bytes are those of the envelope.
TEST_F(InteropConsensus, UpstreamProvesTheSameBytes) {
  const TrustedKey& key = key_of(keys_, Profile::kStandalone);
  const Envelope e = envelope(4, Profile::kStandalone);
  StarkCase c = system_of(key.key);
  const auto traces = consensus_.build(certificate(4, 4, pool_), pool_);
  ASSERT_TRUE(traces.ok()) << traces.error().rule;
  std::size_t cells = 0;
  for (std::size_t i = 0; i < kConsensusTables; ++i) {
    const p3::Matrix<Element>& trace = traces.value().traces[i];
    c.instances.push_back(p3::testing::described_instance<Element>(
        *key.circuit->tables[i].air, i == 0 ? public_values(e, key) : std::vector<Element>{},
        trace.clone(), {}));
    cells += trace.size();
  }
  const auto result = p3::testing::exchange<Element, p3::Extension<Element, 5>>(judge(), c, pool_);
  EXPECT_EQ(result.problem, "");
  EXPECT_TRUE(result.proof == e.proof) << "not the bytes of the envelope";
  std::cout << cells << " cells, " << result.proof.size() << " bytes\n";
}

}  // namespace
}  // namespace rpp::testing
