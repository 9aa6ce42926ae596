// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "p3/capi/claim.h"

// Session: what p3_prover does, behind an interface without the field.
namespace p3::capi {

// A row-major matrix of the caller; rows * columns values.
struct Values {
  const std::uint64_t* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

class Session {
 public:
  virtual ~Session() = default;
  virtual Outcome set_preprocessed(std::size_t instance, const Values& values) = 0;
  virtual Outcome set_trace(std::size_t instance, const Values& values) = 0;
  virtual void check_constraints(bool on) = 0;
  virtual Outcome key(std::vector<std::uint8_t>& out) = 0;
  virtual Outcome prove(std::vector<std::uint8_t>& out) = 0;
};

// The claim has an instance; threads >= 1.
std::unique_ptr<Session> make_session(std::shared_ptr<const Claim> claim, unsigned threads);

}  // namespace p3::capi
