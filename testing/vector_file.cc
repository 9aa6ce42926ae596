// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "testing/vector_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "p3/base/check.h"
#include "p3/field/extension_params.h"

namespace p3::testing {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path kDirectory = "tests/vectors/plonky3-0.8.0";

json read_json(const fs::path& path) {
  std::ifstream in(path);
  P3_CHECK(in.good(), "cannot open a vector: run tests from the root of the repository");
  return json::parse(in);
}

std::vector<std::uint8_t> read_bytes(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  P3_CHECK(in.good(), "cannot open a proof");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::uint8_t> from_hex(const std::string& text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoul(text.substr(i, 2), nullptr, 16)));
  }
  return bytes;
}

template <class T>
T get_or(const json& object, const char* key, T fallback) {
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? std::move(fallback) : it->template get<T>();
}

TreeHash parse_hash(const json& suite) {
  const auto leaf = suite.at("leaf_hash").get<std::string>();
  if (leaf.starts_with("poseidon2 w16 ")) return TreeHash::kPoseidon2Width16;
  if (leaf.starts_with("poseidon2 ")) return TreeHash::kPoseidon2;
  if (leaf.starts_with("keccak-f ")) return TreeHash::kKeccakF;
  P3_CHECK(leaf.starts_with("keccak-256 "), "unknown leaf hash");
  return TreeHash::kKeccak256;
}

VectorParameters parse_parameters(const json& j) {
  VectorParameters p;
  j.at("log_blowup").get_to(p.log_blowup);
  j.at("log_final_poly_len").get_to(p.log_final_poly_len);
  j.at("max_log_arity").get_to(p.max_log_arity);
  j.at("num_queries").get_to(p.num_queries);
  j.at("batch_pow_bits").get_to(p.batch_pow_bits);
  j.at("commit_pow_bits").get_to(p.commit_pow_bits);
  j.at("query_pow_bits").get_to(p.query_pow_bits);
  j.at("ood_pow_bits").get_to(p.ood_pow_bits);
  j.at("lookup_pow_bits").get_to(p.lookup_pow_bits);
  j.at("cap_height").get_to(p.cap_height);
  return p;
}

VectorInstance parse_instance(const json& j) {
  VectorInstance i;
  j.at("air").get_to(i.air);
  if (const auto options = j.find("air_options"); options != j.end() && !options->is_null()) {
    options->at("degree").get_to(i.feat_degree);
    options->at("extra").get_to(i.feat_extra);
    options->at("per_prod").get_to(i.feat_per_prod);
  }
  j.at("log_degree").get_to(i.log_degree);
  j.at("width").get_to(i.width);
  j.at("public_values").get_to(i.public_values);
  j.at("reads_next_row").get_to(i.reads_next_row);
  j.at("reads_preprocessed_next_row").get_to(i.reads_preprocessed_next_row);
  if (j.contains("declared_degree") && !j["declared_degree"].is_null()) {
    i.declared_degree = j["declared_degree"].get<unsigned>();
  }
  i.periodic = get_or<Rows>(j, "periodic", {});
  i.preprocessed = get_or<Rows>(j, "preprocessed", {});
  i.trace = get_or<Rows>(j, "trace", {});
  i.inputs = get_or<Rows>(j, "inputs", {});
  for (const json& column : get_or<std::vector<json>>(j, "lookup_columns", {})) {
    i.lookup_columns.push_back({column.at("kind"), column.at("tuples"), column.at("width"),
                                column.at("weight"), column.at("exclusive")});
  }
  return i;
}

std::vector<std::uint64_t> flatten(const json& lists) {
  std::vector<std::uint64_t> out;
  if (lists.is_null()) return out;
  for (const json& list : lists) {
    for (const json& number : list) out.push_back(number.get<std::uint64_t>());
  }
  return out;
}

TranscriptEvent parse_event(const json& j) {
  using Kind = TranscriptEvent::Kind;
  const auto kind = j.at(0).get<std::string>();
  if (kind == "seed") return {Kind::kSeed, 0, j.at(1)};
  if (kind == "observe") return {Kind::kObserve, 0, j.at(1)};
  if (kind == "observe_cap") return {Kind::kObserveCap, 0, flatten(j.at(1))};
  if (kind == "sample") return {Kind::kSample, 0, j.at(1)};
  if (kind == "sample_bits") return {Kind::kSampleBits, j.at(1), {j.at(2).get<std::uint64_t>()}};
  P3_CHECK(kind == "grind", "unknown transcript event");
  return {Kind::kGrind, j.at(1), {j.at(2).get<std::uint64_t>()}};
}

