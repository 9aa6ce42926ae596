// SPDX-License-Identifier: Apache-2.0 OR MIT
#include "rpp/circuit/report.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "p3/air/analysis.h"
#include "p3/base/check.h"

namespace rpp {
namespace {

// Of the challenges of profile `standalone`: base columns of one extension column.
constexpr std::size_t kDegree = 5;

std::string text(std::uint64_t n) { return std::to_string(n); }

// Base columns of one table.
struct Columns {
  std::size_t main = 0, lookups = 0, quotient = 0;
  std::size_t total() const { return main + lookups + quotient; }
};

p3::AirAnalysis analysis_of(const CircuitTable& table) {
  return p3::analyse(*table.air, table.max_log_rows, /*batch=*/true);
}

Columns columns_of(const CircuitTable& table) {
  const p3::AirAnalysis analysis = analysis_of(table);
  return {table.air->shape().width, kDegree * analysis.permutation_width(),
          kDegree << analysis.log_quotient_chunks};
}

std::string row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out += " " + cell + " |";
  return out + "\n";
}

std::string heading(const std::vector<std::string>& cells) {
  return row(cells) + row(std::vector<std::string>(cells.size(), "---"));
}

std::string head(const Circuit& circuit, const ReportRequest& request) {
  std::string out = "# The circuit " + std::string(circuit.name) + "\n\nMade by `" +
                    request.command +
                    "`, from the AIRs that are compiled in; a test compares this file with it.\n\n";
  out += "Role " + text(static_cast<unsigned>(circuit.role)) + ", " +
         text(circuit.fields->fields.size()) + " public fields of " +
         text(circuit.fields->num_elements()) + " elements, " + text(circuit.tables.size()) +
         " tables.";
  for (const ProtocolConstant& constant : circuit.constants) {
    out += " Constant `" + std::string(constant.name) + "`: " + text(constant.value) + ".";
  }
  return out + "\n\n";
}

std::string rows_text(const CircuitTable& table) {
  const std::string low = "2^" + text(table.min_log_rows);
  if (table.min_log_rows == table.max_log_rows) return low;
  return low + " .. 2^" + text(table.max_log_rows);
}

std::string tables(const Circuit& circuit) {
  std::string out =
      "## Tables\n\nColumns are base field columns: of the trace, of the lookups (an accumulator "
      "and one extension column per lookup, each 5 with the challenges of profile `standalone`, 4 "
      "with those of `recursive`), and of the quotient (as many). Constraints are those of the AIR "
      "and, behind the +, of its lookups; the degree is the largest, in multiples of the trace's "
      "length.\n\n";
  out += heading({"table", "rows", "main", "lookups", "quotient", "columns", "periodic",
                  "constraints", "degree", "interactions"});
  Columns sum;
  for (const CircuitTable& table : circuit.tables) {
    const p3::AirAnalysis analysis = analysis_of(table);
    const Columns columns = columns_of(table);
    std::size_t interactions = 0;
    for (const p3::DagLookup& lookup : table.air->dag().lookups) {
      interactions += lookup.interactions.size();
    }
    out += row({std::string(table.name), rows_text(table), text(columns.main),
                text(columns.lookups), text(columns.quotient), text(columns.total()),
                text(table.air->shape().periodic.size()),
                text(analysis.num_air_constraints) + " + " +
                    text(analysis.num_constraints - analysis.num_air_constraints),
                text(analysis.max_degree), text(interactions)});
    sum.main += columns.main;
    sum.lookups += columns.lookups;
    sum.quotient += columns.quotient;
  }
  out += row({"all", "", text(sum.main), text(sum.lookups), text(sum.quotient), text(sum.total()),
              "", "", "", ""});
  return out + "\n";
}

std::string labels_of(const CircuitTable& table) {
  struct Group {
    std::size_t count = 0;
    std::uint64_t degree = 0;
  };
  std::vector<std::string> order;
  std::map<std::string, Group> groups;
  const std::vector<std::string>& labels = table.air->dag().labels;
  const std::vector<std::uint64_t> degrees = p3::constraint_degrees(*table.air);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Group& group = groups[labels[i]];
    if (group.count++ == 0) order.push_back(labels[i]);
    group.degree = std::max(group.degree, degrees[i]);
  }
  std::string out;
  for (const std::string& label : order) {
    out += row({std::string(table.name), "`" + label + "`", text(groups[label].count),
                text(groups[label].degree)});
  }
  return out;
}

