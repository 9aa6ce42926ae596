// SPDX-License-Identifier: Apache-2.0 OR MIT
#include <fmt/format.h>

#include <iterator>

#include "apps/p3/air_report.h"
#include "apps/p3/report.h"

namespace p3::app {
namespace {

// "sum.json: 2 columns, 2^3 rows", one line per instance.
std::string instance_lines(const std::vector<AirInstanceText>& instances) {
  std::string out;
  for (const AirInstanceText& instance : instances) {
    fmt::format_to(std::back_inserter(out), "{}: {} columns, 2^{} rows\n", instance.file,
                   instance.width, instance.log_rows);
  }
  return out;
}

std::string joined(const std::vector<std::string>& items, const char* between) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : between) + item;
  return out;
}

std::string shape_lines(const AirShown& air) {
  std::string out = fmt::format("{}: {} AIR, {} columns", air.file, air.field, air.width);
  if (!air.column_names.empty()) out += " (" + joined(air.column_names, ", ") + ")";
  if (air.preprocessed_width != 0) {
    out += fmt::format(", {} preprocessed", air.preprocessed_width);
    if (air.preprocessed_rows != 0) out += fmt::format(" of {} rows", air.preprocessed_rows);
  }
  for (const std::size_t period : air.periods) out += fmt::format(", periodic of {}", period);
  out += fmt::format(", {} public values, {} nodes\n", air.public_values, air.nodes);
  out += air.reads_next_row ? "reads the next row" : "reads one row at a time";
  if (air.reads_preprocessed_next_row) out += ", of preprocessed columns too";
  if (air.declared_degree) out += fmt::format(", declares degree {}", *air.declared_degree);
  return out + "\n";
}

std::string shown_text(const AirShown& air) {
  std::string out = shape_lines(air);
  for (std::size_t i = 0; i < air.constraints.size(); ++i) {
    const ConstraintText& c = air.constraints[i];
    fmt::format_to(std::back_inserter(out), "constraint {:>5}  degree {:>2}  {}\n", i, c.degree,
                   c.label);
  }
  for (std::size_t i = 0; i < air.lookups.size(); ++i) {
    const LookupText& l = air.lookups[i];
    fmt::format_to(std::back_inserter(out), "lookup {:>9}  {}{}, {} of width {}\n", i, l.kind,
                   l.bus.empty() ? "" : " \"" + l.bus + "\"", l.interactions, l.tuple_width);
  }
  fmt::format_to(std::back_inserter(out), "{}, 2^{} rows: degree {}, {} quotient chunks",
                 air.batch ? "batch" : "uni", air.log_rows, air.max_degree, air.quotient_chunks);
  if (air.permutation_columns != 0) {
    fmt::format_to(std::back_inserter(out),
                   ", {} constraints with those of the lookups, {} permutation columns",
                   air.constraints_with_lookups, air.permutation_columns);
  }
  return out + "\n";
}

}  // namespace

std::string to_text(const AirProved& proved) {
  std::string out = instance_lines(proved.instances);
  const ProtocolText& p = proved.protocol;
  fmt::format_to(std::back_inserter(out), "{} {}, degree {}, {} tree of arity {}\n", p.field,
                 p.protocol, p.extension_degree, p.merkle_hash, p.merkle_arity);
  return out + run_lines(proved.runs);
}

std::string to_text(const AirVerified& verified) {
  if (verified.rejected) return "";
  return instance_lines(verified.instances) +
         fmt::format("valid, {:.2f} ms\n", verified.seconds * 1e3);
}

std::string to_text(const AirChecked& checked) {
  if (!checked.failures.empty()) return "";
  return instance_lines(checked.instances) +
         fmt::format("{} constraints hold on every row, {} lookups balance\n", checked.constraints,
                     checked.lookups);
}

std::string to_text(const AirExported& exported) {
  std::string out = fmt::format("{} {}: {} columns, {} constraints\n", exported.field,
                                exported.objective, exported.width, exported.constraints);
  if (!exported.public_values.empty()) {
    out += "--public-values " + joined(exported.public_values, ",") + "\n";
  }
  return out;
}

std::string to_text(const std::vector<AirShown>& shown) {
  std::string out;
  for (const AirShown& air : shown) out += (out.empty() ? "" : "\n") + shown_text(air);
  return out;
}

}  // namespace p3::app
