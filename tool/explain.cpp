// tool/explain.cpp
//
// Expands the rows of grammar/diagnostics.def once more, for people.
#include "tool/explain.h"

#include "lib/driver/compile_cpp.h"
#include "lib/support/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace pyompcc::tool {
namespace {

struct DiagnosticRow {
  std::string_view name;
  std::string_view severity;
  std::string_view text;
};

constexpr auto DiagnosticRows = std::to_array<DiagnosticRow>({
#define DIAG(Name, Severity, Message, ...) {#Name, #Severity, Message},
#include "grammar/diagnostics.def"
});

} // namespace

Answer explain(const std::string& kind) {
  auto row = std::find_if(DiagnosticRows.begin(), DiagnosticRows.end(),
                          [&](const DiagnosticRow& candidate) { return candidate.name == kind; });
  if (row != DiagnosticRows.end()) {
    return {driver::ExitStatus::Done, fmt::format("{} [{}]\n  {}\n", row->severity, row->name, row->text)};
  }
  std::vector<std::string_view> names;
  for (const DiagnosticRow& candidate : DiagnosticRows) names.push_back(candidate.name);
  auto nearest = support::nearestName(kind, names);
  return {driver::ExitStatus::WrongUse,
          fmt::format("pyomp-cc: error: there is no diagnostic `{}`{}\nTry `pyomp-cc --help`.\n", kind,
                      nearest ? fmt::format("; did you mean `{}`?", *nearest) : "")};
}

std::string versionText() { return fmt::format("pyomp-cc {} ({})\n", PYOMPCC_VERSION, driver::clangVersion()); }

} // namespace pyompcc::tool
