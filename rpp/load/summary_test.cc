// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/load/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "rpp/load/distribution.h"

namespace rpp {
namespace {

using Json = nlohmann::json;

TEST(DistributionTest, QuantilesInterpolateBetweenRanks) {
  const std::vector<double> sample = {4, 1, 3, 2};
  const Distribution d = distribution_of(sample);
  EXPECT_EQ(d.min, 1);
  EXPECT_EQ(d.max, 4);
  EXPECT_DOUBLE_EQ(d.p50, 2.5);
  EXPECT_DOUBLE_EQ(d.p90, 3.7);
  EXPECT_DOUBLE_EQ(d.p95, 3.85);
  EXPECT_DOUBLE_EQ(d.p99, 3.97);
  EXPECT_DOUBLE_EQ(d.mean, 2.5);
  const std::vector<double> one = {7};
  EXPECT_EQ(distribution_of(one).p99, 7);
  EXPECT_EQ(distribution_of({}).max, 0);
}

RunRecord record(std::uint64_t run) {
  RunRecord r;
  r.run = run;
  if (run % kKeygenEvery == 0) r.keygen_ms = 2.5;
  r.prove_ms = 100.25 + static_cast<double>(run);
  r.verify_ms = 9;
  r.witness_ms = 0.125;
  r.certificate_ms = 40;
  r.proof_bytes = 1000 + run;
  r.statement_digest = std::string(64, 'a');
  r.proof_sha256 = std::string(64, 'b');
  r.verified = true;
  return r;
}

LoadSummary small() {
  LoadSummary summary;
  summary.scenario = {"small", {2, 4, 0, 100, 7, {true, true, 1}}};
  summary.environment = {"a </script><b> CPU \xff", 2, 2, "avx2", "c0ffee", "test", 100.5, "00"};
  summary.complete = true;
  summary.peak_memory_bytes = 1 << 20;
  summary.records = {record(0), record(1)};
  summary.records[0].tampers = {
      {TamperFamily::kVrf, "outputs_swapped", TamperForm::kWitness, false, "stark", "Ood", "rule"},
      {TamperFamily::kVrf, "leader_index", TamperForm::kEnvelope, false, "commitment", "x", {}},
      {TamperFamily::kQuorum, "bit_flipped", TamperForm::kWitness, true, "", "", {}}};
  return summary;
}

TEST(SummaryTest, JsonStatesTotalsOfTheRecords) {
  const std::string text = write_summary_json(small());
  EXPECT_EQ(text, write_summary_json(small()));
  const Json json = Json::parse(text);
  EXPECT_EQ(json["kind"], "consensus-load");
  EXPECT_EQ(json["records"].size(), 2u);
  EXPECT_DOUBLE_EQ(json["prove_ms"]["p50"].get<double>(), 100.75);
  EXPECT_DOUBLE_EQ(json["keygen_ms"]["mean"].get<double>(), 2.5);
  EXPECT_FALSE(json["records"][1].contains("keygen_ms"));
  const Json vrf = {{"attempts", 2},
                    {"rejected", 1},
                    {"unexpected_accepts", 0},
                    {"not_counted", 1},
                    {"rejections", {{"Ood", 1}}}};
  EXPECT_EQ(json["tamper_vrf"], vrf);
  EXPECT_EQ(json["tamper_quorum"]["unexpected_accepts"], 1);
  EXPECT_EQ(json["records"][0]["tampers"][0]["prover_refusal"], "rule");
  EXPECT_FALSE(json["records"][0]["tampers"][1].contains("prover_refusal"));
}

TEST(SummaryTest, ScenarioOfTheSummaryReadsBack) {
  const Json json = Json::parse(write_summary_json(small()));
  const auto scenario = read_scenario(json["scenario"].dump());
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  EXPECT_EQ(scenario.value(), small().scenario);
}

TEST(SummaryTest, TamperTotalsFollowTheScenario) {
  LoadSummary summary = small();
  summary.scenario.consensus.tamper = {};
  const Json json = Json::parse(write_summary_json(summary));
  EXPECT_FALSE(json.contains("tamper_vrf"));
  EXPECT_FALSE(json.contains("tamper_quorum"));
}

TEST(SummaryTest, CsvHasOneLinePerRun) {
  const std::string csv = write_summary_csv(small());
  EXPECT_EQ(csv,
            "run,prove_ms,verify_ms,proof_bytes,witness_ms,certificate_ms,keygen_ms\n"
            "0,100.25,9,1000,0.125,40,2.5\n"
            "1,101.25,9,1001,0.125,40,\n");
}

TEST(SummaryTest, HtmlIsOnePageThatNoStringCanLeave) {
  const std::string html = write_summary_html(small());
  EXPECT_NE(html.find("uPlot"), std::string::npos);
  EXPECT_EQ(html.find("</script><b>"), std::string::npos);
  EXPECT_EQ(html.find("src="), std::string::npos);  // nothing is loaded
  const std::string open = "id=\"data\">";
  const std::size_t begin = html.find(open) + open.size();
  const Json json = Json::parse(html.substr(begin, html.find("</script>", begin) - begin));
  EXPECT_EQ(json, Json::parse(write_summary_json(small())));
}

}  // namespace
}  // namespace rpp
