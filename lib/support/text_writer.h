// lib/support/text_writer.h
//
// Builds indented text line by line.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace pyompcc::support {

/// Collects text; each line starts with the current indentation.
class TextWriter {
 public:
  explicit TextWriter(std::string_view indent_unit = "  ") : unit_(indent_unit) {}

  /// Writes one line; a line without text gets no indentation.
  void line(std::string_view text = {});
  /// Writes one line from an fmt format.
  template <class First, class... Rest>
  void line(fmt::format_string<First, Rest...> format, First&& first, Rest&&... rest) {
    line(std::string_view(fmt::format(format, std::forward<First>(first), std::forward<Rest>(rest)...)));
  }
  /// Writes one line at the margin, whatever the indentation (for preprocessor lines).
  void marginLine(std::string_view text);
  void indent() { ++depth_; }
  void dedent() { --depth_; }
  int depth() const { return depth_; }

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  std::string unit_;
  std::string text_;
  int depth_ = 0;
};

} // namespace pyompcc::support
