// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/transaction/circuit/forced.h"

namespace rpp {

template class ForcedFamily<TransactionFamily>;

}  // namespace rpp
