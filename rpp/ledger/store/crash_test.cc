// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "rpp/ledger/store/ledger_store.h"
#include "rpp/ledger/store/scripted_chain_test_support.h"

namespace rpp::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char kStore[] = "store";  // in the folder that the process runs in

// The process that is killed: goes on with the chain in its folder, for ever. Now and then it takes
// a block back and makes it again, which is the same one.
TEST(CrashWriter, DISABLED_Writes) {
  auto created = LedgerStore::create(kStore, scripted_genesis());
  auto store = created ? std::move(created) : LedgerStore::open(kStore);
  ASSERT_TRUE(store) << store.error().detail;
  auto loaded = store.value().load();
  ASSERT_TRUE(loaded) << loaded.error().detail;
  Ledger ledger = std::move(loaded).value();
  for (;;) {
    const AppliedBlock applied = apply_scripted(ledger);
    ASSERT_FALSE(store.value().append(ledger, applied));
    if (ledger.height() % 4 != 0) continue;
    ledger.rollback(applied.undo);
    ASSERT_FALSE(store.value().take_back(ledger, {applied.undo, applied.written}));
  }
}

// A writer in this folder that lives so long; whether it was still writing when it was killed.
bool run_and_kill(const std::string& folder, std::chrono::microseconds life) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  char program[] = "/proc/self/exe";
  char filter[] = "--gtest_filter=CrashWriter.DISABLED_Writes";
  char disabled[] = "--gtest_also_run_disabled_tests";
  char* const arguments[] = {program, filter, disabled, nullptr};
  pid_t child = 0;
  const int failed = posix_spawn(&child, program, &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  std::this_thread::sleep_for(life);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

// The chain as it should be: headers by height, made as far as they are asked for.
class Reference {
 public:
  const BlockHeader& at(std::uint64_t height) {
    while (ledger_.height() < height) {
      apply_scripted(ledger_);
      headers_.push_back(ledger_.head());
    }
    return headers_[height];
  }

 private:
  Ledger ledger_ = scripted_genesis();
  std::vector<BlockHeader> headers_ = {ledger_.head()};
};

TEST(StoreCrash, AKilledProcessLeavesTheLastWholeBlock) {
  const TemporaryFolder folder;
  Reference reference;
  p3::SplitMix64 draws(1);
  std::uint64_t reached = 0, kills = 0, with_blocks = 0;
  bool chain = false;
  // Lives are as long as this machine needs now to write something, and shorter again after that.
  std::uint64_t longest = 40'000;
  const auto start = Clock::now();
  const auto limit = [&] { return std::chrono::seconds(with_blocks < 2 ? 120 : 15); };
  while (Clock::now() - start < limit() && kills < 60) {
    const std::chrono::microseconds life(draws.next() % longest);
    longest = std::min<std::uint64_t>(2 * longest, 4'000'000);
    ASSERT_TRUE(run_and_kill(folder.path(), life));
    ++kills;
    const auto store = LedgerStore::open(folder / kStore);
    if (!chain && (!store || !store.value().load())) continue;  // killed before there was one
    chain = true;
    ASSERT_TRUE(store) << store.error().detail;
    const auto ledger = store.value().load();
    ASSERT_TRUE(ledger) << reason_name(ledger.error().reason) << ' ' << ledger.error().detail;
    const std::uint64_t height = ledger.value().height();
    // No block that the process was told is stored is lost, but the one that it took back.
    EXPECT_GE(height + 1, reached);
    with_blocks += height > reached ? 1 : 0;
    if (height > reached) longest = std::max<std::uint64_t>(longest / 4, 40'000);
    reached = std::max(reached, height);
    EXPECT_EQ(ledger.value().head(), reference.at(height));
    EXPECT_EQ(ledger.value().root(), reference.at(height).state_root_after);
  }
  EXPECT_GE(kills, 5u);
  EXPECT_GE(with_blocks, 2u) << "nothing was written between the kills";
  RecordProperty("kills", static_cast<int>(kills));
  RecordProperty("height", static_cast<int>(reached));
}

}  // namespace
}  // namespace rpp::testing
