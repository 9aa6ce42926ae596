// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <algorithm>
#include <cstdint>

#include "apps/p3/engine.h"
#include "p3/codec/byte_writer.h"
#include "p3/codec/proof.h"

// Where the bytes of a proof go. Payload is counted section by section; list lengths, option tags
// and degree bits are what is left of the whole.
namespace p3::app {

inline std::size_t digest_bytes(std::span<const Digest> digests, DigestKind kind) {
  if (kind != DigestKind::kU64Words) return 32 * digests.size();
  std::size_t bytes = 0;
  for (const Digest& digest : digests) {
    for (std::uint64_t word : digest.words) bytes += codec::varint_bytes(word);
  }
  return bytes;
}

// Elements of nested lists of field or extension elements.
template <class E>
std::size_t element_count(const std::vector<E>& list) {
  return list.size();
}
template <class E>
std::size_t element_count(const std::vector<std::vector<E>>& lists) {
  std::size_t count = 0;
  for (const auto& list : lists) count += element_count(list);
  return count;
}
template <class E>
std::size_t element_count(const std::optional<std::vector<E>>& list) {
  return list ? list->size() : 0;
}

template <class EF>
constexpr std::size_t kExtensionBytes = EF::kDegree * EF::Base::kBytes;

template <class EF>
std::size_t opened_bytes(const OpenedValues<EF>& opened) {
  return kExtensionBytes<EF> *
         (element_count(opened.trace_local) + element_count(opened.trace_next) +
          element_count(opened.preprocessed_local) + element_count(opened.preprocessed_next) +
          element_count(opened.quotient_chunks) + element_count(opened.random));
}

template <class F, class EF>
void add_fri_sections(const FriProof<F, EF>& fri, DigestKind kind, Anatomy& anatomy) {
  std::size_t caps = 0, rows = 0, row_siblings = 0, values = 0, value_siblings = 0;
  for (const Cap& cap : fri.commit_phase_commits) caps += digest_bytes(cap, kind);
  for (const auto& opening : fri.input_openings) {
    rows += F::kBytes * element_count(opening.opened_values);
    row_siblings += digest_bytes(opening.siblings, kind);
  }
  for (const auto& opening : fri.commit_phase_openings) {
    values += kExtensionBytes<EF> * element_count(opening.sibling_values);
    value_siblings += digest_bytes(opening.siblings, kind);
  }
  anatomy.sections.push_back({"FRI caps", caps});
  anatomy.sections.push_back({"opened rows", rows});
  anatomy.sections.push_back({"opened rows, siblings", row_siblings});
  anatomy.sections.push_back({"folding values", values});
  anatomy.sections.push_back({"folding values, siblings", value_siblings});
  anatomy.sections.push_back({"final polynomial", kExtensionBytes<EF> * fri.final_poly.size()});
  anatomy.sections.push_back({"FRI witnesses", F::kBytes * (2 + fri.commit_pow_witnesses.size())});
}

inline void add_rest(Anatomy& anatomy, std::size_t bytes) {
  anatomy.bytes = bytes;
  std::size_t counted = 0;
  for (const Section& section : anatomy.sections) counted += section.bytes;
  anatomy.sections.push_back({"lengths and degree bits", bytes - counted});
}

template <class F, class EF>
Anatomy anatomy_of(const UniProof<F, EF>& proof, std::size_t bytes, DigestKind kind) {
  Anatomy anatomy;
  anatomy.degree_bits = {proof.degree_bits};
  anatomy.sections = {{"trace cap", digest_bytes(proof.trace_cap, kind)},
                      {"quotient cap", digest_bytes(proof.quotient_cap, kind)},
                      {"out-of-domain values", opened_bytes(proof.opened)},
                      {"out-of-domain witness", F::kBytes}};
  add_fri_sections(proof.fri, kind, anatomy);
  add_rest(anatomy, bytes);
  return anatomy;
}

template <class F, class EF>
Anatomy anatomy_of(const BatchProof<F, EF>& proof, std::size_t bytes, DigestKind kind) {
  Anatomy anatomy;
  anatomy.degree_bits = proof.degree_bits;
  std::size_t opened = 0, terminals = 0;
  for (const auto& instance : proof.instances) {
    opened += opened_bytes(instance.base) +
              kExtensionBytes<EF> *
                  (instance.permutation_local.size() + instance.permutation_next.size());
  }
  for (const auto& terminal : proof.lookup_terminals) {
    terminals += terminal ? kExtensionBytes<EF> : 0;
  }
  const std::size_t permutation =
      proof.permutation_cap ? digest_bytes(*proof.permutation_cap, kind) : 0;
  anatomy.sections = {{"main cap", digest_bytes(proof.main_cap, kind)},
                      {"permutation cap", permutation},
                      {"quotient cap", digest_bytes(proof.quotient_cap, kind)},
                      {"out-of-domain values", opened},
                      {"lookup terminals", terminals},
                      {"lookup and out-of-domain witnesses",
                       F::kBytes * (proof.lookup_pow_witness ? std::size_t{2} : std::size_t{1})}};
  add_fri_sections(proof.fri, kind, anatomy);
  add_rest(anatomy, bytes);
  return anatomy;
}

}  // namespace p3::app
