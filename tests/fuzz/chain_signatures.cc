// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "p3/hash/keccak.h"
#include "rpp/consensus/rules.h"
#include "rpp/keys/byte_source.h"
#include "rpp/xmss/memory_storage_test_support.h"
#include "rpp/xmss/record_file.h"
#include "rpp/xmss/xmss_test_support.h"
#include "tests/fuzz/chain_format.h"

// XMSS-P2: public keys, signatures, openings of the VRF, and the signer's record.
namespace rpp::testing {
namespace {

using p3::testing::finding;

constexpr unsigned kHeight = kMinVoteHeight;
constexpr std::uint32_t kLeaf = 9;  // a precommit leaf

const XmssKey& own_key() {
  static const XmssKey key = make_key(KeyKind::kVote, kHeight);
  return key;
}
const Digest& own_message() {
  static const Digest message = message_number(1);
  return message;
}
const Signature& own_signature() {
  static const Signature signature = sign_once(own_key(), kLeaf, own_message());
  return signature;
}

void check_public_key(std::span<const std::uint8_t> bytes) {
  const auto key = decode_public_key(bytes);
  if (!key)
    return check_refusal(reason_name(key.error().reason), key.error().position, bytes.size());
  if (!std::ranges::equal(encode(key.value()), bytes)) finding("a public key has two encodings");
}

std::vector<std::string> public_key_seeds() { return {as_string(encode(own_key().public_key()))}; }

// The first byte is the height.
void check_signature(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return;
  const unsigned height = bytes[0];
  bytes = bytes.subspan(1);
  const auto signature = decode_signature(bytes, height);
  if (!signature) {
    const BytesError& error = signature.error();
    return check_refusal(reason_name(error.reason), error.position, bytes.size());
  }
  if (!std::ranges::equal(encode(signature.value()), bytes)) {
    finding("a signature has two encodings");
  }
  const auto refused =
      verify_signature(own_key().public_key(), KeyKind::kVote, own_message(), signature.value());
  if (refused) return check_refusal(reason_name(refused->reason), 0, 0);
  if (!(signature.value() == own_signature())) finding("a signature that nobody made is accepted");
}

std::vector<std::string> signature_seeds() {
  return {static_cast<char>(kHeight) + as_string(encode(own_signature()))};
}

const VrfInput& own_input() {
  static const VrfInput input = vrf_input(message_number(2), message_number(3), 5);
  return input;
}

// An opening: leaf, r, the other half, then the path, as many levels as there are bytes for.
void check_opening(std::span<const std::uint8_t> bytes) {
  ByteSource in(bytes);
  const std::uint32_t leaf = in.u32("leaf");
  VrfProof proof{in.digest("r"), in.digest("wots"), {}};
  while (in.left() != 0 && !in.failed()) proof.path.push_back(in.digest("path"));
  if (in.failed()) return;
  const auto y = open_vrf(own_key().public_key(), leaf, own_input(), proof);
  if (!y) return check_refusal(reason_name(y.error().reason), 0, 0);
  if (leaf >> kHeight != 0 || !own_key().holds(leaf) || !(proof == prove_vrf(own_key(), leaf))) {
    finding("an opening that nobody made is accepted");
  }
}

std::vector<std::string> opening_seeds() {
  const VrfProof proof = prove_vrf(own_key(), kLeaf);
  ByteSink out;
  out.u32(kLeaf);
  out.digest(proof.r);
  out.digest(proof.wots);
  for (const Digest& sibling : proof.path) out.digest(sibling);
  return {as_string(out.take())};
}

// What must hold of a record that opens: whole blocks, every leaf once, and the same after it was
// opened again with one more entry.
void check_opened(RecordFile record, Medium& medium) {
  const auto entries = record.entries();
  if (medium.bytes.size() != kRecordBlockBytes * (1 + entries.size())) {
    finding("a record with a torn block stays torn");
  }
  std::uint32_t unused = 0;
  while (record.find(unused) != nullptr) ++unused;
  const bool full = unused >> kHeight != 0;
  if (!full && record.append({unused, own_message(), 3})) finding("an append fails");
  const auto again =
      RecordFile::open_on(std::make_unique<MemoryStorage>(medium), own_key().public_key());
  if (!again) finding("a record does not open again");
  if (again.value().entries().size() != entries.size() + (full ? 0 : 1)) {
    finding("a record forgets");
  }
  for (const auto& [leaf, used] : entries) {
    const UsedLeaf* found = again.value().find(leaf);
    if (found == nullptr || !(*found == used)) finding("a record forgets a leaf");
  }
}

bool check_record(Medium medium) {
  const std::size_t size = medium.bytes.size();
  auto record =
      RecordFile::open_on(std::make_unique<MemoryStorage>(medium), own_key().public_key());
  if (!record) {
    check_refusal(reason_name(record.error().reason), record.error().position, size);
    return false;
  }
  check_opened(std::move(record).value(), medium);
  return true;
}

void check_record_bytes(std::span<const std::uint8_t> bytes) {
  Medium medium;
  medium.bytes.assign(bytes.begin(), bytes.end());
  (void)check_record(medium);
}

Bytes record_of(std::size_t entries) {
  Medium medium;
  auto record =
      RecordFile::create_on(std::make_unique<MemoryStorage>(medium), own_key().public_key())
          .value();
  for (std::uint32_t i = 0; i < entries; ++i) {
    if (record.append({5 * i % 64, message_number(i), i})) finding("an append fails");
  }
  return medium.bytes;
}

std::vector<std::string> record_seeds() {
  Bytes torn = record_of(2);
  torn.resize(torn.size() - 7);
  return {as_string(record_of(0)), as_string(record_of(3)), as_string(record_of(16)),
          as_string(torn)};
}

constexpr std::size_t kBodyBytes = 40;
constexpr std::size_t kChecksumBytes = kRecordBlockBytes - kBodyBytes;

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  std::uint32_t x = 0;
  for (std::size_t k = 4; k-- > 0;) x = x << 8 | bytes[at + k];
  return x;
}

// Whether a signer writes such an entry; the leaf is taken then.
bool good_body(std::span<const std::uint8_t> body, std::set<std::uint32_t>& leaves) {
  for (std::size_t i = 0; i < kDigestElements; ++i) {
    if (word_at(body, 4 + 4 * i) >= Element::kPrime) return false;
  }
  const std::uint32_t leaf = word_at(body, 0);
  return leaf >> kHeight == 0 && word_at(body, 36) <= kMaxCounter && leaves.insert(leaf).second;
}

// Blocks with good checksums: the input is their bodies, and what is left a torn block. A record is
// opened exactly if every entry is one that a signer writes.
void check_sealed_record(std::span<const std::uint8_t> bytes) {
  Medium medium;
  medium.bytes = record_of(0);
  std::set<std::uint32_t> leaves;
  bool good = true;
  for (; bytes.size() >= kBodyBytes; bytes = bytes.subspan(kBodyBytes)) {
    const auto body = bytes.first(kBodyBytes);
    p3::Keccak256 hash;
    hash.update({medium.bytes.data() + medium.bytes.size() - kChecksumBytes, kChecksumBytes});
    hash.update(body);
    const auto checksum = hash.finish();
    medium.bytes.insert(medium.bytes.end(), body.begin(), body.end());
    medium.bytes.insert(medium.bytes.end(), checksum.begin(), checksum.begin() + kChecksumBytes);
    good = good && good_body(body, leaves);
  }
  medium.bytes.insert(medium.bytes.end(), bytes.begin(), bytes.end());
  if (check_record(medium) != good)
    finding("a record is judged by something else than its entries");
}

std::vector<std::string> sealed_record_seeds() {
  std::string bodies;
  const Bytes record = record_of(3);
  for (std::size_t at = kRecordBlockBytes; at < record.size(); at += kRecordBlockBytes) {
    bodies.append(record.begin() + static_cast<std::ptrdiff_t>(at),
                  record.begin() + static_cast<std::ptrdiff_t>(at + kBodyBytes));
  }
  return {bodies, bodies + bodies.substr(0, 30), bodies.substr(0, kBodyBytes)};
}

constexpr ChainFormat kFormats[] = {
    {"xmss-public-key", &check_public_key, &public_key_seeds},
    {"xmss-signature", &check_signature, &signature_seeds},
    {"vrf-opening", &check_opening, &opening_seeds},
    {"signer-record", &check_record_bytes, &record_seeds},
    {"sealed-signer-record", &check_sealed_record, &sealed_record_seeds},
};

}  // namespace

std::span<const ChainFormat> signature_formats() { return kFormats; }

}  // namespace rpp::testing
