// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "p3/hash/digest.h"
#include "p3/hash/suite.h"

// Challenger<F>: the Fiat-Shamir sponge of one proof. Prover and verifier make the same calls in
// the same order; whatever was observed determines everything that is sampled later.
//
// Lengths and labels are never absorbed with the values: the protocol layers bind them beforehand
// with a seed (pattern.h). Concrete challengers: duplex.h (algebraic permutation), serializing.h
// (byte hash).
namespace p3 {

template <class F>
class Challenger {
 public:
  virtual ~Challenger() = default;
  virtual std::unique_ptr<Challenger> clone() const = 0;
  // Takes over the state of `other`, which must be of the same concrete type. Does not allocate
  // once its buffers are large enough: the search for witnesses does this for every candidate.
  virtual void assign(const Challenger& other) = 0;

  virtual void observe(F x) = 0;
  virtual void observe_digest(const Digest& digest) = 0;
  virtual F sample() = 0;
  // The low `bits` bits of one sample; 2^bits < p.
  virtual std::uint64_t sample_bits(unsigned bits) = 0;

  // What happens before a witness is observed. A serialising challenger squeezes one byte, which
  // shrinks the buffered input to one hash.
  virtual void begin_pow() {}

  // Observes the witness and tells whether the next `bits` bits are zero. 0 bits: true, and the
  // transcript is untouched (the caller checks that the unread witness is zero). False if 2^bits >=
  // p.
  [[nodiscard]] virtual bool check_witness(unsigned bits, F witness);

  // The digests one after another, nothing about their number.
  virtual void observe_cap(std::span<const Digest> cap);
  // The seed of a protocol layer as base field elements: its length, then the bytes in chunks that
  // always fit an element (3 bytes for 31-bit fields, 7 for Goldilocks), little endian.
  virtual void observe_seed(std::span<const std::uint8_t> seed);

  void observe_all(std::span<const F> values) {
    for (const F& x : values) observe(x);
  }
  // Coefficients, constant term first.
  template <class EF>
  void observe_ext(const EF& x) {
    for (unsigned i = 0; i < EF::kDegree; ++i) observe(x[i]);
  }
  template <class EF>
  void observe_ext_all(std::span<const EF> values) {
    for (const EF& x : values) observe_ext(x);
  }
  // D samples, the first one is the constant term.
  template <class EF>
  EF sample_ext() {
    EF x;
    for (unsigned i = 0; i < EF::kDegree; ++i) x[i] = sample();
    return x;
  }

 protected:
  Challenger() = default;
  Challenger(const Challenger&) = default;
  Challenger& operator=(const Challenger&) = default;
};

// Largest b with 2^b < p: the bound of sample_bits and of every grinding difficulty.
template <class F>
inline constexpr unsigned kMaxSampleBits = F::kOrderBits - 1;

// The challenger of a shipped hash suite in its initial state. Poseidon2: duplex of width 24 and
// rate 16 (the width-16 suite 16/8, Goldilocks 8/4); Keccak: serialising over Keccak-256.
template <class F>
std::unique_ptr<Challenger<F>> make_challenger(const HashSuite<F>& suite);

}  // namespace p3
