// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/engine-inl.h"

namespace p3::app {

std::unique_ptr<Engine> make_koala_bear_engine(const Statement& statement) {
  switch (statement.extension_degree) {
    case 4:
      return std::make_unique<EngineImpl<KoalaBear, 4>>(statement);
    case 5:
      return std::make_unique<EngineImpl<KoalaBear, 5>>(statement);
    case 8:
      return std::make_unique<EngineImpl<KoalaBear, 8>>(statement);
    default:
      return nullptr;
  }
}

}  // namespace p3::app
