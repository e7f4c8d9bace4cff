// lib/transform/infer_ranges.h
//
// Between which values every number of a function lies.
#pragma once

#include "lib/ir/ir.h"

#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

namespace pyompcc::transform {

/// A closed interval: `lo`..`hi` of an integer, `real_lo`..`real_hi` of a float, which may be nan besides.
struct Range {
  std::int64_t lo = std::numeric_limits<std::int64_t>::min();
  std::int64_t hi = std::numeric_limits<std::int64_t>::max();
  double real_lo = -std::numeric_limits<double>::infinity();
  double real_hi = std::numeric_limits<double>::infinity();
  bool maybe_nan = true;

  friend bool operator==(const Range&, const Range&) = default;
};

/// The largest extent of an array: the binding refuses larger ones, and memory has no room for them.
inline constexpr std::int64_t LargestExtent = std::int64_t{1} << 48;

/// What is known of the numbers of one function.
struct RangeTable {
  std::unordered_map<const ir::Expr*, Range> of_expr;
  std::unordered_map<const ir::Var*, Range> of_index;        ///< loop variables, inside their loops
  std::unordered_map<const ir::Expr*, bool> cannot_overflow; ///< checked integer operations whose result always fits
  std::unordered_map<const ir::Stmt*, bool> update_fits;     ///< the same for Update

  const Range& operator()(const ir::Expr& expr) const;
};

/// What a Hoisted condition will have made sure of: inside `scope`, integers that the scope does not assign lie within
/// -bound..bound, and so do the extents of arrays.
struct Assumption {
  const ir::Stmt* scope = nullptr;
  std::int64_t bound = 0;
};

/// One walk over the structure: a branch knows its condition, a loop forgets what its body assigns. A counter that only
/// ever grows by small constants is taken to fit in 64 bits: to overflow it, a loop would have to run for years.
RangeTable inferRanges(const ir::Function& function, const Assumption& assumption = {});

} // namespace pyompcc::transform
