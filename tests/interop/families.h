// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "p3/parallel/thread_pool.h"
#include "rpp/circuit/circuit_prover.h"

// The circuits of the chain that the judge is asked about, one entry for each.
namespace rpp::testing {

struct InteropFamily {
  std::string name;
  const CircuitProver* prover = nullptr;
  // A true witness of a size: members, transactions, blocks. The same for the same size.
  std::function<std::unique_ptr<Witness>(std::uint32_t size, p3::ThreadPool& pool)> witness;
  std::vector<std::uint32_t> sizes;  // two or more; the first is the one most tests use
};

const std::vector<InteropFamily>& interop_families();
const InteropFamily& interop_family(const std::string& name);
// For ValuesIn.
std::vector<std::string> interop_names();

}  // namespace rpp::testing
