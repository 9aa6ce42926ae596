// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/uptime/trace/claims_trace.h"

#include <algorithm>

#include "rpp/fields/field_codec.h"
#include "rpp/uptime/facts.h"

namespace rpp {
namespace {

using C = ClaimsColumns;
namespace rows = claim_row;
namespace aux = claim_aux;

Element inverse_or_zero(Element x) { return x == Element::zero() ? x : x.inverse(); }

// x - y where that is not negative; else 0.
std::uint64_t above(std::uint64_t x, std::uint64_t y) { return x > y ? x - y : 0; }

// One block of the table.
class Writer {
 public:
  Writer(Trace& trace, std::size_t first, std::uint32_t index, const SignedClaim& claim,
         const Digest& history_root, ListTraces& shared)
      : trace_(trace),
        first_(first),
        index_(index),
        claim_(claim),
        body_(claim.body),
        history_root_(history_root),
        after_(credited_record(claim.record, claim.body)),
        credited_(window_hours(claim.body)),
        shared_(shared) {}

  // The leaf of the list.
  Digest write() {
    carried();
    const Digest digest = hashes();
    sign(digest);
    window();
    numbers();
    head();
    records();
    days();
    hours();
    for (const std::size_t row : {rows::kKey, rows::kSpan, rows::kNumbers, rows::kRoot,
                                  rows::kRecord, rows::kDecay, rows::kLast, rows::kClaim}) {
      const Element* x = &at(row, C::kAux);
      shared_.range.add({x[0], x[1], x[2], x[3]});
      if (row != rows::kLast) shared_.range.add({x[4], x[5], x[6], x[7]});
    }
    return leaf_;
  }

 private:
  Element& at(std::size_t row, std::size_t column) { return trace_.at(first_ + row, column); }
  Element& cell(std::size_t row, std::size_t place) { return at(row, C::kAux + place); }
  void cells(std::size_t row, std::size_t place, std::span<const Element> values) {
    put(trace_, first_ + row, C::kAux + place, values);
  }

  std::uint32_t key_leaf() const {
    return wrapped_wallet_leaf(body_.nonce, claim_.signature.attempt);
  }

  void carried() {
    for (std::size_t k = 0; k < C::kRows; ++k) {
      at(k, C::kIndex) = element(index_);
      at(k, C::kLeaf) = element(key_leaf());
      put(trace_, first_ + k, C::kStart, u64_limbs(body_.window_start));
      put(trace_, first_ + k, C::kEnd, u64_limbs(body_.window_end));
      at(k, C::kCredited) = element(credited_);
      at(k, C::kBefore) = element(claim_.record.hours);
      at(k, C::kAfter) = element(after_.hours);
      at(k, C::kRow + k) = Element::one();
    }
  }

  void word(std::size_t row, const std::vector<Element>& elements, std::size_t block) {
    const std::size_t begin = kRate * block, end = std::min(begin + kRate, elements.size());
    put(trace_, first_ + row, C::kWord, std::span(elements).subspan(begin, end - begin));
  }

  // The words of all rows; gives the digest of the claim.
  Digest hashes() {
    UptimeStatement statement{body_.chain_id,     body_.address,
                              body_.key_digest,   body_.rotation_count,
                              body_.nonce,        body_.epoch,
                              body_.window_start, body_.window_end,
                              body_.head_hash,    body_.head_height,
                              history_root_,      credited_,
                              claim_.record,      after_};
    const std::vector<Element> act = claim_elements(body_);
    const std::vector<Element> listed =
        encode_fields(kUptimeStatementTable, values_of(kUptimeStatementFields, statement));
    constexpr std::size_t kShared[] = {rows::kChain,   rows::kAddress, rows::kKey,
                                       rows::kNumbers, rows::kSpan,    rows::kHead};
    for (std::size_t k = 0; k < std::size(kShared); ++k) word(kShared[k], act, k);
    word(rows::kHeight, act, 6);
    for (std::size_t k = 0; k < 4; ++k) word(rows::kRoot + k, listed, 6 + k);
    const Digest digest = shared_.hasher.hash(hash_id(HashKind::kAct, index_), Tag::kClaim, act);
    put(trace_, first_ + rows::kClaim, C::kWord, digest);
    const Digest whole =
        shared_.hasher.hash(hash_id(HashKind::kListed, index_), Tag::kStatementUptime, listed);
    put(trace_, first_ + rows::kStatement, C::kWord, whole);
    // A leaf's hash has one block: C8 is the digest plus the block.
    leaf_ = shared_.hasher.hash(0, Tag::kList, whole.elements);
    for (std::size_t k = 0; k < 8; ++k) cell(rows::kStatement, k) = leaf_[k] + whole[k];
    return digest;
  }

