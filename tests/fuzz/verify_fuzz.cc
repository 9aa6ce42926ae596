// SPDX-License-Identifier: Apache-2.0 OR MIT
// libFuzzer target: any bytes give an answer from the verifier, never a crash, a hang or a large
// allocation. The statement is the one of the vectors fib_keccak_a and fib_p2_a,
// so with tests/vectors as corpus the fuzzer starts from accepted proofs.
#include <span>

#include "p3/airs/fibonacci.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"

namespace p3 {
namespace {

using F = KoalaBear;
using EF = KoalaBear4;

StarkConfig<F> config_of_vectors(TreeHash hash) {
  StarkParameters parameters;
  parameters.fri.max_log_arity = 3;
  parameters.fri.num_queries = 10;
  parameters.fri.batch_pow_bits = 4;
  parameters.fri.commit_pow_bits = 2;
  parameters.fri.query_pow_bits = 6;
  parameters.ood_pow_bits = 5;
  parameters.cap_height = 2;
  return {parameters, make_hash_suite<F>(hash, 2)};
}

std::vector<F> public_values_of_vectors() { return {F::zero(), F::one(), F::from_u64(1422527816)}; }

}  // namespace
}  // namespace p3

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace p3;
  static const AirModel<F, FibonacciAir<F>> air{{}};
  static const StarkConfig<F> keccak = config_of_vectors(TreeHash::kKeccakF);
  static const StarkConfig<F> poseidon2 = config_of_vectors(TreeHash::kPoseidon2);
  const std::span<const std::uint8_t> bytes(data, size);
  const UniStatement<F> uni{&air, public_values_of_vectors(), {}};
  const BatchStatement<F> batch{{{&air, public_values_of_vectors()}}, {}};
  for (const StarkConfig<F>* config : {&keccak, &poseidon2}) {
    (void)verify_uni_bytes<F, EF>(*config, uni, bytes);
    (void)verify_batch_bytes<F, EF>(*config, batch, bytes);
  }
  return 0;
}
