// SPDX-License-Identifier: Apache-2.0 OR MIT
// Valid and broken witnesses of the families, with what the native rules say about them, for the
// comparison with tools/reference.
//
//   rpp_families_cli FAMILY SEED
//   rpp_families_cli FAMILY -       witness files, one JSON string a line, on standard input
//
// FAMILY is transaction, uptime, identity, pruning or state. One line of JSON per witness: "case"
// (a rule, or "valid"), "witness" (the file), "errors" (broken rules with their places), and the
// digests "hashes" (of what is signed; pruning: tx roots; state: transactions), "statements"
// (pruning: commitment, kept root, receipt root, binding digest; state: records), "list_root"
// (pruning: kept root) and "s". Rules that no file can break, shape and claims, are left out. Files
// that are read have the case "read", others "refused" and what the reader says as their only
// error.
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "rpp/fields/field_codec.h"
#include "rpp/identity/broken_rule.h"
#include "rpp/identity/check.h"
#include "rpp/identity/witness_json.h"
#include "rpp/pruning/broken_rule.h"
#include "rpp/pruning/check.h"
#include "rpp/pruning/witness_json.h"
#include "rpp/state/broken_rule.h"
#include "rpp/state/check.h"
#include "rpp/state/witness_json.h"
#include "rpp/transaction/broken_rule.h"
#include "rpp/transaction/check.h"
#include "rpp/transaction/witness_json.h"
#include "rpp/uptime/broken_rule.h"
#include "rpp/uptime/check.h"
#include "rpp/uptime/witness_json.h"

