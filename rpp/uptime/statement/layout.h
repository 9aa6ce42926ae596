// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "rpp/wiring/field_cells.h"
#include "rpp/wiring/integers.h"

// The statement table of the uptime circuit (instance 0): its tape.
//
// It hashes the public fields to S, gives chain id and history root to every claim, takes the
// number of claims from the last one, and holds the root of the list. In full:
// docs/spec/circuits/uptime-tables.md.
namespace rpp {

struct UptimeLayout {
  FieldCells fields;
  DigestCells s;
  AtMost count;
  Supply chain;    // the chain id
  Supply history;  // the history root
  Supply empty;    // H(list; empty)
  Tape tape;
};

UptimeLayout make_uptime_layout();

}  // namespace rpp
