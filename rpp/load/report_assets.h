// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <string_view>

// The files of rpp/load/assets/, embedded when CMake runs so that a report is one file.
namespace rpp::report_assets {

extern const std::string_view kPlotCss;     // uPlot 1.6.32, MIT
extern const std::string_view kPlotScript;  // uPlot 1.6.32, MIT
extern const std::string_view kPageCss;
extern const std::string_view kPageScript;

}  // namespace rpp::report_assets