bool is_empty_grind(const TranscriptEvent& event) {
  return event.kind == TranscriptEvent::Kind::kGrind && event.bits == 0;
}

}  // namespace

std::vector<std::string> vector_names() {
  std::vector<std::string> names;
  std::error_code missing;  // called before main: no exception; a test counts the names
  for (const auto& entry : fs::directory_iterator(kDirectory, missing)) {
    if (entry.path().extension() == ".postcard") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

VectorFile load_vector(const std::string& name) {
  const json j = read_json(kDirectory / (name + ".json"));
  VectorFile v;
  v.name = name;
  v.batch = j.at("protocol").get<std::string>() == "batch-stark";
  const json& suite = j.at("suite");
  suite.at("field").get_to(v.field);
  suite.at("extension_degree").get_to(v.extension_degree);
  v.hash = parse_hash(suite);
  suite.at("tree_arity").get_to(v.arity);
  v.parameters = parse_parameters(j.at("parameters"));
  if (v.batch) {
    for (const json& instance : j.at("instances")) v.instances.push_back(parse_instance(instance));
  } else {
    v.instances.push_back(parse_instance(j));
  }
  v.preprocessed_commitment = flatten(j.at("preprocessed_commitment"));
  for (const json& event : j.at("transcript")) v.transcript.push_back(parse_event(event));
  std::erase_if(v.transcript, is_empty_grind);
  v.proof = read_bytes(kDirectory / (name + ".postcard"));
  P3_CHECK(v.proof.size() == j.at("proof_bytes").get<std::size_t>(), "a proof of another length");
  return v;
}

std::vector<Reject> load_rejects() {
  std::vector<Reject> rejects;
  for (const json& j : read_json(kDirectory / "rejects.json")) {
    Reject r{j.at("base"), j.at("change"), j.at("result"), from_hex(j.at("postcard")), {}};
    if (j.contains("public_values")) r.public_values = j["public_values"].get<Rows>();
    rejects.push_back(std::move(r));
  }
  return rejects;
}

template <class F>
std::size_t digest_numbers(DigestKind kind) {
  if (kind == DigestKind::kFieldWords) return kDigestElements<F>;
  return kind == DigestKind::kU64Words ? 4 : 32;
}

template <class F>
std::vector<std::uint64_t> digest_to_numbers(const Digest& digest, DigestKind kind) {
  if (kind == DigestKind::kU64Words) return {digest.words.begin(), digest.words.end()};
  if (kind == DigestKind::kBytes) {
    const auto bytes = digest_to_bytes(digest);
    return {bytes.begin(), bytes.end()};
  }
  std::array<F, kDigestElements<F>> elements;
  P3_CHECK(digest_to_elements<F>(digest, elements.data()), "not a digest of field elements");
  std::vector<std::uint64_t> numbers;
  for (const F& x : elements) numbers.push_back(x.as_canonical_u64());
  return numbers;
}

template <class F>
Digest digest_from_numbers(const std::uint64_t* numbers, DigestKind kind) {
  Digest digest;
  if (kind == DigestKind::kU64Words) {
    std::copy_n(numbers, 4, digest.words.begin());
    return digest;
  }
  if (kind == DigestKind::kBytes) {
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(numbers[i]);
    return digest_from_bytes(bytes);
  }
  std::array<F, kDigestElements<F>> elements;
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = F::from_u64(numbers[i]);
  return digest_from_elements(elements.data());
}

#define P3_INSTANTIATE(F)                                                              \
  template std::size_t digest_numbers<F>(DigestKind);                                  \
  template std::vector<std::uint64_t> digest_to_numbers<F>(const Digest&, DigestKind); \
  template Digest digest_from_numbers<F>(const std::uint64_t*, DigestKind);
P3_FOR_EACH_FIELD(P3_INSTANTIATE)
#undef P3_INSTANTIATE

}  // namespace p3::testing
