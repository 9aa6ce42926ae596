// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>

#include <new>
#include <random>
#include <stdexcept>
#include <system_error>

#include "p3/capi/border.h"
#include "p3/capi/capi_fixture.h"

// Every status, and the reason that comes with it.
namespace p3::capi {
namespace {

class CapiStatus : public ::testing::Test {
 protected:
  p3_error* e() { return error_.get(); }

 private:
  Error error_ = new_error();
};

TEST_F(CapiStatus, Names) {
  EXPECT_EQ(p3_abi_version(), P3_ABI_VERSION);
  EXPECT_STRNE(p3_version(), "");
  EXPECT_STREQ(p3_status_name(P3_OK), "P3_OK");
  EXPECT_STREQ(p3_status_name(P3_REJECTED), "P3_REJECTED");
  EXPECT_STREQ(p3_status_name(P3_BAD_ARGUMENT), "P3_BAD_ARGUMENT");
  EXPECT_STREQ(p3_status_name(P3_BAD_AIR), "P3_BAD_AIR");
  EXPECT_STREQ(p3_status_name(P3_BAD_TRACE), "P3_BAD_TRACE");
  EXPECT_STREQ(p3_status_name(P3_BAD_KEY), "P3_BAD_KEY");
  EXPECT_STREQ(p3_status_name(P3_OUT_OF_MEMORY), "P3_OUT_OF_MEMORY");
  EXPECT_STREQ(p3_status_name(P3_INTERNAL), "P3_INTERNAL");
  EXPECT_STREQ(p3_status_name(-1), "unknown status");
  EXPECT_STREQ(p3_status_name(1000), "unknown status");
}

TEST_F(CapiStatus, NoExceptionCrossesTheBorder) {
  const auto throwing = [](auto problem) { return [=]() -> Outcome { throw problem; }; };
  EXPECT_STATUS(P3_OUT_OF_MEMORY, "memory", e(), guarded(e(), throwing(std::bad_alloc())));
  EXPECT_STATUS(P3_OUT_OF_MEMORY, "memory", e(), guarded(e(), throwing(std::length_error("x"))));
  const std::system_error no_thread(
      std::make_error_code(std::errc::resource_unavailable_try_again));
  EXPECT_STATUS(P3_OUT_OF_MEMORY, "unavailable", e(), guarded(e(), throwing(no_thread)));
  EXPECT_STATUS(P3_INTERNAL, "why", e(), guarded(e(), throwing(std::runtime_error("why"))));
  EXPECT_STATUS(P3_INTERNAL, "unknown", e(), guarded(e(), throwing(7)));
  EXPECT_EQ(guarded(nullptr, throwing(std::bad_alloc())), P3_OUT_OF_MEMORY);
}

TEST_F(CapiStatus, ErrorsTellOfTheLastCallOnly) {
  p3_config* config = nullptr;
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no such preset", e(), p3_config_new("fast", &config, e()));
  EXPECT_EQ(config, nullptr);
  EXPECT_STATUS(P3_OK, "", e(), p3_config_new("testing", &config, e()));
  EXPECT_STREQ(p3_error_text(e()), "");
  p3_config_free(config);
  EXPECT_EQ(p3_error_status(nullptr), P3_OK);
  EXPECT_STREQ(p3_error_text(nullptr), "");
}

TEST_F(CapiStatus, Configuration) {
  const Config config = new_config("koala-bear");
  p3_config* c = config.get();
  const auto bad = P3_BAD_ARGUMENT;
  EXPECT_STATUS(bad, "no parameter 'colour'", e(), p3_config_set_name(c, "colour", "red", e()));
  EXPECT_STATUS(bad, "unknown value 'red'", e(), p3_config_set_name(c, "field", "red", e()));
  EXPECT_STATUS(bad, "unknown value", e(), p3_config_set_name(c, "protocol", "", e()));
  EXPECT_STATUS(bad, "unknown value", e(), p3_config_set_name(c, "merkle_hash", "md5", e()));
  const std::string longer(10'000, 'x');
  EXPECT_STATUS(bad, "no parameter", e(), p3_config_set_number(c, longer.c_str(), 1, e()));
  EXPECT_LT(std::string(p3_error_text(e())).size(), 200u);
  EXPECT_STATUS(bad, "out of range", e(), p3_config_set_number(c, "log_blowup", 1ull << 40, e()));
  EXPECT_STATUS(bad, "out of range", e(), p3_config_set_number(c, "num_queries", 1ull << 40, e()));
  for (const char* key : {"extension_degree", "merkle_arity", "log_blowup", "num_queries",
                          "log_final_poly_len", "max_log_arity", "cap_height", "commit_pow_bits",
                          "query_pow_bits", "batch_pow_bits", "ood_pow_bits", "lookup_pow_bits"}) {
    std::uint64_t value = 0;
    EXPECT_STATUS(P3_OK, "", e(), p3_config_set_number(c, key, 5, e()));
    EXPECT_STATUS(P3_OK, "", e(), p3_config_get_number(c, key, &value, e()));
    EXPECT_EQ(value, 5u) << key;
  }
  std::uint64_t value = 77;
  EXPECT_STATUS(bad, "no parameter", e(), p3_config_get_number(c, "field", &value, e()));
  EXPECT_EQ(value, 77u);
}

TEST_F(CapiStatus, ExtensionDegreeFollowsTheField) {
  const Config config = new_config("goldilocks");
  std::uint64_t value = 0;
  EXPECT_EQ(p3_config_get_number(config.get(), "extension_degree", &value, nullptr), P3_OK);
  EXPECT_EQ(value, 2u);
  EXPECT_EQ(p3_config_set_name(config.get(), "field", "baby-bear", nullptr), P3_OK);
  EXPECT_EQ(p3_config_get_number(config.get(), "extension_degree", &value, nullptr), P3_OK);
  EXPECT_EQ(value, 4u);
}

TEST_F(CapiStatus, NumbersThatDoNotFitTogether) {
  struct Case {
    const char* key;
    std::uint64_t value;
    const char* text;
  };
  const Case cases[] = {{"extension_degree", 3, "extension_degree 3 does not exist for koala-bear"},
                        {"merkle_arity", 3, "merkle_arity"},
                        {"num_queries", 0, "ZeroQueries"},
                        {"num_queries", 1 << 20, "TooManyQueries"},
                        {"log_blowup", 0, "ZeroBlowup"},
                        {"log_blowup", 30, "FinalHeightTooLarge"},
                        {"max_log_arity", 0, "ZeroFoldingArity"},
                        {"cap_height", 25, "CapTooHigh"},
                        {"query_pow_bits", 31, "TooManyPowBits"}};
  for (const Case& test : cases) {
    const Config config = new_config("koala-bear");
    ASSERT_EQ(p3_config_set_number(config.get(), test.key, test.value, nullptr), P3_OK);
    auto* statement = reinterpret_cast<p3_statement*>(8);
    EXPECT_STATUS(P3_BAD_ARGUMENT, test.text, e(), p3_statement_new(config.get(), &statement, e()));
    EXPECT_EQ(statement, nullptr);
  }
  const Config config = new_config("goldilocks", "uni", "poseidon-2-width-16");
  p3_statement* statement = nullptr;
  EXPECT_STATUS(P3_BAD_ARGUMENT, "does not exist for goldilocks", e(),
                p3_statement_new(config.get(), &statement, e()));
}

TEST_F(CapiStatus, ShippedAirs) {
  const Statement s = new_statement(new_config("koala-bear", "batch"));
  const auto add = [&](const char* name, std::uint32_t log_rows, std::uint32_t vector_len) {
    return p3_statement_add_shipped(s.get(), name, log_rows, 1, vector_len, e());
  };
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no such objective", e(), add("sha-2", 5, 0));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "longer", e(), add("fibonacci", 25, 0));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "longer", e(), add("fibonacci", UINT32_MAX, 0));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "24 rows", e(), add("keccak-f-permutations", 4, 0));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "1 or 8", e(), add("poseidon-2-permutations", 4, 2));
  // None of them was added.
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no AIR", e(), p3_verify(s.get(), nullptr, 0, e()));
}

TEST_F(CapiStatus, RuntimeAirs) {
  const Statement s = new_statement(new_config("koala-bear"));
  const std::string good = counter_air("koala-bear");
  EXPECT_STATUS(P3_BAD_AIR, "", e(), add_air(s, "", {}, 3, e()));
  EXPECT_STATUS(P3_BAD_AIR, "", e(), add_air(s, "{", {}, 3, e()));
  EXPECT_STATUS(P3_BAD_AIR, "field", e(), add_air(s, counter_air("baby-bear"), {7}, 3, e()));
  EXPECT_STATUS(P3_BAD_AIR, "lookups", e(), add_air(s, user_air("koala-bear"), {}, 3, e()));
  for (std::size_t n = 0; n < good.size(); ++n) {
    EXPECT_EQ(add_air(s, good.substr(0, n), {7}, 3, e()), P3_BAD_AIR) << n;
  }
  EXPECT_STATUS(P3_BAD_AIR, "", e(), add_air(s, std::string(1'000'000, '['), {}, 3, e()));
  const auto bad = P3_BAD_ARGUMENT;
  EXPECT_STATUS(bad, "expected 1, got 0", e(), add_air(s, good, {}, 3, e()));
  EXPECT_STATUS(bad, "expected 1, got 2", e(), add_air(s, good, {1, 2}, 3, e()));
  EXPECT_STATUS(bad, "public value 0: 2130706433 is not below", e(),
                add_air(s, good, {2130706433}, 3, e()));
  EXPECT_STATUS(bad, "log_rows", e(), add_air(s, good, {7}, 25, e()));
  EXPECT_STATUS(P3_OK, "", e(), add_air(s, good, {7}, 3, e()));
  EXPECT_STATUS(bad, "uni-stark proves one AIR", e(), add_air(s, good, {7}, 3, e()));
}

TEST_F(CapiStatus, Traces) {
  const Statement s = new_statement(new_config("koala-bear"));
  ASSERT_EQ(add_air(s, counter_air("koala-bear"), {7}, 3), P3_OK);
  const Prover prover = new_prover(s, 2);
  Cells cells = counter_trace(7, 8);
  const auto set = [&](std::size_t instance, std::size_t rows, std::size_t columns) {
    return p3_prover_set_trace(prover.get(), instance, cells.data(), rows, columns, e());
  };
  EXPECT_STATUS(P3_BAD_ARGUMENT, "set its trace first", e(),
                (prove(prover, e()), p3_error_status(e())));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no instance 1", e(), set(1, 8, 1));
  EXPECT_STATUS(P3_BAD_TRACE, "expected 2^3 rows, got 4", e(), set(0, 4, 1));
  EXPECT_STATUS(P3_BAD_TRACE, "expected 2^3 rows", e(), set(0, 0, 1));
  EXPECT_STATUS(P3_BAD_TRACE, "expected 2^3 rows", e(), set(0, SIZE_MAX, 1));
  EXPECT_STATUS(P3_BAD_TRACE, "expected 1 columns, got 2", e(), set(0, 8, 2));
  EXPECT_STATUS(P3_BAD_TRACE, "expected 1 columns, got", e(), set(0, 8, SIZE_MAX / 8));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "NULL", e(),
                p3_prover_set_trace(prover.get(), 0, nullptr, 8, 1, e()));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no preprocessed columns", e(),
                p3_prover_set_preprocessed(prover.get(), 0, cells.data(), 8, 1, e()));
  std::uint8_t* key = nullptr;
  std::size_t size = 0;
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no AIR has preprocessed", e(),
                p3_prover_preprocessed_key(prover.get(), &key, &size, e()));
  cells[5] = cells[6] = UINT64_MAX;
  EXPECT_STATUS(P3_BAD_TRACE, "row 5, column 0: 18446744073709551615 is not below", e(),
                set(0, 8, 1));
}

