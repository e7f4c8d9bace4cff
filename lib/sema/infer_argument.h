// lib/sema/infer_argument.h
//
// Types of values in code that is not compiled, as far as it shows them.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pyompcc::sema {

class UncompiledCode;

/// The values of the names of one scope: the module's level or the body of a function that stays Python.
class ArgumentScope {
 public:
  using Parameters = std::span<const std::pair<Name, Type>>;

  /// A scope with the statements `body`, in a file whose names are `table`; for a function `outer` is the module's
  /// scope and `parameters` are its parameters, with null for unknown types. `code` knows what functions return. All
  /// arguments but `parameters` must live as long as the scope.
  ArgumentScope(std::span<ast::Stmt* const> body, const ModuleNames& table, Program& program,
                const support::NameTable& names, UncompiledCode& code, ArgumentScope* outer, Parameters parameters);

  /// The type of an expression, or null where the code does not show it: literals, displays and comprehensions,
  /// constants, arithmetic, what functions of the files return, NumPy's array makers with a known dtype and number of
  /// axes, its arithmetic, functions and slices of those, and names whose every binding has the same type.
  Type typeOf(const ast::Expr& expr);

 private:
  static constexpr int MaxDepth = 40; // of expressions that are looked at

  /// How a name gets a value.
  struct Binding {
    enum class Form : std::uint8_t {
      Unknown,
      Given,  ///< a parameter
      Value,  ///< name = value
      Item,   ///< for name in value
      Update, ///< name op= value
    };
    Form form = Form::Unknown;
    const ast::Expr* value = nullptr;
    std::vector<std::size_t> parts = {}; ///< of Value and Item: (a, (b, name)) has 1, 1
    ast::BinaryOp op{};                  ///< of Update
    Type type = nullptr;                 ///< of Given
  };

  void findBindings(std::span<ast::Stmt* const> body);
  void bindTarget(const ast::Expr& target, Binding binding);

  // A type with Unknown in it is that of a name that is just looked at.
  Type typeOf(const ast::Expr& expr, int depth);
  Type typeOfName(const ast::NameExpr& name, int depth);
  Type typeOfBindings(Name name, int depth);
  Type typeOfBinding(Name name, const Binding& binding, int depth);
  bool keepsType(const Binding& update, Type type, int depth);
  Type typeOfConstant(const ast::Constant& constant);
  Type typeOfOperation(const ast::BinOp& binary, int depth);
  Type typeOfComparison(const ast::Compare& comparison, int depth);
  Type typeOfSubscript(const ast::Subscript& subscript, int depth);
  Type typeOfAttribute(const ast::Attribute& attribute, int depth);
  Type typeOfCall(const ast::Call& call, int depth);
  Type typeOfMethod(const ast::Call& call, const ast::Attribute& method, int depth);
  Type commonType(std::span<ast::Expr* const> elements, int depth);
  Type typeOfList(const ast::Expr& value, Name name, int depth);
  Type itemOf(const ast::Expr& iterated, int depth);
  Type itemOfType(Type iterated);
  std::optional<std::vector<Type>> typesOf(std::span<ast::Expr* const> exprs, int depth);
  std::optional<std::vector<Type>> itemsOf(const ast::Expr& sequence, int depth);
  bool isBuiltinCall(const ast::Call& call, std::string_view name) const;

  // infer_array_argument.cpp
  Type element(Type operand);
  Type elementwise(std::span<const Type> operands, Type result);
  Type typeOfArrayOperation(ast::BinaryOp op, Type left, Type right);
  Type typeOfPart(Type array, const ast::Expr& index, int depth);
  Type typeOfArrayAttribute(Type array, std::string_view name);
  Type typeOfArrayMethod(Type array, const ast::Call& call, std::string_view name, int depth);
  Type typeOfReduction(Type array, std::string_view name);
  Type typeOfUfunc(Type operand, std::string_view name);
  Type typeOfArrayFunction(const ast::Call& call, std::string_view name, int depth);
  Type typeOfJoined(const ast::Call& call, std::string_view name, int depth);

  // infer_array_maker.cpp
  Type typeOfNumpyCall(const ast::Call& call, std::string_view dotted, int depth);
  Type typeOfArrayMaker(const ast::Call& call, std::string_view name, int depth);
  Type typeOfRandom(const ast::Call& call, std::string_view name, int depth);
  std::optional<std::string_view> randomSource(const ast::Expr& object);
  Type arrayOf(const ast::Expr& values, int depth);
  Type arrayOfType(Type values);
  Type arrayLike(const ast::Call& call, int depth);
  Type arrayOfShape(const ast::Expr& shape, DType dtype, int depth);
  std::optional<DType> dtypeOf(const ast::Expr& expr, int depth);
  std::optional<DType> dtypeArgument(const ast::Call& call, std::size_t position, DType missing, int depth);
  const ast::Expr* argument(const ast::Call& call, std::size_t position, std::string_view name) const;
  const ast::Expr* keyword(const ast::Call& call, std::string_view name) const;

  const ModuleNames& table_;
  Program& program_;
  TypeTable& types_;
  const support::NameTable& names_;
  UncompiledCode& code_;
  ArgumentScope* outer_;
  std::unordered_map<Name, std::vector<Binding>> bindings_;
  std::unordered_map<Name, std::vector<const ast::Expr*>> appended_; // x of name.append(x)
  std::unordered_map<Name, Type> known_; // of names that have been asked for; null where not known
  bool saw_pending_ = false;             // the last answer rests on a name that was just looked at
};

} // namespace pyompcc::sema
