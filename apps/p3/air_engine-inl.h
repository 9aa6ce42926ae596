// SPDX-License-Identifier: Apache-2.0 OR MIT
#pragma once

#include "apps/p3/air_prover-inl.h"
#include "p3/air/analysis.h"
#include "p3/air/check.h"
#include "p3/air/check_lookups.h"
#include "p3/airs/objective_trace.h"

// The commands of `p3 air` for one field.
namespace p3::app {

inline const char* tree_hash_text(TreeHash hash) {
  static constexpr const char* kNames[] = {"poseidon-2", "poseidon-2-width-16", "keccak-f",
                                           "keccak-256"};
  return kNames[static_cast<std::size_t>(hash)];
}

template <class F>
AirAnswer check_air(AirSession<F>& session) {
  if (auto failure = session.load_traces(0)) return *failure;
  AirChecked out;
  std::vector<CheckInstance<F>> instances;
  const bool several = session.instances().size() > 1;
  for (const AirInstance<F>& instance : session.instances()) {
    const Air<F>& air = *instance.file.air;
    out.instances.push_back({instance.name, air.shape().width, log2_ceil(instance.trace.height())});
    out.constraints += air.dag().constraints.size();
    out.lookups += air.dag().lookups.size();
    const CheckInstance<F> checked{&air, instance.trace.view(), instance.file.preprocessed.view(),
                                   instance.public_values};
    instances.push_back(checked);
    const auto failure = check_trace<F>(air, checked.main, checked.preprocessed,
                                        checked.public_values, instance.column_names);
    if (!failure) continue;
    const std::string place =
        several ? "instance " + std::to_string(instances.size() - 1) + " (" + instance.name + "): "
                : "";
    out.failures.push_back(place + failure->message);
  }
  if (!out.failures.empty()) return out;
  if (const auto failure = check_lookups<F>(instances)) out.failures.push_back(failure->message);
  return out;
}

template <class F>
AirShown describe_air(const AirInstance<F>& instance, unsigned log_rows, bool batch) {
  const Air<F>& air = *instance.file.air;
  const AirShape<F>& shape = air.shape();
  const ConstraintDag<F>& dag = air.dag();
  AirShown out;
  out.file = instance.name;
  out.field = F::kName;
  out.width = shape.width;
  out.preprocessed_width = shape.preprocessed_width;
  out.preprocessed_rows = instance.file.preprocessed.height();
  out.public_values = shape.num_public_values;
  out.column_names = instance.file.column_names;
  for (const std::vector<F>& column : shape.periodic) out.periods.push_back(column.size());
  out.reads_next_row = shape.reads_next_row;
  out.reads_preprocessed_next_row = shape.reads_preprocessed_next_row;
  out.declared_degree = shape.declared_degree;
  out.nodes = dag.nodes.size();
  const std::vector<std::uint64_t> degrees = constraint_degrees(air);
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    out.constraints.push_back({degrees[i], dag.labels[i]});
  }
  for (const DagLookup& lookup : dag.lookups) {
    const char* kind = lookup.kind == LookupKind::kLocal    ? "local"
                       : lookup.kind == LookupKind::kGlobal ? "global"
                                                            : "exclusive";
    out.lookups.push_back(
        {kind, lookup.bus, lookup.interactions.size(), lookup.interactions.front().tuple.size()});
  }
  const AirAnalysis analysis = analyse(air, log_rows, batch);
  out.batch = batch;
  out.log_rows = log_rows;
  out.max_degree = analysis.max_degree;
  out.quotient_chunks = std::size_t{1} << analysis.log_quotient_chunks;
  out.constraints_with_lookups = analysis.num_constraints;
  out.permutation_columns = analysis.permutation_width();
  return out;
}

template <class F>
AirAnswer show_airs(const AirSession<F>& session) {
  constexpr unsigned kDefaultLogRows = 10;
  const AirRequest& request = session.request();
  std::vector<AirShown> out;
  for (std::size_t i = 0; i < session.instances().size(); ++i) {
    const AirInstance<F>& instance = session.instances()[i];
    const unsigned log_rows =
        request.log_trace_lengths.empty() ? kDefaultLogRows : request.log_trace_lengths[i];
    if (log_rows > F::kTwoAdicity) {
      return AirFailure{kExitUsage, "--log-trace-length: expected at most " +
                                        std::to_string(F::kTwoAdicity) + "; got " +
                                        std::to_string(log_rows)};
    }
    for (const std::vector<F>& column : instance.file.air->shape().periodic) {
      if (column.size() <= std::size_t{1} << log_rows) continue;
      return AirFailure{kExitUsage, "--log-trace-length: a periodic column of " + instance.name +
                                        " has " + std::to_string(column.size()) +
                                        " values, more than there are rows"};
    }
    out.push_back(
        describe_air(instance, log_rows, request.choices.batch.value_or(session.has_lookups())));
  }
  return out;
}

