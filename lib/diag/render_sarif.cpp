// lib/diag/render_sarif.cpp
//
// The form for code review and continuous integration (SARIF 2.1.0, OASIS standard).
#include "lib/diag/json_text.h"
#include "lib/diag/place.h"
#include "lib/diag/render.h"

#include <algorithm>
#include <array>

namespace pyompcc::diag {
namespace {

// Section 3.27.10: the levels have these names.
constexpr std::array<std::string_view, 3> Levels = {"error", "warning", "note"};

// A path as a relative reference (RFC 3986, section 3.3): everything but unreserved characters and slashes is escaped.
std::string uriOf(std::string_view path) {
  constexpr std::string_view Unreserved = "-._~/";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (char c : path) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 Unreserved.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// Section 3.28 and 3.29. `unicodeCodePoints` of the run is the unit of the columns.
std::string locationOf(const Diagnostic& diagnostic, const support::SourceSet& sources, std::string_view message) {
  Place place = placeOf(diagnostic.loc, sources);
  std::string text = message.empty() ? "" : fmt::format(R"(, "message": {{"text": {}}})", jsonString(message));
  return fmt::format(
      R"({{"physicalLocation": {{"artifactLocation": {{"uri": {}}}, "region": {{"startLine": {}, "startColumn": {}, "endLine": {}, "endColumn": {}}}}}{}}})",
      jsonString(uriOf(sources[diagnostic.loc.file].path())), place.line, place.column, place.end_line,
      place.end_column, text);
}

std::string resultOf(const Diagnostic& diagnostic, const support::SourceSet& sources) {
  std::string out =
      fmt::format(R"(        {{"ruleId": "{}", "level": "{}", "message": {{"text": {}}}, "locations": [{}])",
                  kindName(diagnostic.kind), Levels[static_cast<std::size_t>(diagnostic.severity)],
                  jsonString(diagnostic.text), locationOf(diagnostic, sources, {}));
  if (!diagnostic.notes.empty()) {
    out += R"(, "relatedLocations": [)";
    for (std::size_t i = 0; i < diagnostic.notes.size(); ++i) {
      out += (i ? ", " : "") + locationOf(diagnostic.notes[i], sources, diagnostic.notes[i].text);
    }
    out += ']';
  }
  return out + '}';
}

// Section 3.49: each kind that occurs, once.
std::string rulesOf(std::span<const Diagnostic> diagnostics) {
  std::vector<std::string_view> kinds;
  for (const Diagnostic& diagnostic : diagnostics) kinds.push_back(kindName(diagnostic.kind));
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  std::string out;
  for (std::string_view kind : kinds) out += fmt::format(R"({}{{"id": "{}"}})", out.empty() ? "" : ", ", kind);
  return out;
}

} // namespace

std::string renderSarif(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources) {
  std::string results;
  for (const Diagnostic& diagnostic : diagnostics) {
    results += (results.empty() ? "\n" : ",\n") + resultOf(diagnostic, sources);
  }
  return fmt::format(R"({{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {{
      "tool": {{"driver": {{"name": "pyomp-cc", "rules": [{}]}}}},
      "columnKind": "unicodeCodePoints",
      "results": [{}]
    }}
  ]
}}
)",
                     rulesOf(diagnostics), results);
}

} // namespace pyompcc::diag
