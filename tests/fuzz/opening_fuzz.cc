// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "p3/field/extension_params.h"
#include "p3/merkle/schedule.h"
#include "p3/merkle/tree.h"
#include "p3/merkle/verify.h"
#include "testing/random_field.h"
#include "tests/fuzz/byte_source.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/suites.h"

// libFuzzer target `opening`: the Merkle verifier before pruned openings of many indices.
//
// The first byte picks field, hash and kind. One kind makes up dimensions, indices and rows. The
// other opens a real tree and then edits the opening: what verifies against the tree's own cap and
// shape must be the tree's own opening of these indices, whatever was edited.
namespace p3::testing {
namespace {

template <class F>
struct Hashers {
  std::shared_ptr<const TreeHasher<F>> one;
  std::unique_ptr<BatchHasher<F>> many;
};

template <class F>
const Hashers<F>& hashers(std::size_t suite) {
  static const auto all = [] {
    std::vector<Hashers<F>> out;
    for (const FuzzSuite& s : kFuzzSuites) {
      const HashSuite<F> made = make_hash_suite<F>(s.hash, s.arity);
      out.push_back({made.hasher, make_batch_hasher<F>(made)});
    }
    return out;
  }();
  return all[suite];
}

template <class F>
F element(ByteSource& in) {
  return F::from_u64(in.number(4));
}

Digest digest(ByteSource& in) {
  Digest d;
  d.words[in.below(4)] = in.word();
  return d;
}

// What the verifier is asked about.
template <class F>
struct Question {
  std::vector<Dimensions> dimensions;
  unsigned cap_height = 0;
  Cap cap;
  std::vector<std::uint64_t> indices;
  MultiOpening<F> opening;

