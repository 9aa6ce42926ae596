// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstring>

#include "tests/fuzz/chain_format.h"
#include "tests/fuzz/count_allocations.h"

// libFuzzer target `chain`: every format of bytes that the chain reads from strangers, but proofs.
//
// The first byte picks the format, the rest are the bytes. What is read is written again
// unchanged, errors say something and lie inside the input, nothing that is signed is accepted in
// another form than its signer made, and nothing costs more memory than a multiple of the input.
namespace rpp::testing {
namespace {

// Parsed JSON takes 25 bytes a byte (json_value.h), lists grow by doubling, and the checks write
// and read again what they read.
std::size_t most_memory(std::size_t bytes) { return (std::size_t{1} << 20) + 1024 * bytes; }

const ChainFormat& format_of(std::uint8_t selector) {
  static const std::vector<ChainFormat> formats = chain_formats();
  return formats[selector % formats.size()];
}

}  // namespace
}  // namespace rpp::testing

// What the checks compare with is made before the first input: its memory counts for none.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  using namespace rpp::testing;
  double slowest = 0;
  std::string which;
  for (const ChainFormat& format : chain_formats()) {
    for (const std::string& seed : format.seeds()) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(seed.data());
      const double ms = p3::testing::quickest_ms([&] { format.check({bytes, seed.size()}); });
      if (ms > slowest) slowest = ms, which = format.name;
    }
  }
  p3::testing::print_slowest("one input", slowest, which);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rpp::testing;
  if (size == 0) return 0;
  const ChainFormat& format = format_of(data[0]);
  const p3::testing::AllocationCount memory;
  format.check({data + 1, size - 1});
  if (memory.bytes() > most_memory(size)) {
    p3::testing::finding(std::string(format.name) + " of " + std::to_string(size) +
                         " bytes allocated " + std::to_string(memory.bytes()));
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  using namespace rpp::testing;
  if (size < 2 || seed % 4 == 0 || !format_of(data[0]).json) {
    return LLVMFuzzerMutate(data, size, max_size);
  }
  p3::SplitMix64 words(seed);
  std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  for (std::uint64_t changes = 1 + words.next() % 3; changes-- > 0;) {
    text = p3::testing::JsonChange(words).apply(text);
  }
  if (text.size() + 1 > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data + 1, text.data(), text.size());
  return text.size() + 1;
}