// With the check the text names the constraint; without it the verifier's reason.
TEST_F(CapiStatus, TracesThatBreakAConstraint) {
  const Statement s = new_statement(new_config("koala-bear"));
  ASSERT_EQ(add_air(s, counter_air("koala-bear"), {7}, 3), P3_OK);
  const Prover prover = new_prover(s);
  Cells cells = counter_trace(7, 8);
  cells[4] += 1;
  for (const int check : {0, 1}) {
    ASSERT_EQ(p3_prover_check_constraints(prover.get(), check, nullptr), P3_OK);
    ASSERT_EQ(p3_prover_set_trace(prover.get(), 0, cells.data(), 8, 1, nullptr), P3_OK);
    EXPECT_TRUE(prove(prover, e()).empty());
    EXPECT_STATUS(P3_BAD_TRACE, check ? "grows by 5" : "OodEvaluationMismatch", e(),
                  p3_error_status(e()));
  }
  // A shipped AIR with a trace of the caller.
  const Statement fib = new_statement(new_config("koala-bear"));
  ASSERT_EQ(p3_statement_add_shipped(fib.get(), "fibonacci", 3, 1, 0, nullptr), P3_OK);
  const Prover fib_prover = new_prover(fib);
  const Cells wrong(16, 1);
  ASSERT_EQ(p3_prover_set_trace(fib_prover.get(), 0, wrong.data(), 8, 2, nullptr), P3_OK);
  EXPECT_TRUE(prove(fib_prover, e()).empty());
  EXPECT_EQ(p3_error_status(e()), P3_BAD_TRACE);
  // The trace was used up: the next proof is of the statement's own.
  EXPECT_EQ(verify(fib, prove(fib_prover)), P3_OK);
}

