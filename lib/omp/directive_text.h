// lib/omp/directive_text.h
//
// The text of a directive string together with the place in the Python file that each of its bytes came from.
#pragma once

#include "lib/support/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::omp {

/// A half-open range of bytes of a DirectiveText.
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(TextRange, TextRange) = default;
};

/// A directive string after Python's evaluation. It grows piece by piece: a stretch of a literal that stands in the
/// source byte for byte, or one whose bytes all come from one place (an escape, an interpolated constant).
class DirectiveText {
 public:
  DirectiveText() = default;
  /// The common case: one literal without escapes whose first character stands at `begin` of `file`.
  DirectiveText(std::string_view text, support::FileId file, std::uint32_t begin) { appendVerbatim(text, file, begin); }

  /// Adds text that stands in the source as it is, starting at `begin`.
  void appendVerbatim(std::string_view text, support::FileId file, std::uint32_t begin);
  /// Adds text that was computed; every byte of it belongs to `origin`.
  void appendComputed(std::string_view text, support::Loc origin);

  std::string_view text() const { return text_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  /// The place of a range of bytes. A range across files or pieces spans from the first byte's place to the last
  /// byte's, if both are in one file and in order; else it is the first byte's place. An empty range at the end of the
  /// text is the empty place after the last byte.
  support::Loc locate(TextRange range) const;

 private:
  struct Piece {
    std::uint32_t begin;
    support::Loc origin;
    bool verbatim;
  };
  support::Loc locateByte(std::uint32_t offset) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

} // namespace pyompcc::omp
