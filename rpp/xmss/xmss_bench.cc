// SPDX-License-Identifier: Apache-2.0 OR MIT
// Time of key generation, signing and verifying, for every instruction set.
#include <benchmark/benchmark.h>

#include <string>

#include "p3/field/isa/isa.h"
#include "rpp/xmss/sign.h"
#include "rpp/xmss/verify.h"

namespace rpp {
namespace {

SecretSeed some_seed() {
  std::array<std::uint8_t, 32> bytes;
  bytes.fill(7);
  return SecretSeed::from_bytes(bytes);
}

Digest message_number(std::uint64_t k) {
  Digest message;
  message[0] = Element::from_u64(k);
  return message;
}

// Whole keys; items are leaves.
void keys(benchmark::State& state, p3::Isa isa, unsigned height, unsigned threads) {
  if (!p3::select_isa(isa)) return state.SkipWithError("instruction set not supported here");
  p3::ThreadPool pool(threads);
  for (auto _ : state) {
    const XmssKey key(some_seed(), KeyShape::whole(KeyKind::kVote, height), pool);
    benchmark::DoNotOptimize(key.public_key());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) << height);
}

const XmssKey& small_key() {
  static p3::ThreadPool pool(1);
  static const XmssKey kKey(some_seed(), {KeyKind::kVote, kVoteHeight, 0, 4}, pool);
  return kKey;
}

// The search for the counter and the chains, without a record.
void signing(benchmark::State& state, p3::Isa isa) {
  if (!p3::select_isa(isa)) return state.SkipWithError("instruction set not supported here");
  std::uint64_t k = 0;
  for (auto _ : state) {
    const Digest message = message_number(k++);
    const auto encoding = find_encoding(small_key(), 3, message);
    benchmark::DoNotOptimize(sign_unrecorded(small_key(), 3, *encoding));
  }
}

void verifying(benchmark::State& state) {
  const Digest message = message_number(1);
  const Signature signature =
      sign_unrecorded(small_key(), 3, *find_encoding(small_key(), 3, message));
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        verify_signature(small_key().public_key(), KeyKind::kVote, message, signature));
  }
}

void register_all() {
  for (const p3::Isa isa : p3::supported_isas()) {
    const std::string name(p3::isa_name(isa));
    benchmark::RegisterBenchmark(("key/2^10/1 thread/" + name).c_str(), keys, isa, 10u, 1u);
    benchmark::RegisterBenchmark(("signing/" + name).c_str(), signing, isa);
  }
  benchmark::RegisterBenchmark("verifying", verifying);
  for (const unsigned height : {kWalletHeight, kVoteHeight}) {
    const std::string name = "whole key/2^" + std::to_string(height) + "/2 threads";
    benchmark::RegisterBenchmark(name.c_str(), keys, p3::best_isa(), height, 2u)
        ->UseRealTime()
        ->Iterations(1);
  }
}

}  // namespace
}  // namespace rpp

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  rpp::register_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
