// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "p3/air/air.h"
#include "p3/base/bits.h"
#include "rpp/circuit/forced_circuit.h"

// A real circuit of two tables for the tests of keys and proofs: it shows that the prover knows a
// list of pairs (v, v^3), and binds the statement digest to the trace.
//
// Table `statement`: columns S (8), v, w; every row asks `cubes` for (v, w). Table `cubes`: i from
// 0, i^3, how often it is asked for.
namespace rpp::testing {

inline constexpr std::size_t kValue = kDigestElements;
inline constexpr std::size_t kCube = kDigestElements + 1;

struct TinyStatementAir {
  p3::AirShape<Element> shape() const {
    p3::AirShape<Element> shape;
    shape.width = kDigestElements + 2;
    shape.num_public_values = kPublicValues;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    b.label("statement/public");
    for (std::size_t i = 0; i < kDigestElements; ++i) {
      b.when_first_row().assert_eq(b.local(i), b.public_value(i));
    }
    b.label("statement/carry");
    for (std::size_t i = 0; i < kDigestElements; ++i) {
      b.when_transition().assert_eq(b.next(i), b.local(i));
    }
    b.push_global("cube", b.tuple(b.local(kValue), b.local(kCube)), B::Count::integer(1));
  }
};

// `offset` is there to make another circuit of the same shape.
struct TinyCubesAir {
  std::uint64_t offset = 0;

  p3::AirShape<Element> shape() const {
    p3::AirShape<Element> shape;
    shape.width = 3;
    return shape;
  }

  template <class B>
  void eval(B& b) const {
    b.label("cubes/index");
    b.when_first_row().assert_zero(b.local(0));
    b.when_transition().assert_eq(b.next(0), b.local(0) + Element::one());
    b.label("cubes/cube");
    b.assert_eq(b.local(1), b.local(0) * b.local(0) * b.local(0) + Element::from_u64(offset));
    b.push_global("cube", b.tuple(b.local(0), b.local(1)), B::Count::provided(-b.local(2)));
  }
};

inline constexpr std::array kTinyFields = {
    FieldSpec{"memo", FieldType::kDigest, 0}, FieldSpec{"amount", FieldType::kU64, 0},
    FieldSpec{"round", FieldType::kU32, 0}, FieldSpec{"tier", FieldType::kSmall, 5}};
inline constexpr FieldTable kTinyTable{"tiny", Tag::kFamilyRecursive, kTinyFields};

// The family rule: amount > 0.
inline const char* tiny_broken_rule(const FieldValues& fields) noexcept {
  return std::get<std::uint64_t>(fields[1]) == 0 ? "amount-zero" : nullptr;
}

// Circuit and AIRs together, so that the pointers hold.
struct TinyModel {
  explicit TinyModel(std::string_view name = "tiny", std::uint64_t offset = 0)
      : statement(TinyStatementAir{}), cubes(TinyCubesAir{offset}) {
    circuit.name = name;
    circuit.role = Role::kConsensus;
    circuit.fields = &kTinyTable;
    circuit.tables = {{"statement", &statement, 3, 5}, {"cubes", &cubes, 3, 6}};
    circuit.constants = {{"largest-value", 63}};
    circuit.broken_rule = &tiny_broken_rule;
  }

