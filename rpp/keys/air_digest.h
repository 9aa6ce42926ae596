// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/air/air.h"
#include "rpp/circuit/circuit.h"
#include "rpp/keys/sha256.h"

// Digests of what the transcript of a proof does not bind: the constraints of a table and the
// constants of the hash functions (docs/spec/verifying-key.md, "Digests").
namespace rpp {

// SHA-256 of shape, constraint DAG and lookups in the order of the AIR. Labels are left out: they
// are for people and change nothing in a proof.
Sha256 air_digest(const p3::Air<Element>& air);

// SHA-256 of the round constants of P and of the permutations of a tree hash, each followed by its
// value at (0, 1, 2, ...), which fixes the matrices too. Keccak has no constants of ours.
Sha256 constants_digest(p3::TreeHash hash, unsigned arity);

}  // namespace rpp
