// lib/diag/render_json.cpp
//
// The form for programs that read line by line.
#include "lib/diag/json_text.h"
#include "lib/diag/place.h"
#include "lib/diag/render.h"

#include <array>

namespace pyompcc::diag {
namespace {

constexpr std::array<std::string_view, 3> SeverityNames = {"error", "warning", "note"};

// Notes have no notes of their own.
std::string objectOf(const Diagnostic& diagnostic, const support::SourceSet& sources, bool with_notes) {
  Place place = placeOf(diagnostic.loc, sources);
  std::string out = fmt::format(
      R"({{"severity": "{}", "kind": "{}", "text": {}, "file": {}, "line": {}, "column": {}, "end": {{"line": {}, "column": {}}})",
      SeverityNames[static_cast<std::size_t>(diagnostic.severity)], kindName(diagnostic.kind),
      jsonString(diagnostic.text), jsonString(sources[diagnostic.loc.file].path()), place.line, place.column,
      place.end_line, place.end_column);
  if (with_notes) {
    out += R"(, "notes": [)";
    for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
      out += (i ? ", " : "") + objectOf(diagnostic.notes[i], sources, false);
    }
    out += ']';
  }
  return out + '}';
}

} // namespace

std::string renderJson(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += objectOf(diagnostic, sources, true) + "\n";
  return out;
}

} // namespace pyompcc::diag
