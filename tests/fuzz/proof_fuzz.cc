// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstring>
#include <span>

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/proof_case.h"

// libFuzzer target `proof`: the verifier before arbitrary bytes.
//
// The first byte picks the case, the rest are the proof. Whatever is not the honest proof, byte for
// byte, must be rejected: anything else is a finding, as is a crash, a hang or a large allocation.
namespace {

using namespace p3::testing;

std::string problem(const ProofCase& c) {
  if (c.verify(c.honest())) return "the honest proof is rejected: " + c.name();
  for (const Bytes& wrong : c.wrong()) {
    if (!c.verify(wrong)) return "a proof of a wrong trace is accepted: " + c.name();
  }
  return "";
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  double slowest = 0;
  std::string which;
  for (const auto& c : proof_cases()) {
    if (const std::string text = problem(*c); !text.empty()) finding(text);
    const double ms = quickest_ms([&] { (void)c->verify(c->honest()); });
    if (ms > slowest) slowest = ms, which = c->name();
  }
  print_slowest("one verification", slowest, which);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ProofCase& c = proof_case(data[0]);
  const std::span<const std::uint8_t> proof(data + 1, size - 1);
  const bool accepted = !c.verify(proof);
  const bool honest = std::ranges::equal(proof, c.honest());
  if (accepted && !honest) finding("accepted, but not the honest proof: " + c.name());
  if (honest && !accepted) finding("the honest proof is rejected: " + c.name());
  return 0;
}

// Three of four times a well-formed proof of the same case or of another; else plain bytes.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (size == 0 || seed % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  if (seed % 16 == 1) data[0] = static_cast<std::uint8_t>(seed >> 8);
  const Bytes proof = proof_case(data[0]).mutate({data + 1, size - 1}, seed);
  if (proof.size() + 1 > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data + 1, proof.data(), proof.size());
  return proof.size() + 1;
}
