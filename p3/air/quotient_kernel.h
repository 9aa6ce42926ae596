// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include <cstddef>
#include <memory>

#include "p3/air/analysis.h"
#include "p3/air/quotient_args.h"

// Quotient kernels: folded constraints / Z on the quotient domain (prover).
//
// run() may be called for disjoint row ranges from several threads; results do not depend on the
// ranges. Ranges must be aligned to kQuotientGrain rows (the last one may be shorter).
namespace p3 {

inline constexpr std::size_t kQuotientGrain = 64;

template <class F>
class QuotientKernel {
 public:
  virtual ~QuotientKernel() = default;
  // Constraints 0..num_air_constraints-1 of the AIR, with alpha powers from first_constraint on.
  virtual void run(const QuotientArgs<F>& args, std::size_t begin_row,
                   std::size_t end_row) const = 0;
};

// Interprets the DAG of any AIR; `air` must outlive the kernel. Compiled AIRs have faster kernels
// of their own (compiled_kernel.h) with the same results.
template <class F>
std::unique_ptr<QuotientKernel<F>> make_dag_kernel(const Air<F>& air);

// The LogUp constraints of an AIR with lookups, for extension degree args.degree. They follow the
// AIR's own constraints: set first_constraint = num_air_constraints and accumulate = true.
template <class F>
class LookupKernel {
 public:
  virtual ~LookupKernel() = default;
  virtual void run(const QuotientArgs<F>& args, const LookupQuotientArgs<F>& lookup,
                   std::size_t begin_row, std::size_t end_row) const = 0;
};

// `air` must outlive the kernel; `analysis` is only read here.
template <class F>
std::unique_ptr<LookupKernel<F>> make_lookup_kernel(const Air<F>& air, const AirAnalysis& analysis);

}  // namespace p3
