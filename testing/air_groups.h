// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/matrix.h"

// The constraint groups of an AIR: assertions under one label.
namespace p3::testing {

// Distinct labels in order of appearance; "" stands for assertions without one.
std::vector<std::string> labels_of(const Air<KoalaBear>& air);

// Every label with an assertion that does not hold on some row. The trace must fit the shape.
std::set<std::string> violated_labels(const Air<KoalaBear>& air, MatrixView<KoalaBear> trace,
                                      std::span<const KoalaBear> public_values);

// The same AIR without the assertions of one label: what it would prove if nobody had written them.
std::shared_ptr<const Air<KoalaBear>> without_group(const Air<KoalaBear>& air,
                                                    const std::string& label);

}  // namespace p3::testing
