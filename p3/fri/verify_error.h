// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "p3/merkle/verify.h"

// Why a proof is rejected: one value per check, shared by the FRI and the STARK verifiers.
//
// Names follow Plonky3 0.8.0 where it has the check. Checks of upstream that guard values which our
// verifier derives itself, and which therefore no input can reach, have no value here: the folding
// schedule (arity out of range, too long), the first reduced opening, the count of claimed values;
// and that periodic columns have a power-of-two length, which every Air object has.
namespace p3 {

enum class VerifyReason : std::uint8_t {
  // Bytes that are no proof; `detail` says what was wrong, `index` is the byte offset.
  kUndecodable,

  // Parameters, before anything else.
  kZeroQueries,
  kZeroBlowup,
  kZeroFoldingArity,
  kTooManyQueries,
  kFoldingArityTooLarge,
  kFinalHeightTooLarge,
  kCapTooHigh,
  kTooManyPowBits,

  // Statement and shape, uni-stark and batch-stark. `index` is the instance.
  kInstanceCountMismatch,
  kDegreeBitsTooLarge,
  kUnexpectedPreprocessedValues,
  kPreprocessedTraceWidthMismatch,
  kUnexpectedPreprocessedNext,
  kPreprocessedVerifierKeyInconsistency,
  kPreprocessedDegreeMismatch,
  kPreprocessedMetadataMismatch,
  kQuotientDomainTooLarge,
  kRandomizationError,
  kPublicValuesLengthMismatch,
  kTraceNextMismatch,
  kUnexpectedTraceNext,
  kOpenedValuesDimensionMismatch,
  kTraceLocalWidthMismatch,
  kQuotientChunksCountMismatch,
  kQuotientChunkDimensionMismatch,
  kPermutationWidthMismatch,
  kTerminalPresenceMismatch,
  kCommitmentMismatch,
  kMultiplicityHeightBoundExceeded,
  kBusWidthMismatch,
  kWrongCapSize,

  // Grinding outside the PCS.
  kMissingLookupPowWitness,
  kUnexpectedLookupPowWitness,
  kNonCanonicalLookupPowWitness,
  kInvalidLookupPowWitness,
  kNonCanonicalOodPowWitness,
  kInvalidOodPowWitness,

  // The constraint identity.
  kOodPointInDomain,
  kLengthNotDividingHeight,
  kOodEvaluationMismatch,
  kTerminalSumNonZero,

  // PCS and FRI. `index` is the round, commitment, matrix or query that the name suggests.
  kNonCanonicalBatchPowWitness,
  kNonCanonicalCommitPowWitness,
  kNonCanonicalQueryPowWitness,
  kInvalidBatchPowWitness,
  kNoCommittedMatrices,
  kGlobalMaxHeightTooLarge,
  kCommitPhaseOpeningsCountMismatch,
  kCommitPhaseQueryCountMismatch,
  kSiblingValuesLengthMismatch,
  kFinalPolyLengthMismatch,
  kCommitRoundCountMismatch,
  kCommitPowWitnessCountMismatch,
  kInvalidCommitPowWitness,
  kInvalidQueryPowWitness,
  kInputProofBatchCountMismatch,
  kInputOpeningsQueryCountMismatch,
  kBatchOpenedValuesCountMismatch,
  kMatrixWithoutOpeningPoints,
  kInputError,  // `merkle` says which check of the tree opening
  kOpeningPointMatchesQueryPoint,
  kPointEvaluationCountMismatch,
  kFinalFoldHeightMismatch,
  kUnconsumedReducedOpenings,
  kFinalPolyMismatch,
  kCommitPhaseMmcsError,  // `merkle` says which check of the tree opening
};

inline constexpr std::size_t kVerifyReasonCount =
    static_cast<std::size_t>(VerifyReason::kCommitPhaseMmcsError) + 1;

struct VerifyError {
  VerifyReason reason;
  std::size_t index = 0;
  std::uint64_t expected = 0;
  std::uint64_t got = 0;
  MerkleError merkle = MerkleError::kNone;
  const char* detail = nullptr;  // static text

  friend bool operator==(const VerifyError&, const VerifyError&) = default;
};

// "CommitRoundCountMismatch".
const char* reason_name(VerifyReason) noexcept;
// "InputError(CapMismatch) at 1: expected 3, got 2".
std::string to_string(const VerifyError&);

}  // namespace p3
