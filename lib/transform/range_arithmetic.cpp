// lib/transform/range_arithmetic.cpp
//
// Interval arithmetic; integers are computed in 128 bits, so that nothing wraps.
#include "lib/transform/range_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace pyompcc::transform {
namespace {

using sema::TypeKind;

constexpr double Infinity = std::numeric_limits<double>::infinity();

Range realArithmetic(ir::BinaryOp op, const Range& left, const Range& right, ir::Type type) {
  auto finite = [](const Range& range) {
    return !range.maybe_nan && range.real_lo > -Infinity && range.real_hi < Infinity;
  };
  bool maybe_nan = !finite(left) || !finite(right);
  switch (op) {
  case ir::BinaryOp::Add: return reals(left.real_lo + right.real_lo, left.real_hi + right.real_hi, maybe_nan);
  case ir::BinaryOp::Sub: return reals(left.real_lo - right.real_hi, left.real_hi - right.real_lo, maybe_nan);
  case ir::BinaryOp::Mul:
    if (left.real_lo >= 0 && right.real_lo >= 0) {
      return reals(left.real_lo * right.real_lo, left.real_hi * right.real_hi, maybe_nan);
    }
    return everything(type);
  case ir::BinaryOp::TrueDiv:
    if (left.real_lo >= 0 && right.real_lo > 0)
      return reals(left.real_lo / right.real_hi, left.real_hi / right.real_lo);
    return everything(type);
  default: return everything(type);
  }
}

} // namespace

Range integers(Wide lo, Wide hi) {
  Range range;
  range.lo = static_cast<std::int64_t>(std::clamp<Wide>(lo, SmallestInt, LargestInt));
  range.hi = static_cast<std::int64_t>(std::clamp<Wide>(hi, SmallestInt, LargestInt));
  return range;
}

Range reals(double lo, double hi, bool maybe_nan) {
  Range range;
  range.maybe_nan = maybe_nan;
  range.real_lo = std::isnan(lo) ? -Infinity : lo;
  range.real_hi = std::isnan(hi) ? Infinity : hi;
  return range;
}

Range join(const Range& a, const Range& b) {
  return {std::min(a.lo, b.lo), std::max(a.hi, b.hi), std::min(a.real_lo, b.real_lo), std::max(a.real_hi, b.real_hi),
          a.maybe_nan || b.maybe_nan};
}

Range everything(ir::Type type) {
  if (type->kind == TypeKind::Bool) return integers(0, 1);
  if (type->kind == TypeKind::Scalar) {
    const sema::DTypeFacts& facts = sema::facts(type->dtype);
    if (facts.type_class == sema::DTypeClass::Boolean) return integers(0, 1);
    if (facts.bits < 64 && facts.type_class == sema::DTypeClass::Signed) {
      return integers(-(Wide{1} << (facts.bits - 1)), (Wide{1} << (facts.bits - 1)) - 1);
    }
    if (facts.bits < 64 && facts.type_class == sema::DTypeClass::Unsigned)
      return integers(0, (Wide{1} << facts.bits) - 1);
  }
  return {};
}

Range roundedTo(ir::Type type, Range range) {
  if (type->kind != TypeKind::Scalar || !sema::isReal(type) || type->dtype == sema::DType::Float64) return range;
  auto outward = [](double bound, double direction) {
    auto nearest = static_cast<float>(bound);
    return static_cast<double>(std::nextafter(nearest, static_cast<float>(direction)));
  };
  range.real_lo = outward(range.real_lo, -Infinity);
  range.real_hi = outward(range.real_hi, Infinity);
  return range;
}

Range square(const Range& value, ir::Type type, bool& fits) {
  if (sema::isReal(type)) {
    double highest = std::max(std::abs(value.real_lo), std::abs(value.real_hi));
    bool positive = value.real_lo > 0 || value.real_hi < 0;
    double lowest = positive ? std::min(std::abs(value.real_lo), std::abs(value.real_hi)) : 0.0;
    return reals(lowest * lowest, highest * highest);
  }
  Wide highest = std::max(Wide{value.lo} * value.lo, Wide{value.hi} * value.hi);
  Wide lowest = value.lo > 0 ? Wide{value.lo} * value.lo : value.hi < 0 ? Wide{value.hi} * value.hi : Wide{0};
  Range all = everything(type);
  fits = highest <= all.hi;
  return integers(lowest, highest);
}

Range arithmetic(ir::BinaryOp op, const Range& left, const Range& right, ir::Type type, bool& fits) {
  if (sema::isReal(type)) return realArithmetic(op, left, right, type);
  Range all = everything(type);
  Wide lo = 0;
  Wide hi = 0;
  switch (op) {
  case ir::BinaryOp::Add:
    lo = Wide{left.lo} + right.lo;
    hi = Wide{left.hi} + right.hi;
    break;
  case ir::BinaryOp::Sub:
    lo = Wide{left.lo} - right.hi;
    hi = Wide{left.hi} - right.lo;
    break;
  case ir::BinaryOp::Mul: {
    Wide products[] = {Wide{left.lo} * right.lo, Wide{left.lo} * right.hi, Wide{left.hi} * right.lo,
                       Wide{left.hi} * right.hi};
    lo = *std::ranges::min_element(products);
    hi = *std::ranges::max_element(products);
    break;
  }
  case ir::BinaryOp::FloorDiv:
    if (right.lo <= 0) return all;
    lo = std::min<Wide>(left.lo, 0);
    hi = std::max<Wide>(left.hi, 0);
    if (left.lo >= 0) lo = left.lo / right.hi, hi = left.hi / right.lo;
    break;
  case ir::BinaryOp::Mod:
    if (right.lo <= 0) return all;
    lo = 0;
    hi = left.lo >= 0 ? std::min<Wide>(left.hi, Wide{right.hi} - 1) : Wide{right.hi} - 1;
    break;
  case ir::BinaryOp::BitAnd:
    if (left.lo < 0 && right.lo < 0) return all;
    lo = 0;
    hi = left.lo < 0 ? right.hi : right.lo < 0 ? left.hi : std::min(left.hi, right.hi);
    break;
  case ir::BinaryOp::ShiftRight:
    if (right.lo < 0 || left.lo < 0) return all;
    lo = 0;
    hi = right.lo < 63 ? left.hi >> right.lo : 0;
    break;
  case ir::BinaryOp::ShiftLeft:
    if (right.lo < 0 || right.hi > 62 || left.lo < 0) return all;
    lo = Wide{left.lo} << right.lo;
    hi = Wide{left.hi} << right.hi;
    break;
  case ir::BinaryOp::Min:
    lo = std::min(left.lo, right.lo);
    hi = std::min(left.hi, right.hi);
    break;
  case ir::BinaryOp::Max:
    lo = std::max(left.lo, right.lo);
    hi = std::max(left.hi, right.hi);
    break;
  default: return all;
  }
  fits = lo >= all.lo && hi <= all.hi;
  // A wrapped result can be anything; a checked one that does not fit never arrives.
  if (!fits && type->kind != TypeKind::Int) return all;
  return integers(lo, hi);
}

} // namespace pyompcc::transform
