// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/matrix.h"
#include "p3/parallel/thread_pool.h"
#include "p3/verify/statement.h"
#include "testing/vector_file.h"

// From the plain data of a vector to what prover and verifier take.
namespace p3::testing {

// One instance. The trace comes from the vector where it has one, and from the inputs through our
// own trace generators otherwise.
template <class F>
struct VectorStatement {
  std::unique_ptr<Air<F>> air;
  std::vector<F> public_values;
  Matrix<F> preprocessed;  // empty: none
};

template <class F>
VectorStatement<F> make_vector_statement(const VectorInstance& instance);
template <class F>
Matrix<F> make_vector_trace(const VectorInstance& instance, ThreadPool& pool);

template <class F>
StarkConfig<F> make_vector_config(const VectorFile& vector);

template <class F>
std::vector<F> to_field(const std::vector<std::uint64_t>& numbers);

}  // namespace p3::testing
