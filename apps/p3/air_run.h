// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

// The command `p3 air`.
namespace p3::app {

// argv[0] is "air". Prints, writes files, and returns the exit code of the program.
int run_air(int argc, const char* const* argv);

}  // namespace p3::app
