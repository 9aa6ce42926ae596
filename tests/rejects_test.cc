// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "testing/with_fields.h"
#include "tests/vector_case.h"

// The changed proofs of rejects.json: 5 are unchanged and accepted, 176 rejected, for the reason
// that the real verifier gives unless kDifferences says otherwise.
namespace p3::testing {
namespace {

template <class F, class EF>
std::optional<VerifyError> verify_reject(const VectorFile& file, const Reject& reject) {
  Case<F> c(file);
  if (reject.public_values) {
    for (std::size_t i = 0; i < c.instances.size(); ++i) {
      c.instances[i].public_values = to_field<F>(reject.public_values->at(i));
    }
  }
  if (file.batch) return verify_batch_bytes<F, EF>(c.config, c.batch(), reject.proof);
  return verify_uni_bytes<F, EF>(c.config, c.uni(), reject.proof);
}

// The name that says most: of InvalidOpeningArgument(InputError(CapMismatch)) it is CapMismatch;
// numbers in braces are dropped. Sites of grinding are part of our names.
std::string upstream_name(const std::string& result) {
  static const std::map<std::string, std::string> kRenamed = {
      {"NonCanonicalPowWitness { phase: Batch }", "NonCanonicalBatchPowWitness"},
      {"NonCanonicalPowWitness { phase: CommitPhase }", "NonCanonicalCommitPowWitness"},
      {"NonCanonicalPowWitness { phase: Query }", "NonCanonicalQueryPowWitness"},
      {"InvalidPowWitness(Batch)", "InvalidBatchPowWitness"},
      {"InvalidPowWitness(CommitPhase)", "InvalidCommitPowWitness"},
      {"InvalidPowWitness(Query)", "InvalidQueryPowWitness"},
      {"LookupPowWitness { bits: 2 }", "InvalidLookupPowWitness"},
      {"(OodPowWitness { bits: 3 }", "InvalidOodPowWitness"},
      {"PreprocessedWidthMismatch {", "PreprocessedTraceWidthMismatch"}};
  for (const auto& [theirs, ours] : kRenamed) {
    if (result.find("(" + theirs) != std::string::npos) return ours;
    if (theirs[0] == '(' && result.find(theirs) != std::string::npos) return ours;
  }
  std::string path = result.substr(0, result.find(' '));
  path.erase(path.find_last_not_of(')') + 1);
  return path.substr(path.find_last_of('(') + 1);
}

std::string our_name(const VerifyError& error) {
  return error.merkle == MerkleError::kNone ? reason_name(error.reason) : name(error.merkle);
}

struct Difference {
  const char* base;
  const char* change;
  const char* ours;
};
// Where an earlier check of ours names another reason.
const std::vector<Difference> kDifferences = {
    {"fib_p2_b", "trace cap doubled in length", "WrongCapSize"},
    {"feat_all", "trace cap doubled in length", "WrongCapSize"},
    // The key is compared with the degrees before the transcript starts.
    {"batch_two_p2", "degree_bits of the last instance changed", "PreprocessedMetadataMismatch"},
};

std::string expected_name(const Reject& reject) {
  for (const Difference& d : kDifferences) {
    if (reject.base == d.base && reject.change == d.change) return d.ours;
  }
  return upstream_name(reject.result);
}

TEST(Rejects, AcceptTheFiveUnchangedAndRejectAllOthersForTheSameReason) {
  std::map<std::string, VectorFile> files;
  std::size_t accepted = 0, rejected = 0;
  for (const Reject& reject : load_rejects()) {
    const auto [it, fresh] = files.try_emplace(reject.base);
    if (fresh) it->second = load_vector(reject.base);
    const VectorFile& file = it->second;
    SCOPED_TRACE(reject.base + ": " + reject.change + ": " + reject.result);
    with_fields(file.field, file.extension_degree, [&]<class F, class EF>() {
      const auto error = verify_reject<F, EF>(file, reject);
      if (reject.result == "ACCEPTED") {
        ++accepted;
        EXPECT_FALSE(error) << to_string(*error);
      } else {
        ++rejected;
        ASSERT_TRUE(error);
        EXPECT_EQ(our_name(*error), expected_name(reject)) << to_string(*error);
      }
    });
  }
  EXPECT_EQ(accepted, 5u);
  EXPECT_EQ(rejected, 176u);
}

}  // namespace
}  // namespace p3::testing
