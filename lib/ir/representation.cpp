// lib/ir/representation.cpp
//
// Compares types by what they are in C++.
#include "lib/ir/representation.h"

#include "lib/sema/promote.h"

#include <cstddef>

namespace pyompcc::ir {

using sema::Type;

namespace {

// Types are built bottom up, so their depth is that of the source, which lowering bounds.
bool match(Type from, Type to, bool relax_layout) {
  if (from == to) return true;
  auto number = sema::dtypeOfNumber(from);
  if (number || sema::dtypeOfNumber(to)) return number == sema::dtypeOfNumber(to);
  if (from->kind != to->kind) return false;
  if (sema::isArray(from)) {
    bool layout = relax_layout || from->layout == to->layout || to->layout == sema::Layout::Strided;
    return from->dtype == to->dtype && from->ndim == to->ndim && layout;
  }
  if (from->object != to->object) return false;
  if (from->elements.empty() && to->elements.empty()) return true;
  if (from->elements.size() != to->elements.size()) return false;
  for (std::size_t i = 0; i < from->elements.size(); ++i) {
    if (!match(from->elements[i], to->elements[i], relax_layout)) return false;
  }
  return true;
}

} // namespace

bool sameRepresentation(Type left, Type right) { return match(left, right, true); }
bool standsFor(Type from, Type to) { return match(from, to, false); }

} // namespace pyompcc::ir
