// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <map>
#include <set>

#include "p3/base/bits.h"
#include "p3/security/report.h"
#include "p3/security/subject.h"
#include "tests/interop/judge_fixture.h"
#include "tests/interop/random_air.h"
#include "tests/interop/requests.h"

// Our security report against p3-security 0.8.0, term by term, on random inputs of every size; and
// the shape that we read off an AIR against the one that p3-uni-stark reads off it.
namespace p3::testing {
namespace {

constexpr std::size_t kCases = 3000;
constexpr std::uint64_t kSeed = 20261124;

// The query term of p3-security is the logarithm of a probability; below the smallest double it is
// infinite, and among the subnormal ones it has lost its digits. Ours is a sum.
constexpr double kProbabilityRange = 1000;

struct Case {
  StarkParameters parameters;
  SecurityShape shape;
  unsigned probe = 0;  // a multiplicity beside the best one, or 0
};

// Half of the numbers are of the usual size, half anything that is accepted.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : words_(seed) {}

  Case next() {
    Case c;
    FriParameters& fri = c.parameters.fri;
    fri.log_blowup = small_or(1, 4, 16);
    fri.max_log_arity = small_or(1, 4, 12);
    // Few enough to stay comparable, or any number.
    fri.num_queries = words_.next() % 8 != 0 ? between(1, 900 / fri.log_blowup) : log_uniform(16);
    fri.batch_pow_bits = small_or(0, 20, 63);
    fri.commit_pow_bits = small_or(0, 20, 63);
    fri.query_pow_bits = small_or(0, 20, 63);
    c.parameters.ood_pow_bits = small_or(0, 20, 63);
    c.parameters.lookup_pow_bits = small_or(0, 20, 63);
    c.shape.instances.push_back(instance());
    const unsigned log_rows = c.shape.instances[0].log_rows;
    if (log_rows > 0) fri.log_final_poly_len = static_cast<unsigned>(between(0, log_rows - 1));
    // Of the fields that exist, and fields too small for anything.
    constexpr std::array kFieldBits = {123u, 154u, 247u, 127u, 319u, 124u, 155u, 248u, 61u, 93u};
    c.shape.field_bits = usual() ? kFieldBits[words_.next() % kFieldBits.size()]
                                 : static_cast<unsigned>(between(4, 400));
    c.shape.collision_bits = usual() ? 128 : static_cast<unsigned>(between(1, 320));
    c.probe = static_cast<unsigned>(c.shape.instances[0].openings < 2 ? 0 : between(3, 1200));
    return c;
  }

 private:
  SecurityInstance instance() {
    SecurityInstance s;
    s.log_rows = small_or(3, 24, 40);
    if (words_.next() % 8 == 0) s.log_rows = static_cast<unsigned>(between(0, 5));
    s.num_constraints = usual() ? between(1, 5000) : log_uniform(40);
    s.constraint_degree = usual() ? between(1, 9) : log_uniform(12);
    s.log_quotient_chunks = usual() ? log2_ceil(std::max<std::uint64_t>(s.constraint_degree, 2) - 1)
                                    : static_cast<unsigned>(between(0, 12));
    s.opening_points =
        usual() ? static_cast<unsigned>(between(1, 2)) : static_cast<unsigned>(between(1, 40));
    s.openings = usual() ? between(2, 6000) : log_uniform(40) - 1;
    if (words_.next() % 3 != 0) {
      s.interactions = usual() ? between(1, 100) : log_uniform(36);
      s.widest_tuple = usual() ? between(1, 30) : log_uniform(24) - 1;
    }
    return s;
  }

  bool usual() { return words_.next() % 2 == 0; }
  std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return low + words_.next() % (high - low + 1);
  }
  unsigned small_or(unsigned low, unsigned usual_high, unsigned high) {
    return static_cast<unsigned>(between(low, usual() ? usual_high : high));
  }
  // 1 to 2^bits, as many of every length.
  std::uint64_t log_uniform(unsigned bits) {
    const std::uint64_t top = between(0, bits);
    return std::min(between(std::uint64_t{1} << top, std::uint64_t{2} << top),
                    std::uint64_t{1} << bits);
  }

  SplitMix64 words_;
};

std::string request_of(const Case& c) { return security_request(c.parameters, c.shape, c.probe); }

// The same counts over several instances of one height, which must give the same report.
SecurityShape split(const SecurityShape& whole, std::uint64_t parts) {
  SecurityShape out = whole;
  for (std::uint64_t part = 1; part < parts; ++part) {
    SecurityInstance s = whole.instances[0];
    const auto move_share = [&](std::uint64_t SecurityInstance::* count) {
      s.*count /= parts;
      out.instances[0].*count -= s.*count;
    };
    move_share(&SecurityInstance::num_constraints);
    move_share(&SecurityInstance::openings);
    move_share(&SecurityInstance::interactions);
    // What is not added up but compared.
    s.constraint_degree = 1 + s.constraint_degree / (part + 1);
    s.constraint_degree = std::min(s.constraint_degree, whole.instances[0].constraint_degree);
    s.log_quotient_chunks /= static_cast<unsigned>(part);
    s.opening_points = 1 + s.opening_points / 2;
    s.opening_points = std::min(s.opening_points, whole.instances[0].opening_points);
    s.widest_tuple /= part;
    out.instances.push_back(s);
  }
  return out;
}

