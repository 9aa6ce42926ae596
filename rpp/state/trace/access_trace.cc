// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/state/trace/access_trace.h"

#include <algorithm>

namespace rpp {

AccessWriter::AccessWriter(Trace& trace, const AccessColumns& columns, const AccountAccess& access,
                           std::uint32_t time, MemoryLog& memory)
    : trace_(trace),
      columns_(columns),
      account_(access.account.value_or(0)),
      time_(time),
      after_(account_words(access.after)),
      memory_(memory) {}

void AccessWriter::read(std::size_t row, AccountWord word) { put_access(row, word, nullptr); }

void AccessWriter::write(std::size_t row, AccountWord word) {
  put_access(row, word, &after_[static_cast<std::size_t>(word)]);
}

void AccessWriter::put_access(std::size_t row, AccountWord word, const MemoryWord* values) {
  // A block that opens no account at all has no memory either.
  if (account_ >= memory_.accounts()) return;
  const MemoryLog::Version found = values == nullptr
                                       ? memory_.read(account_, word, time_)
                                       : memory_.write(account_, word, time_, *values);
  put(trace_, row, columns_.before, found.values);
  put(trace_, row, columns_.after, values == nullptr ? found.values : *values);
  trace_.at(row, columns_.previous) = element(found.time);
}

MemoryWord differs_from_zero(const Digest& address) {
  MemoryWord out{};
  const auto& x = address.elements;
  const auto first = std::ranges::find_if(x, [](const Element& e) { return e != Element::zero(); });
  if (first != x.end()) out[static_cast<std::size_t>(first - x.begin())] = first->inverse();
  return out;
}

}  // namespace rpp
