// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "apps/p3/security.h"

namespace p3::app {
namespace {

// Cut off, never rounded up: 99.96 bits are not 100.
std::string cut(double bits) { return fmt::format("{:.2f}", std::floor(bits * 100) / 100); }

std::string shape_lines(const Statement& s, const SecurityShape& shape) {
  std::string out = fmt::format("{}, degree {} ({} bits), {} tree of arity {} ({} bits), {}\n",
                                field_name(s.field), s.extension_degree, shape.field_bits,
                                merkle_hash_name(s.merkle_hash), s.merkle_arity,
                                shape.collision_bits, protocol_name(s.protocol));
  for (const SecurityInstance& i : shape.instances) {
    out += fmt::format(
        "2^{} rows, {} constraints of degree {}, {} quotient chunks, {} openings (at most {} of a "
        "column)",
        i.log_rows, i.num_constraints, i.constraint_degree, 1u << i.log_quotient_chunks, i.openings,
        i.opening_points);
    if (i.interactions != 0) {
      out += fmt::format(", {} interactions of width {}", i.interactions, i.widest_tuple);
    }
    out += "\n";
  }
  return out;
}

// As options, so that a proposal can be pasted behind `p3 prove`.
std::string option_lines(const StarkParameters& p) {
  const FriParameters& fri = p.fri;
  return fmt::format(
      "--log-blowup {} --num-queries {} --max-log-arity {} --log-final-poly-len {} --cap-height "
      "{}\n"
      "--ood-pow-bits {} --lookup-pow-bits {} --batch-pow-bits {} --commit-pow-bits {} "
      "--query-pow-bits {}\n",
      fri.log_blowup, fri.num_queries, fri.max_log_arity, fri.log_final_poly_len, p.cap_height,
      p.ood_pow_bits, p.lookup_pow_bits, fri.batch_pow_bits, fri.commit_pow_bits,
      fri.query_pow_bits);
}

// "-" where the regime or the term does not exist.
std::string term_cell(const RegimeReport* regime, SecurityTermKind kind) {
  const SecurityTerm* term = regime == nullptr ? nullptr : regime->find(kind);
  return term == nullptr ? "-" : cut(term->bits);
}

std::string term_table(const SecurityReport& r) {
  const RegimeReport* list = r.list_decoding ? &*r.list_decoding : nullptr;
  const std::array<const RegimeReport*, 4> regimes = {&r.unique_decoding, list, &r.conjectured,
                                                      &r.legacy};
  std::string out = fmt::format(
      "{:<22}{:>9}{:>17}{:>17}{:>13}{:>9}\n", "bits", "work", "unique decoding",
      list ? fmt::format("lists (m={})", list->multiplicity) : "lists", "conjectured", "legacy");
  for (unsigned k = 0; k <= static_cast<unsigned>(SecurityTermKind::kCommitmentCollision); ++k) {
    const auto kind = static_cast<SecurityTermKind>(k);
    const SecurityTerm* term = r.unique_decoding.find(kind);
    out += fmt::format(
        "{:<22}{:>9}{:>17}{:>17}{:>13}{:>9}\n", name(kind),
        term != nullptr && term->grinding_bits != 0 ? fmt::format("{}", term->grinding_bits) : "-",
        term_cell(regimes[0], kind), term_cell(regimes[1], kind), term_cell(regimes[2], kind),
        term_cell(regimes[3], kind));
  }
  return out;
}

std::string verdict(const SecurityReport& r) {
  const RegimeReport& proven = r.proven();
  return fmt::format(
      "proven: {:.0f} bits ({}, bound by {}); conjectured: {:.0f} bits (bound by {})\n",
      std::floor(proven.bits()), name(proven.regime), name(proven.binding().kind),
      std::floor(r.conjectured.bits()), name(r.conjectured.binding().kind));
}

std::string candidate_line(const ProposalCandidate& c, bool best) {
  if (c.obstacle) {
    return fmt::format("  blowup 2^{}: unreachable, {} stops at {} bits ({})\n", c.log_blowup,
                       name(c.obstacle->term.kind), cut(c.obstacle->term.bits),
                       name(c.obstacle->regime));
  }
  const StarkParameters& p = c.proposal->parameters;
  return fmt::format(
      "{} blowup 2^{}: {} queries, work ood {}, lookup {}, batch {}, commit {}, query {}: "
      "about {:.0f} bytes ({})\n",
      best ? '*' : ' ', c.log_blowup, p.fri.num_queries, p.ood_pow_bits, p.lookup_pow_bits,
      p.fri.batch_pow_bits, p.fri.commit_pow_bits, p.fri.query_pow_bits, c.proposal->size.total(),
      name(c.proposal->report.proven().regime));
}

std::string table_lines(const ProposalTable& table, unsigned target) {
  std::string out = fmt::format("{} proven bits at the least proof size:\n", target);
  for (std::size_t i = 0; i < table.candidates.size(); ++i) {
    out += candidate_line(table.candidates[i], table.best == i);
  }
  return out;
}

}  // namespace

std::string security_text(const Request& request, const SecurityAnswer& answer) {
  std::string out = shape_lines(request.statement, answer.subject.shape);
  if (answer.table) out += table_lines(*answer.table, *request.security.target_bits);
  if (!answer.level) return out + "unreachable within these limits\n";
  out += option_lines(answer.level->parameters);
  out += term_table(answer.level->report);
  out += verdict(answer.level->report);
  return out + fmt::format("proof: about {:.0f} bytes\n", answer.level->size.total());
}

}  // namespace p3::app
