// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "rpp/fields/json_text.h"
#include "rpp/ledger/genesis.h"

// The genesis file of a network (docs/spec/state.md, "The genesis file"). Its bytes are what the
// chain id commits to: chain_id_of(their SHA-256), which is the caller's to make.
namespace rpp {

inline constexpr std::size_t kMaxGenesisText = std::size_t{16} << 20;

// One member a line, accounts one a line.
std::string write_genesis(const Genesis& genesis);

// Reads the form; whether the genesis keeps its rules is check_genesis's question.
p3::Result<Genesis, JsonTextError> read_genesis(std::string_view text);

}  // namespace rpp
