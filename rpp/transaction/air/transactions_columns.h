// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>

// Columns of the table `transactions`: a block of 12 rows a transaction, and one row where the list
// begins.
namespace rpp {

struct TransactionsColumns {
  static constexpr std::size_t kWord = 0;
  static constexpr std::size_t kAux = 8;
  // Constant within a block.
  static constexpr std::size_t kIndex = 16;
  static constexpr std::size_t kLeaf = 17;      // of the key: 4 * nonce + attempt
  static constexpr std::size_t kRotation = 18;  // kind 1
  static constexpr std::size_t kBond = 19;      // kind 2
  static constexpr std::size_t kUnbond = 20;    // kind 3
  static constexpr std::size_t kKinds = 3;
  static constexpr std::size_t kRow = 21;  // one-hot flags
  static constexpr std::size_t kRows = 12;
  static constexpr std::size_t kStart = kRow + kRows;
  static constexpr std::size_t kWidth = kStart + 1;
};

// What `word` holds. A row that is a block of the transaction hash and one of the statement digest
// has both numbers: they differ by one from the third block on, where the statement has the hash in
// front.
namespace transaction_row {
inline constexpr std::size_t kChain = 0;     // chain id
inline constexpr std::size_t kKindHash = 1;  // kind, hash_0 .. hash_6
inline constexpr std::size_t kHash = 2;      // hash; aux: C8, of its leaf
inline constexpr std::size_t kHashFrom = 3;  // hash_7, from_0 .. from_6
inline constexpr std::size_t kKindFrom = 4;  // kind, from_0 .. from_6
inline constexpr std::size_t kFromKey = 5;   // from_7, key_0 .. key_6; aux: from
inline constexpr std::size_t kKeyTo = 6;     // key_7, to_0 .. to_6; aux: from_7, inverse
inline constexpr std::size_t kToAmount = 7;  // to_7, amount, fee_0 .. fee_2; aux: amount, fee
inline constexpr std::size_t kFeeNonce = 8;  // fee_3, rotation count, nonce, expiry_0 .. expiry_2;
                                             // aux: sum, rotation count, nonce_0, attempt
inline constexpr std::size_t kExpiryMemo = 9;  // expiry_3, memo_0 .. memo_6; aux: expiry, slacks
inline constexpr std::size_t kMemo = 10;       // memo_7, zeros; aux: inverse
inline constexpr std::size_t kStatement = 11;  // statement digest; aux: C8, of its leaf
}  // namespace transaction_row

// Places in `aux`.
namespace transaction_aux {
inline constexpr std::size_t kFrom7 = 0;          // row kKeyTo
inline constexpr std::size_t kAmountInverse = 1;  // row kKeyTo: of the sum of the limbs
inline constexpr std::size_t kAmount = 0;         // row kToAmount
inline constexpr std::size_t kFee = 4;
inline constexpr std::size_t kSum = 0;  // row kFeeNonce
inline constexpr std::size_t kRotationCount = 4;
inline constexpr std::size_t kNonce = 6;
inline constexpr std::size_t kAttempt = 7;
inline constexpr std::size_t kExpiry = 0;       // row kExpiryMemo
inline constexpr std::size_t kNonceBefore = 4;  // nonce - 1
inline constexpr std::size_t kNoncesLeft = 5;   // of those that the kind may use
inline constexpr std::size_t kAttemptsLeft = 6;
inline constexpr std::size_t kExpiryInverse = 0;  // row kMemo
}  // namespace transaction_aux

}  // namespace rpp
