// SPDX-License-Identifier: Apache-2.0 OR MIT
//
// The document of the statement table shows the tape that the code makes.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "rpp/consensus/statement/layout.h"
#include "rpp/wiring/tape_text.h"

namespace rpp {
namespace {

TEST(StatementText, DocumentShowsTheTape) {
  const std::string path = "docs/spec/circuits/statement-table.md";
  std::ostringstream document;
  document << std::ifstream(path).rdbuf();
  const std::string text = "```\n" + to_text(make_statement_layout({}).tape) + "```\n";
  EXPECT_NE(document.str().find(text), std::string::npos)
      << path << " does not hold the tape, which is now\n"
      << text;
}

}  // namespace
}  // namespace rpp
