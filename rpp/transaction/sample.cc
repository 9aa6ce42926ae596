// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/sample.h"

#include "p3/base/check.h"
#include "rpp/chain/limits.h"
#include "rpp/hash/random_digest.h"
#include "rpp/lists/sample_sender.h"
#include "rpp/lists/sample_wallet.h"
#include "rpp/transaction/facts.h"

namespace rpp {
namespace {

constexpr std::uint64_t kMaxFee = 1'000'000;

// What a rotation may commit to; only the state opens it.
KeyChange draw_keys(p3::SplitMix64& draws) {
  KeyChange keys;
  keys.wallet_key = random_digest(draws);
  keys.vote_key.root = random_digest(draws);
  for (Element& x : keys.vote_key.pp) x = Element::from_u64(draws.next());
  keys.vote_key.first_slot = draws.next() % (std::uint64_t{1} << 32);
  keys.vote_key.activation_height = draws.next() % (std::uint64_t{1} << 32);
  return keys;
}

Transaction sample_body(p3::SplitMix64& draws, const Digest& chain_id, const SampleSender& sender,
                        std::uint32_t turn, std::optional<TransactionKind> kind) {
  Transaction body;
  body.chain_id = chain_id;
  // Every second one is a transfer, and a quarter of the others.
  const std::uint64_t draw = draws.next();
  body.kind = draw % 2 == 0 ? 0 : static_cast<std::uint32_t>(draw / 2 % kNumTransactionKinds);
  if (kind) body.kind = static_cast<std::uint32_t>(*kind);
  body.from = sender.address;
  body.key_digest = sender.key_digest;
  const Digest recipient = random_digest(draws);
  body.to = body.is(TransactionKind::kTransfer) ? recipient : body.from;
  // Numbers of any length; the sum with the fee stays below 2^64.
  const std::uint64_t length = draws.next() % 63;
  body.amount = 1 + (draws.next() & ((std::uint64_t{1} << length) - 1));
  if (body.is(TransactionKind::kRotation)) body.amount = 0;
  body.fee = draws.next() % kMaxFee;
  body.rotation_count = sender.rotation_count;
  body.nonce = sender.first_nonce + turn;
  body.expiry_height = 1 + draws.next() % (std::uint64_t{1} << 32);
  body.memo_digest = body.is(TransactionKind::kRotation) ? key_change_hash(draw_keys(draws))
                                                         : random_digest(draws);
  return body;
}

}  // namespace

SignedTransaction sign(const DraftTransaction& transaction) {
  const Transaction& body = transaction.body;
  return {body,
          sign_act(*transaction.key, body.nonce, transaction.attempt, transaction_hash(body))};
}

TransactionWitness sign(const TransactionDraft& draft, p3::ThreadPool& pool) {
  TransactionWitness witness;
  witness.chain_id = draft.chain_id;
  witness.transactions.resize(draft.transactions.size());
  pool.for_ranges(draft.transactions.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      witness.transactions[i] = sign(draft.transactions[i]);
    }
  });
  return witness;
}

std::optional<const char*> bad_sample_option(const TransactionSampleOptions& options) noexcept {
  if (options.count > kMaxTransactions) return "transactions are 0 to 512";
  if (options.senders > options.count) return "senders are at most the transactions";
  return std::nullopt;
}

TransactionSample make_transaction_sample(std::uint64_t seed,
                                          const TransactionSampleOptions& options,
                                          p3::ThreadPool& pool) {
  P3_CHECK(!bad_sample_option(options), "options of a sample");
  p3::SplitMix64 draws(seed);
  TransactionSample sample;
  sample.draft.chain_id = random_digest(draws);
  const std::vector<SampleSender> senders =
      sample_senders(options.count, options.senders, draws, pool, sample.keys);
  for (std::uint32_t i = 0; i < options.count; ++i) {
    const std::size_t s = i % senders.size();
    const auto turn = static_cast<std::uint32_t>(i / senders.size());
    const Transaction body =
        sample_body(draws, sample.draft.chain_id, senders[s], turn, options.kind);
    const auto attempt = static_cast<std::uint32_t>(draws.next() % kAttempts);
    sample.draft.transactions.push_back({body, sample.keys[s].get(), attempt});
  }
  sample.witness = sign(sample.draft, pool);
  sample.claims = transaction_list_facts(sample.witness).claims;
  return sample;
}

}  // namespace rpp
