// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "testing/batch_trial.h"

// Whether every constraint group of an AIR is needed, and its failure noticed.
//
// For every label there must be a trace that breaks that group and nothing else. Its batch is
// plugged (batch_trial.h) and then
//   1. the constraint checker names exactly that label,
//   2. the verifier rejects the proof of the batch,
//   3. with the group taken out of the AIR, checkers and verifier accept the same trace.
// The third shows that nothing else would have caught it. Where the group keeps the flags of an
// exclusive lookup at most one 1, the lookup checker, which demands that by itself, may object too.
namespace p3::testing {

struct LabelCase {
  std::string label;
  // Instance 0 is the AIR under test.
  std::function<TrialBatch()> bad;
  bool breaks_exclusive_flags = false;
};

// What is wrong, one line each; empty when all is well: assertions without a label, labels without
// a case, cases for labels that do not exist, and every case that does not behave as said above.
std::vector<std::string> check_label_cases(const Air<KoalaBear>& air,
                                           const std::vector<LabelCase>& cases);

}  // namespace p3::testing
