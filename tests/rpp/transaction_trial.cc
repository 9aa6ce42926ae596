// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/forced.h"
#include "rpp/transaction/circuit/tampers.h"
#include "rpp/transaction/sample.h"
#include "tests/rpp/family_trial.h"

namespace rpp::testing {
namespace {

std::unique_ptr<Witness> list_of(std::uint64_t seed, std::uint32_t count, p3::ThreadPool& pool) {
  const TransactionSampleOptions options{.count = count, .senders = 0, .kind = {}};
  return std::make_unique<TransactionCase>(make_transaction_sample(seed, options, pool).witness);
}

FamilyTrial make_trial() {
  static const TransactionProver prover(transaction_model());
  static const ForcedTransactions forced(transaction_model());
  FamilyTrial trial;
  trial.circuit = &transaction_model().circuit();
  trial.prover = &prover;
  trial.forced = &forced;
  // Section 1, "Lists", and the added field of transactions.
  trial.public_fields = {{"chain id", "public.chain_id"},
                         {"count", "public.count"},
                         {"list root", "public.list_root"},
                         {"tx root", "public.tx_root"}};
  // Section 5, transaction: each statement, the body that its hash covers, and the signature.
  trial.private_fields = {{"chain id", "statement.chain_id"},
                          {"kind", "statement.kind"},
                          {"transaction hash", "statement.transaction_hash"},
                          {"from", "statement.from"},
                          {"key digest", "statement.key_digest"},
                          {"to", "statement.to"},
                          {"amount", "statement.amount"},
                          {"fee", "statement.fee"},
                          {"rotation count", "statement.rotation_count"},
                          {"nonce", "statement.nonce"},
                          {"expiry height", "statement.expiry_height"},
                          {"memo digest", "statement.memo_digest"},
                          {"chain id", "body.chain_id"},
                          {"kind", "body.kind"},
                          {"from", "body.from"},
                          {"key digest", "body.key_digest"},
                          {"to", "body.to"},
                          {"amount", "body.amount"},
                          {"fee", "body.fee"},
                          {"rotation count", "body.rotation_count"},
                          {"nonce", "body.nonce"},
                          {"expiry height", "body.expiry_height"},
                          {"memo digest", "body.memo_digest"},
                          {"root of the wallet key", "signature.key_root"},
                          {"pp of the wallet key", "signature.key_pp"},
                          {"attempt", "signature.attempt"},
                          {"rho", "signature.rho"},
                          {"the signature's value for a chain", "signature.values"},
                          {"path of the key's tree", "signature.path"},
                          {"a list of 0 to 512", "transactions.count"}};
  trial.sample = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return list_of(seed, static_cast<std::uint32_t>(seed % 4), pool);
  };
  trial.smallest = [](p3::ThreadPool& pool) { return list_of(1, 0, pool); };
  trial.tampers = [](std::uint64_t seed, p3::ThreadPool& pool) {
    return make_transaction_tampers(transaction_model(), seed,
                                    1 + static_cast<std::uint32_t>(seed % 3), pool);
  };
  return trial;
}

const FamilyRegistration kRegistration("transaction", &make_trial);

}  // namespace
}  // namespace rpp::testing
