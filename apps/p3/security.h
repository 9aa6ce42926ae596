// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "apps/p3/engine.h"
#include "p3/security/subject.h"

// The command `security`: what is asked, answered and shown. No proof is made.
namespace p3::app {

struct SecurityAnswer {
  SecuritySubject subject;
  // Of the parameters given; with a target, of the best proposal. Nothing where there is none.
  std::optional<Proposal> level;
  std::optional<ProposalTable> table;  // with a target
};

// Fails where the statement or the numbers make no sense (a usage error).
std::variant<SecurityAnswer, Failure> answer_security(const Request& request);

std::string security_text(const Request& request, const SecurityAnswer& answer);
// {"parameters": {..}, "shape": {..}, ...}; see docs/book/cli.md.
std::string security_json(const Request& request, const SecurityAnswer& answer);

}  // namespace p3::app
