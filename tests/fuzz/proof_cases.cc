// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/field/extension.h"
#include "tests/fuzz/proof_case.h"

namespace p3::testing {

template <class F, class EF>
void add_proof_cases(std::vector<std::unique_ptr<ProofCase>>& cases);  // proof_case-inl.h

const std::vector<std::unique_ptr<ProofCase>>& proof_cases() {
  static const auto cases = [] {
    std::vector<std::unique_ptr<ProofCase>> out;
#define P3_ADD(F, D) add_proof_cases<F, Extension<F, D>>(out);
    P3_FOR_EACH_EXTENSION(P3_ADD)
#undef P3_ADD
    return out;
  }();
  return cases;
}

const ProofCase& proof_case(std::uint8_t selector) {
  return *proof_cases()[selector % proof_cases().size()];
}

}  // namespace p3::testing
