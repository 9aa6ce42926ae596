// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <vector>

#include "p3/base/result.h"
#include "p3/security/shape.h"

// Security of a proof system in bits per named term (docs/spec/security.md).
//
// A term is one way to cheat; its bits are -log2 of the probability that one attempt succeeds, plus
// the grinding that the transcript demands per attempt. The level of a regime is its smallest term
// (round-by-round soundness [StarkFri24, section 2]), the proven level the better of the two proven
// regimes. Terms agree with p3-security 0.8.0, of which this is an independent implementation.
namespace p3 {

enum class SecurityTermKind {
  kAirComposition,       // alpha: the random combination of the constraints
  kDeepAli,              // zeta: the out-of-domain point
  kBatchCombination,     // the random combination of all opened columns
  kLdtCommitPhase,       // beta: the folding challenges of FRI
  kLdtQueryPhase,        // the query positions
  kLogupFingerprint,     // A, B: fingerprints of lookup messages
  kCommitmentCollision,  // two openings of one commitment
};

// "air-composition", "deep-ali", ...: the names of plonky3-wire.md.
const char* name(SecurityTermKind kind);

enum class SecurityRegime {
  kUniqueDecoding,  // proven
  kListDecoding,    // proven, up to the Johnson bound
  kConjectured,     // random words: correlated agreement up to capacity, list size 1
  kLegacy,          // log_blowup bits per query; for comparison with old figures only
};

const char* name(SecurityRegime regime);

struct SecurityTerm {
  SecurityTermKind kind{};
  double bits = 0;             // with the grinding
  unsigned grinding_bits = 0;  // of the site, where the transcript has one

  friend bool operator==(const SecurityTerm&, const SecurityTerm&) = default;
};

struct RegimeReport {
  SecurityRegime regime{};
  // Of list decoding: agreement is taken down to (1 + 1/(2 * multiplicity)) * sqrt(rate).
  unsigned multiplicity = 0;
  // In the order of SecurityTermKind; never empty. Terms of steps that do not occur are absent.
  std::vector<SecurityTerm> terms;

  const SecurityTerm& binding() const;  // the smallest term, the first of equals
  double bits() const { return binding().bits; }
  const SecurityTerm* find(SecurityTermKind kind) const;  // null where absent
};

struct SecurityReport {
  RegimeReport unique_decoding;
  std::optional<RegimeReport> list_decoding;  // none where the shortest trace admits no radius
  RegimeReport conjectured;
  RegimeReport legacy;
  // Of the statement rather than of the proof system (statements.md section 7); not computed here.
  std::optional<unsigned> statement_bits;

  // The better proven regime; unique decoding where both give the same.
  const RegimeReport& proven() const;
  double proven_bits() const { return proven().bits(); }
};

// Two evaluations of one term may differ by this much (rounding, order of sums).
inline constexpr double kSecurityTolerance = 1e-6;

Result<SecurityReport, SecurityError> assess_security(const StarkParameters& parameters,
                                                      const SecurityShape& shape);

// The terms of one regime; for list decoding at this multiplicity (at least 3, otherwise ignored).
// Inputs must pass check_security_inputs.
RegimeReport assess_regime(const StarkParameters& parameters, const SecurityShape& shape,
                           SecurityRegime regime, unsigned multiplicity = 0);

// The largest multiplicity of list decoding, at most 1000; below 3 there is no such regime.
unsigned max_multiplicity(const SecurityShape& shape);
inline constexpr unsigned kMinMultiplicity = 3;

}  // namespace p3
