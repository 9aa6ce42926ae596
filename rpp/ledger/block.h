// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "rpp/chain/header.h"
#include "rpp/chain/identity.h"
#include "rpp/chain/transaction.h"
#include "rpp/chain/uptime.h"
#include "rpp/xmss/signature.h"

// A block as the ledger takes it: the bodies with their keys and signatures.
namespace rpp {

// Keys and signatures are read only where the caller wants them verified; where proofs have done
// that, they may be left out (empty).
enum class SignatureCheck : std::uint8_t {
  kVerify,
  kProven,  // by the proofs of the block's lists, which the caller has verified
};

struct BlockTransaction : TransactionWithChange {
  PublicKey key;
  Signature signature;
};

struct BlockClaim {
  UptimeClaim claim;
  PublicKey key;
  Signature signature;
};

struct BlockAttestation {
  std::uint32_t member = 0;  // index in the validator set that signs the block
  Signature signature;
};

struct BlockIdentity {
  IdentityDeclaration declaration;
  PublicKey key;  // whose digest is the address
  Signature signature;
  std::vector<BlockAttestation> attestations;
};

// Applied in this order.
struct BlockBody {
  std::vector<BlockIdentity> identities;
  std::vector<BlockClaim> uptime;
  std::vector<BlockTransaction> transactions;
};

struct Block {
  BlockHeader header;
  BlockBody body;
};

}  // namespace rpp