// Each AIR is right by itself; the bus they share is not.
TEST_F(CapiStatus, AirsThatDoNotFitTogether) {
  const Statement s = new_statement(new_config("koala-bear", "batch"));
  std::string wide = user_air("koala-bear");
  wide.replace(wide.find("\"tuple\":[0]"), 11, "\"tuple\":[0,0]");
  ASSERT_EQ(add_air(s, user_air("koala-bear"), {}, 3), P3_OK);
  ASSERT_EQ(add_air(s, wide, {}, 3), P3_OK);
  const Prover prover = new_prover(s);
  const Cells cells(8, 1);
  ASSERT_EQ(p3_prover_set_trace(prover.get(), 0, cells.data(), 8, 1, nullptr), P3_OK);
  ASSERT_EQ(p3_prover_set_trace(prover.get(), 1, cells.data(), 8, 1, nullptr), P3_OK);
  EXPECT_TRUE(prove(prover, e()).empty());
  EXPECT_STATUS(P3_BAD_AIR, "BusWidthMismatch", e(), p3_error_status(e()));
}

TEST_F(CapiStatus, HeightsThatCannotBeProven) {
  const Statement s = new_statement(new_config("koala-bear"));
  ASSERT_EQ(add_air(s, counter_air("koala-bear"), {7}), P3_OK);
  const Prover prover = new_prover(s);
  const Cells cells = counter_trace(7, 12);
  EXPECT_STATUS(P3_BAD_TRACE, "HeightNotPowerOfTwo", e(),
                p3_prover_set_trace(prover.get(), 0, cells.data(), 12, 1, e()));
  EXPECT_STATUS(P3_BAD_TRACE, "HeightNotPowerOfTwo", e(),
                p3_prover_set_trace(prover.get(), 0, cells.data(), 0, 1, e()));
  EXPECT_STATUS(P3_BAD_TRACE, "TraceTooTall", e(),
                p3_prover_set_trace(prover.get(), 0, cells.data(), std::size_t{1} << 40, 1, e()));
  const Statement fib = new_statement(new_config("koala-bear"));
  ASSERT_EQ(p3_statement_add_shipped(fib.get(), "fibonacci", 24, 1, 0, nullptr), P3_OK);
  EXPECT_TRUE(prove(new_prover(fib), e()).empty());
  EXPECT_STATUS(P3_BAD_TRACE, "TraceTooTall", e(), p3_error_status(e()));
}

