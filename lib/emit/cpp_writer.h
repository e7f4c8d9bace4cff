// lib/emit/cpp_writer.h
//
// Collects the lines of a C++ file together with the Python lines they come from.
#pragma once

#include "lib/emit/emit.h"
#include "lib/support/text_writer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::emit {

/// Writes lines, breaks those that are too long, and notes for each where it comes from.
class CppWriter {
 public:
  /// Lines from here on belong to this line of the Python function; 0 for lines that belong to none.
  void setPlace(std::uint32_t python_line, std::string_view function, bool raises = false) {
    python_line_ = python_line;
    function_ = function;
    raises_ = raises;
  }
  /// Lines from here on come from another file than the module's; empty for its own.
  void setFile(std::string_view file) { file_ = file; }
  /// Columns behind the indentation.
  std::size_t room() const;
  const std::vector<LineEntry>& lines() const { return lines_; }
  /// One line of code, broken where it is too long.
  void line(std::string_view text = {});
  /// One comment line; long ones stay as they are.
  void comment(std::string_view slashes, std::string_view text);
  /// A pragma at the margin, continued with backslashes where it is too long.
  void pragma(std::string_view text);
  /// Text of several lines as it is, at the margin.
  void verbatim(std::string_view text);
  void indent() { out_.indent(); }
  void dedent() { out_.dedent(); }

  Output take();

 private:
  void write(std::string_view text, bool at_margin);

  support::TextWriter out_;
  std::vector<LineEntry> lines_;
  std::uint32_t line_ = 0;
  std::uint32_t python_line_ = 0;
  std::string_view function_;
  bool raises_ = false;
  std::string_view file_;
};

} // namespace pyompcc::emit
