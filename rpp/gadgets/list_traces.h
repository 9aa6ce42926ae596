// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/gadgets/merkle_trace.h"
#include "rpp/gadgets/range_trace.h"
#include "rpp/gadgets/signatures_trace.h"
#include "rpp/gadgets/wots_trace.h"

// Recorders of the shared tables, together: one set for each thread, joined at the end.
namespace rpp {

struct ListTraces {
  HasherTrace hasher;
  MerkleTrace merkle;
  WotsTrace wots;
  RangeTrace range;
  SignaturesTrace signatures;

  Digest sign(const SignatureEntry& entry) {
    return signatures.add(entry, hasher, wots, merkle, range);
  }

  // Adds what `other` recorded behind this.
  void append(const ListTraces& other) {
    hasher.append(other.hasher);
    merkle.append(other.merkle);
    wots.append(other.wots);
    range.append(other.range);
    signatures.append(other.signatures);
  }
};

}  // namespace rpp
