// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// ThreadPool: a fixed set of threads that split index ranges statically.
//
// Every range is a contiguous piece of [0, n), so which thread does what depends on nothing but n,
// grain and the thread count, and a body that writes only its own indices gives the same result
// for every thread count. The calling thread works too: a pool of t threads owns t - 1 workers,
// and a pool of one thread runs everything inline. A call made while another one is in progress
// (from inside a body, or from a second thread) runs inline as well, so nesting cannot deadlock.
// An exception of a body (out of memory) reaches the caller when all ranges have ended.
namespace p3 {

class ThreadPool {
 public:
  using Body = std::function<void(std::size_t, std::size_t)>;

  // threads >= 1. Throws std::system_error where the system gives no more threads.
  explicit ThreadPool(unsigned threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }

  // Calls body(begin, end) for at most threads() disjoint ranges that cover [0, n). Inner borders
  // are multiples of grain (>= 1). Returns when all are done; the writes of every body are visible.
  void for_ranges(std::size_t n, std::size_t grain, const Body& body);

 private:
  struct Task {
    const Body* body = nullptr;
    std::size_t n = 0;
    std::size_t grain = 1;
    unsigned parts = 0;
  };

  void work(unsigned worker);
  void stop();
  void run_or_keep_error(const Task& task, unsigned part) noexcept;
  static void run_part(const Task& task, unsigned part);

  std::atomic<bool> busy_{false};
  std::mutex mutex_;
  std::condition_variable start_;
  std::condition_variable done_;
  Task task_;                 // guarded by mutex_
  std::size_t round_ = 0;     // counts tasks; guarded by mutex_
  unsigned pending_ = 0;      // workers still in the current round; guarded by mutex_
  bool stopping_ = false;     // guarded by mutex_
  std::exception_ptr error_;  // the first of the current round; guarded by mutex_
  std::vector<std::jthread> workers_;
};

}  // namespace p3
