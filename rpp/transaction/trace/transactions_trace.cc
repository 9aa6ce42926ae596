// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/trace/transactions_trace.h"

#include <algorithm>

namespace rpp {
namespace {

using C = TransactionsColumns;
namespace rows = transaction_row;
namespace aux = transaction_aux;

// The elements of the statement: those of the transaction with the hash behind the kind.
std::vector<Element> listed_elements(const std::vector<Element>& act, const Digest& hash) {
  std::vector<Element> out(act.begin(), act.begin() + kRate + 1);
  out.insert(out.end(), hash.elements.begin(), hash.elements.end());
  out.insert(out.end(), act.begin() + kRate + 1, act.end());
  return out;
}

Element inverse_or_zero(Element x) { return x == Element::zero() ? x : x.inverse(); }

// One block of the table.
class Writer {
 public:
  Writer(Trace& trace, std::size_t first, std::uint32_t index, const SignedTransaction& transaction,
         ListTraces& shared)
      : trace_(trace),
        first_(first),
        index_(index),
        body_(transaction.body),
        signature_(transaction.signature),
        shared_(shared) {}

  // The leaves of both trees, in the order of their numbers.
  std::array<Digest, 2> write() {
    carried();
    const std::vector<Element> act = transaction_elements(body_);
    const Digest hash = shared_.hasher.hash(hash_id(HashKind::kAct, index_), Tag::kTx, act);
    const std::vector<Element> listed = listed_elements(act, hash);
    const Digest statement =
        shared_.hasher.hash(hash_id(HashKind::kListed, index_), Tag::kStatementTransaction, listed);
    words(act, listed);
    sign(hash);
    numbers();
    const Digest transaction_leaf = leaf(rows::kHash, Tag::kTxLeaf, hash);
    return {leaf(rows::kStatement, Tag::kList, statement), transaction_leaf};
  }

 private:
  Element& at(std::size_t row, std::size_t column) { return trace_.at(first_ + row, column); }

  std::uint32_t key_leaf() const { return wrapped_wallet_leaf(body_.nonce, signature_.attempt); }

  void carried() {
    for (std::size_t k = 0; k < C::kRows; ++k) {
      at(k, C::kIndex) = element(index_);
      at(k, C::kLeaf) = element(key_leaf());
      if (body_.kind >= 1 && body_.kind <= C::kKinds) {
        at(k, C::kRotation + body_.kind - 1) = Element::one();
      }
      at(k, C::kRow + k) = Element::one();
    }
  }

  void word(std::size_t row, const std::vector<Element>& elements, std::size_t block) {
    const std::size_t begin = kRate * block, end = std::min(begin + kRate, elements.size());
    put(trace_, first_ + row, C::kWord, std::span(elements).subspan(begin, end - begin));
  }

  void words(const std::vector<Element>& act, const std::vector<Element>& listed) {
    word(rows::kChain, act, 0);
    word(rows::kKindHash, listed, 1);
    word(rows::kHashFrom, listed, 2);
    word(rows::kKindFrom, act, 1);
    for (std::size_t k = 0; k < 6; ++k) word(rows::kFromKey + k, act, 2 + k);
  }

  // A leaf's hash has one block: C8 is the digest plus the block.
  Digest leaf(std::size_t row, Tag tag, const Digest& digest) {
    const Digest out = shared_.hasher.hash(0, tag, digest.elements);
    put(trace_, first_ + row, C::kWord, digest);
    for (std::size_t k = 0; k < 8; ++k) at(row, C::kAux + k) = out[k] + digest[k];
    return out;
  }

  void sign(const Digest& hash) {
    shared_.sign({.number = index_,
                  .leaf = key_leaf(),
                  .message = hash,
                  .rho = signature_.signature.rho,
                  .pp = signature_.key_pp,
                  .values = signature_.signature.values,
                  .path = signature_.path,
                  .key_root = signature_.key_root});
  }

  void set(std::size_t row, std::size_t place, Element x) { at(row, C::kAux + place) = x; }

  void limbs(std::size_t row, std::size_t place, std::span<const Element> values) {
    put(trace_, first_ + row, C::kAux + place, values);
  }

  // Both tuples of a row of numbers.
  void range(std::size_t row) {
    const Element* x = &at(row, C::kAux);
    shared_.range.add({x[0], x[1], x[2], x[3]});
    shared_.range.add({x[4], x[5], x[6], x[7]});
  }

  void numbers() {
    const auto amount = u64_limbs(body_.amount), expiry = u64_limbs(body_.expiry_height);
    const Element nonce = u32_limbs(body_.nonce)[0], attempt = element(signature_.attempt);
    const bool rotates = at(0, C::kRotation) == Element::one();
    limbs(rows::kFromKey, 0, body_.from.elements);
    set(rows::kKeyTo, aux::kFrom7, body_.from[7]);
    if (!rotates) {
      set(rows::kKeyTo, aux::kAmountInverse,
          inverse_or_zero(amount[0] + amount[1] + amount[2] + amount[3]));
    }
    limbs(rows::kToAmount, aux::kAmount, amount);
    limbs(rows::kToAmount, aux::kFee, u64_limbs(body_.fee));
    limbs(rows::kFeeNonce, aux::kSum, u64_limbs(body_.amount + body_.fee));
    limbs(rows::kFeeNonce, aux::kRotationCount, u32_limbs(body_.rotation_count));
    set(rows::kFeeNonce, aux::kNonce, nonce);
    set(rows::kFeeNonce, aux::kAttempt, attempt);
    limbs(rows::kExpiryMemo, aux::kExpiry, expiry);
    set(rows::kExpiryMemo, aux::kNonceBefore, nonce - Element::one());
    set(rows::kExpiryMemo, aux::kNoncesLeft,
        element(kNonceEnd - 1 - (rotates ? 0 : kRotationNonces)) - nonce);
    set(rows::kExpiryMemo, aux::kAttemptsLeft, element(kAttemptCount - 1) - attempt);
    set(rows::kMemo, aux::kExpiryInverse,
        inverse_or_zero(expiry[0] + expiry[1] + expiry[2] + expiry[3]));
    for (std::size_t k = 0; k < 3; ++k) range(rows::kToAmount + k);
  }

  Trace& trace_;
  std::size_t first_;
  std::uint32_t index_;
  const Transaction& body_;
  const WalletSignature& signature_;
  ListTraces& shared_;
};

}  // namespace

Trace transactions_trace(const TransactionWitness& witness, p3::ThreadPool& pool,
                         ListTraces& shared, TransactionLeaves& leaves) {
  const std::size_t count = witness.transactions.size();
  Trace trace = Trace::zeros(table_rows(C::kRows * count + 1), C::kWidth);
  trace.at(C::kRows * count, C::kStart) = Element::one();
  std::vector<std::array<Digest, 2>> digests(count);
  // Runs of transactions are recorded apart and joined in their order, so that the tables are the
  // same for any number of threads.
  constexpr std::size_t kRun = 16;
  std::vector<ListTraces> runs((count + kRun - 1) / kRun);
  pool.for_ranges(runs.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = kRun * begin; i < std::min(kRun * end, count); ++i) {
      Writer writer(trace, C::kRows * i, static_cast<std::uint32_t>(i), witness.transactions[i],
                    runs[i / kRun]);
      digests[i] = writer.write();
    }
  });
  for (const ListTraces& run : runs) shared.append(run);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t tree = 0; tree < leaves.size(); ++tree) {
      leaves[tree].push_back({static_cast<std::uint32_t>(i), digests[i][tree]});
    }
  }
  return trace;
}

}  // namespace rpp
