// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// Files that the program rpp writes are all that an outsider needs: the AIRs of the circuit, the
// parameters of the key, public values and proof bytes. The real Plonky3 accepts the proof with
// them, and so does `p3 air verify`, which knows no circuit of the chain.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "p3/air/parameters_file.h"
#include "tests/interop/circuit_fixture.h"

namespace rpp::testing {
namespace {

namespace fs = std::filesystem;

Bytes bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

class InteropPrograms : public p3::testing::JudgeTest,
                        public ::testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    JudgeTest::SetUp();
    folder_ = fs::temp_directory_path() / ("rpp_interop_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // Runs a command and returns its exit code and output.
  static std::pair<int, std::string> run(const std::string& command) {
    FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return {-1, "popen"};
    std::string out;
    std::array<char, 4096> block;
    for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) != 0;) {
      out.append(block.data(), n);
    }
    return {::pclose(pipe), out};
  }
  static std::string succeed(const std::string& command) {
    const auto [code, out] = run(command);
    EXPECT_EQ(code, 0) << command << "\n" << out;
    return out;
  }
  static std::string rpp(const std::string& arguments) {
    return succeed(std::string(RPP_PROGRAM) + " " + arguments);
  }

  // The files of the exported AIRs, in the order of their names.
  std::vector<fs::path> air_files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_ / "airs")) {
      if (entry.path().filename() != "parameters.json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
  }

  // The list behind "public values" in what `rpp inspect` says.
  static std::string public_values(const std::string& said) {
    const std::string head = "\npublic values  ";
    const std::size_t at = said.find(head);
    if (at == std::string::npos) return "";
    const std::size_t from = at + head.size();
    return said.substr(from, said.find('\n', from) - from);
  }

  StarkCase case_of_files(const std::string& values, const std::vector<std::uint64_t>& log_rows) {
    StarkCase c = system_of(key_of(committed_keys(), GetParam(), Profile::kStandalone).key);
    const Bytes text = bytes_of(folder_ / "airs" / "parameters.json");
    const auto choices = p3::read_parameters_json(std::string(text.begin(), text.end()));
    EXPECT_TRUE(choices.ok());
    c.parameters = p3::resolve(choices.value(), {});
    std::vector<std::string> airs;
    for (const fs::path& file : air_files()) {
      const Bytes air = bytes_of(file);
      airs.emplace_back(air.begin(), air.end());
      std::ranges::replace(airs.back(), '\n', ' ');
    }
    std::vector<Element> elements;
    std::istringstream in(values);
    for (std::string word; std::getline(in, word, ',');) {
      elements.push_back(Element::from_u64(std::stoull(word)));
    }
    return stark_case(std::move(c), airs, log_rows, elements);
  }

  // `p3 air verify` of the proof file with these public values: the exit code.
  int p3_verdict(const std::string& values, const std::string& proof) const {
    std::string command = std::string(P3_PROGRAM) + " air verify -a";
    for (const fs::path& file : air_files()) command += " " + file.string();
    command += " -p " + values;
    for (std::size_t i = 1; i < air_files().size(); ++i) command += " -";
    command += " --parameters " + path("airs/parameters.json") + " --proof " + path(proof);
    return WEXITSTATUS(run(command).first);
  }

  fs::path folder_;
};

TEST_P(InteropPrograms, FilesAreAllThatAnOutsiderNeeds) {
  rpp("keys export-air " + GetParam() + " --out " + path("airs"));
  rpp("sample " + GetParam() + " --seed 5 --out " + path("witness.json"));
  rpp("prove " + GetParam() + " --witness " + path("witness.json") + " --out " +
      path("proof.json"));
  const std::string values =
      public_values(rpp("inspect " + path("proof.json") + " --proof-out " + path("stark")));
  const Bytes proof = bytes_of(folder_ / "stark");

  const TrustedKey key = key_of(committed_keys(), GetParam(), Profile::kStandalone);
  ASSERT_EQ(air_files().size(), key.circuit->tables.size());
  StarkCase c = case_of_files(values, heights_of(proof, key));
  ASSERT_EQ(c.instances[0].public_values.size(), kPublicValues);
  const p3::testing::JudgeAnswer answer = judge().ask(p3::testing::verify_request(c, proof));
  EXPECT_TRUE(answer.verified) << answer.kind << " " << answer.error;
  EXPECT_EQ(p3_verdict(values, "stark"), 0);

  // The same files with one more in the last public value.
  c.instances[0].public_values.back() += Element::one();
  EXPECT_FALSE(judge().ask(p3::testing::verify_request(c, proof)).verified);
  const std::size_t comma = values.rfind(',') + 1;
  const std::string other =
      values.substr(0, comma) + std::to_string(std::stoull(values.substr(comma)) ^ 1);
  EXPECT_EQ(p3_verdict(other, "stark"), 1);
}

INSTANTIATE_TEST_SUITE_P(All, InteropPrograms, ::testing::ValuesIn(interop_names()),
                         [](const auto& item) { return item.param; });

}  // namespace
}  // namespace rpp::testing
