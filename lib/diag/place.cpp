// lib/diag/place.cpp
//
// Bytes to code points.
#include "lib/diag/place.h"

#include <algorithm>

namespace pyompcc::diag {
namespace {

std::size_t columnOf(const support::SourceFile& file, support::LineColumn place) {
  std::string_view line = file.line(place.line);
  std::string_view before = line.substr(0, std::min<std::size_t>(place.column, line.size()));
  auto starts_code_point = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  return static_cast<std::size_t>(std::count_if(before.begin(), before.end(), starts_code_point)) + 1;
}

} // namespace

Place placeOf(const support::Loc& loc, const support::SourceSet& sources) {
  const support::SourceFile& file = sources[loc.file];
  support::LineColumn begin = file.lineColumn(loc.begin);
  support::LineColumn end = file.lineColumn(std::max(loc.begin, loc.end));
  return {begin.line, columnOf(file, begin), end.line, columnOf(file, end)};
}

} // namespace pyompcc::diag
