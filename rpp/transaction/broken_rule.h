// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/transaction/errors.h"
#include "rpp/transaction/sample.h"

// For tests: for every rule a list that breaks it and no other.
//
// The attacker owns every key: what is changed before signing is signed, and every hash that
// depends on it follows.
namespace rpp {

struct ForgedTransactions {
  TransactionWitness witness;
  TransactionClaims claims;
};

// How many ways there are to break a rule: one for each field of the rules about claims.
std::size_t variants_of(TransactionRule rule) noexcept;

// Three transfers of one sender: enough to break every rule.
TransactionSampleOptions breakable_transactions();

// A sample of breakable_transactions(); variant < variants_of(rule).
ForgedTransactions break_rule(TransactionRule rule, std::size_t variant,
                              const TransactionSample& sample, p3::ThreadPool& pool);

}  // namespace rpp