namespace rpp {
namespace {

struct Line {
  std::string name;
  std::string witness;
  std::vector<std::string> errors;
  std::vector<Digest> hashes, statements;
  Digest list_root, s;
};

void print(const Line& line) {
  const auto texts = [](const std::vector<Digest>& digests) {
    std::vector<std::string> out;
    for (const Digest& digest : digests) out.push_back(to_text(digest));
    return out;
  };
  const nlohmann::json json = {{"case", line.name},
                               {"witness", line.witness},
                               {"errors", line.errors},
                               {"hashes", texts(line.hashes)},
                               {"statements", texts(line.statements)},
                               {"list_root", to_text(line.list_root)},
                               {"s", to_text(line.s)}};
  std::cout << json.dump() << "\n";
}

template <class Error>
std::vector<std::string> texts_of(const std::vector<Error>& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors) out.push_back(describe(error));
  return out;
}

// The digests of a list whose facts are `all`, each with a hash and a statement digest.
template <class Facts, class Hash>
void add_list(Line& line, const std::vector<Facts>& all, Hash hash) {
  for (const Facts& one : all) {
    line.hashes.push_back(hash(one));
    line.statements.push_back(one.statement_digest);
  }
}

Line line_of(const TransactionWitness& witness) {
  Line line;
  line.witness = write_transaction_witness(witness);
  const TransactionListFacts facts = transaction_list_facts(witness);
  line.errors = texts_of(transaction_errors(witness, facts, facts.claims));
  add_list(line, facts.transactions, [](const auto& one) { return one.hash; });
  line.list_root = facts.claims.fields.list_root;
  line.s = statement_digest(kTransactionListTable, values_of(facts.claims.fields));
  return line;
}

Line line_of(const UptimeRules& rules, const UptimeWitness& witness) {
  Line line;
  line.witness = write_uptime_witness(rules, witness);
  const UptimeListFacts facts = uptime_list_facts(witness);
  line.errors = texts_of(uptime_errors(rules, witness, facts, facts.claimed));
  add_list(line, facts.claims, [](const auto& one) { return one.hash; });
  line.list_root = facts.claimed.fields.list_root;
  line.s = statement_digest(kUptimeListTable, values_of(facts.claimed.fields));
  return line;
}

Line line_of(const IdentityRules& rules, const IdentityWitness& witness) {
  Line line;
  line.witness = write_identity_witness(rules, witness);
  const IdentityListFacts facts = identity_list_facts(rules, witness);
  line.errors = texts_of(identity_errors(rules, witness, facts, facts.claims));
  add_list(line, facts.identities, [](const auto& one) { return one.signatures.hash; });
  line.list_root = facts.claims.fields.list_root;
  line.s = statement_digest(kIdentityListTable, values_of(facts.claims.fields));
  return line;
}

Line line_of(const PruningWitness& witness) {
  Line line;
  line.witness = write_pruning_witness(witness);
  const PruningFacts facts = pruning_facts(witness);
  line.errors = texts_of(pruning_errors(witness, facts, facts.fields));
  for (const PrunedBlockFacts& block : facts.blocks) line.hashes.push_back(block.tx_root);
  const PruningPublic& fields = facts.fields;
  line.statements = {fields.tx_roots_commitment, fields.kept_root, fields.receipt_root,
                     fields.binding_digest};
  line.list_root = fields.kept_root;
  line.s = statement_digest(kPruningTable, values_of(fields));
  return line;
}

Line line_of(const StateRules& rules, const StateWitness& witness) {
  Line line;
  line.witness = write_state_witness(rules, witness);
  const StateFacts facts = state_facts(rules, witness);
  line.errors = texts_of(state_errors(rules, witness, facts, facts.fields));
  for (const StateTransactionFacts& one : facts.transactions) line.hashes.push_back(one.hash);
  for (const RecordFacts& one : facts.records) line.statements.push_back(one.digest);
  line.list_root = facts.fields.uptime_list_root;
  line.s = statement_digest(kStatePublicTable, values_of(facts.fields));
  return line;
}

void print(Line line, const char* name) {
  line.name = name;
  print(line);
}

void transactions(std::uint64_t seed, p3::ThreadPool& pool) {
  const auto empty = make_transaction_sample(seed, {.count = 0}, pool);
  print(line_of(empty.witness), "valid");
  print(line_of(make_transaction_sample(seed, {}, pool).witness), "valid");
  const auto sample = make_transaction_sample(seed, breakable_transactions(), pool);
  print(line_of(sample.witness), "valid");
  for (auto i = static_cast<std::size_t>(TransactionRule::kChainId);
       i < static_cast<std::size_t>(TransactionRule::kStatementMismatch); ++i) {
    const auto rule = static_cast<TransactionRule>(i);
    for (std::size_t v = 0; v < variants_of(rule); ++v) {
      print(line_of(break_rule(rule, v, sample, pool).witness), rule_name(rule));
    }
  }
}

void uptime(std::uint64_t seed, p3::ThreadPool& pool) {
  const UptimeRules rules = breakable_uptime().rules;
  print(line_of(rules, make_uptime_sample(seed, {.count = 0}, pool).witness), "valid");
  print(line_of(rules, make_uptime_sample(seed, {.count = 5, .senders = 2}, pool).witness),
        "valid");
  const auto sample = make_uptime_sample(seed, breakable_uptime(), pool);
  print(line_of(rules, sample.witness), "valid");
  for (auto i = static_cast<std::size_t>(UptimeRule::kChainId);
       i < static_cast<std::size_t>(UptimeRule::kStatementMismatch); ++i) {
    const auto rule = static_cast<UptimeRule>(i);
    for (std::size_t v = 0; v < variants_of(rule); ++v) {
      print(line_of(rules, break_rule(rule, v, sample, pool).witness), rule_name(rule));
    }
  }
}

void identities(std::uint64_t seed, p3::ThreadPool& pool) {
  const IdentityRules rules = breakable_identities().rules;
  print(line_of(rules, make_identity_sample(seed, {.count = 0}, pool).witness), "valid");
  const IdentityRules low{7, 10};
  print(line_of(low, make_identity_sample(seed, {.rules = low, .count = 1}, pool).witness),
        "valid");
  const auto sample = make_identity_sample(seed, breakable_identities(), pool);
  print(line_of(rules, sample.witness), "valid");
  for (auto i = static_cast<std::size_t>(IdentityRule::kHeightRange);
       i < static_cast<std::size_t>(IdentityRule::kStatementMismatch); ++i) {
    const auto rule = static_cast<IdentityRule>(i);
    for (std::size_t v = 0; v < variants_of(rule); ++v) {
      print(line_of(rules, break_rule(rule, v, sample, pool).witness), rule_name(rule));
    }
  }
  const auto few = break_rule(IdentityRule::kAttestationCount, 0, sample, pool);
  print(line_of(rules, few.witness), rule_name(IdentityRule::kAttestationCount));
}

void pruning(std::uint64_t seed) {
  PruningSampleOptions nothing;
  nothing.nothing = true;
  print(line_of(make_pruning_sample(seed, nothing).witness), "valid");
  const PruningSampleOptions full{.blocks = 16, .transactions = 5, .removed_percent = 100};
  print(line_of(make_pruning_sample(seed, full).witness), "valid");
  const auto sample = make_pruning_sample(seed, {.blocks = 3});
  print(line_of(sample.witness), "valid");
  for (const PruningRule rule : {PruningRule::kHeightRange, PruningRule::kHistoryPath}) {
    print(line_of(break_rule(rule, 0, sample).witness), rule_name(rule));
  }
}

void state(std::uint64_t seed) {
  const StateRules rules{8, 1000, 100, 2, 1};
  StateSampleOptions options{.rules = rules, .transactions = 0, .records = 0, .identities = 0};
  options.boundary = false;
  print(line_of(rules, make_state_sample(seed, options).witness), "valid");
  options = breakable_state(rules);
  const auto breakable = make_state_sample(seed, options);
  options = StateSampleOptions{.rules = rules, .transactions = 12, .records = 3, .identities = 2};
  options.boundary = true;
  // Every kind of act, and a set that changes.
  print(line_of(rules, make_state_sample(seed + 1, options).witness), "valid");
  print(line_of(rules, make_state_sample(seed, options).witness), "valid");
  for (auto i = static_cast<std::size_t>(StateRule::kHeightRange);
       i < static_cast<std::size_t>(StateRule::kPublicFieldMismatch); ++i) {
    const auto rule = static_cast<StateRule>(i);
    for (std::size_t v = 0; v < variants_of(rule); ++v) {
      print(line_of(rules, break_rule(rule, v, breakable).witness), rule_name(rule));
    }
  }
}

Line line_of(const StateWitnessFile& file) { return line_of(file.rules, file.witness); }
Line line_of(const UptimeWitnessFile& file) { return line_of(file.rules, file.witness); }
Line line_of(const IdentityWitnessFile& file) { return line_of(file.rules, file.witness); }

template <class File>
void judge(const std::string& text, p3::Result<File, JsonTextError> (*read)(std::string_view)) {
  const auto file = read(text);
  if (file) return print(line_of(file.value()), "read");
  Line refused;
  refused.errors = {file.error().message};
  print(refused, "refused");
}

void judge_all(const std::string& family) {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = nlohmann::json::parse(line).get<std::string>();
    if (family == "transaction") judge(text, &read_transaction_witness);
    if (family == "uptime") judge(text, &read_uptime_witness);
    if (family == "identity") judge(text, &read_identity_witness);
    if (family == "pruning") judge(text, &read_pruning_witness);
    if (family == "state") judge(text, &read_state_witness);
  }
}

bool run(const std::string& family, std::uint64_t seed) {
  p3::ThreadPool pool(2);
  if (family == "transaction") return transactions(seed, pool), true;
  if (family == "uptime") return uptime(seed, pool), true;
  if (family == "identity") return identities(seed, pool), true;
  if (family == "pruning") return pruning(seed), true;
  if (family == "state") return state(seed), true;
  return false;
}

}  // namespace
}  // namespace rpp

int main(int argc, char** argv) {
  if (argc == 3 && argv[2] == std::string("-")) return rpp::judge_all(argv[1]), 0;
  if (argc == 3 && rpp::run(argv[1], std::strtoull(argv[2], nullptr, 10))) return 0;
  std::cerr << "usage: rpp_families_cli transaction|uptime|identity|pruning|state SEED|-\n";
  return 2;
}
