// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "p3/capi/claim.h"

#include <utility>

#include "p3/air/json.h"
#include "p3/capi/elements.h"
#include "p3/engine/dispatch.h"
#include "p3/verify/decode_limits.h"
#include "p3/verify/key_bytes.h"

namespace p3::capi {
namespace {

// Far above what a batch needs, and what the decoder allows.
constexpr std::size_t kMaxInstances = 1024;

template <class F>
class ClaimImpl final : public ClaimOf<F> {
 public:
  explicit ClaimImpl(const ProofSystem& system) : ClaimOf<F>(system) {}

  std::unique_ptr<Claim> clone() const override { return std::make_unique<ClaimImpl>(*this); }

  FieldName field() const override { return kFieldName<F>; }
  bool empty() const override { return statement_.instances.empty(); }

  Outcome add_shipped(const ObjectiveSpec& spec) override {
    if (Outcome full = check_room()) return full;
    if (const auto problem = objective_problem<F>(spec)) return bad_argument(std::string(*problem));
    add(shipped_instance<F>(spec), spec);
    return std::nullopt;
  }

  Outcome add_air(std::string_view json, std::span<const std::uint64_t> public_values,
                  std::optional<unsigned> log_rows) override {
    if (Outcome full = check_room()) return full;
    if (log_rows && *log_rows > F::kTwoAdicity) {
      return bad_argument("log_rows: at most " + std::to_string(F::kTwoAdicity) + ", got " +
                          std::to_string(*log_rows));
    }
    auto air = read_air_json<F>(json);
    if (!air) return Failure{P3_BAD_AIR, air.error().message};
    const bool uni = statement_.system.protocol == Protocol::kUni;
    if (uni && !air.value()->dag().lookups.empty()) {
      return Failure{P3_BAD_AIR, "uni-stark proves no lookups: use the protocol batch"};
    }
    AnyInstance<F> instance{std::move(air).value(), {}, log_rows};
    if (Outcome bad = read_elements<F>(public_values, "public value", instance.public_values)) {
      return bad;
    }
    const std::size_t expected = instance.air->shape().num_public_values;
    if (public_values.size() != expected) {
      return bad_argument("public values: expected " + std::to_string(expected) + ", got " +
                          std::to_string(public_values.size()));
    }
    add(std::move(instance), std::nullopt);
    return std::nullopt;
  }

  Outcome set_key(std::span<const std::uint8_t> bytes) override {
    auto key = decode_key<F>(bytes, statement_.config.suite.hasher->kind());
    if (!key) return Failure{P3_BAD_KEY, to_string(undecodable(key.error()))};
    if (Outcome other = check_key(key.value())) return other;
    statement_.key = std::move(key).value();
    return std::nullopt;
  }

  Outcome verify(std::span<const std::uint8_t> proof) const override {
    if (empty()) return bad_argument("the statement has no AIR");
    for (std::size_t i = 0; i < statement_.instances.size() && !statement_.key; ++i) {
      if (preprocessed_width(i) == 0) continue;
      return bad_argument("instance " + std::to_string(i) +
                          " has preprocessed columns: set their key first");
    }
    if (auto reason = verify_statement<F>(statement_, proof)) {
      return Failure{P3_REJECTED, std::move(*reason)};
    }
    return std::nullopt;
  }

 private:
  using ClaimOf<F>::statement_;
  using ClaimOf<F>::shipped_;

  std::size_t preprocessed_width(std::size_t i) const {
    return statement_.instances[i].air->shape().preprocessed_width;
  }

  Outcome check_room() const {
    if (statement_.key) return bad_argument("the preprocessed key is set: no more AIRs");
    if (statement_.system.protocol == Protocol::kUni && !statement_.instances.empty()) {
      return bad_argument("uni-stark proves one AIR: use the protocol batch");
    }
    if (statement_.instances.size() == kMaxInstances) return bad_argument("too many AIRs");
    return std::nullopt;
  }

  // All or nothing: a push that fails leaves both lists as they were.
  void add(AnyInstance<F> instance, std::optional<ObjectiveSpec> spec) {
    shipped_.reserve(shipped_.size() + 1);
    statement_.instances.push_back(std::move(instance));
    shipped_.push_back(spec);
  }

  // The key's matrices must be those of the AIRs: the widths bind the key to this statement.
  Outcome check_key(const BatchPreprocessedKey& key) const {
    std::vector<std::size_t> widths(statement_.instances.size(), 0);
    for (const auto& matrix : key.matrices) {
      if (matrix.instance >= widths.size()) {
        return Failure{P3_BAD_KEY, "the key has columns for instance " +
                                       std::to_string(matrix.instance) + ", which does not exist"};
      }
      widths[matrix.instance] = matrix.width;
    }
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] == preprocessed_width(i)) continue;
      return Failure{P3_BAD_KEY, "instance " + std::to_string(i) + ": expected " +
                                     std::to_string(preprocessed_width(i)) +
                                     " preprocessed columns, the key has " +
                                     std::to_string(widths[i])};
    }
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<Claim> make_claim(const ProofSystem& system) {
  return with_field(system.field, [&]<class F>(Type<F>) -> std::unique_ptr<Claim> {
    return std::make_unique<ClaimImpl<F>>(system);
  });
}

}  // namespace p3::capi
