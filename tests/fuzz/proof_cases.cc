// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/field/extension.h"
#include "tests/fuzz/proof_case.h"

namespace p3::testing {

template <class F, class EF>
void add_proof_cases(std::vector<std::unique_ptr<ProofCase>>& cases);  // proof_case-inl.h

const std::vector<std::unique_ptr<ProofCase>>& proof_cases() {
  static const auto cases = [] {
    std::vector<std::unique_ptr<ProofCase>> out;
    add_proof_cases<KoalaBear, KoalaBear4>(out);
    add_proof_cases<BabyBear, BabyBear5>(out);
    add_proof_cases<Goldilocks, Goldilocks2>(out);
    return out;
  }();
  return cases;
}

const ProofCase& proof_case(std::uint8_t selector) {
  return *proof_cases()[selector % proof_cases().size()];
}

}  // namespace p3::testing