TEST_F(CapiStatus, Keys) {
  const Statement s = new_statement(new_config("koala-bear"));
  const auto set = [&](const Statement& to, const Bytes& key) {
    return p3_statement_set_preprocessed_key(to.get(), key.data(), key.size(), e());
  };
  ASSERT_EQ(add_air(s, triple_air("koala-bear"), {}, 3), P3_OK);
  EXPECT_STATUS(P3_BAD_ARGUMENT, "set their key first", e(), verify(s, {}, e()));
  const Prover prover = new_prover(s);
  EXPECT_TRUE(prove(prover, e()).empty());
  EXPECT_STATUS(P3_BAD_ARGUMENT, "set its preprocessed columns first", e(), p3_error_status(e()));
  const Cells cells = {1, 2, 3, 4, 5, 6, 7, 8};
  ASSERT_EQ(p3_prover_set_preprocessed(prover.get(), 0, cells.data(), 8, 1, nullptr), P3_OK);
  const Bytes key = preprocessed_key(prover);
  EXPECT_STATUS(P3_BAD_KEY, "", e(), set(s, {}));
  for (std::size_t n = 1; n < key.size(); ++n) {
    EXPECT_EQ(set(s, Bytes(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(n))), P3_BAD_KEY);
  }
  const Statement other = new_statement(new_config("koala-bear"));
  EXPECT_STATUS(P3_BAD_KEY, "does not exist", e(), set(other, key));
  ASSERT_EQ(add_air(other, counter_air("koala-bear"), {7}, 3), P3_OK);
  EXPECT_STATUS(P3_BAD_KEY, "expected 0 preprocessed columns, the key has 1", e(), set(other, key));
  EXPECT_STATUS(P3_OK, "", e(), set(s, key));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no more AIRs", e(),
                add_air(s, counter_air("koala-bear"), {7}, 3, e()));
}

