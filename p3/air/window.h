// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>

// The columns and selectors that one scalar evaluation of an AIR reads.
namespace p3 {

// The rows and values that one evaluation sees. Empty next spans read as zeros.
template <class E, class F>
struct RowWindow {
  std::span<const E> local, next;
  std::span<const E> preprocessed_local, preprocessed_next;
  std::span<const E> periodic;
  std::span<const F> public_values;
  E is_first_row{}, is_last_row{}, is_transition{};
};

// Read access that CheckBuilder and VerifierFolder share.
template <class E, class F>
class WindowColumns {
 public:
  explicit WindowColumns(const RowWindow<E, F>& window) : window_(window) {}

  E local(std::size_t i) const { return window_.local[i]; }
  E next(std::size_t i) const { return at(window_.next, i); }
  E preprocessed_local(std::size_t i) const { return window_.preprocessed_local[i]; }
  E preprocessed_next(std::size_t i) const { return at(window_.preprocessed_next, i); }
  E periodic(std::size_t i) const { return window_.periodic[i]; }
  E public_value(std::size_t i) const { return E(window_.public_values[i]); }
  E is_first_row() const { return window_.is_first_row; }
  E is_last_row() const { return window_.is_last_row; }
  E is_transition() const { return window_.is_transition; }
  const RowWindow<E, F>& window() const { return window_; }

 private:
  static E at(std::span<const E> row, std::size_t i) { return row.empty() ? E{} : row[i]; }

  RowWindow<E, F> window_;
};

}  // namespace p3
