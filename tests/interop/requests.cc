// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "tests/interop/requests.h"

#include "p3/air/json.h"
#include "p3/airs/objective_kernel.h"
#include "p3/airs/objective_trace.h"
#include "p3/base/bits.h"
#include "p3/field/extension_params.h"
#include "tests/interop/exchange.h"

// Statements as both sides read them: instances, and the lines for the judge.
namespace p3::testing {
namespace {

std::string member(const char* name, const std::string& text) {
  return std::string("\"") + name + "\": " + text;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// Rows as canonical little-endian words.
template <class F>
std::string matrix_hex(const Matrix<F>& m) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(m.size() * F::kBytes);
  for (std::size_t i = 0; i < m.size(); ++i) {
    const std::uint64_t x = m.data()[i].as_canonical_u64();
    for (unsigned k = 0; k < F::kBytes; ++k) {
      bytes.push_back(static_cast<std::uint8_t>(x >> (8 * k)));
    }
  }
  return to_hex(bytes);
}

template <class F>
std::string instance_text(const ExchangeInstance<F>& instance, bool batch, bool proving) {
  std::string out = "{" + member("air", instance.air);
  if (instance.shipped) return out + "}";
  out += ", \"public_values\": [";
  for (std::size_t i = 0; i < instance.public_values.size(); ++i) {
    if (i != 0) out += ", ";
    out += quoted(std::to_string(instance.public_values[i].as_canonical_u64()));
  }
  out += "]";
  if (!instance.preprocessed.empty()) {
    out += ", " + member("preprocessed", quoted(matrix_hex(instance.preprocessed)));
  }
  if (proving) {
    out += ", " + member("trace", quoted(matrix_hex(instance.trace)));
  } else if (batch) {
    const unsigned log_height = log2_strict(instance.trace.height());
    out += ", " + member("log_trace_length", std::to_string(log_height));
  }
  return out + "}";
}

template <class F>
std::string request(const ExchangeCase<F>& c, const char* op) {
  const bool proving = std::string(op) == "prove";
  std::string out = member("op", quoted(op)) + ", " + member("suite", quoted(c.suite.name)) + ", " +
                    member("protocol", quoted(c.batch ? "batch" : "uni")) + ", " +
                    member("parameters", parameters_text(c.parameters)) + ", \"instances\": [";
  for (std::size_t i = 0; i < c.instances.size(); ++i) {
    out += (i == 0 ? "" : ", ") + instance_text(c.instances[i], c.batch, proving);
  }
  return out + "]";
}

}  // namespace

namespace {

// Appends numbers to a JSON object.
struct NumbersText {
  std::string text = "{";

  void operator()(const char* name, std::uint64_t value) {
    text += (text.size() == 1 ? "" : ", ") + member(name, std::to_string(value));
  }
};

}  // namespace

std::string parameters_text(const StarkParameters& p) {
  NumbersText add;
  add("log_blowup", p.fri.log_blowup);
  add("log_final_poly_len", p.fri.log_final_poly_len);
  add("max_log_arity", p.fri.max_log_arity);
  add("num_queries", p.fri.num_queries);
  add("batch_pow_bits", p.fri.batch_pow_bits);
  add("commit_pow_bits", p.fri.commit_pow_bits);
  add("query_pow_bits", p.fri.query_pow_bits);
  add("ood_pow_bits", p.ood_pow_bits);
  add("lookup_pow_bits", p.lookup_pow_bits);
  add("cap_height", p.cap_height);
  return add.text + "}";
}

std::string security_request(const StarkParameters& parameters, const SecurityShape& shape,
                             unsigned probe) {
  const SecurityInstance& s = shape.instances[0];
  NumbersText add;
  add("log_trace_length", s.log_rows);
  add("num_constraints", s.num_constraints);
  add("max_constraint_degree", s.constraint_degree);
  add("num_quotient_chunks", std::uint64_t{1} << s.log_quotient_chunks);
  add("max_combo", s.opening_points);
  add("num_batched_functions", s.openings);
  add("num_interactions", s.interactions);
  add("max_message_width", s.widest_tuple);
  add("modulus_bits", shape.field_bits);
  add("collision_resistance", shape.collision_bits);
  add("probe_m", probe);
  return R"("op": "security", "parameters": )" + parameters_text(parameters) +
         ", \"shape\": " + add.text + "}";
}

template <class F>
ExchangeInstance<F> described_instance(const Air<F>& air, std::vector<F> public_values,
                                       Matrix<F> trace, Matrix<F> preprocessed) {
  ExchangeInstance<F> out;
  out.air = write_air_json(air);
  auto read = read_air_json<F>(out.air);
  P3_CHECK(read.ok(), "our reader refuses what our writer wrote");
  out.model = std::move(read).value();
  out.public_values = std::move(public_values);
  out.trace = std::move(trace);
  out.preprocessed = std::move(preprocessed);
  return out;
}

template <class F>
ExchangeInstance<F> shipped_instance(const ObjectiveSpec& spec, ThreadPool& pool) {
  ExchangeInstance<F> out;
  out.shipped = true;
  out.air = "{" + member("builtin", quoted(std::string(objective_name(spec.objective)))) + ", " +
            member("log_trace_length", std::to_string(spec.log_trace_length)) + ", " +
            member("vector_len", std::to_string(spec.vector_len)) + ", " +
            member("seed", quoted(std::to_string(spec.seed))) + "}";
  out.model = make_objective_air<F>(spec);
  out.kernel = make_objective_kernel<F>(spec, *out.model);
  out.public_values = objective_public_values<F>(spec);
  out.trace = generate_objective_trace<F>(spec, pool);
  return out;
}

template <class F>
std::string prove_request(const ExchangeCase<F>& c) {
  return request(c, "prove");
}

template <class F>
std::string verify_request(const ExchangeCase<F>& c, const std::vector<std::uint8_t>& proof) {
  return request(c, "verify") + ", " + member("proof", quoted(to_hex(proof)));
}

#define P3_INSTANTIATE(F)                                                                   \
  template ExchangeInstance<F> described_instance(const Air<F>&, std::vector<F>, Matrix<F>, \
                                                  Matrix<F>);                               \
  template ExchangeInstance<F> shipped_instance(const ObjectiveSpec&, ThreadPool&);         \
  template std::string prove_request(const ExchangeCase<F>&);                               \
  template std::string verify_request(const ExchangeCase<F>&, const std::vector<std::uint8_t>&);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
