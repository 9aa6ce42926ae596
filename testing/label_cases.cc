// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/label_cases.h"

#include <algorithm>

#include "testing/air_groups.h"

namespace p3::testing {
namespace {

void check_coverage(const std::vector<std::string>& labels, const std::vector<LabelCase>& cases,
                    std::vector<std::string>& problems) {
  for (const std::string& label : labels) {
    if (label.empty()) {
      problems.push_back("an assertion has no label");
    } else if (std::ranges::find(cases, label, &LabelCase::label) == cases.end()) {
      problems.push_back("no case for label " + label);
    }
  }
  for (const LabelCase& c : cases) {
    if (std::ranges::find(labels, c.label) == labels.end()) {
      problems.push_back("no assertion has the label " + c.label);
    }
  }
}

// Whether the lookup checker says what it may say about this case.
bool lookups_as_expected(const LabelCase& c, const Verdict& verdict) {
  if (!verdict.buses.empty()) return false;
  return c.breaks_exclusive_flags ? verdict.lookups.starts_with("exclusive lookup")
                                  : verdict.lookups.empty();
}

void check_case(const LabelCase& c, std::vector<std::string>& problems) {
  TrialBatch batch = c.bad();
  plug_buses(batch);
  const Verdict with = try_batch(batch);
  if (with.labels != std::set<std::string>{c.label}) {
    problems.push_back(c.label + ": the checker should name it alone; " + to_string(with));
  }
  if (!lookups_as_expected(c, with)) {
    problems.push_back(c.label + ": the lookups should balance; " + to_string(with));
  }
  if (!with.verifier || with.verifier->reason != VerifyReason::kOodEvaluationMismatch) {
    problems.push_back(c.label + ": the verifier should find a constraint violated; " +
                       to_string(with));
  }
  batch[0].air = without_group(*batch[0].air, c.label);
  const Verdict without = try_batch(batch);
  if (!without.labels.empty() || !lookups_as_expected(c, without) || !without.accepted()) {
    problems.push_back(c.label + ": without it everyone should be content; " + to_string(without));
  }
}

}  // namespace

std::vector<std::string> check_label_cases(const Air<KoalaBear>& air,
                                           const std::vector<LabelCase>& cases) {
  std::vector<std::string> problems;
  const std::vector<std::string> labels = labels_of(air);
  check_coverage(labels, cases, problems);
  for (const LabelCase& c : cases) {
    if (std::ranges::find(labels, c.label) != labels.end()) check_case(c, problems);
  }
  return problems;
}

}  // namespace p3::testing