  MerkleError ask(const TreeHasher<F>& hasher) const {
    return verify_multi_opening<F>(hasher, dimensions, cap_height, cap, indices, opening);
  }
};

// Nothing fits by construction; heights may be any number, widths are what memory is spent on.
template <class F>
Question<F> made_up(ByteSource& in) {
  Question<F> q;
  for (std::size_t n = in.below(5); n-- > 0;) {
    q.dimensions.push_back({static_cast<std::size_t>(in.number(9)), in.below(4)});
  }
  q.cap_height = static_cast<unsigned>(in.number(4));
  for (std::size_t n = in.below(9); n-- > 0;) q.cap.push_back(digest(in));
  for (std::size_t n = in.below(6); n-- > 0;) {
    q.indices.push_back(in.number(8));
    auto& rows = q.opening.opened_values.emplace_back();
    for (const Dimensions& d : q.dimensions) rows.emplace_back(d.width, element<F>(in));
    if (in.below(16) == 0) rows.emplace_back(in.below(3), F::one());
  }
  for (std::size_t n = in.below(12); n-- > 0;) q.opening.siblings.push_back(digest(in));
  return q;
}

// Up to four matrices of up to 32 rows, in a ladder of powers of two.
template <class F>
std::vector<Matrix<F>> small_matrices(ByteSource& in) {
  RandomField<F> values(in.byte());
  std::vector<Matrix<F>> matrices;
  for (std::size_t n = 1 + in.below(4); n-- > 0;) {
    const std::size_t height = std::size_t{1} << in.below(6);
    Matrix<F> m = Matrix<F>::uninitialized(height, 1 + in.below(4));
    for (std::size_t i = 0; i < m.size(); ++i) m.data()[i] = values.next();
    matrices.push_back(std::move(m));
  }
  return matrices;
}

// A cap that does not depend on a short matrix must not be asked about: whatever the rest is.
template <class F>
bool refused_as_unbound(const Hashers<F>& hashers, Question<F> q) {
  const auto schedule = make_merkle_schedule(q.dimensions, hashers.one->max_arity(), q.cap_height);
  if (schedule.cap_binds_all()) return false;
  q.cap.resize(schedule.cap_size);
  if (q.ask(*hashers.one) != MerkleError::kMatrixAboveCap) finding("a matrix that no cap binds");
  return true;
}

// One change of what a prover sends. Positions wrap around, so every byte string does something.
template <class F>
void edit_opening(ByteSource& in, MultiOpening<F>& opening) {
  auto& queries = opening.opened_values;
  auto& siblings = opening.siblings;
  const std::size_t q = queries.empty() ? 0 : in.below(queries.size());
  const std::size_t s = siblings.empty() ? 0 : in.below(siblings.size());
  const auto sibling = siblings.begin() + static_cast<std::ptrdiff_t>(s);
  const std::size_t kind = in.below(8);
  if (kind == 0) siblings.insert(sibling, digest(in));
  if (kind <= 3 && kind != 0 && !siblings.empty()) {
    if (kind == 1) siblings.erase(sibling);
    if (kind == 2) sibling->words[in.below(4)] ^= std::uint64_t{1} << in.below(64);
    if (kind == 3) std::swap(*sibling, siblings[in.below(siblings.size())]);
  }
  if (kind < 4 || queries.empty()) return;
  if (kind == 4) std::swap(queries[q], queries[in.below(queries.size())]);
  if (kind == 5) queries.erase(queries.begin() + static_cast<std::ptrdiff_t>(q));
  if (kind < 6 || queries[q].empty()) return;
  auto& row = queries[q][in.below(queries[q].size())];
  if (kind == 6) row.resize(in.below(5), element<F>(in));
  if (kind == 7 && !row.empty()) row[in.below(row.size())] += element<F>(in);
}

// One change of what the verifier knows itself.
template <class F>
void edit_shape(ByteSource& in, Question<F>& q) {
  Dimensions& d = q.dimensions[in.below(q.dimensions.size())];
  switch (in.below(5)) {
    case 0:
      d.height = static_cast<std::size_t>(in.number(40));
      break;
    case 1:
      d.width = in.below(6);
      break;
    case 2:
      q.cap_height = static_cast<unsigned>(in.number(8));
      break;
    case 3:
      q.cap.push_back(digest(in));
      break;
    default:
      if (!q.cap.empty()) q.cap[in.below(q.cap.size())] = digest(in);
  }
}

template <class F>
void check_tree(ByteSource& in, const Hashers<F>& hashers) {
  Question<F> q;
  q.cap_height = static_cast<unsigned>(in.below(4));
  std::vector<Matrix<F>> matrices = small_matrices<F>(in);
  for (const Matrix<F>& m : matrices) q.dimensions.push_back({m.height(), m.width()});
  if (refused_as_unbound(hashers, q)) return;
  static ThreadPool pool(1);
  const auto tree = MerkleTree<F>::commit(*hashers.many, std::move(matrices), q.cap_height, pool);
  q.cap = tree.cap();
  for (std::size_t n = 1 + in.below(8); n-- > 0;) q.indices.push_back(in.below(tree.max_height()));
  q.opening = tree.open(q.indices);
  if (q.ask(*hashers.one) != MerkleError::kNone) finding("a tree's own opening is rejected");
  for (std::size_t n = in.below(4); n-- > 0;) edit_opening(in, q.opening);
  if (in.below(4) == 0) q.indices[in.below(q.indices.size())] = in.number(32);
  if (in.below(4) == 0) {
    edit_shape(in, q);  // another question: any answer will do
    (void)q.ask(*hashers.one);
    return;
  }
  if (q.ask(*hashers.one) == MerkleError::kNone && !(q.opening == tree.open(q.indices))) {
    finding("an opening is accepted that is not the tree's");
  }
}

template <class F>
void run(std::size_t selector, ByteSource& in) {
  const Hashers<F>& h = hashers<F>(selector % kFuzzSuites.size());
  if (selector / kFuzzSuites.size() % 4 != 0) return check_tree<F>(in, h);
  (void)made_up<F>(in).ask(*h.one);
}

void run_input(std::span<const std::uint8_t> bytes) {
  ByteSource in(bytes);
  const std::size_t selector = in.byte();
  if (selector % 3 == 0) run<KoalaBear>(selector / 3, in);
  if (selector % 3 == 1) run<BabyBear>(selector / 3, in);
  if (selector % 3 == 2) run<Goldilocks>(selector / 3, in);
}

}  // namespace
}  // namespace p3::testing

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  // Poseidon2 over a tree of 32 rows, eight indices.
  const std::vector<std::uint8_t> input = {12, 0, 1, 3, 5,  3,  5,  3,  5,  3, 5,
                                           3,  7, 1, 6, 11, 17, 21, 26, 30, 31};
  p3::testing::run_input(input);
  p3::testing::print_slowest("one tree, opened and verified twice",
                             p3::testing::quickest_ms([&] { p3::testing::run_input(input); }),
                             "koala-bear poseidon2");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  p3::testing::run_input({data, size});
  return 0;
}
