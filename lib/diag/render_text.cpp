// lib/diag/render_text.cpp
//
// The form for people: place, message, source line, caret.
#include "lib/diag/render.h"

#include <algorithm>

namespace pyompcc::diag {
namespace {

// Longer source lines are cut around the caret.
constexpr std::size_t WidestLine = 160;

std::string_view severityName(Severity severity) {
  switch (severity) {
  case Severity::Error: return "error";
  case Severity::Warning: return "warning";
  case Severity::Note: return "note";
  }
  return "error";
}

bool startsCodePoint(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t countCodePoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCodePoint));
}

// Control characters would move the terminal's cursor away from the caret, or worse.
std::string printable(std::string_view text) {
  std::string result(text);
  for (char& byte : result) {
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f) byte = ' ';
  }
  return result;
}

void renderSourceLine(std::string& out, std::string_view line, std::size_t begin, std::size_t end) {
  begin = std::min(begin, line.size());
  end = std::clamp(end, begin, line.size());
  std::size_t from = 0;
  if (line.size() > WidestLine && begin > WidestLine / 2) from = begin - WidestLine / 2;
  while (from > 0 && !startsCodePoint(line[from])) --from;
  std::size_t to = std::min(line.size(), from + WidestLine);
  while (to < line.size() && !startsCodePoint(line[to])) ++to;
  end = std::min(end, to);
  out += "    " + printable(line.substr(from, to - from)) + "\n    ";
  out.append(countCodePoints(line.substr(from, begin - from)), ' ');
  std::size_t width = countCodePoints(line.substr(begin, end - begin));
  out += '^';
  if (width > 1) out.append(width - 1, '~');
  out += '\n';
}

void renderOne(std::string& out, const Diagnostic& diagnostic, const support::SourceSet& sources) {
  const support::SourceFile& file = sources[diagnostic.loc.file];
  support::LineColumn begin = file.lineColumn(diagnostic.loc.begin);
  support::LineColumn end = file.lineColumn(std::max(diagnostic.loc.begin, diagnostic.loc.end));
  std::string_view line = file.line(begin.line);
  std::size_t begin_byte = std::min<std::size_t>(begin.column, line.size());
  std::size_t end_byte = end.line == begin.line ? end.column : line.size();
  out +=
      fmt::format("{}:{}:{}: {}: {} [{}]\n", file.path(), begin.line, countCodePoints(line.substr(0, begin_byte)) + 1,
                  severityName(diagnostic.severity), diagnostic.text, kindName(diagnostic.kind));
  renderSourceLine(out, line, begin_byte, end_byte);
  for (const Diagnostic& note : diagnostic.notes) renderOne(out, note, sources);
}

} // namespace

std::string renderText(std::span<const Diagnostic> diagnostics, const support::SourceSet& sources) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) renderOne(out, diagnostic, sources);
  return out;
}

} // namespace pyompcc::diag
