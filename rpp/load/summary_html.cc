// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <string>
#include <string_view>

#include "rpp/load/report_assets.h"
#include "rpp/load/summary.h"

namespace rpp {
namespace {

// JSON that may stand inside a script element: no byte can end the element or open a comment.
std::string script_safe(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string write_summary_html(const LoadSummary& summary) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
  out += summary.scenario.name;  // lower-case letters, digits and underscores
  out += "</title>\n<style>\n";
  out += report_assets::kPlotCss;
  out += report_assets::kPageCss;
  out += "</style>\n</head>\n<body>\n<main></main>\n<script type=\"application/json\" id=\"data\">";
  out += script_safe(write_summary_json(summary));
  out += "</script>\n<script>\n";
  out += report_assets::kPlotScript;
  out += "\n";
  out += report_assets::kPageScript;
  out += "</script>\n</body>\n</html>\n";
  return out;
}

}  // namespace rpp
