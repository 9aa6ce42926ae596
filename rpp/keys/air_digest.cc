// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/keys/air_digest.h"

#include "p3/hash/poseidon2_defaults.h"
#include "rpp/keys/byte_source.h"

namespace rpp {
namespace {

// Variable-length values carry their length, so that no two AIRs share an encoding.
void put_text(const std::string& text, ByteSink& out) {
  out.u32(static_cast<std::uint32_t>(text.size()));
  for (const char c : text) out.u8(static_cast<std::uint8_t>(c));
}

void put_nodes(const std::vector<std::uint32_t>& nodes, ByteSink& out) {
  out.u32(static_cast<std::uint32_t>(nodes.size()));
  for (const std::uint32_t node : nodes) out.u32(node);
}

void put_shape(const p3::AirShape<Element>& shape, ByteSink& out) {
  out.u64(shape.width);
  out.u64(shape.preprocessed_width);
  out.u64(shape.num_public_values);
  out.u8(shape.reads_next_row ? 1 : 0);
  out.u8(shape.reads_preprocessed_next_row ? 1 : 0);
  out.u8(shape.declared_degree ? 1 : 0);
  out.u32(shape.declared_degree.value_or(0));
  out.u64(shape.periodic.size());
  for (const std::vector<Element>& column : shape.periodic) {
    out.u64(column.size());
    for (const Element x : column) out.element(x);
  }
}

void put_node(const p3::DagNode<Element>& node, ByteSink& out) {
  out.u8(static_cast<std::uint8_t>(node.op));
  out.u8(node.row);
  out.u32(node.a);
  out.u32(node.b);
  out.element(node.value);
}

void put_lookup(const p3::DagLookup& lookup, ByteSink& out) {
  out.u8(static_cast<std::uint8_t>(lookup.kind));
  put_text(lookup.bus, out);
  out.u64(lookup.interactions.size());
  for (const p3::DagInteraction& interaction : lookup.interactions) {
    put_nodes(interaction.tuple, out);
    out.u32(interaction.count.node);
    out.u64(interaction.count.weight);
    out.u8(static_cast<std::uint8_t>(interaction.count.kind));
    out.u64(static_cast<std::uint64_t>(interaction.count.number));
    out.u32(interaction.flag);
  }
}

template <unsigned kWidthOf>
void put_permutation(ByteSink& out) {
  const auto permutation = p3::default_poseidon2<Element, kWidthOf>();
  const auto& constants = permutation.constants();
  out.u8(kWidthOf);
  for (const auto* rounds : {&constants.initial, &constants.terminal}) {
    for (const auto& round : *rounds) {
      for (const Element x : round) out.element(x);
    }
  }
  for (const Element x : constants.internal) out.element(x);
  std::array<Element, kWidthOf> state;
  for (unsigned i = 0; i < kWidthOf; ++i) state[i] = Element::from_u64(i);
  permutation.permute(state);
  for (const Element x : state) out.element(x);
}

}  // namespace

Sha256 air_digest(const p3::Air<Element>& air) {
  ByteSink out;
  out.start("RPP-AIR", 1);
  put_shape(air.shape(), out);
  const p3::ConstraintDag<Element>& dag = air.dag();
  out.u64(dag.nodes.size());
  for (const p3::DagNode<Element>& node : dag.nodes) put_node(node, out);
  put_nodes(dag.constraints, out);
  out.u64(dag.lookups.size());
  for (const p3::DagLookup& lookup : dag.lookups) put_lookup(lookup, out);
  return sha256(out.take());
}

Sha256 constants_digest(p3::TreeHash hash, unsigned arity) {
  ByteSink out;
  out.start("RPPHASH", 1);
  put_permutation<16>(out);  // P
  const bool wide = hash == p3::TreeHash::kPoseidon2;
  if (wide || hash == p3::TreeHash::kPoseidon2Width16) {
    // Leaves and transcript, then nodes: as wide as their children.
    wide ? put_permutation<24>(out) : put_permutation<16>(out);
    arity == 4 ? put_permutation<32>(out) : put_permutation<16>(out);
  }
  return sha256(out.take());
}

}  // namespace rpp
