// lib/transform/range_arithmetic.h
//
// What operators make of ranges of numbers.
#pragma once

#include "lib/ir/ir.h"
#include "lib/transform/infer_ranges.h"

#include <cstdint>
#include <limits>

namespace pyompcc::transform {

using Wide = __int128;

inline constexpr std::int64_t SmallestInt = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t LargestInt = std::numeric_limits<std::int64_t>::max();

/// The integers `lo`..`hi`, cut to what 64 bits hold.
Range integers(Wide lo, Wide hi);
/// The floats `lo`..`hi`; a bound that is nan is none.
Range reals(double lo, double hi, bool maybe_nan = true);
/// The smallest range that holds both.
Range join(const Range& a, const Range& b);
/// All values of a type.
Range everything(ir::Type type);
/// Bounds are computed in double precision; those of narrower types go outward to where rounding may have taken a
/// value.
Range roundedTo(ir::Type type, Range range);

/// The values of `value * value`; `fits` tells of integers whether all of them are values of the type.
Range square(const Range& value, ir::Type type, bool& fits);
/// The values of `left op right`; `fits` as above.
Range arithmetic(ir::BinaryOp op, const Range& left, const Range& right, ir::Type type, bool& fits);

} // namespace pyompcc::transform
