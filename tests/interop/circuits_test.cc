// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Proofs of the chain's circuits before the real Plonky3: it accepts what `rpp prove` makes, under
// the AIRs that `rpp keys export-air` writes, refuses what was changed, and proves the same bytes.
#include <algorithm>
#include <iostream>

#include "p3/air/json.h"
#include "p3/field/extension.h"
#include "rpp/keys/air_digest.h"
#include "tests/interop/circuit_fixture.h"

namespace rpp::testing {
namespace {

class InteropCircuits : public InteropCircuit,
                        public ::testing::WithParamInterface<CircuitAndProfile> {
 protected:
  const std::string& circuit() const { return std::get<0>(GetParam()); }
  Profile profile() const { return std::get<1>(GetParam()); }
  const TrustedKey& key() const { return key_of(keys_, circuit(), profile()); }
  std::uint32_t size() const { return interop_family(circuit()).sizes.front(); }
  Envelope envelope() { return InteropCircuit::envelope(circuit(), size(), profile()); }
};

// The key binds the constraints by their digest: what upstream reads is what was promised.
TEST_P(InteropCircuits, ExportedAirsHaveTheDigestsOfTheKey) {
  const std::vector<std::string> airs = exported_airs(key());
  ASSERT_EQ(airs.size(), key().circuit->tables.size());
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

TEST_P(InteropCircuits, UpstreamAcceptsProofs) {
  const std::vector<std::string> airs = exported_airs(key());
  for (const std::uint32_t size : interop_family(circuit()).sizes) {
    SCOPED_TRACE(size);
    const Envelope e = InteropCircuit::envelope(circuit(), size, profile());
    expect_accepted(stark_case(e, key(), airs), e.proof);
  }
}

TEST_P(InteropCircuits, UpstreamRefusesOtherPublicValues) {
  const Envelope e = envelope();
  StarkCase c = stark_case(e, key(), exported_airs(key()));
  std::vector<Element>& values = c.instances[0].public_values;
  // Every element of S and of the key id.
  for (std::size_t i = 0; i < kPublicValues; ++i) {
    values[i] += Element::one();
    expect_refused(c, e.proof, "public value " + std::to_string(i));
    values[i] -= Element::one();
  }
  // The id of the other profile's key.
  const bool standalone = profile() == Profile::kStandalone;
  const TrustedKey& other =
      key_of(keys_, circuit(), standalone ? Profile::kRecursive : Profile::kStandalone);
  std::ranges::copy(key_id(other.key).elements, values.begin() + kDigestElements);
  expect_refused(c, e.proof, "another key id");
  std::ranges::copy(key_id(key().key).elements, values.begin() + kDigestElements);
  expect_accepted(c, e.proof);
}

INSTANTIATE_TEST_SUITE_P(All, InteropCircuits, all_circuits_and_profiles(), text_of);

// What costs the judge more, under one profile.
class InteropStandalone : public InteropCircuit, public ::testing::WithParamInterface<std::string> {
 protected:
  const InteropFamily& family() const { return interop_family(GetParam()); }
  std::uint32_t size() const { return family().sizes.front(); }
  const TrustedKey& key() const { return key_of(keys_, GetParam(), Profile::kStandalone); }
  Envelope envelope() { return InteropCircuit::envelope(GetParam(), size(), Profile::kStandalone); }
};

TEST_P(InteropStandalone, UpstreamRefusesOtherPublicFields) {
  const Envelope e = envelope();
  const std::vector<std::string> airs = exported_airs(key());
  const FieldTable& table = *key().circuit->fields;
  std::size_t element = 0;
  for (const FieldSpec& field : table.fields) {
    Envelope changed = e;
    Element& x = changed.fields[element];
    // Limbs stay limbs: 65535 and 0 are neighbours.
    x = x == Element::zero() ? Element::one() : x - Element::one();
    expect_refused(stark_case(changed, key(), airs), e.proof, std::string(field.name));
    element += elements_of(field.type);
  }
}

TEST_P(InteropStandalone, UpstreamRefusesOtherBytes) {
  constexpr std::size_t kFlips = 24;
  const Envelope e = envelope();
  const StarkCase c = stark_case(e, key(), exported_airs(key()));
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
TEST_P(InteropStandalone, UpstreamProvesTheSameBytes) {
  const Envelope e = envelope();
  StarkCase c = system_of(key().key);
  const auto traces = family().prover->build(*family().witness(size(), pool_), pool_);
  ASSERT_TRUE(traces.ok()) << traces.error().rule;
  std::size_t cells = 0;
  for (std::size_t i = 0; i < traces.value().traces.size(); ++i) {
    const p3::Matrix<Element>& trace = traces.value().traces[i];
    c.instances.push_back(p3::testing::described_instance<Element>(
        *key().circuit->tables[i].air, i == 0 ? public_values(e, key()) : std::vector<Element>{},
        trace.clone(), {}));
    cells += trace.size();
  }
  const auto result = p3::testing::exchange<Element, p3::Extension<Element, 5>>(judge(), c, pool_);
  EXPECT_EQ(result.problem, "");
  EXPECT_TRUE(result.proof == e.proof) << "not the bytes of the envelope";
  std::cout << cells << " cells, " << result.proof.size() << " bytes\n";
}

INSTANTIATE_TEST_SUITE_P(All, InteropStandalone, ::testing::ValuesIn(interop_names()),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace rpp::testing
