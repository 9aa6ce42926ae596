// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rpp/chain/account.h"
#include "rpp/chain/limits.h"
#include "rpp/fields/bound_field.h"

// An account's claim to have been online, what it changes, and the statement about both
// (statements.md, section 5, uptime).
namespace rpp {

struct UptimeClaim {
  Digest chain_id;
  Digest address;
  Digest key_digest;  // of the wallet key that signs
  std::uint32_t rotation_count = 0;
  std::uint32_t nonce = 0;
  std::uint64_t epoch = 0;         // of the head
  std::uint64_t window_start = 0;  // seconds
  std::uint64_t window_end = 0;
  Digest head_hash;  // a block that was new when the window ended
  std::uint64_t head_height = 0;

  friend bool operator==(const UptimeClaim&, const UptimeClaim&) = default;
};

// The fields in the order of the hash.
inline constexpr std::array kUptimeClaimFields = {
    bind_field("chain_id", &UptimeClaim::chain_id),
    bind_field("address", &UptimeClaim::address),
    bind_field("key_digest", &UptimeClaim::key_digest),
    bind_field("rotation_count", &UptimeClaim::rotation_count),
    bind_field("nonce", &UptimeClaim::nonce),
    bind_field("epoch", &UptimeClaim::epoch),
    bind_field("window_start", &UptimeClaim::window_start),
    bind_field("window_end", &UptimeClaim::window_end),
    bind_field("head_hash", &UptimeClaim::head_hash),
    bind_field("head_height", &UptimeClaim::head_height),
};
inline constexpr auto kUptimeClaimFieldSpecs = specs_of(kUptimeClaimFields);
inline constexpr FieldTable kUptimeClaimTable{"claim", Tag::kClaim, kUptimeClaimFieldSpecs};
static_assert(info_of(Tag::kClaim).allows(kUptimeClaimTable.num_elements()));

std::vector<Element> claim_elements(const UptimeClaim& claim) noexcept;
// H(claim; ...): what the wallet key signs.
Digest claim_hash(const UptimeClaim& claim) noexcept;

// The part of an account that uptime changes.
struct UptimeRecord {
  std::uint32_t hours = 0;
  std::uint64_t window_end = 0;
  std::uint64_t last_decay = 0;

  friend bool operator==(const UptimeRecord&, const UptimeRecord&) = default;
};

inline UptimeRecord record_of(const Account& account) {
  return {account.hours, account.window_end, account.last_decay};
}

// Whole hours of a window; start <= end.
constexpr std::uint64_t credited_hours(std::uint64_t start, std::uint64_t end) {
  return (end - start) / kHourSeconds;
}

// The record that a claim leaves: decay first, then the credit, capped. The claim must keep the
// rules of the window against `before`, whose last decay is not after its end.
UptimeRecord record_after(const UptimeRecord& before, const UptimeClaim& claim);

// One statement of the uptime family.
struct UptimeStatement {
  Digest chain_id;
  Digest address;
  Digest key_digest;
  std::uint32_t rotation_count = 0;
  std::uint32_t nonce = 0;
  std::uint64_t epoch = 0;
  std::uint64_t window_start = 0;
  std::uint64_t window_end = 0;
  Digest head_hash;
  std::uint64_t head_height = 0;
  Digest history_root;
  std::uint32_t credited = 0;  // hours
  UptimeRecord before;
  UptimeRecord after;

  friend bool operator==(const UptimeStatement&, const UptimeStatement&) = default;
};

inline constexpr std::array kUptimeStatementFields = {
    bind_field("chain_id", &UptimeStatement::chain_id),
    bind_field("address", &UptimeStatement::address),
    bind_field("key_digest", &UptimeStatement::key_digest),
    bind_field("rotation_count", &UptimeStatement::rotation_count),
    bind_field("nonce", &UptimeStatement::nonce),
    bind_field("epoch", &UptimeStatement::epoch),
    bind_field("window_start", &UptimeStatement::window_start),
    bind_field("window_end", &UptimeStatement::window_end),
    bind_field("head_hash", &UptimeStatement::head_hash),
    bind_field("head_height", &UptimeStatement::head_height),
    bind_field("history_root", &UptimeStatement::history_root),
    bind_small("credited_hours", &UptimeStatement::credited, Element::kPrime - 1),
    bind_nested_small<&UptimeStatement::before, &UptimeRecord::hours>("hours_before",
                                                                      Element::kPrime - 1),
    bind_nested<&UptimeStatement::before, &UptimeRecord::window_end>("window_end_before"),
    bind_nested<&UptimeStatement::before, &UptimeRecord::last_decay>("last_decay_before"),
    bind_nested_small<&UptimeStatement::after, &UptimeRecord::hours>("hours_after",
                                                                     Element::kPrime - 1),
    bind_nested<&UptimeStatement::after, &UptimeRecord::window_end>("window_end_after"),
    bind_nested<&UptimeStatement::after, &UptimeRecord::last_decay>("last_decay_after"),
};
inline constexpr auto kUptimeStatementSpecs = specs_of(kUptimeStatementFields);
inline constexpr FieldTable kUptimeStatementTable{"statement-uptime", Tag::kStatementUptime,
                                                  kUptimeStatementSpecs};

// The statement of a claim that keeps the rules of the window.
UptimeStatement statement_of(const UptimeClaim& claim, const Digest& history_root,
                             const UptimeRecord& before);
// H(statement-uptime; ...); hours must be below p.
Digest statement_hash(const UptimeStatement& statement) noexcept;

}  // namespace rpp
