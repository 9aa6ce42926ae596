// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/ledger/store/record.h"

#include <utility>

#include "rpp/fields/field_codec.h"

namespace rpp {
namespace {

constexpr std::size_t kElementBytes = 4;

struct DigestBox {
  Digest digest;
};
constexpr std::array kDigestFields = {bind_field("digest", &DigestBox::digest)};
constexpr auto kDigestSpecs = specs_of(kDigestFields);
constexpr FieldTable kDigestTable{"digest", Tag::kList, kDigestSpecs};

class Writer {
 public:
  Writer& integer(std::uint64_t x, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out_ += static_cast<char>(x >> (8 * i) & 0xff);
    return *this;
  }
  Writer& u32(std::uint64_t x) { return integer(x, 4); }
  Writer& u64(std::uint64_t x) { return integer(x, 8); }
  template <class S, std::size_t kFields>
  Writer& fields(const FieldTable& table, const std::array<BoundField<S>, kFields>& bound,
                 const S& s) {
    const std::vector<std::uint8_t> bytes = encode_field_bytes(table, values_of(bound, s));
    out_.append(bytes.begin(), bytes.end());
    return *this;
  }
  Writer& digest(const Digest& x) { return fields(kDigestTable, kDigestFields, DigestBox{x}); }
  Writer& account(const Account& x) { return fields(kAccountTable, kAccountFields, x); }
  Writer& header(const BlockHeader& x) { return fields(kHeaderTable, kHeaderFields, x); }
  Writer& validators(const std::vector<ValidatorLeaf>& list) {
    u32(list.size());
    for (const ValidatorLeaf& leaf : list) fields(kValidatorTable, kValidatorFields, leaf);
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// After the first failure everything reads as zero.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t integer(unsigned count) {
    std::uint64_t x = 0;
    const std::string_view part = take(count);
    for (std::size_t i = 0; i < part.size(); ++i) {
      x |= std::uint64_t{static_cast<std::uint8_t>(part[i])} << (8 * i);
    }
    return x;
  }
  std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
  std::uint64_t u64() { return integer(8); }
  // A number of items of at least item_bytes each: never more than the bytes can hold.
  std::uint32_t count(std::size_t item_bytes) {
    const std::uint32_t n = u32();
    if (n <= bytes_.size() / item_bytes) return n;
    failed_ = true;
    return 0;
  }
  template <class S, std::size_t kFields>
  S fields(const FieldTable& table, const std::array<BoundField<S>, kFields>& bound) {
    const std::string_view part = take(kElementBytes * table.num_elements());
    if (failed_) return {};
    const std::vector<std::uint8_t> bytes(part.begin(), part.end());
    const auto values = decode_field_bytes(table, bytes);
    if (values) return struct_of(bound, values.value());
    failed_ = true;
    return {};
  }
  Digest digest() { return fields(kDigestTable, kDigestFields).digest; }
  Account account() { return fields(kAccountTable, kAccountFields); }
  BlockHeader header() { return fields(kHeaderTable, kHeaderFields); }
  std::vector<ValidatorLeaf> validators() {
    std::vector<ValidatorLeaf> list(count(kElementBytes * kValidatorTable.num_elements()));
    for (ValidatorLeaf& leaf : list) leaf = fields(kValidatorTable, kValidatorFields);
    return list;
  }
  // The value if all was read and nothing is left.
  template <class T>
  std::optional<T> finish(T value) const {
    if (failed_ || !bytes_.empty()) return std::nullopt;
    return value;
  }

 private:
  std::string_view take(std::size_t count) {
    if (failed_ || bytes_.size() < count) {
      failed_ = true;
      return {};
    }
    const std::string_view part = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return part;
  }

  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace

std::string encode_protocol(const Protocol& p) {
  return Writer()
      .u64(p.epoch_length)
      .u64(p.slot_seconds)
      .u64(p.stake_minimum)
      .u64(p.power_unit)
      .u32(p.transfer_tier)
      .u32(p.rotation_tier)
      .u32(p.vote_key_height)
      .take();
}

std::optional<Protocol> decode_protocol(std::string_view bytes) {
  Reader in(bytes);
  Protocol p;
  p.epoch_length = in.u64();
  p.slot_seconds = in.u64();
  p.stake_minimum = in.u64();
  p.power_unit = in.u64();
  p.transfer_tier = in.u32();
  p.rotation_tier = in.u32();
  p.vote_key_height = in.u32();
  // What the rules divide by.
  if (p.epoch_length == 0 || p.slot_seconds == 0 || p.power_unit == 0) return std::nullopt;
  return in.finish(p);
}

std::string encode_account(const Account& account) { return Writer().account(account).take(); }

std::optional<Account> decode_account(std::string_view bytes) {
  Reader in(bytes);
  const Account account = in.account();
  return in.finish(account);
}

std::string encode_validators(const std::vector<ValidatorLeaf>& validators) {
  return Writer().validators(validators).take();
}

std::optional<std::vector<ValidatorLeaf>> decode_validators(std::string_view bytes) {
  Reader in(bytes);
  auto validators = in.validators();
  return in.finish(std::move(validators));
}

std::string encode_block(const BlockRecord& block) {
  Writer out;
  out.digest(block.hash).header(block.header).u32(block.transaction_hashes.size());
  for (const Digest& hash : block.transaction_hashes) out.digest(hash);
  return out.take();
}

std::optional<BlockRecord> decode_block(std::string_view bytes) {
  Reader in(bytes);
  BlockRecord block;
  block.hash = in.digest();
  block.header = in.header();
  const std::uint32_t count = in.count(kElementBytes * kDigestElements);
  if (count > kMaxTransactions) return std::nullopt;
  block.transaction_hashes.resize(count);
  for (Digest& hash : block.transaction_hashes) hash = in.digest();
  auto whole = in.finish(std::move(block));
  if (!whole || whole->hash != block_hash(whole->header)) return std::nullopt;
  return whole;
}

std::string encode_undo(const UndoRecord& record) {
  const Undo& undo = record.undo;
  Writer out;
  out.header(undo.head).u32(undo.validator_count).u32(undo.inserted).u32(undo.accounts.size());
  for (const auto& [index, account] : undo.accounts) out.u32(index).account(account);
  out.u32(undo.validators ? 1 : 0);
  if (undo.validators) out.validators(*undo.validators);
  out.u32(record.written.size());
  for (const std::uint32_t index : record.written) out.u32(index);
  return out.take();
}

std::optional<UndoRecord> decode_undo(std::string_view bytes) {
  Reader in(bytes);
  UndoRecord record;
  Undo& undo = record.undo;
  undo.head = in.header();
  undo.validator_count = in.u32();
  undo.inserted = in.u32();
  undo.accounts.resize(in.count(kElementBytes * (1 + kAccountTable.num_elements())));
  for (auto& [index, account] : undo.accounts) {
    index = in.u32();
    account = in.account();
  }
  const std::uint32_t has_validators = in.u32();
  if (has_validators > 1) return std::nullopt;
  if (has_validators == 1) undo.validators = in.validators();
  record.written.resize(in.count(4));
  for (std::uint32_t& index : record.written) index = in.u32();
  return in.finish(std::move(record));
}

}  // namespace rpp
