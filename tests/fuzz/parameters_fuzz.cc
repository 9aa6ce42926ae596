// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <span>

#include "tests/fuzz/byte_source.h"
#include "tests/fuzz/count_allocations.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/proof_case.h"

// libFuzzer target `parameters`: any parameters and heights before the verifier.
//
// The first byte picks the case, the next ones the parameters. Then the honest proof is verified
// under them (only the honest parameters may accept it: all others are bound by transcript or
// shape), and a proof whose lengths fit them. Memory and time of a verification stay within what
// parameters and proof length imply.
namespace {

using namespace p3;
using namespace p3::testing;

unsigned small(ByteSource& in, std::uint64_t usual) {
  return static_cast<unsigned>(in.number(usual));
}

// The case's parameters with some of them replaced.
StarkParameters edited(StarkParameters p, ByteSource& in) {
  for (std::size_t n = in.below(6); n-- > 0;) {
    switch (in.below(10)) {
      case 0:
        p.fri.log_blowup = small(in, 5);
        break;
      case 1:
        p.fri.log_final_poly_len = small(in, 4);
        break;
      case 2:
        p.fri.max_log_arity = small(in, 5);
        break;
      case 3:
        p.fri.num_queries = static_cast<std::size_t>(in.number(40));
        break;
      case 4:
        p.fri.batch_pow_bits = small(in, 3);
        break;
      case 5:
        p.fri.commit_pow_bits = small(in, 3);
        break;
      case 6:
        p.fri.query_pow_bits = small(in, 3);
        break;
      case 7:
        p.ood_pow_bits = small(in, 3);
        break;
      case 8:
        p.lookup_pow_bits = small(in, 3);
        break;
      default:
        p.cap_height = small(in, 4);
    }
  }
  return p;
}

// Sanitizers make everything about ten times slower; the bounds are for a verifier that walks its
// input once, with room to spare, and far below what a loop over 2^parameter would take.
template <class Verify>
std::optional<VerifyError> bounded(const StarkParameters& p, std::size_t proof_bytes,
                                   const Verify& verify) {
  const std::size_t queries = std::min<std::size_t>(p.fri.num_queries, kMaxQueries);
  const std::size_t most = (std::size_t{1} << 20) + 256 * proof_bytes + 4096 * queries;
  const double longest =
      0.1 + 1e-5 * static_cast<double>(proof_bytes) + 1e-4 * static_cast<double>(queries);
  const AllocationCount memory;
  const double start = cpu_seconds();
  const auto error = verify();
  const double took = cpu_seconds() - start;
  if (memory.bytes() > most) {
    finding("a verification allocated " + std::to_string(memory.bytes()) + " bytes, more than " +
            std::to_string(most));
  }
  if (took > longest) {
    finding("a verification took " + std::to_string(took) + " s, more than " +
            std::to_string(longest));
  }
  return error;
}

// uni-stark has no lookups, so nothing binds their grinding.
bool same_parameters(const ProofCase& c, StarkParameters p) {
  if (!c.is_batch()) p.lookup_pow_bits = c.parameters().lookup_pow_bits;
  return p == c.parameters();
}

void run_input(std::span<const std::uint8_t> bytes) {
  ByteSource in(bytes);
  const ProofCase& c = proof_case(in.byte());
  const StarkParameters p = edited(c.parameters(), in);
  const bool sound = !c.check(p);
  const auto honest = bounded(p, c.honest().size(), [&] { return c.verify_under(p, c.honest()); });
  if (!honest && !same_parameters(c, p)) finding("accepted under other parameters: " + c.name());
  if (honest && same_parameters(c, p) && sound) finding("rejected under its own parameters");
  const auto shaped = c.shaped(p, in);
  if (!bounded(p, shaped.proof.size(), shaped.verify) && shaped.proof != c.honest()) {
    finding("a proof without meaning is accepted: " + c.name());
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  double slowest = 0;
  std::string which;
  for (const auto& c : proof_cases()) {
    const double ms = quickest_ms([&] { (void)c->verify(c->honest()); });
    if (ms > slowest) slowest = ms, which = c->name();
  }
  print_slowest("one verification", slowest, which);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size != 0) run_input({data, size});
  return 0;
}
