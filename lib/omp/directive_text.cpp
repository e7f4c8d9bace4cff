// lib/omp/directive_text.cpp
//
// Maps bytes of a directive string back to the Python file.
#include "lib/omp/directive_text.h"

#include <algorithm>

namespace pyompcc::omp {

void DirectiveText::appendVerbatim(std::string_view text, support::FileId file, std::uint32_t begin) {
  pieces_.push_back({size(), {file, begin, begin + static_cast<std::uint32_t>(text.size())}, true});
  text_ += text;
}

void DirectiveText::appendComputed(std::string_view text, support::Loc origin) {
  pieces_.push_back({size(), origin, false});
  text_ += text;
}

support::Loc DirectiveText::locateByte(std::uint32_t offset) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                [](std::uint32_t value, const Piece& piece) { return value < piece.begin; });
  const Piece& piece = *std::prev(after);
  if (!piece.verbatim) return piece.origin;
  std::uint32_t begin = piece.origin.begin + (offset - piece.begin);
  return {piece.origin.file, begin, begin + 1};
}

support::Loc DirectiveText::locate(TextRange range) const {
  if (pieces_.empty()) return {};
  if (range.begin >= size()) {
    const Piece& last = pieces_.back();
    return {last.origin.file, last.origin.end, last.origin.end};
  }
  support::Loc first = locateByte(range.begin);
  if (range.end <= range.begin) return {first.file, first.begin, first.begin};
  support::Loc last = locateByte(std::min(range.end, size()) - 1);
  if (last.file != first.file || last.end < first.end) return first;
  return {first.file, first.begin, last.end};
}

} // namespace pyompcc::omp
