// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Files that the program p3 writes, read by the real Plonky3: an exported AIR and its exported
// trace are proved there to the bytes of `p3 air prove`, and each side accepts the other's. The
// AIRs of examples/airs, written by hand, go the same way.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "p3/air/trace_file.h"
#include "tests/interop/exchange.h"
#include "tests/interop/judge_fixture.h"

namespace p3::testing {
namespace {

namespace fs = std::filesystem;
using F = KoalaBear;
using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

Objective objective_of(const std::string& name) {
  for (const Objective objective :
       {Objective::kFibonacci, Objective::kPoseidon2, Objective::kKeccakF, Objective::kBlake3}) {
    if (objective_name(objective) == name) return objective;
  }
  ADD_FAILURE() << name;
  return Objective::kFibonacci;
}

// A JSON text on one line: breaks stand between tokens only.
std::string one_line(const fs::path& path) {
  const Bytes bytes = bytes_of(path);
  std::string text(bytes.begin(), bytes.end());
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

class InteropAirFiles : public JudgeTest {
 protected:
  void SetUp() override {
    JudgeTest::SetUp();
    folder_ = fs::temp_directory_path() / ("p3_air_files_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const char* name) const { return (folder_ / name).string(); }

  // Runs the program; its output is kept out of the test's.
  static void p3(const std::string& arguments) {
    const std::string command = std::string(P3_PROGRAM) + " " + arguments + " > /dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }

  static ExchangeInstance<F> instance(const fs::path& air, const fs::path& trace,
                                      std::vector<F> public_values) {
    ExchangeInstance<F> out;
    out.air = one_line(air);
    out.public_values = std::move(public_values);
    auto cells = read_trace<F>(bytes_of(trace));
    EXPECT_TRUE(cells.ok()) << cells.error().message;
    out.trace = std::move(cells).value();
    return out;
  }

  // The bytes of a proof file against the judge's, and the judge's verdict on them.
  static void compare(const ExchangeCase<F>& c, const fs::path& proof_file) {
    Bytes ours = bytes_of(proof_file);
    ASSERT_GT(ours.size(), 8u);
    ours.erase(ours.begin(), ours.begin() + 8);  // magic and version of the file
    const JudgeAnswer theirs = judge().ask(prove_request(c));
    ASSERT_TRUE(theirs.ok) << theirs.kind << " " << theirs.error;
    EXPECT_TRUE(theirs.proof == ours) << "the bytes differ";
    const JudgeAnswer verdict = judge().ask(verify_request(c, ours));
    EXPECT_TRUE(verdict.verified) << verdict.kind << " " << verdict.error;
    Bytes changed = ours;
    changed[changed.size() / 2] ^= 1;
    EXPECT_FALSE(judge().ask(verify_request(c, changed)).verified);
  }

  static ExchangeCase<F> small_case(bool batch) {
    ExchangeCase<F> c;
    for (const JudgeSuite& suite : kJudgeSuites) {
      if (std::string(suite.name) == "kb4-keccak") c.suite = suite;
    }
    c.batch = batch;
    c.parameters = testing_parameters();
    return c;
  }

  fs::path folder_;
};

TEST_F(InteropAirFiles, ExportedAirsAndTraces) {
  struct Case {
    const char* objective;
    const char* trace;
    unsigned vector_len;
  };
  // Both forms of a trace; all AIRs.
  const Case cases[] = {{"fibonacci", "t.csv", 8},
                        {"poseidon-2-permutations", "t.bin", 8},
                        {"poseidon-2-permutations", "t.csv", 1},
                        {"keccak-f-permutations", "t.bin", 8},
                        {"blake-3-permutations", "t.bin", 8}};
  for (const Case& one : cases) {
    const std::string name =
        std::string(one.objective) + " vector length " + std::to_string(one.vector_len);
    SCOPED_TRACE(name);
    const ObjectiveSpec spec{.objective = objective_of(one.objective),
                             .log_trace_length = 5,
                             .vector_len = one.vector_len,
                             .seed = 3};
    p3("air export -o " + std::string(one.objective) + " -l 5 --seed 3 --vector-len " +
       std::to_string(one.vector_len) + " --air-out " + path("a.json") + " --trace-out " +
       path(one.trace));
    const std::vector<F> values = objective_public_values<F>(spec);
    std::string public_values;
    for (const F x : values) {
      public_values +=
          (public_values.empty() ? " -p " : ",") + std::to_string(x.as_canonical_u64());
    }
    for (const bool batch : {false, true}) {
      p3("air prove -a " + path("a.json") + " -t " + path(one.trace) + public_values +
         " --preset testing --protocol " + (batch ? "batch" : "uni") + " --proof-out " +
         path("proof"));
      ExchangeCase<F> c = small_case(batch);
      c.instances.push_back(instance(path("a.json"), path(one.trace), values));
      compare(c, path("proof"));
    }
  }
}

// Lookups between two instances, preprocessed rows in the AIR file, CSV with names and comments.
TEST_F(InteropAirFiles, ExamplesWrittenByHand) {
  const fs::path folder = "examples/airs";
  p3("air prove -a examples/airs/ledger.json examples/airs/small.json -t examples/airs/ledger.csv "
     "examples/airs/small.csv -p 47 - --preset testing --proof-out " +
     path("proof"));
  ExchangeCase<F> c = small_case(/*batch=*/true);
  c.instances.push_back(instance(folder / "ledger.json", folder / "ledger.csv", {F::from_u64(47)}));
  c.instances.push_back(instance(folder / "small.json", folder / "small.csv", {}));
  compare(c, path("proof"));
}

}  // namespace
}  // namespace p3::testing
