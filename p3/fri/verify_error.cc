// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/fri/verify_error.h"

#include <array>

namespace p3 {
namespace {

// In the order of the enum.
constexpr std::array kNames = {
    "Undecodable",
    "ZeroQueries",
    "ZeroBlowup",
    "ZeroFoldingArity",
    "TooManyQueries",
    "FoldingArityTooLarge",
    "FinalHeightTooLarge",
    "CapTooHigh",
    "TooManyPowBits",
    "InstanceCountMismatch",
    "DegreeBitsTooLarge",
    "UnexpectedPreprocessedValues",
    "PreprocessedTraceWidthMismatch",
    "UnexpectedPreprocessedNext",
    "PreprocessedVerifierKeyInconsistency",
    "PreprocessedDegreeMismatch",
    "PreprocessedMetadataMismatch",
    "QuotientDomainTooLarge",
    "RandomizationError",
    "PublicValuesLengthMismatch",
    "TraceNextMismatch",
    "UnexpectedTraceNext",
    "OpenedValuesDimensionMismatch",
    "TraceLocalWidthMismatch",
    "QuotientChunksCountMismatch",
    "QuotientChunkDimensionMismatch",
    "PermutationWidthMismatch",
    "TerminalPresenceMismatch",
    "CommitmentMismatch",
    "MultiplicityHeightBoundExceeded",
    "BusWidthMismatch",
    "WrongCapSize",
    "MissingLookupPowWitness",
    "UnexpectedLookupPowWitness",
    "NonCanonicalLookupPowWitness",
    "InvalidLookupPowWitness",
    "NonCanonicalOodPowWitness",
    "InvalidOodPowWitness",
    "OodPointInDomain",
    "LengthNotDividingHeight",
    "OodEvaluationMismatch",
    "TerminalSumNonZero",
    "NonCanonicalBatchPowWitness",
    "NonCanonicalCommitPowWitness",
    "NonCanonicalQueryPowWitness",
    "InvalidBatchPowWitness",
    "NoCommittedMatrices",
    "GlobalMaxHeightTooLarge",
    "CommitPhaseOpeningsCountMismatch",
    "CommitPhaseQueryCountMismatch",
    "SiblingValuesLengthMismatch",
    "FinalPolyLengthMismatch",
    "CommitRoundCountMismatch",
    "CommitPowWitnessCountMismatch",
    "InvalidCommitPowWitness",
    "InvalidQueryPowWitness",
    "InputProofBatchCountMismatch",
    "InputOpeningsQueryCountMismatch",
    "BatchOpenedValuesCountMismatch",
    "MatrixWithoutOpeningPoints",
    "InputError",
    "OpeningPointMatchesQueryPoint",
    "PointEvaluationCountMismatch",
    "FinalFoldHeightMismatch",
    "UnconsumedReducedOpenings",
    "FinalPolyMismatch",
    "CommitPhaseMmcsError",
};
static_assert(kNames.size() == kVerifyReasonCount);

}  // namespace

const char* reason_name(VerifyReason reason) noexcept {
  return kNames[static_cast<std::size_t>(reason)];
}

std::string to_string(const VerifyError& error) {
  std::string text = reason_name(error.reason);
  if (error.merkle != MerkleError::kNone) text += std::string("(") + name(error.merkle) + ")";
  if (error.detail != nullptr) text += std::string(" (") + error.detail + ")";
  text += " at " + std::to_string(error.index);
  if (error.expected != error.got) {
    text += ": expected " + std::to_string(error.expected) + ", got " + std::to_string(error.got);
  }
  return text;
}

}  // namespace p3
