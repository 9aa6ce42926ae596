// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "p3/base/check.h"
#include "rpp/circuit/family_prover.h"
#include "rpp/circuit/witness_tampers.h"
#include "rpp/fields/changed_value.h"

// A family's field table and its changes, for families of rpp/circuit/family_prover.h. For tests
// and simnet alone.
namespace rpp {

// One field. Each function takes a turn (WitnessTampers::changes); null: there is no such change.
template <class Family>
struct TamperField {
  std::string name;
  // What is claimed, and all that is claimed about it: the public fields, list roots.
  std::function<void(typename Family::Claims&, std::uint64_t)> claim = nullptr;
  // The value in the witness, which keeps a good shape.
  std::function<void(typename Family::Input&, std::uint64_t)> change = nullptr;
  // The same with everything that the owner of all secrets can make again; nothing where even he
  // cannot.
  std::function<std::optional<typename Family::Input>(std::uint64_t)> remake = nullptr;
};

template <class Family>
using TamperFields = std::vector<TamperField<Family>>;

// Fields of a table in the claims: `get` gives the values, `set` puts others in their place.
template <class Family, class Get, class Set>
void add_claimed_fields(TamperFields<Family>& out, const std::string& prefix,
                        const FieldTable& table, Get get, Set set) {
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const FieldSpec& spec = table.fields[i];
    TamperField<Family> field{prefix + std::string(spec.name)};
    field.claim = [i, &spec, get, set](typename Family::Claims& claims, std::uint64_t turn) {
      FieldValues values = get(claims, turn);
      values[i] = changed_value(spec, std::move(values[i]), turn);
      set(claims, values, turn);
    };
    out.push_back(std::move(field));
  }
}

template <ProverFamily Family>
class FamilyTampers final : public WitnessTampers {
 public:
  using Case = FamilyCase<Family>;
  using Input = typename Family::Input;

  // `sample` is true; `holder` is what the fields borrow. Model and pool outlive this.
  FamilyTampers(const typename Family::Model& model, Input sample, TamperFields<Family> fields,
                std::shared_ptr<const void> holder, p3::ThreadPool& pool)
      : model_(model),
        sample_(std::move(sample)),
        fields_(std::move(fields)),
        holder_(std::move(holder)),
        pool_(pool),
        claims_(claims_of(sample_)) {}

  const Circuit& circuit() const override { return model_.circuit(); }

  std::vector<std::string> fields() const override {
    std::vector<std::string> names;
    for (const auto& field : fields_) names.push_back(field.name);
    return names;
  }

  std::vector<WitnessChange> changes(std::size_t i, std::uint64_t turn) const override {
    const TamperField<Family>& field = fields_[i];
    std::vector<WitnessChange> out;
    if (field.claim != nullptr) {
      auto claims = claims_;
      field.claim(claims, turn);
      add(out, "claimed", sample_, std::move(claims));
    }
    if (field.change != nullptr) {
      Input changed = sample_;
      field.change(changed, turn);
      auto claims = claims_of(changed);
      const bool follows = claims != claims_;
      add(out, "alone", changed, claims_);
      if (follows) add(out, "followed", std::move(changed), std::move(claims));
    }
    if (field.remake != nullptr) {
      if (auto made = field.remake(turn)) add(out, "made again", std::move(*made), {});
    }
    return out;
  }

 private:
  typename Family::Claims claims_of(const Input& input) const {
    P3_CHECK(!Family::shape(model_, input), "a change keeps the shape");
    return Family::claims(model_, input, Family::facts(model_, input, pool_));
  }

  void add(std::vector<WitnessChange>& out, const char* how, Input input,
           std::optional<typename Family::Claims> claims) const {
    P3_CHECK(!(input == sample_ && claims && *claims == claims_), "a change is one");
    auto witness = std::make_unique<Case>(std::move(input));
    witness->claims = std::move(claims);
    out.push_back({how, std::move(witness)});
  }

  const typename Family::Model& model_;
  Input sample_;
  TamperFields<Family> fields_;
  std::shared_ptr<const void> holder_;
  p3::ThreadPool& pool_;
  typename Family::Claims claims_;
};

}  // namespace rpp