using Numbers = std::map<std::string, double>;

// What is compared with what, and how far apart it was at most.
class Comparison {
 public:
  Comparison(const Case& c, const Numbers& oracle) : case_(c), oracle_(oracle) {}

  // Adds to `problems`; empty when everything agreed.
  void run() {
    const auto result = assess_security(case_.parameters, case_.shape);
    if (!result.ok()) return complain("refused: " + to_string(result.error()));
    const SecurityReport& ours = result.value();
    compare("unique-decoding", ours.unique_decoding);
    compare("conjectured", ours.conjectured);
    compare("legacy", ours.legacy);
    if (ours.list_decoding.has_value() != oracle_.contains("list-decoding/m")) {
      return complain("list decoding exists on one side only");
    }
    if (ours.list_decoding) compare_lists(*ours.list_decoding);
    if (case_.probe != 0) compare_probe();
    if (!extra_fold_) same("proven/security", ours.proven_bits());
  }

  const std::string& problems() const { return problems_; }
  std::size_t terms() const { return terms_; }
  double worst() const { return worst_; }
  bool extra_fold() const { return extra_fold_; }
  bool out_of_range() const { return out_of_range_; }

 private:
  void complain(const std::string& what) { problems_ += what + "\n"; }

  const double* find(const std::string& key) const {
    const auto found = oracle_.find(key);
    return found == oracle_.end() ? nullptr : &found->second;
  }

  void same(const std::string& key, double ours) {
    const double* theirs = find(key);
    if (theirs == nullptr) return complain(key + ": not on their side");
    ++terms_;
    if (*theirs > kProbabilityRange && key.ends_with("ldt-query-phase")) {
      out_of_range_ = true;
      if (ours <= kProbabilityRange) complain(key + ": ours is far below");
      return;
    }
    const double apart = std::abs(ours - *theirs);
    worst_ = std::max(worst_, apart);
    if (!(apart <= kSecurityTolerance)) {
      complain(key + ": ours " + std::to_string(ours) + ", theirs " + std::to_string(*theirs));
    }
  }

  // The best multiplicity is the same unless two are as good within rounding.
  void compare_lists(const RegimeReport& ours) {
    const auto theirs = static_cast<unsigned>(*find("list-decoding/m"));
    if (ours.multiplicity == theirs) return compare("list-decoding", ours);
    same("list-decoding/security", ours.bits());
    compare("list-decoding",
            assess_regime(case_.parameters, case_.shape, SecurityRegime::kListDecoding, theirs));
  }

  // Terms that p3-security's functions give at any multiplicity, whether or not the radius exists.
  void compare_probe() {
    const RegimeReport ours =
        assess_regime(case_.parameters, case_.shape, SecurityRegime::kListDecoding, case_.probe);
    for (const SecurityTerm& term : ours.terms) {
      const std::string key = std::string("probe/") + name(term.kind);
      if (find(key) != nullptr && term.bits != 0) same(key, term.bits);
    }
  }

  // Their proven reports have the two phases of FRI as one minimum; the phases come from the
  // functions behind it, which do not look at whether the bound holds.
  void compare(const std::string& regime, const RegimeReport& ours) {
    double low_degree_test = std::numeric_limits<double>::infinity();
    double level = std::numeric_limits<double>::infinity();
    for (const SecurityTerm& term : ours.terms) {
      const std::string key = regime + "/" + name(term.kind);
      const bool query = term.kind == SecurityTermKind::kLdtQueryPhase;
      const bool fold = term.kind == SecurityTermKind::kLdtCommitPhase;
      if (fold && find(key) == nullptr && folds_once()) {
        extra_fold_ = true;
        continue;
      }
      level = std::min(level, term.bits);
      if (query || fold) low_degree_test = std::min(low_degree_test, term.bits);
      const bool no_bound = query && term.bits == 0 && find(regime + "/low-degree-test") != nullptr;
      if (!no_bound) same(key, term.bits);
    }
    const std::string whole = regime + "/low-degree-test";
    if (find(whole) != nullptr && low_degree_test < kProbabilityRange) same(whole, low_degree_test);
    same(regime + "/security", level);
    check_that_ours_has_all(regime, ours);
  }

  // docs/spec/security.md, "Differences": FRI folds here, but their count of rounds is 0.
  bool folds_once() const {
    const FriParameters& fri = case_.parameters.fri;
    const unsigned rows = case_.shape.instances[0].log_rows;
    return rows > fri.log_final_poly_len &&
           rows + fri.log_blowup - fri.log_final_poly_len < fri.max_log_arity;
  }

