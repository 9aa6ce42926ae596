// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/hash/batch_hasher.h"
#include "rpp/proofs/prover.h"

// What a prover keeps of one (circuit, profile, device). For prover.cc and forced.cc alone.
namespace rpp {

struct Plonky3Prover::Prepared {
  const CircuitProver* circuit = nullptr;
  TrustedKey key;
  p3::StarkConfig<Element> config;
  std::unique_ptr<p3::BatchHasher<Element>> hasher;
  std::vector<const p3::QuotientKernel<Element>*> kernels;
};

}  // namespace rpp
