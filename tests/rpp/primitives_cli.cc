// SPDX-License-Identifier: Apache-2.0 OR MIT
// rpp_primitives_cli: the hashes, signatures and VRF of the chain over lines of JSON, so that
// another implementation can be compared with this one. For tests only.
//
// One object a line on standard input, one object a line on standard output, in the same order.
// Elements are canonical integers below p; a digest is a list of 8, a path a list of digests from
// level 0 up, a seed a list of 8. A request that is no such thing gets {"error": "..."}.
//
//   {"op":"h","tag":N,"m":[..]}                    -> {"digest":[8]}   any tag, any length
//   {"op":"c8","x":[16]}                           -> {"digest":[8]}
//   {"op":"tags"}                                  -> {"tags":[[number,name,base,step,or_empty]]}
//   {"op":"seed","bytes":[32]}                     -> {"seed":[8]}     through tag secret-seed
//   {"op":"keygen","seed":[8],"h":N,"vote":B}      -> {"root":[8],"pp":[4],"key_digest":[8]}
//       also "first":N,"log_leaves":N for a partly built key
//   {"op":"sign",KEY,"leaf":N,"message":[8]}       -> {"counter":N,"rho":[6],"values":[42 x [4]],
//       "c":[8],"path":[..],"d":[8],"root":[8],"pp":[4]}, KEY as for keygen
//   {"op":"verify","h":N,"root":[8],"pp":[4],"vote":B,"leaf":N,"message":[8],"rho":[6],
//    "values":[42 x [4]],"c":[8],"path":[..]}      -> {"valid":B,"reason":"root"}
//       reasons: height path-length leaf-range vrf-secret limb digit-sum root; no reason if valid
//   {"op":"vrf",KEY,"leaf":N,"mu":[6]}             -> {"y":[8],"r":[8],"wots":[8],"path":[..],
//       "ticket":N}; the key is a vote key
//   {"op":"verify_vrf","h":N,"root":[8],"pp":[4],"leaf":N,"mu":[6],"r":[8],"wots":[8],
//    "path":[..],"y":[8]}                          -> {"valid":B,"reason":"root"}
//       reasons: position not-precommit root other-output
//   {"op":"vrf_input","chain":[8],"beacon":[8],"slot":N}  -> {"mu":[6]}
//   {"op":"precedes","a":[ticket,weight,index],"b":[..]}  -> {"precedes":B}
//   {"op":"weight","tier":N,"hours":N}             -> {"weight":N}
//   {"op":"digest_text","text":S}                  -> {"digest":[8]} or {"refused":S,"position":N}
//   {"op":"encode","digest":[8]}                   -> {"text":S}
//   {"op":"encode","u64":N}, or "u32":N, or "members":[..] of a bitmap -> {"elements":[..]}
//   {"op":"tree","depth":N,"tag":N,"leaves":[..],"position":N}  -> {"root":[8],"path":[..]}
//       left-packed; the tag's empty value at unused positions
//
// "vote":true means that precommit leaves carry a VRF commitment: the odd leaves below
// 2^h - 2^(h-6), all odd ones below height 6. Elsewhere c is H(vrf-none; empty).
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "rpp/hash/bitmap.h"
#include "rpp/hash/merkle_tree.h"
#include "rpp/xmss/leaves.h"
#include "rpp/xmss/sign.h"
#include "tests/rpp/json_lines.h"

