// lib/sema/infer_argument.h
//
// Types of values in code that is not compiled, as far as it shows them.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

/// The values of the names of one scope: the module's level or the body of a function that stays Python.
class ArgumentScope {
 public:
  /// A scope of `module` with the statements `body`; `outer` is the module's scope for a function, else null. All
  /// arguments must live as long as the scope.
  ArgumentScope(std::span<ast::Stmt* const> body, const ModuleNames& table, Program& program,
                const support::NameTable& names, ArgumentScope* outer);

  /// The type of an expression, or null where the code does not show it: literals, displays of lists, sets and dicts,
  /// constants, arithmetic, NumPy's array makers with a known dtype and number of axes, its arithmetic, ufuncs and
  /// slices of those, and names whose every binding has the same type.
  Type typeOf(const ast::Expr& expr) { return typeOf(expr, 0); }

 private:
  static constexpr int MaxDepth = 40; // of expressions that are looked at

  struct Binding {
    const ast::Expr* value;          // null where it is not known
    bool is_range_item;              // `for name in range(...)`
    std::optional<ast::BinaryOp> op; // of `name op= value`
  };

  Type typeOf(const ast::Expr& expr, int depth);
  Type typeOfName(const ast::NameExpr& name, int depth);
  Type typeOfBindings(Name name, int depth);
  void bindTarget(const ast::Expr& target, const ast::Expr& value);
  Type commonType(std::span<ast::Expr* const> elements, int depth);
  Type element(Type operand);
  Type elementwise(std::span<const Type> operands, Type result);
  Type typeOfArrayOperation(ast::BinaryOp op, Type left, Type right);
  Type typeOfTransposed(const ast::Attribute& attribute, int depth);
  Type typeOfPart(const ast::Subscript& subscript, int depth);
  Type typeOfUfunc(const ast::Call& call, std::string_view name, int depth);
  Type typeOfConstant(const ast::Constant& constant);
  Type typeOfCall(const ast::Call& call, int depth);
  Type typeOfMethod(const ast::Call& call, const ast::Attribute& method, int depth);
  Type typeOfArrayMaker(const ast::Call& call, std::string_view dotted, int depth);
  Type typeOfList(std::span<ast::Expr* const> elements, int depth);
  Type arrayLike(const ast::Call& call, int depth);
  Type arrayOfShape(const ast::Expr& shape, DType dtype, int depth);
  std::optional<DType> dtypeOf(const ast::Expr& expr, int depth);
  std::optional<DType> dtypeArgument(const ast::Call& call, std::size_t position, DType missing, int depth);
  const ast::Expr* keyword(const ast::Call& call, std::string_view name) const;

  const ModuleNames& table_;
  Program& program_;
  TypeTable& types_;
  const support::NameTable& names_;
  ArgumentScope* outer_;
  std::unordered_map<Name, std::vector<Binding>> bindings_;
  std::unordered_map<Name, Type> known_; // of names that have been asked for; null where not known
};

} // namespace pyompcc::sema
