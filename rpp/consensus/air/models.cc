// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/consensus/air/models.h"

#include "rpp/consensus/air/ballots_air.h"
#include "rpp/consensus/air/lists_air.h"
#include "rpp/consensus/air/members_air.h"
#include "rpp/consensus/air/tickets_air.h"
#include "rpp/hash/sponge.h"

namespace rpp {
namespace {

template <class A>
std::unique_ptr<TableAir> model(A air) {
  return std::make_unique<p3::AirModel<p3::KoalaBear, A>>(std::move(air));
}

}  // namespace

std::unique_ptr<TableAir> make_members_air(unsigned key_height) {
  return model(MembersAir(key_height));
}
std::unique_ptr<TableAir> make_ballots_air() {
  return model(BallotsAir(hash_empty(Tag::kVrfNone)));
}
std::unique_ptr<TableAir> make_tickets_air() { return model(TicketsAir()); }
std::unique_ptr<TableAir> make_lists_air() { return model(ListsAir()); }

}  // namespace rpp