namespace rpp {
namespace {

using Json = nlohmann::json;

// An integer up to `last`; json's own conversions wrap.
std::uint64_t integer(const Json& x, std::uint64_t last) {
  if (!x.is_number_unsigned() || x.get<std::uint64_t>() > last) {
    throw std::invalid_argument("not an integer in range: " + x.dump());
  }
  return x.get<std::uint64_t>();
}
std::uint32_t u32(const Json& x) { return static_cast<std::uint32_t>(integer(x, 0xffffffff)); }
Element element(const Json& x) { return Element::from_u64(integer(x, Element::kPrime - 1)); }

std::vector<Element> elements(const Json& list) {
  std::vector<Element> out;
  for (const Json& x : list) out.push_back(element(x));
  return out;
}
template <std::size_t kCount>
std::array<Element, kCount> elements_of(const Json& list) {
  if (list.size() != kCount) throw std::invalid_argument("not " + std::to_string(kCount));
  std::array<Element, kCount> out;
  for (std::size_t i = 0; i < kCount; ++i) out[i] = element(list.at(i));
  return out;
}
Digest digest(const Json& list) { return {elements_of<kDigestElements>(list)}; }
std::vector<Digest> digests(const Json& list) {
  std::vector<Digest> out;
  for (const Json& x : list) out.push_back(digest(x));
  return out;
}

Json json(std::span<const Element> x) {
  Json out = Json::array();
  for (const Element e : x) out.push_back(e.as_canonical_u64());
  return out;
}
Json json(const Digest& x) { return json(x.elements); }
Json json(std::span<const Digest> x) {
  Json out = Json::array();
  for (const Digest& d : x) out.push_back(json(d));
  return out;
}

XmssKey key_of(const Json& request, KeyKind kind) {
  KeyShape shape{kind, u32(request.at("h")), 0, u32(request.at("h"))};
  if (request.contains("log_leaves")) shape.log_leaves = u32(request.at("log_leaves"));
  if (request.contains("first")) shape.first = u32(request.at("first"));
  if (!is_key_shape(shape)) throw std::invalid_argument("not the shape of a key");
  p3::ThreadPool pool(1);
  return XmssKey(SecretSeed(elements_of<8>(request.at("seed"))), shape, pool);
}
KeyKind kind_of(const Json& request) {
  return request.at("vote").get<bool>() ? KeyKind::kVote : KeyKind::kWallet;
}
PublicKey public_key_of(const Json& request) {
  return {u32(request.at("h")), digest(request.at("root")), elements_of<4>(request.at("pp"))};
}
std::uint32_t held_leaf(const XmssKey& key, const Json& request) {
  const std::uint32_t leaf = u32(request.at("leaf"));
  if (!key.holds(leaf)) throw std::invalid_argument("a leaf that is not built");
  return leaf;
}

template <class Error>
Json verdict(const std::optional<Error>& error) {
  if (!error) return {{"valid", true}};
  return {{"valid", false}, {"reason", reason_name(error->reason)}};
}

Json do_h(const Json& request) {
  return {{"digest", json(sponge_unchecked(static_cast<std::uint32_t>(
                                               integer(request.at("tag"), Element::kPrime - 1)),
                                           elements(request.at("m"))))}};
}

Json do_c8(const Json& request) {
  return {{"digest", json(compress(elements_of<kWidth>(request.at("x"))))}};
}

Json do_tags(const Json&) {
  Json tags = Json::array();
  for (const TagInfo& info : kTags) {
    tags.push_back({static_cast<std::uint32_t>(info.tag), std::string(info.name), info.base,
                    info.step, info.or_empty});
  }
  return {{"tags", tags}};
}

Json do_seed(const Json& request) {
  const Json& list = request.at("bytes");
  if (list.size() != 32) throw std::invalid_argument("not 32 bytes");
  std::array<std::uint8_t, 32> bytes;
  for (std::size_t i = 0; i < 32; ++i) {
    bytes[i] = static_cast<std::uint8_t>(integer(list.at(i), 255));
  }
  return {{"seed", json(SecretSeed::from_bytes(bytes).elements())}};
}

Json do_keygen(const Json& request) {
  const PublicKey key = key_of(request, kind_of(request)).public_key();
  return {{"root", json(key.root)}, {"pp", json(key.pp)}, {"key_digest", json(key_digest(key))}};
}

Json do_sign(const Json& request) {
  const XmssKey key = key_of(request, kind_of(request));
  const std::uint32_t leaf = held_leaf(key, request);
  const Digest message = digest(request.at("message"));
  const auto encoding = find_encoding(key, leaf, message);
  if (!encoding) throw std::invalid_argument("no counter");
  const Signature s = sign_unrecorded(key, leaf, *encoding);
  const PublicKey& open = key.public_key();
  Json values = Json::array();
  for (const ChainValue& value : s.values) values.push_back(json(value));
  return {{"counter", encoding->counter},
          {"rho", json(s.rho)},
          {"values", values},
          {"c", json(s.c)},
          {"path", json(s.path)},
          {"d", json(message_digest(open.pp, leaf, message, s.rho))},
          {"root", json(open.root)},
          {"pp", json(open.pp)}};
}

Json do_verify(const Json& request) {
  Signature s;
  s.leaf = u32(request.at("leaf"));
  s.rho = elements_of<6>(request.at("rho"));
  if (request.at("values").size() != kChains) throw std::invalid_argument("not 42 values");
  for (std::size_t c = 0; c < kChains; ++c) s.values[c] = elements_of<4>(request["values"][c]);
  s.c = digest(request.at("c"));
  s.path = digests(request.at("path"));
  return verdict(
      verify_signature(public_key_of(request), kind_of(request), digest(request.at("message")), s));
}

Json do_vrf(const Json& request) {
  const XmssKey key = key_of(request, KeyKind::kVote);
  const std::uint32_t leaf = held_leaf(key, request);
  if (!carries_vrf(KeyKind::kVote, key.shape().height, leaf)) {
    throw std::invalid_argument("a leaf without a VRF secret");
  }
  const VrfProof proof = prove_vrf(key, leaf);
  const Digest y = vrf_output(proof.r, elements_of<6>(request.at("mu")));
  return {{"y", json(y)},
          {"r", json(proof.r)},
          {"wots", json(proof.wots)},
          {"path", json(proof.path)},
          {"ticket", vrf_ticket(y)}};
}

Json do_verify_vrf(const Json& request) {
  const VrfProof proof = {digest(request.at("r")), digest(request.at("wots")),
                          digests(request.at("path"))};
  return verdict(verify_vrf(public_key_of(request), u32(request.at("leaf")),
                            elements_of<6>(request.at("mu")), proof, digest(request.at("y"))));
}

Json do_vrf_input(const Json& request) {
  return {{"mu", json(vrf_input(digest(request.at("chain")), digest(request.at("beacon")),
                                integer(request.at("slot"), ~0ull)))}};
}

Candidate candidate(const Json& list) {
  return {integer(list.at(0), ~0ull), integer(list.at(1), ~0ull), u32(list.at(2))};
}

Json do_precedes(const Json& request) {
  return {{"precedes", precedes(candidate(request.at("a")), candidate(request.at("b")))}};
}

Json do_weight(const Json& request) {
  return {{"weight", vrf_weight(u32(request.at("tier")), u32(request.at("hours")))}};
}

Json do_digest_text(const Json& request) {
  const auto got = digest_from_text(request.at("text").get_ref<const std::string&>());
  if (got) return {{"digest", json(got.value())}};
  return {{"refused", reason_name(got.error().reason)}, {"position", got.error().position}};
}

Json do_encode(const Json& request) {
  if (request.contains("digest")) return {{"text", to_text(digest(request["digest"]))}};
  if (request.contains("u64")) {
    return {{"elements", json(u64_limbs(integer(request["u64"], ~0ull)))}};
  }
  if (request.contains("u32")) return {{"elements", json(u32_limbs(u32(request["u32"])))}};
  Bitmap members;
  for (const Json& member : request.at("members")) members.set(integer(member, kMembers - 1));
  return {{"elements", json(bitmap_elements(members))}};
}

Json do_tree(const Json& request) {
  const auto depth = static_cast<unsigned>(integer(request.at("depth"), 16));
  const TagInfo* tag = find_tag(u32(request.at("tag")));
  const auto leaves = digests(request.at("leaves"));
  const std::uint64_t position = integer(request.at("position"), (1u << depth) - 1);
  if (tag == nullptr || !tag->allows(0)) throw std::invalid_argument("not the tag of a tree");
  if (leaves.size() > 1u << depth) throw std::invalid_argument("too many leaves");
  const PackedTree tree(depth, tag->tag, leaves);
  return {{"root", json(tree.root())}, {"path", json(tree.path(position))}};
}

Json answer(const Json& request) {
  static const std::map<std::string, Json (*)(const Json&)> kOperations = {
      {"h", do_h},
      {"c8", do_c8},
      {"tags", do_tags},
      {"seed", do_seed},
      {"keygen", do_keygen},
      {"sign", do_sign},
      {"verify", do_verify},
      {"vrf", do_vrf},
      {"tree", do_tree},
      {"verify_vrf", do_verify_vrf},
      {"encode", do_encode},
      {"vrf_input", do_vrf_input},
      {"weight", do_weight},
      {"digest_text", do_digest_text},
      {"precedes", do_precedes}};
  return kOperations.at(request.at("op").get<std::string>())(request);
}

}  // namespace
}  // namespace rpp

int main() {
  return rpp::testing::answer_lines(
      [](const std::string& line) { return rpp::answer(rpp::Json::parse(line)).dump(); });
}
