// lib/ir/builder.h
//
// Makes nodes of the intermediate representation with their types worked out.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "lib/ir/ir.h"
#include "lib/sema/type.h"

namespace pyompcc::ir {

/// Makes the nodes of one module. Result types follow from the operands where that is possible; where they do not, the
/// caller gives them. Every node gets the place set by `at`, or that of the guard in force.
class Builder {
 public:
  Builder(Module& module, sema::TypeTable& types) : module_(module), types_(types) {}

  Module& module() { return module_; }
  sema::TypeTable& types() { return types_; }
  /// Nodes made from here on come from this place.
  Builder& at(support::Loc loc) {
    loc_ = loc;
    return *this;
  }
  support::Loc loc() const { return loc_; }

  // Values. Constants without a type are Python's int, float, bool, str and None.
  Expr* intConst(std::int64_t value) { return intConst(value, types_.integer()); }
  /// `type` is Int or a NumPy integer.
  Expr* intConst(std::int64_t value, Type type);
  Expr* floatConst(double value) { return floatConst(value, types_.floating()); }
  /// `type` is Float or a NumPy real.
  Expr* floatConst(double value, Type type);
  Expr* boolConst(bool value);
  Expr* strConst(std::string_view value);
  Expr* noneConst();
  Expr* ref(Var* var);

  // Arithmetic; the result has the type of the (left) operand.
  Expr* unary(UnaryOp op, Expr* operand, Arithmetic mode = Arithmetic::Plain);
  Expr* binary(BinaryOp op, Expr* left, Expr* right, Arithmetic mode = Arithmetic::Plain);
  /// Gives Bool.
  Expr* compare(CompareOp op, Expr* left, Expr* right);
  Expr* logical(LogicalOp op, Expr* left, Expr* right);
  /// `left and right`; either may be null, which stands for true.
  Expr* conjunction(Expr* left, Expr* right);
  Expr* negation(Expr* condition) { return unary(UnaryOp::Not, condition); }
  Expr* select(Expr* condition, Expr* then_value, Expr* else_value);
  /// `operand` itself when it has the type already.
  Expr* convert(Expr* operand, Type type, Arithmetic mode = Arithmetic::Plain);

  // Calls.
  Expr* call(Function* callee, std::span<Expr* const> args);
  Expr* runtimeCall(RuntimeFunction callee, Type result, std::span<Expr* const> args,
                    Arithmetic mode = Arithmetic::Plain);
  Expr* runtimeCall(RuntimeFunction callee, Type result, std::initializer_list<Expr*> args,
                    Arithmetic mode = Arithmetic::Plain) {
    return runtimeCall(callee, result, std::span<Expr* const>(args.begin(), args.size()), mode);
  }

  // Arrays.
  Expr* load(Expr* array, std::span<Expr* const> indices, Bounds bounds = Bounds::Checked);
  /// A view of the last axes; C order stays C order.
  Expr* subview(Expr* array, std::span<Expr* const> indices, Bounds bounds = Bounds::Checked);
  Expr* dimension(Expr* array, int axis);
  Expr* allocate(Fill fill, Type array, std::span<Expr* const> shape);

  Expr* makeTuple(std::span<Expr* const> elements);
  Expr* tupleElement(Expr* tuple, int index);

  // Statements.
  Assign* assign(Var* target, Expr* value, bool declares = false);
  Store* store(Expr* array, std::span<Expr* const> indices, Expr* value, Bounds bounds = Bounds::Checked);
  Update* update(Expr* target, BinaryOp op, Expr* value, Arithmetic mode = Arithmetic::Plain);
  Swap* swap(Var* left, Var* right);
  ExprStmt* exprStmt(Expr* value);
  If* ifStmt(Expr* condition, Block* then_block, Block* else_block = nullptr);
  While* whileStmt(Expr* condition, Block* body);
  For* forStmt(Var* index, Expr* start, Expr* stop, Expr* step, Block* body);
  Break* breakStmt();
  Continue* continueStmt();
  Return* returnStmt(Expr* value = nullptr);
  Raise* raise(std::string_view exception, Expr* message = nullptr);
  Scope* scope(Block* body);
  Region* region(RegionFacts* facts, Block* body);
  Hoisted* hoisted(std::span<Expr* const> conditions, Block* body);

  // Blocks and variables.
  Block* block(std::initializer_list<Stmt*> stmts = {});
  /// A new variable of `function`, numbered; the caller keeps `cpp_name` unique.
  Var* var(Function& function, std::string_view cpp_name, Type type, VarKind kind);

  /// A copy of an expression and everything below it. Variables and callees are shared.
  Expr* clone(const Expr* expr) { return clone(expr, 0); }

 private:
  std::span<Expr*> list(std::span<Expr* const> items);
  Expr* clone(const Expr* expr, int depth);

  Module& module_;
  sema::TypeTable& types_;
  support::Loc loc_;
};

/// Do the two expressions compute the same value by the same operations, as far as their text shows? (Calls of compiled
/// functions are equal when their text is; whether they give the same twice is for the caller to know.)
bool sameExpr(const Expr* left, const Expr* right);

/// The value of an IntConst.
const std::int64_t* constantInt(const Expr* expr);

}  // namespace pyompcc::ir
