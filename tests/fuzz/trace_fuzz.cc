// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "p3/air/trace_file.h"
#include "p3/field/extension_params.h"
#include "tests/fuzz/byte_source.h"
#include "tests/fuzz/count_allocations.h"
#include "tests/fuzz/fuzz_target.h"

// libFuzzer target `trace`: trace files, binary and CSV.
//
// The first byte picks the field and the limits. A matrix that is read is canonical, within the
// limits, and the same after it was written in either form and read again; an error has a position
// inside the file; and no file costs more memory than the reader promises.
namespace p3::testing {
namespace {

using Names = std::vector<std::string>;

// Per byte of the file: cells of 8 bytes, and names of a header, which grow by doubling. The
// constant is for buffers and messages.
std::size_t most_memory(std::size_t file_bytes) {
  return (std::size_t{1} << 14) + 256 * file_bytes;
}

template <class F>
bool same(const Matrix<F>& a, const Matrix<F>& b) {
  return a.height() == b.height() && a.width() == b.width() &&
         std::equal(a.data(), a.data() + a.size(), b.data());
}

template <class F>
void check_matrix(const Matrix<F>& m, const TraceLimits& limits) {
  if (m.empty() || m.width() > limits.max_width || m.height() > limits.max_rows) {
    finding("a matrix outside the limits");
  }
  const bool canonical = std::all_of(m.data(), m.data() + m.size(),
                                     [](F x) { return F::from_word(x.word()).has_value(); });
  if (!canonical) finding("a cell that is not canonical");
}

template <class F>
void check_forms(const Matrix<F>& m, const Names& names, const TraceLimits& limits) {
  const std::vector<std::uint8_t> binary = write_trace_binary<F>(m.view());
  const auto from_binary = read_trace<F>(binary, limits);
  if (!from_binary || !same(from_binary.value(), m)) finding("the binary form of a matrix differs");
  const std::string csv = write_trace_csv<F>(m.view(), names);
  Names names_again;
  const auto from_csv = read_trace<F>(
      {reinterpret_cast<const std::uint8_t*>(csv.data()), csv.size()}, limits, &names_again);
  if (!from_csv || !same(from_csv.value(), m)) finding("the CSV form of a matrix differs");
  if (names_again != names) finding("the names of a CSV header differ");
}

void check_error(const TraceFileError& error, std::size_t file_bytes) {
  if (error.message.empty()) finding("an error without a message");
  if (error.offset > file_bytes) finding("an error behind the end of the file: " + error.message);
}

template <class F>
void run(std::span<const std::uint8_t> file, const TraceLimits& limits) {
  Names names;
  AllocationCount memory;
  const auto m = read_trace<F>(file, limits, &names);
  if (memory.bytes() > most_memory(file.size())) {
    finding("reading " + std::to_string(file.size()) + " bytes allocated " +
            std::to_string(memory.bytes()));
  }
  if (!m) return check_error(m.error(), file.size());
  check_matrix(m.value(), limits);
  check_forms(m.value(), names, limits);
}

void run_input(std::span<const std::uint8_t> bytes) {
  ByteSource in(bytes);
  const std::size_t selector = in.byte();
  TraceLimits limits;
  if (selector / 3 % 4 == 1) limits = {.max_width = 3, .max_rows = 5};
  if (selector % 3 == 0) run<KoalaBear>(in.rest(), limits);
  if (selector % 3 == 1) run<BabyBear>(in.rest(), limits);
  if (selector % 3 == 2) run<Goldilocks>(in.rest(), limits);
}

}  // namespace
}  // namespace p3::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  p3::testing::run_input({data, size});
  return 0;
}