TEST_F(CapiStatus, NullIsAlwaysAnError) {
  const Config config = new_config("koala-bear");
  const Statement statement = new_statement(config);
  ASSERT_EQ(p3_statement_add_shipped(statement.get(), "fibonacci", 3, 1, 0, nullptr), P3_OK);
  const Prover prover = new_prover(statement);
  std::uint64_t number = 0;
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  p3_config* new_config = nullptr;
  p3_statement* new_statement = nullptr;
  p3_prover* new_prover = nullptr;
#define EXPECT_NULL_REFUSED(call) EXPECT_STATUS(P3_BAD_ARGUMENT, "NULL", e(), call)
  EXPECT_NULL_REFUSED(p3_config_new(nullptr, &new_config, e()));
  EXPECT_NULL_REFUSED(p3_config_new("testing", nullptr, e()));
  EXPECT_NULL_REFUSED(p3_config_set_name(nullptr, "field", "goldilocks", e()));
  EXPECT_NULL_REFUSED(p3_config_set_name(config.get(), nullptr, "goldilocks", e()));
  EXPECT_NULL_REFUSED(p3_config_set_name(config.get(), "field", nullptr, e()));
  EXPECT_NULL_REFUSED(p3_config_set_number(nullptr, "log_blowup", 1, e()));
  EXPECT_NULL_REFUSED(p3_config_set_number(config.get(), nullptr, 1, e()));
  EXPECT_NULL_REFUSED(p3_config_get_number(nullptr, "log_blowup", &number, e()));
  EXPECT_NULL_REFUSED(p3_config_get_number(config.get(), nullptr, &number, e()));
  EXPECT_NULL_REFUSED(p3_config_get_number(config.get(), "log_blowup", nullptr, e()));
  EXPECT_NULL_REFUSED(p3_statement_new(nullptr, &new_statement, e()));
  EXPECT_NULL_REFUSED(p3_statement_new(config.get(), nullptr, e()));
  EXPECT_NULL_REFUSED(p3_statement_add_shipped(nullptr, "fibonacci", 3, 1, 0, e()));
  EXPECT_NULL_REFUSED(p3_statement_add_shipped(statement.get(), nullptr, 3, 1, 0, e()));
  EXPECT_NULL_REFUSED(p3_statement_add_air(nullptr, nullptr, 0, nullptr, 0, 0, e()));
  EXPECT_NULL_REFUSED(p3_statement_add_air(statement.get(), nullptr, 9, nullptr, 0, 0, e()));
  const std::uint8_t text = '{';
  EXPECT_NULL_REFUSED(p3_statement_add_air(statement.get(), &text, 1, nullptr, 1, 0, e()));
  EXPECT_NULL_REFUSED(p3_statement_set_preprocessed_key(nullptr, &text, 1, e()));
  EXPECT_NULL_REFUSED(p3_statement_set_preprocessed_key(statement.get(), nullptr, 1, e()));
  EXPECT_NULL_REFUSED(p3_verify(nullptr, &text, 1, e()));
  EXPECT_NULL_REFUSED(p3_verify(statement.get(), nullptr, 1, e()));
  EXPECT_NULL_REFUSED(p3_prover_new(nullptr, 1, &new_prover, e()));
  EXPECT_NULL_REFUSED(p3_prover_new(statement.get(), 1, nullptr, e()));
  EXPECT_NULL_REFUSED(p3_prover_set_preprocessed(nullptr, 0, &number, 1, 1, e()));
  EXPECT_NULL_REFUSED(p3_prover_set_trace(nullptr, 0, &number, 1, 1, e()));
  EXPECT_NULL_REFUSED(p3_prover_set_trace(prover.get(), 0, nullptr, 8, 2, e()));
  EXPECT_NULL_REFUSED(p3_prover_check_constraints(nullptr, 1, e()));
  EXPECT_NULL_REFUSED(p3_prover_preprocessed_key(nullptr, &bytes, &size, e()));
  EXPECT_NULL_REFUSED(p3_prover_prove(nullptr, &bytes, &size, e()));
  EXPECT_NULL_REFUSED(p3_prover_prove(prover.get(), nullptr, &size, e()));
  EXPECT_NULL_REFUSED(p3_prover_prove(prover.get(), &bytes, nullptr, e()));
#undef EXPECT_NULL_REFUSED
  p3_error_free(nullptr);
  p3_config_free(nullptr);
  p3_statement_free(nullptr);
  p3_prover_free(nullptr);
  p3_bytes_free(nullptr);
}