  void sign(const Digest& digest) {
    const WalletSignature& signature = claim_.signature;
    shared_.sign({.number = index_,
                  .leaf = key_leaf(),
                  .message = digest,
                  .rho = signature.signature.rho,
                  .pp = signature.key_pp,
                  .values = signature.signature.values,
                  .path = signature.path,
                  .key_root = signature.key_root});
  }

  void window() {
    const std::uint64_t length = body_.window_end - body_.window_start;
    const std::uint64_t rest = above(length, kHourSeconds * std::uint64_t{credited_});
    const std::uint64_t start = body_.window_start & 0xffff, end = body_.window_end & 0xffff;
    const std::uint64_t carry = above(start + length, end) >> 16;
    const bool full = credited_ == ClaimsAir::kMaxCredit;
    cell(rows::kKey, aux::kRest) = element(rest);
    cell(rows::kKey, aux::kRestLeft) = element(kHourSeconds - 1) - element(rest);
    cell(rows::kKey, aux::kCreditedBefore) = element(credited_) - Element::one();
    cell(rows::kKey, aux::kCreditedLeft) =
        element(ClaimsAir::kMaxCredit - 1 + (full ? 1 : 0)) - element(credited_);
    cell(rows::kKey, aux::kCarry) = element(carry);
    cell(rows::kKey, aux::kCarryLeft) = element(2) - element(carry);
    cell(rows::kKey, aux::kFull) = element(full ? 1 : 0);
    cells(rows::kSpan, 0, u64_limbs(body_.window_start));
    cells(rows::kSpan, 4, u64_limbs(body_.window_end));
    cells(rows::kRoot, aux::kGap, u64_limbs(body_.window_start - claim_.record.window_end));
  }

  void numbers() {
    const Element nonce = u32_limbs(body_.nonce)[0], attempt = element(claim_.signature.attempt);
    cells(rows::kNumbers, aux::kRotationCount, u32_limbs(body_.rotation_count));
    cell(rows::kNumbers, aux::kAttempt) = attempt;
    cell(rows::kNumbers, aux::kNonceBefore) = nonce - Element::one();
    cell(rows::kNumbers, aux::kNoncesLeft) = element(kNonceEnd - 1 - kRotationNonces) - nonce;
    cell(rows::kNumbers, aux::kAttemptsLeft) = element(ClaimsAir::kAttemptCount - 1) - attempt;
  }

  void head() {
    const std::uint64_t age = body_.window_end - claim_.head_timestamp;
    cell(rows::kNumbers, aux::kAge) = element(age);
    cell(rows::kNumbers, aux::kAgeLeft) = element(kHeadMaxAgeSeconds - 1) - element(age);
    cells(rows::kHead, aux::kTime, u64_limbs(claim_.head_timestamp));
    const auto epoch = u64_limbs(body_.epoch);
    cells(rows::kHead, aux::kEpoch, std::span(epoch).first(2));
  }

