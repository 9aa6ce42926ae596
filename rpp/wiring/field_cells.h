// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "p3/base/check.h"
#include "rpp/fields/field_table.h"
#include "rpp/wiring/tape_builder.h"

// FieldCells: the public fields of a family on its tape, one variable per element.
//
// All integers are asked to be limbs; a field with a maximum of its own needs a rule beside that.
namespace rpp {

class FieldCells {
 public:
  FieldCells(TapeBuilder& t, const FieldTable& table) : table_(table) {
    for (const FieldSpec& field : table.fields) add(t, field);
  }

  // What S hashes.
  std::span<const Cell> message() const { return cells_; }

  // By name and type; the table must have it.
  DigestCells digest(std::string_view name) const { return cells<8>(name); }
  Cells<4> parameter(std::string_view name) const { return cells<4>(name); }
  U64Cells u64(std::string_view name) const { return cells<4>(name); }
  U32Cells u32(std::string_view name) const { return cells<2>(name); }
  Cell small(std::string_view name) const { return cells<1>(name)[0]; }

 private:
  void add(TapeBuilder& t, const FieldSpec& field) {
    const std::size_t begin = cells_.size(), count = elements_of(field.type);
    const std::string name(field.name);
    for (std::size_t i = 0; i < count; ++i) {
      cells_.push_back(t.variable(count == 1 ? name : name + "[" + std::to_string(i) + "]"));
    }
    if (is_integer(field.type)) t.range(std::span<const Cell>(cells_).subspan(begin));
    begins_.push_back(begin);
  }

  template <std::size_t N>
  Cells<N> cells(std::string_view name) const {
    const std::size_t field = table_.find(name);
    P3_CHECK(field < begins_.size() && elements_of(table_.fields[field].type) == N,
             "the family has no field of this name and type");
    Cells<N> out;
    for (std::size_t i = 0; i < N; ++i) out[i] = cells_[begins_[field] + i];
    return out;
  }

  FieldTable table_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> begins_;  // by field
};

}  // namespace rpp