TEST_F(CapiStatus, Threads) {
  const Statement statement = new_statement(new_config("koala-bear"));
  p3_prover* prover = nullptr;
  EXPECT_STATUS(P3_BAD_ARGUMENT, "no AIR", e(), p3_prover_new(statement.get(), 1, &prover, e()));
  ASSERT_EQ(p3_statement_add_shipped(statement.get(), "fibonacci", 3, 1, 0, nullptr), P3_OK);
  EXPECT_STATUS(P3_BAD_ARGUMENT, "threads", e(), p3_prover_new(statement.get(), 0, &prover, e()));
  EXPECT_STATUS(P3_BAD_ARGUMENT, "threads", e(),
                p3_prover_new(statement.get(), 1025, &prover, e()));
  EXPECT_EQ(prover, nullptr);
}

// Every single byte of a small proof, changed in one bit.
TEST_F(CapiStatus, EveryFlippedByteIsRejected) {
  const Statement statement = new_statement(new_config("koala-bear"));
  ASSERT_EQ(p3_statement_add_shipped(statement.get(), "fibonacci", 4, 1, 0, nullptr), P3_OK);
  const Bytes proof = prove(new_prover(statement));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    Bytes bad = proof;
    bad[i] ^= static_cast<std::uint8_t>(1u << (i % 8));
    ASSERT_EQ(verify(statement, bad, e()), P3_REJECTED) << i;
  }
  for (std::size_t n = 0; n < proof.size(); ++n) {
    ASSERT_EQ(p3_verify(statement.get(), proof.data(), n, e()), P3_REJECTED) << n;
  }
}