std::string labels(const Circuit& circuit) {
  std::string out = "## Constraints by label\n\n";
  out += heading({"table", "label", "constraints", "degree"});
  for (const CircuitTable& table : circuit.tables) out += labels_of(table);
  return out + "\n";
}

// One line per bus; lookups of a table with itself stand under `(local)`.
std::string buses(const Circuit& circuit) {
  std::map<std::string, std::map<std::string_view, std::size_t>> users;
  std::map<std::string, std::set<std::size_t>> widths;
  for (const CircuitTable& table : circuit.tables) {
    for (const p3::DagLookup& lookup : table.air->dag().lookups) {
      const std::string bus = lookup.bus.empty() ? "(local)" : lookup.bus;
      for (const p3::DagInteraction& interaction : lookup.interactions) {
        ++users[bus][table.name];
        widths[bus].insert(interaction.tuple.size());
      }
    }
  }
  std::string out =
      "## Buses\n\nInteractions of each table; what is exclusive shares a column.\n\n";
  out += heading({"bus", "elements of a tuple", "interactions", "by table"});
  for (const auto& [bus, tables] : users) {
    std::string by, width;
    std::size_t all = 0;
    for (const CircuitTable& table : circuit.tables) {
      const auto found = tables.find(table.name);
      if (found == tables.end()) continue;
      by += (by.empty() ? "" : ", ") + std::string(table.name) + " " + text(found->second);
      all += found->second;
    }
    for (const std::size_t w : widths[bus]) width += (width.empty() ? "" : ", ") + text(w);
    out += row({"`" + bus + "`", width, text(all), by});
  }
  return out + "\n";
}

std::string tenths(std::uint64_t numerator, std::uint64_t denominator) {
  char out[32];
  std::snprintf(out, sizeof(out), "%.1f",
                static_cast<double>(numerator) / static_cast<double>(denominator));
  return out;
}

std::uint64_t cells(const Circuit& circuit, const ReportInstance& instance, bool committed) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < circuit.tables.size(); ++i) {
    const Columns columns = columns_of(circuit.tables[i]);
    sum += std::uint64_t{committed ? columns.total() : columns.main} << instance.log_rows[i];
  }
  return sum;
}

std::string sizes(const Circuit& circuit, const ReportRequest& request) {
  std::string out =
      "## Sizes\n\nRows of each table, the cells of all traces, and of all columns. Permutations "
      "are "
      "the calls of Poseidon2 that the statement makes.\n\n";
  std::vector<std::string> names{"table"};
  for (const ReportInstance& instance : request.instances) names.push_back(instance.title);
  out += heading(names);
  const auto line = [&](const std::string& name, auto cell) {
    std::vector<std::string> line_cells{name};
    for (const ReportInstance& instance : request.instances) line_cells.push_back(cell(instance));
    out += row(line_cells);
  };
  for (std::size_t i = 0; i < circuit.tables.size(); ++i) {
    line(std::string(circuit.tables[i].name),
         [i](const ReportInstance& x) { return "2^" + text(x.log_rows[i]); });
  }
  line("cells of traces",
       [&](const ReportInstance& x) { return text(cells(circuit, x, /*committed=*/false)); });
  line("cells of all columns",
       [&](const ReportInstance& x) { return text(cells(circuit, x, /*committed=*/true)); });
  line("permutations", [](const ReportInstance& x) { return text(x.permutations); });
  line("permutations per " + request.unit, [](const ReportInstance& x) {
    return x.units == 0 ? std::string("-") : tenths(x.permutations, x.units);
  });
  const ReportInstance& first = request.instances.front();
  const ReportInstance& last = request.instances.back();
  if (last.units > first.units) {
    out += "\nFrom the first to the last of these, one " + request.unit + " more costs " +
           tenths(last.permutations - first.permutations, last.units - first.units) +
           " permutations.\n";
  }
  return out;
}

}  // namespace

std::string circuit_report(const Circuit& circuit, const ReportRequest& request) {
  P3_CHECK(!circuit_problem(circuit), "a circuit that is compiled in");
  std::string out = head(circuit, request) + tables(circuit) + labels(circuit) + buses(circuit);
  return request.instances.empty() ? out : out + sizes(circuit, request);
}

}  // namespace rpp