template <class F>
AirAnswer export_air(const AirRequest& request) {
  const ObjectiveSpec& spec = request.spec;
  if (const auto problem = objective_problem<F>(spec)) {
    return AirFailure{kExitUsage, std::string(*problem)};
  }
  const auto air = make_objective_air<F>(spec);
  AirExported out{request.field,
                  std::string(objective_name(spec.objective)),
                  air->shape().width,
                  air->dag().constraints.size(),
                  {}};
  auto written = write_text_file(request.air_out, write_air_text(*air));
  if (const auto* error = std::get_if<FileError>(&written)) {
    return AirFailure{kExitFile, error->text};
  }
  if (!request.with_trace) return out;
  for (const F x : objective_public_values<F>(spec)) {
    out.public_values.push_back(std::to_string(x.as_canonical_u64()));
  }
  if (request.trace_out.empty()) return out;
  ThreadPool pool(1);
  const Matrix<F> trace = generate_objective_trace<F>(spec, pool);
  written = request.trace_out.ends_with(".csv")
                ? write_text_file(request.trace_out, write_trace_csv<F>(trace.view()))
                : write_text_file(request.trace_out, as_text(write_trace_binary<F>(trace.view())));
  if (const auto* error = std::get_if<FileError>(&written)) {
    return AirFailure{kExitFile, error->text};
  }
  return out;
}

// The extension degrees that the library has for F: calls run.template operator()<D>().
template <class F, class Run>
AirAnswer with_degree(unsigned degree, const Run& run) {
  constexpr bool kTwo = std::is_same_v<F, Goldilocks>;
  if constexpr (kTwo) {
    if (degree == 2) return run.template operator()<2>();
    if (degree == 5) return run.template operator()<5>();
  } else {
    if (degree == 4) return run.template operator()<4>();
    if (degree == 5) return run.template operator()<5>();
    if (degree == 8) return run.template operator()<8>();
  }
  return AirFailure{kExitUsage, std::string("--extension-degree: expected ") +
                                    (kTwo ? "2 or 5" : "4, 5 or 8") + " for " + F::kName +
                                    "; got " + std::to_string(degree)};
}

template <class F>
AirAnswer prove_or_verify(AirSession<F>& session) {
  const auto found = session.choices();
  if (const auto* failure = std::get_if<AirFailure>(&found)) return *failure;
  const ParameterChoices& choices = std::get<ParameterChoices>(found);
  const bool batch =
      choices.batch.value_or(session.instances().size() > 1 || session.has_lookups());
  if (!batch && (session.instances().size() > 1 || session.has_lookups())) {
    return AirFailure{kExitUsage, "--protocol uni: expected one AIR without lookups"};
  }
  const TreeHash hash = choices.merkle_hash.value_or(TreeHash::kKeccakF);
  ProtocolText protocol{F::kName,
                        batch ? "batch" : "uni",
                        tree_hash_text(hash),
                        choices.extension_degree.value_or(std::is_same_v<F, Goldilocks> ? 2 : 4),
                        choices.merkle_arity.value_or(2),
                        resolve(choices, benchmark_high_arity_parameters())};
  if (protocol.merkle_arity != 2 && protocol.merkle_arity != 4) {
    return AirFailure{kExitUsage, "--merkle-arity: expected 2 or 4; got " +
                                      std::to_string(protocol.merkle_arity)};
  }
  if (!hash_suite_exists<F>(hash, protocol.merkle_arity)) {
    return AirFailure{kExitUsage,
                      "--merkle-hash " + protocol.merkle_hash + " does not exist for " + F::kName};
  }
  if (const auto error = check_parameters<F>(protocol.parameters)) {
    return AirFailure{kExitUsage, to_string(*error)};
  }
  return with_degree<F>(protocol.extension_degree, [&]<unsigned D>() -> AirAnswer {
    AirProver<F, D> prover(session, protocol, hash, batch);
    return session.request().command == AirCommand::kProve ? prover.prove() : prover.verify();
  });
}

template <class F>
AirAnswer answer_air_of(const AirRequest& request) {
  if (request.command == AirCommand::kExport) return export_air<F>(request);
  AirSession<F> session(request);
  if (auto failure = session.load_airs()) return *failure;
  switch (request.command) {
    case AirCommand::kCheck:
      return check_air(session);
    case AirCommand::kShow:
      return show_airs(session);
    default:
      return prove_or_verify(session);
  }
}

}  // namespace p3::app
