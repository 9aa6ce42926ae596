// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "p3/capi/capi_fixture.h"

// Memory runs out at every stage of a proof: the caller gets a status, and the process lives on.
// Not built under sanitizers, whose allocators end the process.
namespace p3::capi {
namespace {

std::size_t address_space_in_use() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// In a child with `megabytes` of address space left: the status of a proof of 2^12 rows.
int status_within(std::size_t megabytes, std::uint32_t threads) {
  const pid_t child = fork();
  if (child == 0) {
    const rlim_t limit = address_space_in_use() + (megabytes << 20);
    const rlimit limits{limit, limit};
    if (setrlimit(RLIMIT_AS, &limits) != 0) _exit(100);
    const Statement statement = new_statement(new_config("koala-bear"));
    p3_statement* raw = statement.get();
    p3_status status = p3_statement_add_shipped(raw, "poseidon-2-permutations", 12, 1, 1, nullptr);
    p3_prover* prover = nullptr;
    if (status == P3_OK) status = p3_prover_new(raw, threads, &prover, nullptr);
    std::uint8_t* proof = nullptr;
    std::size_t size = 0;
    if (status == P3_OK) status = p3_prover_prove(prover, &proof, &size, nullptr);
    _exit(status);
  }
  int result = 0;
  waitpid(child, &result, 0);
  return WIFEXITED(result) ? WEXITSTATUS(result) : -WTERMSIG(result);
}

TEST(CapiMemory, EveryShortageIsAStatus) {
  for (const std::uint32_t threads : {1u, 2u}) {
    unsigned refused = 0, proven = 0;
    for (std::size_t megabytes = 1; megabytes <= 256; megabytes += 1 + megabytes / 12) {
      const int status = status_within(megabytes, threads);
      EXPECT_TRUE(status == P3_OK || status == P3_OUT_OF_MEMORY)
          << status << " with " << megabytes << " MB and " << threads << " threads";
      refused += status == P3_OUT_OF_MEMORY;
      proven += status == P3_OK;
    }
    EXPECT_GT(refused, 3u);
    EXPECT_GT(proven, 3u);
  }
}

// No room for the stacks: those threads that did start are ended again.
TEST(CapiMemory, TooManyThreadsAreAStatus) {
  EXPECT_EQ(status_within(256, 1024), P3_OUT_OF_MEMORY);
}

// Beyond any address space, so it fails at once.
TEST(CapiMemory, AnImpossibleTraceIsAStatus) {
  const Error error = new_error();
  const Config config = new_config("goldilocks");
  ASSERT_EQ(p3_config_set_number(config.get(), "log_blowup", 29, nullptr), P3_OK);
  const Statement statement = new_statement(config);
  ASSERT_EQ(p3_statement_add_shipped(statement.get(), "blake-3-permutations", 3, 1, 0, nullptr),
            P3_OK);
  const Prover prover = new_prover(statement);
  for (int repeat = 0; repeat < 2; ++repeat) {
    EXPECT_TRUE(prove(prover, error.get()).empty());
    EXPECT_STATUS(P3_OUT_OF_MEMORY, "out of memory", error.get(), p3_error_status(error.get()));
  }
}

}  // namespace
}  // namespace p3::capi
