// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

#include "p3/engine/statement.h"

// The C++ verifier without the prover's library: reads a proof of fibonacci with 2^10 rows, and
// says what it is worth for seed 1 and for seed 2.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  const std::vector<std::uint8_t> proof(text.begin(), text.end());
  for (const std::uint64_t seed : {1, 2}) {
    auto statement = p3::make_statement<p3::KoalaBear>({});
    statement.instances.push_back(p3::shipped_instance<p3::KoalaBear>(
        {.objective = p3::Objective::kFibonacci, .log_trace_length = 10, .seed = seed}));
    const auto reason = p3::verify_statement<p3::KoalaBear>(statement, proof);
    std::printf("seed %d: %s\n", static_cast<int>(seed), reason ? reason->c_str() : "valid");
  }
  return 0;
}
