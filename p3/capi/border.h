// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <exception>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "p3/capi/p3.h"

// The border between C callers and C++: failures as values inside, statuses and text outside, and
// no exception across.

struct p3_error {
  p3_status status = P3_OK;
  std::string text;
};

namespace p3::capi {

struct Failure {
  p3_status status;
  std::string text;
};
// Nothing: success.
using Outcome = std::optional<Failure>;

inline Failure bad_argument(std::string text) { return {P3_BAD_ARGUMENT, std::move(text)}; }

// Writes the outcome to `error`, where there is one, and returns the status.
inline p3_status report(p3_error* error, p3_status status, const char* text) noexcept {
  if (error == nullptr) return status;
  error->status = status;
  try {
    error->text = text;
  } catch (const std::exception&) {
    error->text.clear();  // the status still tells what matters
  }
  return status;
}

// Runs `body`, which returns an Outcome, and reports what came of it.
template <class Body>
p3_status guarded(p3_error* error, const Body& body) noexcept {
  try {
    const Outcome outcome = body();
    return outcome ? report(error, outcome->status, outcome->text.c_str())
                   : report(error, P3_OK, "");
  } catch (const std::bad_alloc&) {
    return report(error, P3_OUT_OF_MEMORY, "out of memory");
  } catch (const std::length_error&) {
    return report(error, P3_OUT_OF_MEMORY, "out of memory: a list longer than memory");
  } catch (const std::system_error& problem) {
    return report(error, P3_OUT_OF_MEMORY, problem.what());
  } catch (const std::exception& problem) {
    return report(error, P3_INTERNAL, problem.what());
  } catch (...) {
    return report(error, P3_INTERNAL, "unknown exception");
  }
}

}  // namespace p3::capi
