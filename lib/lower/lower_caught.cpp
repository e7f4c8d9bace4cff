// lib/lower/lower_caught.cpp
//
// What a handler reads of its exception.
#include "lib/ir/builder.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"

#include <vector>

namespace pyompcc::lower {

// e.args, e.value, e.code, type(e).__name__
ir::Expr* FunctionLowering::lowerCaughtPart(const ast::Attribute& expr, int part) {
  using Function = ir::RuntimeFunction;
  const ast::Expr* named = expr.value;
  if (const auto* call = ast::as<ast::Call>(named)) named = call->args[0];
  if (const auto* holder = ast::as<ast::Attribute>(named)) named = holder->value;
  ir::Expr* caught = lowerExpr(*named);
  if (part == -2) return runtimeCall(Function::ClassNameOf, type(expr), {caught}, loc(expr));
  auto argument = [&](ir::Type wanted, int index) {
    Function function = wanted->kind == sema::TypeKind::Bool    ? Function::ArgumentBool
                        : wanted->kind == sema::TypeKind::Int   ? Function::ArgumentInt
                        : wanted->kind == sema::TypeKind::Float ? Function::ArgumentFloat
                                                                : Function::ArgumentStr;
    return runtimeCall(function, wanted, {again(caught), integer(index, loc(expr))}, loc(expr));
  };
  if (sema::isOptional(type(expr))) {
    sema::TypeKind value = type(expr)->elements[0]->kind;
    Function function = value == sema::TypeKind::Bool    ? Function::ValueBool
                        : value == sema::TypeKind::Int   ? Function::ValueInt
                        : value == sema::TypeKind::Float ? Function::ValueFloat
                                                         : Function::ValueStr;
    return runtimeCall(function, type(expr), {caught}, loc(expr));
  }
  if (part >= 0) return argument(type(expr), part);
  std::vector<ir::Expr*> elements;
  for (ir::Type element : type(expr)->elements)
    elements.push_back(argument(element, static_cast<int>(elements.size())));
  return makeTuple(elements, type(expr), loc(expr));
}

// isinstance(e, (KeyError, IndexError))
ir::Expr* FunctionLowering::lowerCaughtIsInstance(const ast::Call& expr, ir::Var* caught) {
  ast::ExceptHandler asked;
  asked.begin = expr.begin;
  asked.end = expr.end;
  asked.type = expr.args[1];
  return isAnyOf(asked, caught);
}

} // namespace pyompcc::lower
