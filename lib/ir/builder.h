// lib/ir/builder.h
//
// Makes expressions of the intermediate representation with their types worked out, and compares them.
#pragma once

#include "lib/ir/ir.h"
#include "lib/sema/type.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace pyompcc::ir {

/// Adds a variable to the function, named so in C++ and, but for a Temporary and a Raised, in Python.
Var* newVar(Module& module, Function& function, std::string_view name, VarKind kind, Type type, support::Loc loc);

// Constants of Python's types, and references. A reference to a constant is made by `variable` too.
Expr* integer(Module& module, sema::TypeTable& types, std::int64_t value, support::Loc loc);
Expr* floating(Module& module, sema::TypeTable& types, double value, support::Loc loc);
Expr* complex(Module& module, Type type, double real, double imag, support::Loc loc);
Expr* boolean(Module& module, sema::TypeTable& types, bool value, support::Loc loc);
Expr* string(Module& module, sema::TypeTable& types, std::string_view value, support::Loc loc);
Expr* variable(Module& module, Var* var, support::Loc loc);

/// The result has the type of `left`.
Expr* binary(Module& module, BinaryOp op, Arithmetic mode, Expr* left, Expr* right, support::Loc loc);
/// The result is a Bool; so are those of the next three, which stand where their (left) operand stands.
Expr* compare(Module& module, sema::TypeTable& types, CompareOp op, Expr* left, Expr* right, support::Loc loc);
Expr* logical(Module& module, sema::TypeTable& types, LogicalOp op, Expr* left, Expr* right);
/// `left and right`; either may be null, which stands for true.
Expr* conjunction(Module& module, sema::TypeTable& types, Expr* left, Expr* right);
/// `not condition`; comparisons of numbers without NaN and double negations are turned around instead.
Expr* negated(Module& module, sema::TypeTable& types, Expr* condition);
/// `operand` itself when it has the type already.
Expr* converted(Module& module, Type type, Arithmetic mode, Expr* operand);

/// The mode of a function that can raise is Checked unless the caller says otherwise.
Expr* runtimeCall(Module& module, RuntimeFunction callee, Type result, std::span<Expr* const> args, support::Loc loc);

/// `a[i, j]`: a Load when there is one index for each axis, else a Subview of the axes that are left.
Expr* element(Module& module, sema::TypeTable& types, Expr* array, std::span<Expr* const> indices, Bounds bounds,
              support::Loc loc);
/// `a.shape[axis]`, at the place of the array.
Expr* dimension(Module& module, sema::TypeTable& types, Expr* array, int axis);

/// Do the two expressions compute the same by the same operations? Whether they give the same value twice (calls,
/// memory) is for the caller to know.
bool sameExpr(const Expr* left, const Expr* right);

/// The value of an IntConst, or null.
const std::int64_t* constantInt(const Expr* expr);

/// Does control never come to the end of the block, as far as its last statement shows?
bool leaves(const Block& block);

} // namespace pyompcc::ir
