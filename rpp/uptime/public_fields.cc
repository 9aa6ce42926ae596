// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/public_fields.h"

#include "rpp/chain/roots.h"
#include "rpp/lists/claims.h"

namespace rpp {

UptimeListPublic uptime_list_fields(const Digest& chain_id, const Digest& history_root,
                                    std::span<const UptimeStatement> statements) noexcept {
  std::vector<Digest> digests;
  for (const UptimeStatement& statement : statements) {
    digests.push_back(statement_hash(statement));
  }
  return {chain_id, static_cast<std::uint32_t>(statements.size()), statement_list_root(digests),
          history_root};
}

std::optional<std::size_t> shown_statement_mismatch(const UptimeListPublic& fields,
                                                    const UptimeStatement& shown) noexcept {
  const UptimeListPublic given =
      uptime_list_fields(shown.chain_id, shown.history_root, std::span(&shown, 1));
  return first_difference(values_of(fields), values_of(given));
}

}  // namespace rpp
