// lib/lower/lower_text.cpp
//
// Texts: f-strings, `str` and its relatives, `print`, parts of texts.
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

#include <algorithm>

namespace pyompcc::lower {
namespace {

using ir::RuntimeFunction;
using sema::TypeKind;

bool holdsNumPyScalar(ir::Type type) {
  return type->kind == TypeKind::Scalar ||
         (sema::isTuple(type) && std::ranges::any_of(type->elements, holdsNumPyScalar));
}

} // namespace

ir::Expr* FunctionLowering::textConstant(std::string_view text, support::Loc loc) {
  return ir::string(ir_, context_.types, text, loc);
}

// The value as an argument of a function of the runtime that writes values of any type: None has no value in C++, and
// of NumPy's scalars only the type tells that they are NumPy's.
ir::Expr* FunctionLowering::writable(ir::Expr* value, RuntimeFunction text_of) {
  if (value->type->kind == TypeKind::None) {
    if (value->kind != ir::ExprKind::NoneConst) evaluate(value);
    return textConstant("None", value->loc);
  }
  bool exception = value->type->kind == TypeKind::Exception;
  bool same = text_of == RuntimeFunction::StrOf && !holdsNumPyScalar(value->type) && !exception;
  return same ? value : runtimeCall(text_of, context_.types.str(), {value}, value->loc);
}

void FunctionLowering::evaluate(ir::Expr* value) {
  auto* statement = ir_.make<ir::ExprStmt>(value->loc);
  statement->value = value;
  append(statement);
}

ir::Expr* FunctionLowering::textOf(ir::Expr* value, RuntimeFunction text_of) {
  if (value->type->kind == TypeKind::None) return writable(value, text_of);
  if (sema::isText(value->type) && text_of == RuntimeFunction::StrOf) return value;
  return runtimeCall(text_of, context_.types.str(), {value}, value->loc);
}

// What a format is applied to: NumPy's scalars are formatted as the numbers they are.
ir::Expr* FunctionLowering::formatted(ir::Expr* value, ir::Expr* spec, support::Loc loc) {
  const auto* constant = ir::as<ir::StrConst>(spec);
  if (hasClass(value->type, sema::DTypeClass::Real)) value = convert(value, context_.types.floating());
  if (constant && constant->value.empty()) return textOf(value, RuntimeFunction::StrOf);
  if (value->type->kind == TypeKind::Scalar) {
    bool boolean = value->type->dtype == sema::DType::Bool;
    if (boolean) value = convert(value, context_.types.boolean());
  }
  return runtimeCall(RuntimeFunction::FormatOf, context_.types.str(), {value, spec}, loc);
}

// f"a{x}b{y:.2f}"    becomes    py::text("a", x, "b", py::format(y, ".2f"))
ir::Expr* FunctionLowering::lowerJoinedStr(const ast::JoinedStr& joined) {
  constexpr int Repr = 'r';
  constexpr int Ascii = 'a';
  std::vector<ir::Expr*> pieces;
  for (const ast::Expr* part : joined.values) {
    const auto* replaced = ast::as<ast::FormattedValue>(part);
    ir::Expr* piece = lowerNext(pieces, [&] {
      if (!replaced) return lowerExpr(*part);
      ir::Expr* given = lowerExpr(*replaced->value);
      ir::Expr* value = textAt(*replaced->value, given);
      if (replaced->conversion == Repr && value == given) value = textOf(value, RuntimeFunction::ReprOf);
      if (replaced->conversion == Ascii) value = textOf(value, RuntimeFunction::AsciiOf);
      if (replaced->conversion == 's') value = textOf(value, RuntimeFunction::StrOf);
      ir::Expr* spec = textConstant("", loc(*part));
      if (replaced->format_spec) spec = lowerNext({&value, 1}, [&] { return lowerExpr(*replaced->format_spec); });
      bool formats = replaced->format_spec || value->type->kind == TypeKind::Scalar;
      if (formats) value = formatted(value, spec, loc(*part));
      return writable(value, RuntimeFunction::StrOf);
    });
    pieces.push_back(piece);
  }
  if (pieces.empty()) return textConstant("", loc(joined));
  if (pieces.size() == 1) return textOf(pieces.front(), RuntimeFunction::StrOf);
  return runtimeCall(RuntimeFunction::TextJoin, context_.types.str(), pieces, loc(joined));
}

ir::Expr* FunctionLowering::lowerTextCall(const ast::Call& expr, RuntimeFunction function) {
  support::Loc place = loc(expr);
  if (expr.args.empty()) return textConstant("", place);
  std::vector<ir::Expr*> args = lowerAll(expr.args);
  ir::Expr* value = textAt(*expr.args.front(), args.front());
  if (sema::isObject(type(*expr.args.front())) && sema::isText(value->type)) return value;
  switch (function) {
  case RuntimeFunction::StrOf:
  case RuntimeFunction::ReprOf:
  case RuntimeFunction::AsciiOf: return textOf(value, function);
  case RuntimeFunction::FormatOf: return formatted(value, args.size() > 1 ? args[1] : textConstant("", place), place);
  case RuntimeFunction::OrdOf: return runtimeCall(function, type(expr), {value}, place);
  default: return runtimeCall(function, type(expr), {convert(value, context_.types.integer())}, place);
  }
}

// print(a, b, sep=s, end=e, file=f, flush=x): the four come first, None where they are not given.
ir::Expr* FunctionLowering::lowerPrint(const ast::Call& expr) {
  constexpr std::size_t Options = 4;
  std::vector<ir::Expr*> values;
  for (const ast::Expr* arg : expr.args) {
    ir::Expr* value =
        lowerNext(values, [&] { return writable(textAt(*arg, lowerExpr(*arg)), RuntimeFunction::StrOf); });
    values.push_back(value);
  }
  std::vector<ir::Expr*> options(Options, ir_.make<ir::NoneConst>(context_.types.none(), loc(expr)));
  for (const ast::Keyword* keyword : expr.keywords) {
    std::string_view name = text(keyword->arg);
    if (name == "file") {
      bool is_error = instance_.callee(*keyword->value).builtin == sema::Builtin::SysStderr;
      if (is_error) options[2] = ir::boolean(ir_, context_.types, true, loc(*keyword->value));
      continue;
    }
    ir::Expr* option = lowerNext(
        values, [&] { return name == "flush" ? lowerCondition(*keyword->value) : lowerExpr(*keyword->value); });
    options[name == "sep" ? 0 : name == "end" ? 1 : 3] = option;
  }
  options.insert(options.end(), values.begin(), values.end());
  return runtimeCall(RuntimeFunction::Print, context_.types.none(), options, loc(expr));
}

// s[i], s[a:b:c]
ir::Expr* FunctionLowering::lowerTextPart(const ast::Subscript& expr) {
  std::vector<ir::Expr*> args{lowerExpr(*expr.value)};
  const auto* slice = ast::as<ast::Slice>(expr.slice);
  ir::Type int_type = context_.types.integer();
  if (!slice) {
    ir::Expr* index = lowerNext(args, [&] { return lowerAs(*expr.slice, int_type); });
    return runtimeCall(RuntimeFunction::TextAt, type(expr), {args.front(), index}, loc(expr));
  }
  const ast::Expr* bounds[] = {slice->lower, slice->upper, slice->step};
  for (const ast::Expr*& bound : bounds) {
    bool given = bound && type(*bound)->kind != TypeKind::None;
    if (!given && &bound == std::end(bounds) - 1) break;
    ir::Expr* value = ir_.make<ir::NoneConst>(context_.types.none(), loc(expr));
    if (given) value = lowerNext(args, [&] { return lowerAs(*bound, int_type); });
    args.push_back(value);
  }
  return runtimeCall(RuntimeFunction::TextPart, type(expr), args, loc(expr));
}

} // namespace pyompcc::lower
