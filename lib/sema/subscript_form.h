// lib/sema/subscript_form.h
//
// Subscripts as sums over a loop variable, for comparing the elements that two iterations touch.
#pragma once

#include "lib/ast/ast.h"
#include "lib/support/name.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace pyompcc::sema {

/// factor * i + constant + sum of names times their factors.
struct IndexForm {
  std::int64_t factor = 0;
  std::int64_t constant = 0;
  std::map<support::Name, std::int64_t> names;
  friend bool operator==(const IndexForm&, const IndexForm&) = default;
};

/// The form of `expr` where `loop` is the loop's variable; nothing when it is no such sum.
///   2 * i - k + 1   ->   factor 2, constant 1, k: -1
std::optional<IndexForm> indexForm(const ast::Expr& expr, support::Name loop);

/// The forms of all subscripts of `a[i, j]` or `a[i][j]`, or nothing when one is no sum.
std::optional<std::vector<IndexForm>> indexForms(const ast::Subscript& element, support::Name loop);

/// The name of the array that is subscripted, or null.
const ast::NameExpr* arrayOf(const ast::Subscript& element);

/// How many iterations apart two accesses touch the same element, if they do for sure and are not in the same
/// iteration: the difference of the values of the loop variable.
std::optional<std::int64_t> distance(const std::vector<IndexForm>& left, const std::vector<IndexForm>& right);

} // namespace pyompcc::sema
