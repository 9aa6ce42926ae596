// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "p3/air/json.h"
#include "p3/air/trace_file.h"
#include "p3/base/split_mix.h"
#include "tests/fuzz/chain_format.h"
#include "tests/fuzz/envelope_case.h"
#include "tests/fuzz/proof_case.h"
#include "tests/small_statements.h"

// fuzz_seeds DIR: writes the first inputs of every target to DIR/TARGET/. All are made from the
// statements and by our prover: nothing is checked in that could go stale.
namespace p3::testing {
namespace {

namespace fs = std::filesystem;

class Seeds {
 public:
  Seeds(const fs::path& root, const char* target) : folder_(root / target) {
    fs::create_directories(folder_);
  }

  void add(const std::string& bytes) {
    std::ofstream file(folder_ / ("seed-" + std::to_string(count_++)), std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    ok_ = ok_ && file.good();
  }
  bool ok() const { return ok_ && count_ != 0; }

 private:
  fs::path folder_;
  std::size_t count_ = 0;
  bool ok_ = true;
};

std::string with_selector(std::size_t selector, const Bytes& bytes) {
  return std::string(1, static_cast<char>(selector)) + std::string(bytes.begin(), bytes.end());
}

bool proofs(const fs::path& root) {
  Seeds seeds(root, "proof");
  for (std::size_t i = 0; i < proof_cases().size(); ++i) {
    const ProofCase& c = *proof_cases()[i];
    seeds.add(with_selector(i, c.honest()));
    for (const Bytes& wrong : c.wrong()) seeds.add(with_selector(i, wrong));
  }
  return seeds.ok();
}

// Inputs that are read as choices: any bytes are a valid input, so some of every length will do.
bool choices(const fs::path& root, const char* target) {
  Seeds seeds(root, target);
  SplitMix64 words(1);
  for (std::size_t i = 0; i < 96; ++i) {
    std::string bytes(1, static_cast<char>(i));
    for (std::size_t n = 0; n < i; ++n) bytes += static_cast<char>(words.next() % 64);
    seeds.add(bytes);
  }
  return seeds.ok();
}

template <class F>
void add_airs(Seeds& seeds, std::size_t field) {
  auto instances = make_small_batch<F>(3);
  instances.push_back(make_small_feat<F>(3));
  for (std::size_t i = 0; i < instances.size(); ++i) {
    for (const std::size_t protocol : {0, 12}) {
      for (const std::size_t trace : {3, 7, 11, 19}) {
        const std::size_t selector = field + 3 * (i % 4) + protocol;
        const Bytes head = {static_cast<std::uint8_t>(trace)};
        seeds.add(with_selector(selector, head) + write_air_json<F>(*instances[i].air));
      }
    }
  }
}

bool airs(const fs::path& root) {
  Seeds seeds(root, "air");
  add_airs<KoalaBear>(seeds, 0);
  add_airs<BabyBear>(seeds, 1);
  add_airs<Goldilocks>(seeds, 2);
  return seeds.ok();
}

// Both forms of a trace, one with a header, and both again with a byte changed.
template <class F>
void add_traces(Seeds& seeds, std::size_t field) {
  const auto instance = make_small_feat<F>(3);
  const MatrixView<F> trace = instance.trace.view();
  const Bytes binary = write_trace_binary<F>(trace);
  const std::vector<std::string> names = {"x", "y", "a[0]", "a[1]", "a[2]"};
  std::vector<Bytes> files = {binary};
  for (const std::string& csv : {write_trace_csv<F>(trace), write_trace_csv<F>(trace, names)}) {
    files.emplace_back(csv.begin(), csv.end());
  }
  for (Bytes& file : files) {
    seeds.add(with_selector(field, file));
    seeds.add(with_selector(field + 3, file));
    file[file.size() / 3] ^= 16;
    seeds.add(with_selector(field, file));
  }
}

bool traces(const fs::path& root) {
  Seeds seeds(root, "trace");
  add_traces<KoalaBear>(seeds, 0);
  add_traces<BabyBear>(seeds, 1);
  add_traces<Goldilocks>(seeds, 2);
  return seeds.ok();
}

bool chain(const fs::path& root) {
  Seeds seeds(root, "chain");
  const auto formats = rpp::testing::chain_formats();
  for (std::size_t i = 0; i < formats.size(); ++i) {
    for (const std::string& seed : formats[i].seeds()) {
      seeds.add(static_cast<char>(i) + seed);
    }
  }
  return seeds.ok();
}

// Both forms of every envelope, and some that were changed.
bool envelopes(const fs::path& root) {
  Seeds seeds(root, "envelope");
  const auto& cases = rpp::testing::envelope_cases();
  const auto add = [&](const Bytes& bytes) { seeds.add({bytes.begin(), bytes.end()}); };
  for (const auto* list : {&cases.honest(), &cases.wrong()}) {
    for (const rpp::Envelope& envelope : *list) {
      const Bytes binary = rpp::encode_envelope(envelope);
      add(binary);
      seeds.add(rpp::write_envelope_json(envelope, *cases.circuits()[0]));
      for (std::uint64_t i = 0; i < 4; ++i) add(rpp::testing::mutate_envelope(binary, i));
    }
  }
  return seeds.ok();
}

}  // namespace
}  // namespace p3::testing

int main(int argc, char** argv) {
  using namespace p3::testing;
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_seeds DIR\n");
    return 2;
  }
  const fs::path root = argv[1];
  const bool ok = proofs(root) && choices(root, "opening") && choices(root, "parameters") &&
                  traces(root) && airs(root) && chain(root) && envelopes(root);
  return ok ? 0 : 1;
}
