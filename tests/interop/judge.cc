// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/judge.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "p3/base/check.h"

extern char** environ;

namespace p3::testing {
namespace {

using Clock = std::chrono::steady_clock;

// Far above the slowest case of the tests, also on a busy machine.
constexpr std::chrono::seconds kTimeLimit{240};

// Whether `events` came before the deadline.
bool wait_for(int fd, short events, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    pollfd entry{fd, events, 0};
    const int ready = poll(&entry, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

std::string exit_text(int status) {
  if (WIFSIGNALED(status)) return "killed by signal " + std::to_string(WTERMSIG(status));
  return "ended with status " + std::to_string(WEXITSTATUS(status));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  P3_CHECK(c >= 'a' && c <= 'f', "the judge sent something that is not hex");
  return c - 'a' + 10;
}

// A text member, or nothing where it is absent or null.
std::string text_of(const nlohmann::json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::uint8_t> from_hex(const std::string& text) {
  P3_CHECK(text.size() % 2 == 0, "the judge sent half a byte");
  std::vector<std::uint8_t> out(text.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
  }
  return out;
}

}  // namespace

std::string to_hex(const std::vector<std::uint8_t>& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(2 * bytes.size(), '0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[2 * i] = kDigits[bytes[i] >> 4];
    out[2 * i + 1] = kDigits[bytes[i] & 15];
  }
  return out;
}

Result<std::unique_ptr<Judge>, std::string> Judge::start(const std::string& program) {
  int to_child[2];
  int from_child[2];
  // O_CLOEXEC: the child keeps only the copies that become its stdin and stdout.
  if (pipe2(to_child, O_CLOEXEC) != 0) return Err{std::string("pipe: ") + std::strerror(errno)};
  if (pipe2(from_child, O_CLOEXEC) != 0) {
    close(to_child[0]), close(to_child[1]);
    return Err{std::string("pipe: ") + std::strerror(errno)};
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
  std::string name = program;
  char* arguments[] = {name.data(), nullptr};
  pid_t pid = 0;
  const int failure = posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(to_child[0]);
  close(from_child[1]);
  if (failure != 0) {
    close(to_child[1]), close(from_child[0]);
    return Err{program + ": " + std::strerror(failure)};
  }
  // A write to a judge that died must be an error, not a signal; and must not block for ever.
  signal(SIGPIPE, SIG_IGN);
  fcntl(to_child[1], F_SETFL, O_NONBLOCK);
  return std::unique_ptr<Judge>(new Judge(pid, to_child[1], from_child[0]));
}

Judge::~Judge() {
  close(in_);
  close(out_);
  // A healthy judge ends with its input; one that is stuck has to be told.
  if (pid_ == 0) return;
  if (!trouble_.empty()) kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
}

JudgeAnswer Judge::died(const std::string& what) {
  if (trouble_.empty()) {
    trouble_ = "the judge is gone: " + what;
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      trouble_ += ", " + exit_text(status);
      pid_ = 0;
    }
  }
  JudgeAnswer answer;
  answer.dead = true;
  answer.error = trouble_;
  return answer;
}

void Judge::send(const std::string& members) {
  if (!trouble_.empty()) return;
  const std::string line = "{\"id\": " + std::to_string(++id_) + ", " + members + "}\n";
  const auto deadline = Clock::now() + kTimeLimit;
  std::size_t sent = 0;
  while (sent < line.size()) {
    if (!wait_for(in_, POLLOUT, deadline)) return void(died("it does not read"));
    const ssize_t n = write(in_, line.data() + sent, line.size() - sent);
    if (n > 0) sent += static_cast<std::size_t>(n);
    if (n < 0 && errno != EAGAIN && errno != EINTR) return void(died(std::strerror(errno)));
  }
}

JudgeAnswer Judge::receive() {
  if (!trouble_.empty()) return died(trouble_);
  const auto deadline = Clock::now() + kTimeLimit;
  std::size_t end = std::string::npos;
  std::size_t searched = 0;
  while ((end = buffer_.find('\n', searched)) == std::string::npos) {
    searched = buffer_.size();
    if (!wait_for(out_, POLLIN, deadline)) return died("no answer in time");
    char block[65536];
    const ssize_t n = read(out_, block, sizeof block);
    if (n == 0) return died("end of its output");
    if (n < 0 && errno != EINTR) return died(std::strerror(errno));
    if (n > 0) buffer_.append(block, static_cast<std::size_t>(n));
  }
  const auto json = nlohmann::json::parse(buffer_.begin(), buffer_.begin() + static_cast<long>(end),
                                          nullptr, /*allow_exceptions=*/false);
  buffer_.erase(0, end + 1);
  if (!json.is_object() || json.value("id", std::uint64_t{0}) != id_) return died("a strange line");
  JudgeAnswer answer;
  answer.ok = json.value("ok", false);
  answer.error = text_of(json, "error");
  answer.kind = text_of(json, "kind");
  answer.verified = json.value("verified", false);
  answer.trailing_bytes = json.value("trailing_bytes", std::uint64_t{0});
  answer.proof = from_hex(text_of(json, "proof"));
  if (const auto numbers = json.find("numbers"); numbers != json.end()) {
    for (const auto& [key, value] : numbers->items()) {
      answer.numbers[key] =
          value.is_number() ? value.get<double>() : std::numeric_limits<double>::infinity();
    }
  }
  return answer;
}

}  // namespace p3::testing
