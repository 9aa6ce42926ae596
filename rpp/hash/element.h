// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "p3/field/koala_bear.h"

// The field of the chain. A header of its own, because kernel files include little else.
namespace rpp {

using Element = p3::KoalaBear;

}  // namespace rpp
