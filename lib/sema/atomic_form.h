// lib/sema/atomic_form.h
//
// What the block of an `atomic` construct does to which place.
#pragma once

#include "lib/ast/ast.h"
#include "lib/omp/directive.h"

#include <optional>
#include <span>

namespace pyompcc::sema {

/// The statements of an atomic block, taken apart (OpenMP 5.2 section 15.8.4).
struct AtomicForm {
  const ast::Expr* place = nullptr;    ///< x: a name or an element
  const ast::Expr* captured = nullptr; ///< v of `v = x`
  bool captures_after = false;         ///< `v = x` comes behind the change
  const ast::Stmt* change = nullptr;   ///< the assignment to x, or the `if` around it; null for a read
  const ast::Expr* operand = nullptr;  ///< e of `x += e`, `x = x + e`, `x = max(x, e)`, `x = e`
  bool operand_first = false;          ///< `e + x`, `max(e, x)`
  bool is_write = false;               ///< `x = e`
};

/// The form of the block that the directive asks for, or nothing when the block has another.
///   atomic capture: v = x; x += 1        place x, captured v, change `x += 1`, operand 1
std::optional<AtomicForm> atomicForm(const omp::Directive& directive, std::span<ast::Stmt* const> body);

/// Do the two expressions name the same variable or the same element, as written?
bool samePlace(const ast::Expr& left, const ast::Expr& right);

} // namespace pyompcc::sema
