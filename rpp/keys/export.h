// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string>
#include <vector>

#include "rpp/circuit/circuit.h"
#include "rpp/keys/verifying_key.h"

// A circuit as files that other implementations of the wire read: with them, the 16 public values
// and the bytes of a proof, upstream's verifier judges what ours does (docs/spec/interop.md).
//
// Not in the files, because no STARK verifier asks: the heights that the key allows, the rules of
// the public fields, and how S and the id of the key are made.
namespace rpp {

struct ExportedFile {
  std::string name;
  std::string text;
};

// One AIR per table (docs/spec/air-interchange.md), named so that their alphabetic order is that of
// the instances: "00-statement.json"; then "parameters.json", the proof system of the key, whose
// circuit it must be.
std::vector<ExportedFile> export_circuit(const Circuit& circuit, const VerifyingKey& key);

}  // namespace rpp
