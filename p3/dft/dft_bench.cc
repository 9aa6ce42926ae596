// SPDX-License-Identifier: Apache-2.0 OR MIT
// Low-degree extensions with blowup 2 on one thread, for every instruction set; items are cells of
// the input.
//
// The shapes: wide and short, tall, rows that are not whole cache lines, and the narrow matrices of
// quotient chunks.
#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <utility>

#include "p3/dft/dft.h"
#include "p3/field/isa/isa.h"

namespace p3 {
namespace {

template <class F>
void extend(benchmark::State& state, Isa isa, unsigned log_height, std::size_t width) {
  if (!select_isa(isa)) return state.SkipWithError("instruction set not supported here");
  ThreadPool pool(1);
  auto values = Matrix<F>::uninitialized(std::size_t{1} << log_height, width);
  for (std::size_t i = 0; i < values.size(); ++i) values.data()[i] = F::from_u64(i * i);
  for (auto _ : state) {
    auto extended = coset_lde_bit_reversed(values.view(), 1, F::generator(), pool);
    benchmark::DoNotOptimize(extended.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

template <class F>
void register_field() {
  const std::pair<unsigned, std::size_t> shapes[] = {{12, 512}, {16, 64}, {15, 73}, {16, 4}};
  // Goldilocks has portable kernels only.
  const std::size_t sets = F::kBytes == 8 ? 1 : supported_isas().size();
  for (const Isa isa : supported_isas().first(sets)) {
    for (const auto& [log_height, width] : shapes) {
      const std::string name = std::string(F::kName) + "/2^" + std::to_string(log_height) + "x" +
                               std::to_string(width) + "/" + std::string(isa_name(isa));
      benchmark::RegisterBenchmark(name.c_str(), extend<F>, isa, log_height, width);
    }
  }
}

}  // namespace
}  // namespace p3

int main(int argc, char** argv) {
  p3::register_field<p3::KoalaBear>();
  p3::register_field<p3::BabyBear>();
  p3::register_field<p3::Goldilocks>();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