  void records() {
    cells(rows::kRecord, aux::kLastWindow, u64_limbs(claim_.record.window_end));
    cells(rows::kRecord, aux::kLastDecay, u64_limbs(claim_.record.last_decay));
    cells(rows::kClaim, aux::kDecayed, u64_limbs(after_.last_decay));
    const Element cap = element(kMaxTimetokeHours);
    cell(rows::kRoot, aux::kHours) = element(claim_.record.hours);
    cell(rows::kRoot, aux::kHoursLeft) = cap - element(claim_.record.hours);
    cell(rows::kRoot, aux::kRoomAfter) = cap - element(after_.hours);
  }

  std::uint64_t elapsed_days() const {
    return above(body_.window_end, claim_.record.last_decay) / kDecaySeconds;
  }

  void days() {
    const auto passed = u64_limbs(elapsed_days()), before = u64_limbs(claim_.record.last_decay);
    cells(rows::kDecay, aux::kDays, std::span(passed).first(3));
    std::uint64_t carry = 0, below = 0;  // the limb of days below
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint64_t limb = passed[k].as_canonical_u64();
      carry = (before[k].as_canonical_u64() + ClaimsAir::kDayLow * limb + below + carry) >> 16;
      below = limb;
      cell(rows::kDecay, aux::kDayCarry + k) = element(carry);
      cell(rows::kLast, aux::kDayCarryLeft + k) = element(ClaimsAir::kMaxDayCarry) - element(carry);
    }
    const auto seconds = u64_limbs(body_.window_end - after_.last_decay);
    cell(rows::kClaim, aux::kSeconds) = seconds[0];
    cell(rows::kClaim, aux::kSecondsHigh) = seconds[1];
    cell(rows::kClaim, aux::kSecondsLeft) =
        element(0xffff) - seconds[1] * element(0x10000 - ClaimsAir::kDayLow) - seconds[0];
  }

  void hours() {
    const std::uint64_t passed = elapsed_days();
    const bool far = passed >> 16 != 0;
    const std::uint64_t lost = far ? kMaxTimetokeHours : passed;
    const std::uint64_t before = claim_.record.hours, kept = above(before, lost);
    const auto limbs = u64_limbs(passed);
    cell(rows::kDecay, aux::kKept) = element(kept);
    cell(rows::kDecay, aux::kUnspent) = element(above(lost, before));
    cell(rows::kLast, aux::kOver) = element(above(kept + credited_, after_.hours));
    cell(rows::kLast, aux::kFar) = element(far ? 1 : 0);
    cell(rows::kLast, aux::kFarInverse) = inverse_or_zero(limbs[1] + limbs[2]);
  }

  Trace& trace_;
  std::size_t first_;
  std::uint32_t index_;
  const SignedClaim& claim_;
  const UptimeClaim& body_;
  const Digest& history_root_;
  UptimeRecord after_;
  std::uint32_t credited_;
  Digest leaf_;
  ListTraces& shared_;
};

}  // namespace

Trace claims_trace(const UptimeWitness& witness, p3::ThreadPool& pool, ListTraces& shared,
                   std::vector<MerkleTrace::Leaf>& leaves) {
  const std::size_t count = witness.claims.size();
  Trace trace = Trace::zeros(table_rows(C::kRows * count + 1), C::kWidth);
  trace.at(C::kRows * count, C::kBegin) = Element::one();
  std::vector<Digest> digests(count);
  // Runs of claims are recorded apart and joined in their order, so that the tables are the same
  // for any number of threads.
  constexpr std::size_t kRun = 16;
  std::vector<ListTraces> runs((count + kRun - 1) / kRun);
  pool.for_ranges(runs.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = kRun * begin; i < std::min(kRun * end, count); ++i) {
      Writer writer(trace, C::kRows * i, static_cast<std::uint32_t>(i), witness.claims[i],
                    witness.history_root, runs[i / kRun]);
      digests[i] = writer.write();
    }
  });
  for (const ListTraces& run : runs) shared.append(run);
  for (std::size_t i = 0; i < count; ++i) {
    leaves.push_back({static_cast<std::uint32_t>(i), digests[i]});
  }
  return trace;
}

}  // namespace rpp
