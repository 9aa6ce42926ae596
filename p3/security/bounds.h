// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "p3/security/shape.h"

// The error bounds of docs/spec/security.md, one function each, as bits before grinding.
//
// Powers of two are kept as logarithms, so no domain is too large; differences of nearly equal
// numbers are written as quotients. `field_bits` is log2 of the order of the challenge field.
namespace p3::bounds {

// log2 of the list size at a multiplicity: (m + 1/2) / sqrt(rate). Unique decoding and conjectures
// have list size 1.
double log2_list_size(unsigned log_blowup, unsigned multiplicity);

// Constraints of all instances, combined by powers of one challenge: L * n / |EF|.
double composition(double field_bits, double log2_list, std::uint64_t num_constraints);

// Out-of-domain point: L * degree of the checked identity / |EF|. The degree is the larger of the
// ethSTARK count and that of Plonky3's split into chunks.
double deep_ali(double field_bits, double log2_list, const SecurityInstance& instance);

// Random combination of `openings` >= 2 words of the tallest domain: (openings - 1) times the
// exceptional points of one line.
double batch_unique(double field_bits, unsigned log_lde, std::uint64_t openings);
double batch_list(double field_bits, unsigned log_rows, unsigned log_blowup, std::uint64_t openings,
                  unsigned multiplicity);

// One folding round over the tallest domain.
double fold_unique(double field_bits, unsigned log_lde, unsigned max_log_arity);
double fold_list(double field_bits, unsigned log_rows, unsigned log_blowup, unsigned max_log_arity,
                 unsigned multiplicity);

// Bits of one query. Nothing where the bound does not hold for these heights.
std::optional<double> query_unique(std::span<const SecurityInstance> instances,
                                   unsigned log_blowup);
std::optional<double> query_list(std::span<const SecurityInstance> instances, unsigned log_blowup,
                                 unsigned multiplicity);
double query_conjectured(double field_bits, unsigned log_blowup);

// Largest multiplicity that a trace of 2^log_rows rows opened at `opening_points` points admits.
double max_multiplicity(unsigned log_rows, unsigned opening_points);

// Root of the fingerprint polynomial or a zero denominator: N * (W + 2) / |EF|, N = interactions
// times rows over all instances. At least one interaction.
double logup(double field_bits, std::span<const SecurityInstance> instances);

}  // namespace p3::bounds
