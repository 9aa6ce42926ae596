// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "p3/codec/byte_writer.h"
#include "p3/field/extension.h"
#include "tests/proof_walk.h"

// Where each field of a proof's structure stands in its bytes.
//
// A field is named by its path without the numbers of list items: "fri.input_openings.siblings".
// Lengths of lists and presence bytes are fields of their own, "... length" and "... presence".
namespace p3::testing {

struct ByteRange {
  std::size_t begin = 0, end = 0;
};
// The ranges of each field in the order of the bytes; neighbours are joined.
using ProofFields = std::map<std::string, std::vector<ByteRange>>;

template <class F>
class ProofFieldWalk : public ProofWalk<ProofFieldWalk<F>> {
  using Walk = ProofWalk<ProofFieldWalk<F>>;

 public:
  explicit ProofFieldWalk(DigestKind kind) : kind_(kind) {}

  const ProofFields& fields() const { return fields_; }
  // The bytes of what was visited: those of the encoded proof.
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }

  using Walk::visit;
  void visit(Digest& d) { leaf(d, ""); }
  void visit(std::uint64_t& n) { leaf(n, ""); }
  void visit(F& x) { leaf(x, ""); }
  template <unsigned D>
  void visit(Extension<F, D>& x) {
    leaf(x, "");
  }
  template <class T>
  void visit(std::optional<T>& x) {
    add({static_cast<std::uint8_t>(x.has_value() ? 1 : 0)}, " presence");
    if (x) visit(*x);
  }
  template <class T>
  void visit(std::vector<T>& list) {
    leaf(std::uint64_t{list.size()}, " length");
    for (T& item : list) visit(item);
  }
  template <class T>
  void in(const std::string& name, T& part) {
    const std::string outer = path_;
    path_ += path_.empty() ? name : "." + name;
    visit(part);
    path_ = outer;
  }

 private:
  template <class T>
  void leaf(const T& value, const char* kind) {
    codec::ByteWriter<F> writer(kind_);
    writer.put(value);
    add(writer.take(), kind);
  }
  void add(const std::vector<std::uint8_t>& bytes, const char* kind) {
    const std::size_t begin = bytes_.size();
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    std::vector<ByteRange>& ranges = fields_[path_ + kind];
    if (!ranges.empty() && ranges.back().end == begin) {
      ranges.back().end = bytes_.size();
    } else {
      ranges.push_back({begin, bytes_.size()});
    }
  }

  DigestKind kind_;
  std::string path_;
  std::vector<std::uint8_t> bytes_;
  ProofFields fields_;
};

}  // namespace p3::testing
