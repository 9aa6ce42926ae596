// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "apps/p3/engine-inl.h"

namespace p3::app {

std::unique_ptr<Engine> make_goldilocks_engine(const Statement& statement) {
  switch (statement.extension_degree) {
    case 2:
      return std::make_unique<EngineImpl<Goldilocks, 2>>(statement);
    case 5:
      return std::make_unique<EngineImpl<Goldilocks, 5>>(statement);
    default:
      return nullptr;
  }
}

}  // namespace p3::app
