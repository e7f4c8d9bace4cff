// lib/diag/place.h
//
// Where a diagnostic stands, as people count.
#pragma once

#include "lib/support/source.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pyompcc::diag {

/// A range of a file; lines and columns from 1, columns in code points, the end exclusive.
struct Place {
  std::uint32_t line = 1;
  std::size_t column = 1;
  std::uint32_t end_line = 1;
  std::size_t end_column = 1;
};

Place placeOf(const support::Loc& loc, const support::SourceSet& sources);

} // namespace pyompcc::diag
