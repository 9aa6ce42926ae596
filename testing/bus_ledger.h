// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "testing/batch_trial.h"

// What is left open on the buses of a batch.
namespace p3::testing {

// Tuple (canonical integers) to the sum of its counts, where that is not zero.
using OpenTuples = std::map<std::vector<std::uint64_t>, KoalaBear>;

// By bus; buses that balance are left out. Local lookups are not looked at. Exclusive lookups whose
// flags are not one 1 count as what their fraction then is: one tuple, with counts that are no
// integers.
std::map<std::string, OpenTuples> open_tuples(const TrialBatch& batch);

// A table without rules that puts these tuples on a bus, each with its count.
TrialInstance bus_table(const std::string& bus, const OpenTuples& tuples);

}  // namespace p3::testing
