// SPDX-License-Identifier: Apache-2.0 OR MIT
// Time per permutation of leaf and node hashing, for every suite and instruction set, and of the
// scalar Poseidon2 that verifiers without vector code run.
//
// The rows of one call fit into the second-level cache; items are permutations.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "p3/field/isa/isa.h"
#include "p3/hash/batch_hasher.h"
#include "p3/hash/poseidon2_defaults.h"

namespace p3 {
namespace {

constexpr std::size_t kRows = 128;
constexpr std::size_t kWidth = 272;  // whole blocks of every hash but Keccak-256

// Elements absorbed by one permutation of the leaf hash.
template <class F>
std::size_t leaf_rate(TreeHash hash) {
  if (hash == TreeHash::kKeccakF || hash == TreeHash::kKeccak256) return 136 / F::kBytes;
  if (F::kBytes == 8) return 4;
  return hash == TreeHash::kPoseidon2 ? 16 : 8;
}

template <class F>
void leaves(benchmark::State& state, Isa isa, TreeHash hash) {
  if (!select_isa(isa)) return state.SkipWithError("instruction set not supported here");
  const auto hasher = make_batch_hasher<F>(hash, 2);
  auto matrix = Matrix<F>::uninitialized(kRows, kWidth);
  for (std::size_t i = 0; i < matrix.size(); ++i) matrix.data()[i] = F::from_u64(i * i);
  const MatrixView<F> view = matrix.view();
  std::vector<Digest> out(kRows);
  for (auto _ : state) hasher->hash_rows({&view, 1}, 0, kRows, out.data());
  const std::size_t blocks = kWidth / leaf_rate<F>(hash) + (hash == TreeHash::kKeccak256);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows * blocks));
}

template <class F>
void nodes(benchmark::State& state, Isa isa, TreeHash hash) {
  if (!select_isa(isa)) return state.SkipWithError("instruction set not supported here");
  const auto hasher = make_batch_hasher<F>(hash, 2);
  std::vector<Digest> children(2 * kRows), out(kRows);
  for (auto _ : state) hasher->compress_layer(children.data(), 2, kRows, out.data());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}

template <class F, unsigned T>
void scalar_permutation(benchmark::State& state) {
  const Poseidon2<F, T> permutation = default_poseidon2<F, T>();
  std::array<F, T> words{};
  for (auto _ : state) permutation.permute(words);
  benchmark::DoNotOptimize(words);
}

template <class F, unsigned T>
void register_scalar() {
  const std::string name = "scalar/" + std::string(F::kName) + "/poseidon-2/" + std::to_string(T);
  benchmark::RegisterBenchmark(name.c_str(), scalar_permutation<F, T>);
}

template <class F>
void register_field() {
  const std::pair<TreeHash, const char*> hashes[] = {{TreeHash::kPoseidon2, "poseidon-2"},
                                                     {TreeHash::kKeccakF, "keccak-f"},
                                                     {TreeHash::kKeccak256, "keccak-256"}};
  for (const Isa isa : supported_isas()) {
    for (const auto& [hash, hash_name] : hashes) {
      const std::string name =
          std::string(F::kName) + "/" + hash_name + "/" + std::string(isa_name(isa));
      benchmark::RegisterBenchmark(("leaves/" + name).c_str(), leaves<F>, isa, hash);
      benchmark::RegisterBenchmark(("nodes/" + name).c_str(), nodes<F>, isa, hash);
    }
  }
}

}  // namespace
}  // namespace p3

int main(int argc, char** argv) {
  p3::register_field<p3::KoalaBear>();
  p3::register_field<p3::BabyBear>();
  p3::register_field<p3::Goldilocks>();
  p3::register_scalar<p3::KoalaBear, 16>();
  p3::register_scalar<p3::KoalaBear, 24>();
  p3::register_scalar<p3::BabyBear, 16>();
  p3::register_scalar<p3::BabyBear, 24>();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