  void check_that_ours_has_all(const std::string& regime, const RegimeReport& ours) {
    const std::set<std::string> summaries = {"security", "m", "low-degree-test"};
    for (const auto& [key, bits] : oracle_) {
      if (!key.starts_with(regime + "/")) continue;
      const std::string label = key.substr(regime.size() + 1);
      const bool found = std::ranges::any_of(
          ours.terms, [&](const SecurityTerm& term) { return label == name(term.kind); });
      if (!found && !summaries.contains(label)) complain(key + ": not on our side");
    }
  }

  const Case& case_;
  const Numbers& oracle_;
  std::string problems_;
  std::size_t terms_ = 0;
  double worst_ = 0;
  bool extra_fold_ = false, out_of_range_ = false;
};

using InteropSecurity = JudgeTest;

TEST_F(InteropSecurity, EveryTermOfEveryRegimeAgrees) {
  Generator generator(kSeed);
  std::size_t terms = 0, lists = 0, extra_folds = 0, out_of_range = 0;
  std::map<std::string, std::size_t> binding;
  std::set<unsigned> multiplicities;
  double worst = 0;
  for (std::size_t i = 0; i < kCases; ++i) {
    const Case c = generator.next();
    const std::string request = request_of(c);
    const JudgeAnswer answer = judge().ask(request);
    ASSERT_TRUE(answer.ok) << answer.error << " " << request;
    Comparison comparison(c, answer.numbers);
    comparison.run();
    EXPECT_EQ(comparison.problems(), "") << "case " << i << ": " << request;
    const Case batch{c.parameters, split(c.shape, 2 + i % 4), c.probe};
    Comparison batched(batch, answer.numbers);
    batched.run();
    EXPECT_EQ(batched.problems(), "") << "case " << i << " as a batch: " << request;
    terms += comparison.terms() + batched.terms();
    worst = std::max({worst, comparison.worst(), batched.worst()});
    extra_folds += comparison.extra_fold();
    out_of_range += comparison.out_of_range();
    const SecurityReport report = assess_security(c.parameters, c.shape).value();
    ++binding[std::string(name(report.proven().regime)) + " " +
              name(report.proven().binding().kind)];
    if (report.list_decoding) {
      ++lists;
      multiplicities.insert(report.list_decoding->multiplicity);
    }
  }
  std::cout << kCases << " parameter sets, each alone and as a batch, " << terms
            << " numbers compared, at most " << worst << " bits apart; " << lists
            << " with list decoding at " << multiplicities.size() << " multiplicities; "
            << extra_folds << " folded once uncounted, " << out_of_range
            << " with queries beyond the range of doubles; binding:\n";
  for (const auto& [what, count] : binding) std::cout << "  " << count << " " << what << "\n";
  // The sets are worth something only if every term binds somewhere, in both regimes.
  EXPECT_GE(binding.size(), 12u);
  EXPECT_GE(lists, kCases / 2);
  EXPECT_GE(multiplicities.size(), 100u);
  EXPECT_GT(extra_folds, 0u);
}

TEST_F(InteropSecurity, AirsHaveTheShapeThatUniStarkReadsOffThem) {
  constexpr std::size_t kAirs = 200;
  std::uint64_t degrees = 0, constraints = 0;
  for (std::uint64_t seed = 1; seed <= kAirs; ++seed) {
    const auto log_rows = static_cast<unsigned>(1 + seed % 7);
    const auto instance = RandomAir<KoalaBear>(seed, log_rows).finish();
    const JudgeAnswer answer =
        judge().ask(R"("op": "security", "parameters": )" + parameters_text({}) +
                    R"(, "instances": [{"air": )" + instance.air + R"(, "log_trace_length": )" +
                    std::to_string(log_rows) + "}]");
    ASSERT_TRUE(answer.ok) << answer.error;
    const auto subject = uni_security_subject<KoalaBear>({}, {instance.model.get(), log_rows});
    const SecurityInstance& ours = subject.shape.instances[0];
    const Numbers expected = {{"num_constraints", static_cast<double>(ours.num_constraints)},
                              {"max_constraint_degree", static_cast<double>(std::max<std::uint64_t>(
                                                            ours.constraint_degree, 1))},
                              {"num_quotient_chunks", std::exp2(ours.log_quotient_chunks)},
                              {"num_batched_functions", static_cast<double>(ours.openings)},
                              {"max_combo", static_cast<double>(ours.opening_points)}};
    EXPECT_EQ(answer.numbers, expected) << "seed " << seed;
    degrees = std::max(degrees, ours.constraint_degree);
    constraints += ours.num_constraints;
  }
  std::cout << kAirs << " AIRs, " << constraints << " constraints, degrees up to " << degrees
            << "\n";
  EXPECT_GE(degrees, 4u);
}

}  // namespace
}  // namespace p3::testing
