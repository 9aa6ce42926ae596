// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "p3/air/analysis.h"
#include "p3/air/json.h"
#include "p3/verify/batch.h"
#include "p3/verify/uni.h"
#include "tests/fuzz/air_oracle.h"
#include "tests/fuzz/byte_source.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_change.h"
#include "tests/fuzz/suites.h"
#include "tests/small_proofs.h"

// libFuzzer target `air`: runtime AIRs from arbitrary text.
//
// The first byte picks field, hash and protocol, the second height and values of a trace; the rest
// is the text. An AIR that is accepted is written and read again, analysed, checked on the trace,
// and, if it is small, proved and verified: the proof must be accepted exactly if the trace
// satisfies the constraints (and, in a batch, the lookups).
namespace p3::testing {
namespace {

// A text may ask for more than it is long, through widths and degrees.
constexpr AirLimits kLimits = {.max_width = 64,
                               .max_nodes = 1024,
                               .max_constraints = 256,
                               .max_periodic_length = 64,
                               .max_lookups = 16,
                               .max_tuple_width = 16,
                               .max_declared_degree = 64};

struct Choice {
  FuzzSuite suite;
  bool batch;
  std::uint8_t trace;
};

// All zero, all one, row numbers, small values, any values: many constraints hold on one of them.
template <class F>
Matrix<F> make_values(std::uint8_t choice, std::size_t height, std::size_t width) {
  SplitMix64 words(choice);
  Matrix<F> out = Matrix<F>::zeros(height, width);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint64_t word = words.next();
    const std::uint64_t values[] = {0, 1, i / width, word % 2, word};
    out.data()[i] = F::from_u64(values[choice / 4 % 5]);
  }
  return out;
}

template <class F>
void check_round_trip(const Air<F>& air) {
  for (const std::string& text : {write_air_json<F>(air), write_air_text<F>(air)}) {
    const auto again = read_air_json<F>(text, kLimits);
    if (!again) finding("an AIR that we wrote is refused: " + again.error().message);
    if (!(again.value()->dag() == air.dag())) finding("an AIR changes when it is written and read");
  }
}

// Whether a proof can be made at all, and in a moment.
template <class F>
bool small_enough(const Air<F>& air, const StarkConfig<F>& config, unsigned log_degree,
                  bool batch) {
  for (const auto& column : air.shape().periodic) {
    if (column.size() > std::size_t{1} << log_degree) return false;
  }
  const AirAnalysis analysis = analyse(air, log_degree, batch);
  const AirAnalysis* const one = &analysis;
  return analysis.log_quotient_chunks <= 4 && bus_widths_agree({&one, 1}) &&
         height_bound_holds({&one, 1}, {&log_degree, 1}, F::kOrder) &&
         (config.parameters.fri.log_final_poly_len == 0 ||
          log_degree > config.parameters.fri.log_final_poly_len);
}

template <class F, class EF>
bool proof_is_accepted(const StarkConfig<F>& config, std::vector<SmallInstance<F>>& instances,
                       bool batch) {
  if (batch) {
    const auto run = prove_small_batch<F, EF>(config, instances, 1);
    return !verify_batch(config, run.statement, run.proof);
  }
  const auto run = prove_small_uni<F, EF>(config, instances[0], 1);
  return !verify_uni(config, run.statement, run.proof);
}

// What the definitions say; nothing where a lookup has no meaning.
template <class F>
std::optional<bool> trace_holds(const SmallInstance<F>& instance, bool batch) {
  const MatrixView<F> main = instance.trace.view(), preprocessed = instance.preprocessed.view();
  const std::span<const F> public_values = instance.public_values;
  if (check_trace<F>(*instance.air, main, preprocessed, public_values)) return false;
  if (!batch) return true;
  return lookups_balance<F>(*instance.air, main, preprocessed, public_values);
}

template <class F, class EF>
void run(const Choice& choice, std::string_view text) {
  auto read = read_air_file<F>(text, kLimits);
  if (!read) {
    if (read.error().message.empty()) finding("an error without a message");
    if (read_air_json<F>(text, kLimits)) finding("the AIR of a file is accepted without the file");
    return;
  }
  AirFile<F> file = std::move(read).value();
  const AirShape<F>& shape = file.air->shape();
  check_round_trip<F>(*file.air);
  const unsigned log_degree = choice.trace % 4;
  const std::size_t rows = std::size_t{1} << log_degree;
  const auto publics = make_values<F>(choice.trace, 1, shape.num_public_values);
  std::vector<SmallInstance<F>> one(1);
  one[0] = {nullptr,
            {publics.data(), publics.data() + publics.size()},
            make_values<F>(choice.trace, rows, shape.width),
            make_values<F>(choice.trace, rows, shape.preprocessed_width)};
  if (file.preprocessed.height() == rows) one[0].preprocessed = std::move(file.preprocessed);
  one[0].air = std::move(file.air);
  const StarkConfig<F> config{fuzz_parameters(choice.suite, choice.batch),
                              make_hash_suite<F>(choice.suite.hash, choice.suite.arity)};
  const std::optional<bool> holds = trace_holds(one[0], choice.batch);
  if (!small_enough(*one[0].air, config, log_degree, choice.batch)) return;
  const bool accepted = proof_is_accepted<F, EF>(config, one, choice.batch);
  if (holds && accepted != *holds) {
    finding(accepted ? "a proof of a wrong trace is accepted"
                     : "a proof of a right trace is rejected");
  }
}

void run_input(std::span<const std::uint8_t> bytes) {
  ByteSource in(bytes);
  const std::uint8_t selector = in.byte();
  const Choice choice{kFuzzSuites[selector / 3 % kFuzzSuites.size()],
                      selector / 3 / kFuzzSuites.size() % 2 == 1, in.byte()};
  const auto rest = in.rest();
  const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
  if (selector % 3 == 0) run<KoalaBear, Extension<KoalaBear, 4>>(choice, text);
  if (selector % 3 == 1) run<BabyBear, Extension<BabyBear, 5>>(choice, text);
  if (selector % 3 == 2) run<Goldilocks, Extension<Goldilocks, 2>>(choice, text);
}

}  // namespace
}  // namespace p3::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  p3::testing::run_input({data, size});
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  if (size < 3 || seed % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  p3::SplitMix64 words(seed);
  if (seed % 16 == 1) data[0] = static_cast<std::uint8_t>(words.next());
  if (seed % 16 == 2) data[1] = static_cast<std::uint8_t>(words.next());
  std::string text(reinterpret_cast<const char*>(data + 2), size - 2);
  for (std::uint64_t changes = 1 + words.next() % 3; changes-- > 0;) {
    text = p3::testing::JsonChange(words).apply(text);
  }
  if (text.size() + 2 > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data + 2, text.data(), text.size());
  return text.size() + 2;
}