// Whatever the numbers: a status, and a verifier that answers.
TEST_F(CapiStatus, AnyNumbersAndAnyBytes) {
  std::mt19937_64 random(3);
  const char* keys[] = {"extension_degree",   "merkle_arity",   "log_blowup",   "num_queries",
                        "log_final_poly_len", "max_log_arity",  "cap_height",   "commit_pow_bits",
                        "query_pow_bits",     "batch_pow_bits", "ood_pow_bits", "lookup_pow_bits"};
  const char* fields[] = {"koala-bear", "baby-bear", "goldilocks"};
  unsigned made = 0;
  for (unsigned round = 0; round < 3000; ++round) {
    const Config config = new_config(fields[random() % 3], random() % 2 ? "uni" : "batch");
    for (unsigned change = 0; change < random() % 4; ++change) {
      const std::uint64_t value = random() >> (32 + random() % 32);
      EXPECT_EQ(p3_config_set_number(config.get(), keys[random() % std::size(keys)], value, e()),
                P3_OK);
    }
    p3_statement* raw = nullptr;
    const p3_status status = p3_statement_new(config.get(), &raw, e());
    const Statement statement(raw);
    EXPECT_EQ(status, raw ? P3_OK : P3_BAD_ARGUMENT);
    if (!raw) continue;
    ++made;
    ASSERT_EQ(p3_statement_add_shipped(raw, "fibonacci", 3, 1, 0, nullptr), P3_OK);
    Bytes bytes(random() % 300);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() % 3);
    EXPECT_EQ(verify(statement, bytes, e()), P3_REJECTED);
  }
  EXPECT_GT(made, 300u);
}

// Well-formed texts with wrong numbers: refused with a reason, or an AIR that can be worked with.
TEST_F(CapiStatus, AnyNumbersInAnAir) {
  std::mt19937_64 random(4);
  const std::string field = "koala-bear";
  const std::string texts[] = {counter_air(field), triple_air(field), user_air(field),
                               table_air(field)};
  unsigned accepted = 0, proven = 0;
  for (unsigned round = 0; round < 4000; ++round) {
    std::string text = texts[round % 4];
    for (unsigned change = 0; change < 1 + random() % 3; ++change) {
      std::size_t at = random() % text.size();
      while (text[at] < '0' || text[at] > '9') at = (at + 1) % text.size();
      text[at] = static_cast<char>('0' + random() % 10);
    }
    const Statement statement = new_statement(new_config("koala-bear", "batch", "poseidon-2"));
    const Cells publics(random() % 2, 7);
    const p3_status status = add_air(statement, text, publics, P3_ANY_LOG_ROWS, e());
    if (status != P3_OK) {
      EXPECT_TRUE(status == P3_BAD_AIR || status == P3_BAD_ARGUMENT) << text;
      EXPECT_STRNE(p3_error_text(e()), "");
      continue;
    }
    ++accepted;
    const Prover prover = new_prover(statement);
    const Cells cells = counter_trace(7, 8);
    p3_prover_set_preprocessed(prover.get(), 0, cells.data(), 8, 1, nullptr);
    p3_prover_set_trace(prover.get(), 0, cells.data(), 8, 1, nullptr);
    proven += !prove(prover, e()).empty();
    EXPECT_NE(p3_error_status(e()), P3_INTERNAL) << text;
  }
  EXPECT_GT(accepted, 300u);
  EXPECT_GT(proven, 10u);
}

}  // namespace
}  // namespace p3::capi