  p3::AirModel<Element, TinyStatementAir> statement;
  p3::AirModel<Element, TinyCubesAir> cubes;
  Circuit circuit;
};

struct TinyWitness final : Witness {
  FieldValues fields;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // a power of two of them, 8 to 32
  unsigned log_cubes = 4;                                      // v < 2^log_cubes
};

inline std::unique_ptr<TinyWitness> tiny_witness(std::uint64_t amount = 7, std::size_t rows = 8) {
  auto witness = std::make_unique<TinyWitness>();
  Digest memo;
  for (std::size_t i = 0; i < kDigestElements; ++i) memo[i] = Element::from_u64(amount + 100 * i);
  witness->fields = {memo, amount, std::uint64_t{3}, std::uint64_t{5}};
  for (std::size_t i = 0; i < rows; ++i) {
    const auto v = static_cast<std::uint32_t>((5 * i + 2) % 16);
    witness->pairs.emplace_back(v, v * v * v);
  }
  return witness;
}

// Fills the traces of any witness, true or not.
inline CircuitTraces tiny_traces(const TinyWitness& witness) {
  const Digest statement = statement_digest(kTinyTable, witness.fields);
  CircuitTraces out{witness.fields, {}};
  const std::size_t cubes = std::size_t{1} << witness.log_cubes;
  auto table = p3::Matrix<Element>::zeros(cubes, 3);
  for (std::size_t i = 0; i < cubes; ++i) {
    table.at(i, 0) = Element::from_u64(i);
    table.at(i, 1) = Element::from_u64(i * i * i);
  }
  auto users = p3::Matrix<Element>::zeros(witness.pairs.size(), kDigestElements + 2);
  for (std::size_t r = 0; r < witness.pairs.size(); ++r) {
    for (std::size_t i = 0; i < kDigestElements; ++i) users.at(r, i) = statement[i];
    const auto [v, w] = witness.pairs[r];
    users.at(r, kValue) = Element::from_u64(v);
    users.at(r, kCube) = Element::from_u64(w);
    if (v < cubes) table.at(v, 2) += Element::one();
  }
  out.traces.push_back(std::move(users));
  out.traces.push_back(std::move(table));
  return out;
}

// A witness file: the public fields in bytes, then v for every row.
class TinyProver final : public CircuitProver {
 public:
  explicit TinyProver(const Circuit& circuit) : circuit_(circuit) {}

  const Circuit& circuit() const override { return circuit_; }

  p3::Result<std::unique_ptr<Witness>, WitnessError> read_witness(
      std::span<const std::uint8_t> bytes) const override {
    const std::size_t front = 4 * kTinyTable.num_elements();
    if (bytes.size() < front) return p3::Err{WitnessError{"format", "length"}};
    auto fields = decode_field_bytes(kTinyTable, bytes.first(front));
    if (!fields) return p3::Err{WitnessError{"format", describe(kTinyTable, fields.error())}};
    auto witness = std::make_unique<TinyWitness>();
    witness->fields = std::move(fields).value();
    for (const std::uint32_t v : bytes.subspan(front)) witness->pairs.emplace_back(v, v * v * v);
    return std::unique_ptr<Witness>(std::move(witness));
  }

  p3::Result<CircuitTraces, WitnessError> build(const Witness& witness,
                                                p3::ThreadPool&) const override {
    const auto& tiny = static_cast<const TinyWitness&>(witness);
    const std::size_t rows = tiny.pairs.size();
    if (rows < 8 || rows > 32 || (rows & (rows - 1)) != 0) {
      return p3::Err{WitnessError{"rows", std::to_string(rows)}};
    }
    if (tiny_broken_rule(tiny.fields) != nullptr) return p3::Err{WitnessError{"amount", "fields"}};
    for (std::size_t i = 0; i < rows; ++i) {
      const auto [v, w] = tiny.pairs[i];
      if (v >= 1u << tiny.log_cubes || w != v * v * v) {
        return p3::Err{WitnessError{"cube", "pairs[" + std::to_string(i) + "]"}};
      }
    }
    return tiny_traces(tiny);
  }

 private:
  const Circuit& circuit_;
};

class TinyForced final : public ForcedCircuit {
 public:
  explicit TinyForced(const Circuit& circuit) : circuit_(circuit) {}

  const Circuit& circuit() const override { return circuit_; }
  CircuitTraces build_unchecked(const Witness& witness, p3::ThreadPool&) const override {
    return tiny_traces(static_cast<const TinyWitness&>(witness));
  }

 private:
  const Circuit& circuit_;
};

}  // namespace rpp::testing
