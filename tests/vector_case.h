// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "p3/base/bits.h"
#include "testing/recording_challenger.h"
#include "tests/vector_statement.h"

// Case: all parts of a vector as field elements, kept alive together, and the statements over them.
namespace p3::testing {

template <class F>
struct Case {
  explicit Case(const VectorFile& file) : config(make_vector_config<F>(file)) {
    for (const VectorInstance& instance : file.instances) {
      instances.push_back(make_vector_statement<F>(instance));
    }
    const std::size_t width = digest_numbers<F>(kind());
    for (std::size_t i = 0; i < file.preprocessed_commitment.size(); i += width) {
      preprocessed_cap.push_back(digest_from_numbers<F>(&file.preprocessed_commitment[i], kind()));
    }
  }

  DigestKind kind() const { return config.suite.hasher->kind(); }

  UniStatement<F> uni() const {
    UniStatement<F> out{instances[0].air.get(), instances[0].public_values, std::nullopt};
    const Matrix<F>& values = instances[0].preprocessed;
    if (!values.empty()) {
      out.preprocessed =
          PreprocessedKey{values.width(), log2_strict(values.height()), preprocessed_cap};
    }
    return out;
  }

  BatchStatement<F> batch() const {
    BatchStatement<F> out;
    BatchPreprocessedKey key{preprocessed_cap, {}};
    for (std::size_t i = 0; i < instances.size(); ++i) {
      out.instances.push_back({instances[i].air.get(), instances[i].public_values});
      const Matrix<F>& values = instances[i].preprocessed;
      if (values.empty()) continue;
      key.matrices.push_back({i, values.width(), log2_strict(values.height())});
    }
    if (!key.matrices.empty()) out.preprocessed = key;
    return out;
  }

  std::unique_ptr<RecordingChallenger<F>> challenger() const {
    return std::make_unique<RecordingChallenger<F>>(make_challenger<F>(config.suite), kind());
  }

  StarkConfig<F> config;
  std::vector<VectorStatement<F>> instances;
  Cap preprocessed_cap;
};

}  // namespace p3::testing
