// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "p3/airs/objective_kernel.h"
#include "p3/airs/objective_trace.h"
#include "p3/engine/dispatch.h"
#include "p3/engine/prove.h"

// prove_seeds FIELD PROTOCOL HASH LOG_ROWS PREFIX SEED...: Poseidon2 proofs one after the other in
// one process, with one pool and one hasher, as a service makes them. Proof k is written to
// PREFIX.k without a header. seeds_test.py compares them with those of fresh processes.
namespace p3 {
namespace {

struct Work {
  ProofSystem system;
  ObjectiveSpec spec;
  std::string prefix;
};

template <class F>
bool prove_seed(const Work& work, const ProverContext<F>& context, std::size_t index) {
  AnyStatement<F> statement = make_statement<F>(work.system);
  statement.instances.push_back(shipped_instance<F>(work.spec));
  const auto kernel = make_objective_kernel<F>(work.spec, *statement.instances[0].air);
  AnyWitness<F> witness{.traces = {}, .kernels = {kernel.get()}};
  witness.traces.push_back(
      generate_objective_trace<F>(work.spec, context.pool, work.system.parameters.fri.log_blowup));
  const auto bytes = prove_statement<F>(context, statement, std::move(witness));
  if (!bytes) {
    std::fprintf(stderr, "prove_seeds: %s\n", to_string(bytes.error()).c_str());
    return false;
  }
  std::ofstream out(work.prefix + "." + std::to_string(index), std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.value().data()),
            static_cast<std::streamsize>(bytes.value().size()));
  return out.good();
}

template <class F>
bool prove_all(Work work, int count, char** seeds) {
  ThreadPool pool(2);
  const auto hasher = make_batch_hasher<F>(work.system.merkle_hash, work.system.merkle_arity);
  const ProverContext<F> context{pool, *hasher};
  for (int i = 0; i < count; ++i) {
    work.spec.seed = std::strtoull(seeds[i], nullptr, 10);
    if (!prove_seed<F>(work, context, static_cast<std::size_t>(i))) return false;
  }
  return true;
}

int usage() {
  std::fputs("usage: prove_seeds FIELD PROTOCOL HASH LOG_ROWS PREFIX SEED...\n", stderr);
  return 2;
}

int run(int argc, char** argv) {
  if (argc < 7) return usage();
  const auto field = field_from_name(argv[1]);
  const auto protocol = protocol_from_name(argv[2]);
  const auto hash = merkle_hash_from_name(argv[3]);
  if (!field || !protocol || !hash) return usage();
  Work work{.system = {.field = *field,
                       .extension_degree = default_extension_degree(*field),
                       .merkle_hash = *hash,
                       .protocol = *protocol},
            .spec = {.objective = Objective::kPoseidon2},
            .prefix = argv[5]};
  work.spec.log_trace_length = static_cast<unsigned>(std::atoi(argv[4]));
  const bool done =
      with_field(*field, [&]<class F>(Type<F>) { return prove_all<F>(work, argc - 6, argv + 6); });
  return done ? 0 : 1;
}

}  // namespace
}  // namespace p3

int main(int argc, char** argv) { return p3::run(argc, argv); }
