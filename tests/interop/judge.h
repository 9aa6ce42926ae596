// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "p3/base/result.h"

// Judge: one long-lived process of interop/plonky3's p3-judge, the real Plonky3
// (docs/spec/interop.md).
//
// One request is under way at a time: send() writes a line and returns, so that the caller can work
// while the judge does; receive() waits for its answer. A judge that dies, answers out of turn or
// takes longer than the time limit gives an answer with `ok` false and `dead` true.
namespace p3::testing {

struct JudgeAnswer {
  bool ok = false;
  bool dead = false;  // the process is of no more use
  std::string error;  // where not ok, or why it was rejected
  std::string kind;   // of a verification: accepted, reject, decode, panic
  bool verified = false;
  std::uint64_t trailing_bytes = 0;
  std::vector<std::uint8_t> proof;
  std::map<std::string, double> numbers;  // of a security report; null is infinity
};

class Judge {
 public:
  static Result<std::unique_ptr<Judge>, std::string> start(const std::string& program);
  ~Judge();
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // `members` are those of the request without braces and id: R"("op": "info")".
  void send(const std::string& members);
  JudgeAnswer receive();
  JudgeAnswer ask(const std::string& members) {
    send(members);
    return receive();
  }

 private:
  Judge(pid_t pid, int in, int out) : pid_(pid), in_(in), out_(out) {}
  JudgeAnswer died(const std::string& what);

  pid_t pid_;
  int in_;   // the judge's stdin
  int out_;  // the judge's stdout
  std::uint64_t id_ = 0;
  std::string buffer_;   // bytes after the last line read
  std::string trouble_;  // why the process is of no more use
};

std::string to_hex(const std::vector<std::uint8_t>& bytes);

}  // namespace p3::testing
