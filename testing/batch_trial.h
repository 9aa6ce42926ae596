// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/matrix.h"
#include "p3/fri/verify_error.h"

// A batch of AIRs with traces, put before everyone who may object: the constraint checker, the
// lookup checker, and a verifier that gets the proof of a prover with its checks off.
namespace p3::testing {

struct TrialInstance {
  std::shared_ptr<const Air<KoalaBear>> air;
  Matrix<KoalaBear> trace;
  std::vector<KoalaBear> public_values = {};
};
using TrialBatch = std::vector<TrialInstance>;

struct Verdict {
  std::set<std::string> labels;  // violated constraint groups of all instances
  std::set<std::string> buses;   // that do not balance
  std::string lookups;           // the first message of check_lookups, "" where it is content
  std::string prover;            // why there is no proof, "" where there is one
  std::optional<VerifyError> verifier;

  bool accepted() const { return prover.empty() && !verifier; }
  bool content() const { return labels.empty() && buses.empty() && lookups.empty() && accepted(); }
};

// KoalaBear with challenges of degree 4, Keccak trees, FRI with few queries: for testing circuits,
// not for security. Constraints are interpreted.
Verdict try_batch(const TrialBatch& batch);

// Appends one table per bus that does not balance, with rows that make it balance, so that only the
// constraints are left to object: the rest of the world is the attacker's.
void plug_buses(TrialBatch& batch);

// The verdict in one line, for messages.
std::string to_string(const Verdict& verdict);

}  // namespace p3::testing
