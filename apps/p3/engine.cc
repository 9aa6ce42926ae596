// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/engine.h"

#include "p3/base/check.h"

namespace p3::app {

std::unique_ptr<Engine> make_engine(const Statement& statement) {
  std::unique_ptr<Engine> engine;
  switch (statement.field) {
    case FieldName::kKoalaBear:
      engine = make_koala_bear_engine(statement);
      break;
    case FieldName::kBabyBear:
      engine = make_baby_bear_engine(statement);
      break;
    case FieldName::kGoldilocks:
      engine = make_goldilocks_engine(statement);
      break;
  }
  P3_CHECK(engine != nullptr, "the parser admits only extensions that exist");
  return engine;
}

}  // namespace p3::app
