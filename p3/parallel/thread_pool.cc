// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/parallel/thread_pool.h"

#include <algorithm>
#include <utility>

#include "p3/base/check.h"

namespace p3 {

ThreadPool::ThreadPool(unsigned threads) {
  P3_CHECK(threads >= 1, "a pool has at least the calling thread");
  try {
    workers_.reserve(threads - 1);
    for (unsigned worker = 1; worker < threads; ++worker) {
      workers_.emplace_back([this, worker] { work(worker); });
    }
  } catch (...) {
    // The threads that did start would wait for ever, and the vector's destructor for them.
    stop();
    throw;
  }
}

ThreadPool::~ThreadPool() { stop(); }

void ThreadPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  start_.notify_all();
  // The threads use mutex_ and the condition variables: join before those go.
  workers_.clear();
}

void ThreadPool::for_ranges(std::size_t n, std::size_t grain, const Body& body) {
  P3_CHECK(grain >= 1, "grain is at least 1");
  if (n == 0) return;
  const std::size_t grains = (n - 1) / grain + 1;
  const auto parts = static_cast<unsigned>(std::min<std::size_t>(grains, threads()));
  if (parts == 1 || busy_.exchange(true, std::memory_order_acquire)) {
    body(0, n);
    return;
  }
  const Task task{&body, n, grain, parts};
  {
    const std::lock_guard lock(mutex_);
    task_ = task;
    pending_ = static_cast<unsigned>(workers_.size());
    ++round_;
  }
  start_.notify_all();
  run_or_keep_error(task, 0);
  std::exception_ptr error;
  {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return pending_ == 0; });
    error = std::exchange(error_, nullptr);
  }
  busy_.store(false, std::memory_order_release);
  if (error) std::rethrow_exception(error);
}

// Runs until the pool goes. Every worker takes part in every round, if only to report.
void ThreadPool::work(unsigned worker) {
  for (std::size_t seen = 0;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      start_.wait(lock, [&] { return stopping_ || round_ != seen; });
      if (stopping_) return;
      seen = round_;
      task = task_;
    }
    if (worker < task.parts) run_or_keep_error(task, worker);
    const std::lock_guard lock(mutex_);
    if (--pending_ == 0) done_.notify_one();
  }
}

// Others still read what the body refers to: an exception waits until all have come back.
void ThreadPool::run_or_keep_error(const Task& task, unsigned part) noexcept {
  try {
    run_part(task, part);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::current_exception();
  }
}

// Part k gets the grains [k * grains / parts, (k + 1) * grains / parts).
void ThreadPool::run_part(const Task& task, unsigned part) {
  const std::size_t grains = (task.n - 1) / task.grain + 1;
  const auto border = [&](std::size_t k) {
    // grains / parts and the remainder apart, so that nothing overflows.
    const std::size_t grain = grains / task.parts * k + grains % task.parts * k / task.parts;
    return grain == grains ? task.n : grain * task.grain;
  };
  (*task.body)(border(part), border(std::size_t{part} + 1));
}

}  // namespace p3
