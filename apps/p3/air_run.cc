// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/air_run.h"

#include <cstdio>
#include <cstdlib>

#include "apps/p3/air_parse.h"
#include "apps/p3/air_report.h"
#include "apps/p3/proof_file.h"
#include "apps/p3/report.h"

namespace p3::app {
namespace {

// Labels and names come from files of others: what could steer a terminal is replaced.
std::string harmless(std::string text) {
  for (char& c : text) {
    if ((c >= '\0' && c < ' ' && c != '\n') || c == '\x7f') c = '?';
  }
  return text;
}

int fail(int code, const std::string& text) {
  std::fprintf(stderr, "p3: %s\n", harmless(text).c_str());
  return code;
}

template <class Answer>
void print(const AirRequest& request, const Answer& answer) {
  std::fputs(harmless(request.json ? to_json(answer) : to_text(answer)).c_str(), stdout);
}

int finish(const AirRequest&, const AirFailure& failure) {
  return fail(failure.code, failure.text);
}

int finish(const AirRequest& request, const AirProved& proved) {
  const Run& last = proved.runs.back();
  if (!request.quiet) std::fputs(span_tree(last.phases).c_str(), stderr);
  if (!request.proof_out.empty()) {
    const auto written = write_proof_file(request.proof_out, last.proof);
    if (const auto* error = std::get_if<FileError>(&written)) return fail(kExitFile, error->text);
  }
  if (!request.chrome_out.empty()) {
    const auto written = write_text_file(request.chrome_out, chrome_trace(last.phases));
    if (const auto* error = std::get_if<FileError>(&written)) return fail(kExitFile, error->text);
  }
  print(request, proved);
  return kExitOk;
}

int finish(const AirRequest& request, const AirVerified& verified) {
  print(request, verified);
  if (!verified.rejected) return kExitOk;
  return fail(kExitInvalidProof, "not an acceptable proof: " + *verified.rejected);
}

int finish(const AirRequest& request, const AirChecked& checked) {
  print(request, checked);
  for (const std::string& line : checked.failures) fail(kExitInvalidProof, line);
  return checked.failures.empty() ? kExitOk : kExitInvalidProof;
}

template <class Answer>
int finish(const AirRequest& request, const Answer& answer) {
  print(request, answer);
  return kExitOk;
}

}  // namespace

int run_air(int argc, const char* const* argv) {
  const std::variant<AirRequest, ParseExit> parsed = parse_air(argc, argv, std::getenv("P3_ISA"));
  if (const ParseExit* exit = std::get_if<ParseExit>(&parsed)) {
    std::fputs(exit->out.c_str(), stdout);
    std::fputs(exit->err.c_str(), stderr);
    return exit->code;
  }
  const AirRequest& request = std::get<AirRequest>(parsed);
  if (request.isa && !select_isa(*request.isa)) return fail(kExitInternal, "no such ISA");
  return std::visit([&](const auto& answer) { return finish(request, answer); },
                    answer_air(request));
}

}  // namespace p3::app
