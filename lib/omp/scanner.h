// lib/omp/scanner.h
//
// Words, brackets and separators of a directive string.
#pragma once

#include "lib/diag/emitter.h"
#include "lib/omp/directive_text.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::omp {

/// A directive string ready to be read: blanks in place of line ends and line continuations, brackets paired. Offsets
/// are those of the DirectiveText.
class Scanner {
 public:
  explicit Scanner(const DirectiveText& text);

  /// Pairs brackets and quotes; reports the first that has no partner and returns false.
  bool pairBrackets(diag::Emitter& emitter);

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  char at(std::uint32_t offset) const { return text_[offset]; }
  std::string_view view(TextRange range) const {
    return std::string_view(text_).substr(range.begin, range.end - range.begin);
  }
  support::Loc locate(TextRange range) const { return source_.locate(range); }

  /// The first offset from `offset` on, below `end`, that is no blank; `end` if there is none.
  std::uint32_t skipBlanks(std::uint32_t offset, std::uint32_t end) const;
  /// The range without blanks at its ends.
  TextRange trim(TextRange range) const;
  /// The identifier at `offset`; empty if none starts there.
  TextRange word(std::uint32_t offset, std::uint32_t end) const;
  /// The offset of the partner of the bracket or opening quote at `offset`.
  std::uint32_t partner(std::uint32_t offset) const { return partners_[offset]; }

  /// The first `mark` of the range outside brackets and quotes.
  std::optional<std::uint32_t> find(TextRange range, char mark) const;
  /// The parts between marks outside brackets and quotes, trimmed; an empty range has none.
  std::vector<TextRange> split(TextRange range, char mark) const;

 private:
  const DirectiveText& source_;
  std::string text_;
  // For each opening bracket or quote the offset of its partner, else 0.
  std::vector<std::uint32_t> partners_;
};

/// ASCII letters in lower case.
std::string lowerCase(std::string_view text);

} // namespace pyompcc::omp
