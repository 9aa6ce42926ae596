// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/codec/decode.h"
#include "p3/fri/verify_error.h"
#include "p3/verify/statement.h"

// How long the lists of a proof may be, from what the verifier knows before it reads the proof.
//
// The limits are loose by a small factor, so that a list of slightly wrong length still gets the
// reason that names it; they keep what the decoder allocates in proportion to an honest proof.
namespace p3 {

// `degree` is that of the extension field.
template <class F>
DecodeLimits uni_decode_limits(const StarkConfig<F>& config, const UniStatement<F>& statement,
                               unsigned degree);
template <class F>
DecodeLimits batch_decode_limits(const StarkConfig<F>& config, const BatchStatement<F>& statement,
                                 unsigned degree);

// kUndecodable with the text and the offset of the decoder.
VerifyError undecodable(const DecodeError& error);

}  // namespace p3
