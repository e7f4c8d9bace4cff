// lib/emit/cpp_writer.cpp
//
// Counts lines while they are written.
#include "lib/emit/cpp_writer.h"

#include "lib/emit/cpp_text.h"

#include <algorithm>

namespace pyompcc::emit {

void CppWriter::write(std::string_view text, bool at_margin) {
  ++line_;
  if (python_line_ != 0 && !text.empty()) lines_.push_back({line_, python_line_, function_, raises_, file_});
  at_margin ? out_.marginLine(text) : out_.line(text);
}

std::size_t CppWriter::room() const {
  std::size_t indentation = 2 * static_cast<std::size_t>(out_.depth());
  return Width > indentation + 40 ? Width - indentation : 40;
}

void CppWriter::line(std::string_view text) {
  for (const std::string& part : breakLine(text, room())) write(part, false);
}

void CppWriter::comment(std::string_view slashes, std::string_view text) {
  std::string safe = commentText(text);
  bool blank = safe.empty() || safe.front() == ' ';
  write(fmt::format("{}{}{}", slashes, blank ? "" : " ", safe), false);
}

void CppWriter::pragma(std::string_view text) {
  // Two columns for the backslash.
  std::vector<std::string> parts = breakLine(text, Width - 2);
  for (std::size_t i = 0; i < parts.size(); ++i) write(parts[i] + (i + 1 < parts.size() ? " \\" : ""), true);
}

void CppWriter::verbatim(std::string_view text) {
  while (!text.empty()) {
    std::size_t end = std::min(text.find('\n'), text.size());
    write(text.substr(0, end), true);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

Output CppWriter::take() { return {out_.take(), std::move(lines_)}; }

} // namespace pyompcc::emit
