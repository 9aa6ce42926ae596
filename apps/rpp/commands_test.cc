// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/rpp/commands.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "apps/rpp/parse.h"
#include "rpp/keys/files.h"

// Every command of `rpp` from its command line to files, over the test circuit.
namespace rpp::app {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Rpp : public ::testing::Test {
 protected:
  Rpp() {
    folder_ =
        std::filesystem::path(::testing::TempDir()) /
        ("rpp_app_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Rpp() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // Runs a command line; words of the form @name are files of the test's folder.
  int rpp(const std::string& line) {
    std::vector<std::string> words;
    std::istringstream in(line);
    for (std::string word; in >> word;) {
      words.push_back(word[0] == '@' ? path(word.substr(1)) : word);
    }
    const auto parsed = parse(words);
    const auto* request = std::get_if<Request>(&parsed);
    last_ = request != nullptr ? run(*request, registry()) : std::get<Outcome>(parsed);
    return last_.code;
  }
  void make_keys() {
    ASSERT_EQ(rpp("keys generate --keys @keys"), kExitOk) << last_.err;
    ASSERT_EQ(rpp("keys sign --keys @keys --secret-key tests/keys/development.key"), kExitOk)
        << last_.err;
  }
  void damage(const std::string& name, std::size_t at) {
    auto bytes = read_bounded(path(name), 1 << 24).value();
    bytes[at % bytes.size()] ^= 1;
    ASSERT_FALSE(write_atomically(path(name), bytes));
  }

  std::filesystem::path folder_;
  Outcome last_;
};

TEST_F(Rpp, KeysFromNothingToTrusted) {
  make_keys();
  EXPECT_EQ(rpp("keys verify --keys @keys"), kExitOk) << last_.err;
  EXPECT_EQ(last_.out, "2 keys, all valid\n");
  EXPECT_EQ(rpp("keys list --keys @keys"), kExitOk);
  EXPECT_THAT(last_.out, StartsWith("tiny standalone "));
  EXPECT_EQ(rpp("keys show tiny --keys @keys --profile recursive"), kExitOk);
  EXPECT_THAT(last_.out, HasSubstr("\"profile\": \"recursive\""));
  EXPECT_THAT(last_.err, HasSubstr("ldt-query-phase"));
  EXPECT_EQ(rpp("keys show giant --keys @keys"), kExitUsage);
}

TEST_F(Rpp, GeneratingTwiceChangesNothing) {
  make_keys();
  EXPECT_EQ(rpp("keys generate --keys @keys"), kExitOk);
  EXPECT_EQ(last_.out, "nothing changed\n");
  EXPECT_EQ(rpp("keys verify --keys @keys"), kExitOk);
  EXPECT_EQ(rpp("keys generate --keys @keys --serial 2"), kExitOk);
  EXPECT_EQ(last_.out, "wrote manifest.json\n");
  EXPECT_THAT(last_.err, HasSubstr("sign it"));
  EXPECT_EQ(rpp("keys verify --keys @keys"), kExitUntrustedKey);
  EXPECT_THAT(last_.err, HasSubstr("SignatureWrong"));
  EXPECT_EQ(rpp("keys generate --keys @keys"), kExitOk);
  EXPECT_EQ(last_.out, "nothing changed\n");  // the serial stays
}

TEST_F(Rpp, DevelopmentKeysAreForDevelopment) {
  make_keys();
  EXPECT_EQ(rpp("keys verify --keys @keys --network main"), kExitUntrustedKey);
  EXPECT_THAT(last_.err, HasSubstr("DevelopmentKey"));
  EXPECT_EQ(rpp("keys sign --keys @keys --secret-key tests/keys/development.key --comment main"),
            kExitOk);
  const auto signature = read_bounded(path("keys/manifest.json.minisig"), 4096).value();
  EXPECT_THAT(std::string(signature.begin(), signature.end()),
              HasSubstr("trusted comment: main development\n"));
  EXPECT_EQ(rpp("keys verify --keys @keys --network main "
                "--public-key config/plonky3/setup/minisign.pub"),
            kExitUntrustedKey);
  EXPECT_EQ(rpp("keys verify --keys @keys --least-serial 2"), kExitUntrustedKey);
  EXPECT_THAT(last_.err, HasSubstr("ManifestStale"));
}

TEST_F(Rpp, DamagedKeysAreNotTrusted) {
  make_keys();
  damage("keys/tiny-standalone.vk", 40);
  for (const char* line :
       {"keys verify --keys @keys", "keys list --keys @keys", "verify @none --keys @keys"}) {
    EXPECT_EQ(rpp(line), kExitUntrustedKey) << line;
    EXPECT_THAT(last_.err, HasSubstr("WrongHash")) << line;
  }
  EXPECT_EQ(rpp("keys verify --keys @nothing"), kExitFile);
}

TEST_F(Rpp, SampleProveVerifyInspect) {
  make_keys();
  ASSERT_EQ(rpp("sample tiny --seed 7 --out @witness"), kExitOk) << last_.err;
  for (const std::string form : {"json", "binary"}) {
    const std::string prove =
        "prove tiny --witness @witness --out @proof --keys @keys --threads 2 --form ";
    ASSERT_EQ(rpp(prove + form), kExitOk) << last_.err;
    EXPECT_THAT(last_.err, HasSubstr("bytes of proof"));
    EXPECT_EQ(rpp("verify @proof --keys @keys"), kExitOk) << last_.err;
    EXPECT_THAT(last_.out, StartsWith("valid: tiny standalone, 128."));
    EXPECT_EQ(rpp("verify @proof --circuit tiny --profile standalone --keys @keys"), kExitOk);
    EXPECT_EQ(rpp("verify @proof --circuit giant --keys @keys"), kExitInvalidProof);
    EXPECT_EQ(rpp("verify @proof --profile recursive --keys @keys"), kExitInvalidProof);
    EXPECT_EQ(rpp("inspect @proof"), kExitOk) << last_.err;
    EXPECT_THAT(last_.out, HasSubstr("\"amount\": \"8\""));
    EXPECT_THAT(last_.out, HasSubstr("\npublic values  "));
    EXPECT_EQ(rpp("inspect @proof --proof-out @none/stark"), kExitFile);
    EXPECT_EQ(rpp("inspect @proof --proof-out @stark"), kExitOk) << last_.err;
    const std::uintmax_t stark = std::filesystem::file_size(path("stark"));
    EXPECT_THAT(last_.out, HasSubstr("proof          " + std::to_string(stark) + " bytes\n"));
    damage("proof", 5000);
    EXPECT_EQ(rpp("verify @proof --keys @keys"), kExitInvalidProof) << form;
    EXPECT_EQ(last_.out, "");
  }
}

TEST_F(Rpp, ExportAir) {
  make_keys();
  ASSERT_EQ(rpp("keys export-air tiny --keys @keys --out @airs/new"), kExitOk) << last_.err;
  EXPECT_EQ(last_.out, "wrote 00-statement.json\nwrote 01-cubes.json\nwrote parameters.json\n");
  const auto standalone = read_bounded(path("airs/new/parameters.json"), 4096).value();
  ASSERT_EQ(rpp("keys export-air tiny --keys @keys --profile recursive --out @airs/new"), kExitOk);
  const auto recursive = read_bounded(path("airs/new/parameters.json"), 4096).value();
  EXPECT_NE(standalone, recursive);
  EXPECT_EQ(rpp("keys export-air giant --keys @keys --out @airs"), kExitUsage);
  EXPECT_EQ(rpp("keys export-air tiny --keys @keys --out @airs/new/parameters.json"), kExitFile);
  damage("keys/tiny-standalone.vk", 40);
  EXPECT_EQ(rpp("keys export-air tiny --keys @keys --out @airs"), kExitUntrustedKey);
}

TEST_F(Rpp, SamplesOfFamiliesWithoutACircuit) {
  const auto written = [this] {
    const auto bytes = read_bounded(path("w"), 100).value();
    return std::string(bytes.begin(), bytes.end());
  };
  ASSERT_EQ(rpp("sample letters --seed 2 --out @w"), kExitOk) << last_.err;
  EXPECT_EQ(written(), "cc");
  ASSERT_EQ(rpp("sample letters --seed 2 --count 5 --out @w"), kExitOk) << last_.err;
  EXPECT_EQ(written(), "ccccc");
  EXPECT_EQ(rpp("sample letters --count 0 --out @w"), kExitUsage);
  EXPECT_THAT(last_.err, HasSubstr("--count: letters are at least 1"));
  EXPECT_EQ(rpp("sample letters --count -1 --out @w"), kExitUsage);
  EXPECT_EQ(rpp("sample tiny --count 5 --out @w"), kExitUsage);
  EXPECT_THAT(last_.err, HasSubstr("--count: not for tiny"));
}

TEST_F(Rpp, ErrorsHaveTheirCodes) {
  make_keys();
  ASSERT_EQ(rpp("sample tiny --out @witness"), kExitOk);
  EXPECT_EQ(rpp("sample giant --out @witness"), kExitUsage);
  EXPECT_EQ(rpp("prove giant --witness @witness --out @proof --keys @keys"), kExitUsage);
  EXPECT_EQ(rpp("prove tiny --witness @none --out @proof --keys @keys"), kExitFile);
  damage("witness", 0);
  auto witness = read_bounded(path("witness"), 4096).value();
  witness.pop_back();
  ASSERT_FALSE(write_atomically(path("witness"), witness));
  EXPECT_EQ(rpp("prove tiny --witness @witness --out @proof --keys @keys"), kExitUsage);
  EXPECT_THAT(last_.err, HasSubstr("InvalidWitness"));
  EXPECT_EQ(rpp("verify @none --keys @keys"), kExitFile);
  EXPECT_EQ(rpp("inspect @witness"), kExitInvalidProof);
  EXPECT_EQ(rpp("keys sign --keys @keys --secret-key @witness"), kExitUsage);
  EXPECT_EQ(rpp("keys sign --keys @none --secret-key tests/keys/development.key"), kExitFile);
}

TEST_F(Rpp, CircuitReport) {
  ASSERT_EQ(rpp("circuit report tiny"), kExitOk) << last_.err;
  const std::string report = last_.out;
  EXPECT_THAT(report, StartsWith("# The circuit tiny\n"));
  EXPECT_THAT(report, HasSubstr("| statement | 2^3 |"));
  ASSERT_EQ(rpp("circuit report tiny --out @report.md"), kExitOk) << last_.err;
  EXPECT_EQ(last_.out, "");
  const auto file = read_bounded(path("report.md"), 1 << 20).value();
  EXPECT_EQ(std::string(file.begin(), file.end()), report);
  EXPECT_EQ(rpp("circuit report giant"), kExitUsage);
  EXPECT_EQ(rpp("circuit report"), kExitUsage);
  EXPECT_EQ(rpp("circuit report tiny --out @none/report.md"), kExitFile);
}

TEST_F(Rpp, Usage) {
  EXPECT_EQ(rpp("--help"), kExitOk);
  EXPECT_THAT(last_.out, HasSubstr("inspect"));
  EXPECT_EQ(rpp("keys generate --help"), kExitOk);
  for (const char* line :
       {"", "keys", "nothing", "verify", "keys verify --network moon", "prove tiny --witness a",
        "verify a --profile fast", "prove tiny --witness a --out b --form xml",
        "prove tiny --witness a --out b --threads 0", "keys verify extra"}) {
    EXPECT_EQ(rpp(line), kExitUsage) << line;
    EXPECT_NE(last_.err, "") << line;
  }
}

}  // namespace
}  // namespace rpp::app
