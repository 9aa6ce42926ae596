// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "p3/air/quotient_kernel.h"
#include "p3/airs/objective.h"
#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"
#include "p3/prove/setup.h"
#include "p3/verify/statement.h"
#include "tests/interop/judge.h"
#include "tests/interop/suites.h"

// One case of the interop tests: a statement with a witness, as both sides need it, and the
// exchange of proofs between them.
namespace p3::testing {

template <class F>
struct ExchangeInstance {
  std::string air;                            // member `air` of the judge's request
  std::unique_ptr<Air<F>> model;              // the same for us
  std::unique_ptr<QuotientKernel<F>> kernel;  // null: interpreted
  std::vector<F> public_values;
  Matrix<F> trace, preprocessed;  // preprocessed may be empty
  bool shipped = false;           // the judge makes trace and public values itself
};

template <class F>
struct ExchangeCase {
  JudgeSuite suite;
  bool batch = false;
  StarkParameters parameters;
  std::vector<ExchangeInstance<F>> instances;
};

// A described AIR goes through our writer and our reader: the text is all that both sides share.
template <class F>
ExchangeInstance<F> described_instance(const Air<F>& air, std::vector<F> public_values,
                                       Matrix<F> trace, Matrix<F> preprocessed);
template <class F>
ExchangeInstance<F> shipped_instance(const ObjectiveSpec& spec, ThreadPool& pool);

// Lowers the cap to what every commitment binds: one above a short matrix is refused on our side.
template <class F>
void lower_cap(ExchangeCase<F>& c);

// Members of the judge's requests (Judge::send).
template <class F>
std::string prove_request(const ExchangeCase<F>& c);
template <class F>
std::string verify_request(const ExchangeCase<F>& c, const std::vector<std::uint8_t>& proof);

// Our side of a case: keys are made once.
template <class F, class EF>
class OurSide {
 public:
  OurSide(const ExchangeCase<F>& c, ThreadPool& pool);

  Result<std::vector<std::uint8_t>, std::string> prove();
  std::optional<VerifyError> verify(const std::vector<std::uint8_t>& proof) const;
  DigestKind digest_kind() const { return config_.suite.hasher->kind(); }

 private:
  Result<std::vector<std::uint8_t>, std::string> prove_one();
  Result<std::vector<std::uint8_t>, std::string> prove_many();
  void set_up();

  const ExchangeCase<F>& case_;
  StarkConfig<F> config_;
  std::unique_ptr<BatchHasher<F>> hasher_;
  ProverContext<F> context_;
  UniStatement<F> uni_;
  BatchStatement<F> batch_;
  std::optional<PreprocessedData<F>> uni_preprocessed_;
  std::optional<BatchPreprocessedData<F>> batch_preprocessed_;
};

struct ExchangeResult {
  std::string problem;  // empty: same bytes, and each side accepts the other's
  std::vector<std::uint8_t> proof;
};

// Both prove at the same time, then each verifies the bytes of the other.
template <class F, class EF>
ExchangeResult exchange(Judge& judge, const ExchangeCase<F>& c, ThreadPool& pool);

}  // namespace p3::testing
