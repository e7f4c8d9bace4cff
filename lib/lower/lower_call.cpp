// lib/lower/lower_call.cpp
//
// Calls of compiled functions, builtins, and routines of OpenMP.
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/builtins.h"
#include "lib/sema/expand_contexts.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pyompcc::lower {
namespace {

// The row of runtime_functions.def behind a row of builtins.def, or nothing.
std::optional<ir::RuntimeFunction> runtimeFunctionOf(sema::Builtin builtin) {
  enum class Column : std::uint8_t {
#define RUNTIME_FUNCTION(Name, ...) Name,
#include "grammar/runtime_functions.def"
    None
  };
  constexpr auto Columns = std::to_array<Column>({
#define BUILTIN(Name, Dotted, Rule, Runtime) Column::Runtime,
#include "grammar/builtins.def"
  });
  Column column = Columns[static_cast<std::size_t>(builtin)];
  if (column == Column::None) return std::nullopt;
  return static_cast<ir::RuntimeFunction>(column);
}

} // namespace

ir::Expr* FunctionLowering::runtimeCall(ir::RuntimeFunction function, ir::Type type, const std::vector<ir::Expr*>& args,
                                        support::Loc loc) {
  auto* call = ir_.make<ir::RuntimeCall>(type, loc);
  call->callee = function;
  call->mode = ir::facts(function).raises ? ir::Arithmetic::Checked : ir::Arithmetic::Plain;
  call->args = ir_.arena.copy(args);
  return call;
}

ir::Expr* FunctionLowering::lowerCall(const ast::Call& expr) {
  const sema::Callee& callee = instance_.callee(expr);
  if (auto truth = instance_.truthOf(expr)) return ir::boolean(ir_, context_.types, *truth, loc(expr));
  if (ir::Type made = instance_.type(*expr.func); made && made->kind == sema::TypeKind::Function && made->object) {
    return lowerConstruction(expr);
  }
  ir::Type first = expr.args.empty() ? nullptr : instance_.type(*expr.args[0]);
  if (first && first->kind == sema::TypeKind::Exception && expr.args.size() == 2) {
    if (ir::Var* caught = caughtVar(*expr.args[0])) return lowerCaughtIsInstance(expr, caught);
  }
  // float(x), iter(x), next(x) of an object
  for (std::string_view method : {"__float__", "__int__", "__iter__", "__next__"}) {
    if (!first || !sema::isObject(first) || !instance_.implicit.contains({expr.node_id.index, method})) continue;
    return implicitCall(expr, method, {lowerExpr(*expr.args[0])});
  }
  const auto* function_name = ast::as<ast::NameExpr>(expr.func);
  bool is_next = first && first->kind == sema::TypeKind::Generator && function_name &&
                 text(function_name->id) == "next" && callee.kind == sema::Callee::Kind::None;
  if (is_next) return lowerNextCall(expr);
  const auto* method = ast::as<ast::Attribute>(expr.func);
  ir::Type holder = method ? instance_.type(*method->value) : nullptr;
  if (holder && holder->kind == sema::TypeKind::Generator) return lowerGeneratorMethod(expr, *method);
  if (holder && holder->named && text(method->attr) == "_replace") return lowerReplace(expr);
  if (holder && sema::isArray(holder) && text(method->attr) == "copy") {
    return runtimeCall(ir::RuntimeFunction::CopyArray, type(expr), {lowerExpr(*method->value)}, loc(expr));
  }
  switch (callee.kind) {
  case sema::Callee::Kind::NamedTuple: return lowerNamedTuple(expr, *context_.program.named_tuples[callee.constant]);
  case sema::Callee::Kind::Instance: return lowerInstanceCall(expr, callee.instance);
  case sema::Callee::Kind::Builtin: return lowerBuiltinCall(expr, callee.builtin);
  case sema::Callee::Kind::Library: return lowerLibraryCall(expr, sema::facts(callee.library).dotted_name);
  default: return unsupported(expr, "this call");
  }
}

// Point(1.0, y=2.0): a tuple of the fields. Arguments are evaluated as they are written.
ir::Expr* FunctionLowering::lowerNamedTuple(const ast::Call& expr, const sema::NamedTupleClass& named) {
  std::vector<ir::Expr*> values;
  std::vector<ir::Expr*> fields(named.type.fields.size(), nullptr);
  bool moves = !expr.keywords.empty();
  auto add = [&](const ast::Expr& arg) {
    values.push_back(lowerNext(values, [&] {
      ir::Expr* value = lowerExpr(arg);
      return moves ? once(value, "field") : value;
    }));
  };
  for (const ast::Expr* arg : expr.args) add(*arg);
  for (const ast::Keyword* keyword : expr.keywords) add(*keyword->value);
  // An operand may have been put into a variable since.
  for (std::size_t i = 0; i < expr.args.size(); ++i) fields[i] = values[i];
  for (std::size_t i = 0; i < expr.keywords.size(); ++i) {
    fields[fieldIndex(named.type, expr.keywords[i]->arg)] = values[expr.args.size() + i];
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i]) fields[i] = lowerFolded(*named.defaults[i], loc(expr));
  }
  return makeTuple(fields, type(expr), loc(expr));
}

// p._replace(x=1.0)
ir::Expr* FunctionLowering::lowerReplace(const ast::Call& expr) {
  const auto& method = static_cast<const ast::Attribute&>(*expr.func);
  std::vector<ir::Expr*> values{once(lowerExpr(*method.value), "fields")};
  for (const ast::Keyword* keyword : expr.keywords) {
    values.push_back(lowerNext(values, [&] { return once(lowerExpr(*keyword->value), "field"); }));
  }
  std::vector<ir::Expr*> fields;
  for (std::size_t i = 0; i < type(expr)->elements.size(); ++i) fields.push_back(tupleElement(values[0], i));
  for (std::size_t i = 0; i < expr.keywords.size(); ++i) {
    fields[fieldIndex(*type(expr)->named, expr.keywords[i]->arg)] = values[i + 1];
  }
  return makeTuple(fields, type(expr), loc(expr));
}

std::size_t FunctionLowering::fieldIndex(const sema::NamedTuple& named, support::Name field) const {
  auto at = std::ranges::find(named.fields, text(field));
  PYOMPCC_CHECK(at != named.fields.end(), "a field that the analysis has not found");
  return static_cast<std::size_t>(at - named.fields.begin());
}

// g.send(value), g.close(), and what `yield from` gives
ir::Expr* FunctionLowering::lowerGeneratorMethod(const ast::Call& expr, const ast::Attribute& method) {
  std::vector<ir::Expr*> args{lowerExpr(*method.value)};
  std::string_view name = text(method.attr);
  if (name == sema::ReturnedName) {
    if (type(expr)->kind == sema::TypeKind::None) return ir_.make<ir::NoneConst>(type(expr), loc(expr));
    return runtimeCall(ir::RuntimeFunction::ReturnedBy, type(expr), args, loc(expr));
  }
  if (name == "close") return runtimeCall(ir::RuntimeFunction::CloseGenerator, type(expr), args, loc(expr));
  args.push_back(lowerNext(
      args, [&] { return convert(lowerExpr(*expr.args[0]), context_.types.optional(args[0]->type->elements[1])); }));
  return runtimeCall(ir::RuntimeFunction::SendTo, type(expr), args, loc(expr));
}

// next(g), next(g, default)
ir::Expr* FunctionLowering::lowerNextCall(const ast::Call& expr) {
  std::vector<ir::Expr*> args = lowerAll(expr.args);
  if (args.size() == 1) return runtimeCall(ir::RuntimeFunction::Next, type(expr), args, loc(expr));
  if (args[1]->type->kind == sema::TypeKind::None) {
    return runtimeCall(ir::RuntimeFunction::NextMaybe, type(expr), {args[0]}, loc(expr));
  }
  args[1] = convert(args[1], type(expr));
  return runtimeCall(ir::RuntimeFunction::NextOr, type(expr), args, loc(expr));
}

// The arguments in the order of the parameters. They are evaluated as they are written, so those that stand elsewhere
// than their parameter are put into variables.
std::vector<ir::Expr*> FunctionLowering::lowerArguments(const ast::Call& call, const sema::Instance& callee,
                                                        std::span<ir::Expr* const> held) {
  sema::CallBinding binding =
      sema::bindCall(*callee.function->def->args, held.size(), call.args, call.keywords,
                     [&](const ast::Expr& packed) { return instance_.type(packed)->elements.size(); });
  std::vector<const ast::Expr*> in_order;
  for (const sema::ParameterBinding& param : binding.params) {
    for (const sema::Argument& argument : param.arguments) in_order.push_back(argument.expr);
  }
  bool moves = !std::ranges::is_sorted(in_order, {}, [](const ast::Expr* expr) { return expr->begin; });
  std::unordered_map<const ast::Expr*, std::size_t> position;
  std::vector<ir::Expr*> values;
  auto lower_one = [&](const ast::Expr& written) {
    const auto* starred = ast::as<ast::Starred>(&written);
    const ast::Expr& source = starred ? *starred->value : written;
    position.emplace(&source, values.size());
    ir::Expr* value = lowerNext(values, [&] {
      ir::Expr* lowered = lowerExpr(source);
      return starred || moves ? once(lowered, "argument") : lowered;
    });
    values.push_back(value);
  };
  for (const ast::Expr* arg : call.args) lower_one(*arg);
  for (const ast::Keyword* keyword : call.keywords) lower_one(*keyword->value);
  auto value_of = [&](const sema::Argument& argument) {
    ir::Expr* value = values[position.at(argument.expr)];
    return argument.element ? tupleElement(value, *argument.element) : value;
  };
  std::vector<ir::Expr*> args(held.begin(), held.end());
  for (std::size_t i = held.size(); i < binding.params.size(); ++i) {
    const sema::ParameterBinding& param = binding.params[i];
    ir::Type wanted = callee.params[i];
    if (param.packed) {
      std::vector<ir::Expr*> elements;
      for (const sema::Argument& argument : param.arguments) elements.push_back(value_of(argument));
      args.push_back(makeTuple(elements, wanted, loc(call)));
    } else if (param.arguments.empty()) {
      args.push_back(convert(lowerDefault(*param.default_value, *callee.function, loc(call)), wanted));
    } else {
      args.push_back(convert(value_of(param.arguments.front()), wanted));
    }
  }
  return args;
}

// A function that holds nothing but functions of its kind.
ir::Expr* FunctionLowering::plainFunction(ir::Type type, support::Loc loc) {
  std::vector<ir::Expr*> held;
  for (ir::Type element : type->elements) held.push_back(plainFunction(element, loc));
  return makeTuple(held, type, loc);
}

// Where the callee is a value, what it has captured.
std::vector<ir::Expr*> FunctionLowering::lowerHeld(const ast::Call& call) {
  std::vector<ir::Expr*> held;
  ir::Type function = instance_.type(*call.func);
  if (function && sema::isObject(function)) return {once(lowerExpr(*call.func), "object")};
  // p.move(1): the object is what the method holds.
  const auto* method = ast::as<ast::Attribute>(call.func);
  bool bound = method && function && function->kind == sema::TypeKind::Function && function->elements.size() == 1 &&
               sema::isObject(function->elements[0]) && (isSuper(*method->value) || holdsMethod(*method));
  if (bound) return {once(lowerReceiver(*method), "object")};
  if (method && function && sema::isPlainFunction(function) && function->kind == sema::TypeKind::Function) {
    for (ir::Type element : function->elements) held.push_back(plainFunction(element, loc(call)));
    return held;
  }
  if (!function || function->kind != sema::TypeKind::Function) return held;
  ir::Expr* value = lowerExpr(*call.func);
  if (!sema::isPlainFunction(function)) value = once(value, "function");
  if (value->kind == ir::ExprKind::Call) {
    auto* evaluated = ir_.make<ir::ExprStmt>(value->loc);
    evaluated->value = value;
    append(evaluated);
  }
  for (std::size_t i = 0; i < function->elements.size(); ++i) {
    bool plain = sema::isPlainFunction(function->elements[i]);
    held.push_back(plain ? plainFunction(function->elements[i], loc(call)) : tupleElement(value, i));
  }
  return held;
}

// partial(f, a): what f holds already, then a.
ir::Expr* FunctionLowering::lowerPartial(const ast::Call& expr) {
  ir::Type function = type(*expr.args[0]);
  ir::Expr* value = lowerExpr(*expr.args[0]);
  if (!function->elements.empty()) value = once(value, "function");
  std::vector<ir::Expr*> values;
  for (std::size_t i = 0; i < function->elements.size(); ++i) {
    bool plain = sema::isPlainFunction(function->elements[i]);
    values.push_back(plain ? plainFunction(function->elements[i], loc(expr)) : tupleElement(value, i));
  }
  for (const ast::Expr* arg : expr.args.subspan(1)) {
    ir::Expr* next = lowerNext(values, [&] { return lowerExpr(*arg); });
    values.push_back(next);
  }
  return makeTuple(values, type(expr), loc(expr));
}

// Functions as values, and the variables that functions share (sema/lift_functions.h).
ir::Expr* FunctionLowering::lowerNested(const ast::Call& expr, sema::Builtin builtin) {
  if (builtin == sema::Builtin::MakeFunction || builtin == sema::Builtin::CellNew) {
    std::vector<ir::Expr*> values;
    for (const ast::Expr* arg : expr.args.subspan(builtin == sema::Builtin::MakeFunction ? 1 : 0)) {
      values.push_back(lowerExpr(*arg));
    }
    auto* result = ir_.make<ir::MakeTuple>(type(expr), loc(expr));
    result->elements = ir_.arena.copy(values);
    return result;
  }
  if (builtin == sema::Builtin::Partial) return lowerPartial(expr);
  ir::Expr* cell = lowerExpr(*expr.args[0]);
  if (builtin == sema::Builtin::CellGet) {
    return runtimeCall(ir::RuntimeFunction::CellGet, cell->type->elements[0], {cell}, loc(expr));
  }
  ir::Expr* value = lowerAs(*expr.args[1], cell->type->elements[0]);
  return runtimeCall(ir::RuntimeFunction::CellSet, context_.types.none(), {cell, value}, loc(expr));
}

// Defaults of compiled calls are constants (lib/sema has seen to it).
ir::Expr* FunctionLowering::lowerDefault(const ast::Expr& value, const sema::FunctionInfo& callee, support::Loc loc) {
  const auto* none = ast::as<ast::Constant>(&value);
  if (none && none->value.kind == ast::ConstantValue::Kind::None) {
    return ir_.make<ir::NoneConst>(context_.types.none(), loc);
  }
  auto found = callee.default_values.find(&value);
  PYOMPCC_CHECK(found != callee.default_values.end(), "a default that is no constant");
  return lowerFolded(found->second, loc);
}

ir::Expr* FunctionLowering::lowerInstanceCall(const ast::Call& expr, std::uint32_t instance_index) {
  const sema::Instance& callee = *context_.program.instances[instance_index];
  return callInstance(instance_index, lowerArguments(expr, callee, lowerHeld(expr)), loc(expr));
}

ir::Expr* FunctionLowering::callInstance(std::uint32_t instance_index, std::vector<ir::Expr*> args, support::Loc loc) {
  const sema::Instance& callee = *context_.program.instances[instance_index];
  // A function that has captured nothing is no value; the callee knows it by its type.
  std::erase_if(args, [](const ir::Expr* arg) { return sema::isPlainFunction(arg->type); });
  // A container that the callee may change needs a variable; what comes before it is computed before it.
  auto needs_name = [](const ir::Expr* arg) {
    // What an object or a container holds may be replaced while the callee refers to it.
    bool part = arg->kind == ir::ExprKind::Field || arg->kind == ir::ExprKind::Load ||
                arg->kind == ir::ExprKind::TupleElement || arg->kind == ir::ExprKind::RuntimeCall;
    if (sema::isObject(arg->type)) return part;
    return sema::isMutable(arg->type) && arg->kind != ir::ExprKind::VarRef && arg->kind != ir::ExprKind::Load;
  };
  std::size_t named = args.size();
  while (named > 0 && !needs_name(args[named - 1])) --named;
  for (std::size_t i = 0; i < named; ++i) args[i] = once(args[i], "argument");
  auto* call = ir_.make<ir::Call>(callee.result, loc);
  call->callee = context_.function_of_instance.at(instance_index);
  call->args = ir_.arena.copy(args);
  return call;
}

ir::Expr* FunctionLowering::lowerBuiltinCall(const ast::Call& expr, sema::Builtin builtin) {
  using sema::BuiltinRule;
  BuiltinRule rule = sema::facts(builtin).rule;
  if (rule == BuiltinRule::Nested) return lowerNested(expr, builtin);
  std::optional<ir::RuntimeFunction> function = runtimeFunctionOf(builtin);
  ir::Type result = type(expr);
  ir::Type floating = context_.types.floating();
  ir::Type int_type = context_.types.integer();
  auto argument = [&](std::size_t i, ir::Type wanted) { return lowerAs(*expr.args[i], wanted); };
  switch (rule) {
  case BuiltinRule::FloatFunction:
  case BuiltinRule::FloatFunction2:
  case BuiltinRule::FloatPredicate: {
    std::vector<ir::Expr*> args = lowerAll(expr.args);
    for (ir::Expr*& arg : args) arg = convert(arg, floating);
    return runtimeCall(*function, result, args, loc(expr));
  }
  case BuiltinRule::IntFunction:
  case BuiltinRule::IntFunction2: {
    std::vector<ir::Expr*> args = lowerAll(expr.args);
    for (ir::Expr*& arg : args) arg = convert(arg, int_type);
    return runtimeCall(*function, result, args, loc(expr));
  }
  case BuiltinRule::LoadExponent: {
    std::vector<ir::Expr*> args = lowerAll(expr.args);
    return runtimeCall(*function, result, {convert(args[0], floating), convert(args[1], int_type)}, loc(expr));
  }
  case BuiltinRule::NumpyFunction: {
    // NumPy gives nan where Python raises.
    auto* call = ir_.make<ir::RuntimeCall>(result, loc(expr));
    call->callee = *function;
    call->args = ir_.arena.copy(std::vector<ir::Expr*>{argument(0, result)});
    return call;
  }
  case BuiltinRule::Routine: {
    std::span<const omp::RoutineType> wanted = omp::argumentsOf(sema::routineOf(builtin));
    std::vector<ir::Expr*> args;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      bool is_truth = wanted[i] == omp::RoutineType::Bool;
      ir::Type to = wanted[i] == omp::RoutineType::Text ? context_.types.str() : int_type;
      args.push_back(is_truth ? lowerCondition(*expr.args[i]) : argument(i, to));
    }
    return runtimeCall(*function, result, args, loc(expr));
  }
  case BuiltinRule::Absolute: {
    if (sema::isObject(type(*expr.args[0]))) return implicitCall(expr, "__abs__", {lowerExpr(*expr.args[0])});
    ir::Expr* value = argument(0, result);
    auto* absolute = ir_.make<ir::Unary>(result, loc(expr));
    absolute->op = ir::UnaryOp::Abs;
    absolute->mode = modeOf(ir::BinaryOp::Sub, result);
    absolute->operand = value;
    return absolute;
  }
  case BuiltinRule::MinMax:
    return lowerMinMax(expr, builtin == sema::Builtin::Min ? ir::RuntimeFunction::Min : ir::RuntimeFunction::Max);
  case BuiltinRule::RealToInt: {
    ir::Expr* value = lowerExpr(*expr.args[0]);
    if (sema::isIntegral(value->type)) return convert(value, int_type);
    return runtimeCall(*function, result, {convert(value, floating)}, loc(expr));
  }
  case BuiltinRule::ToInt:
  case BuiltinRule::ToFloat: {
    ir::Expr* value = lowerExpr(*expr.args[0]);
    if (!sema::isText(value->type)) return convert(value, rule == BuiltinRule::ToInt ? int_type : floating);
    if (rule == BuiltinRule::ToFloat) return runtimeCall(ir::RuntimeFunction::ParseFloat, result, {value}, loc(expr));
    if (expr.args.size() == 1) return runtimeCall(ir::RuntimeFunction::ParseInt, result, {value}, loc(expr));
    ir::Expr* base = lowerNext({&value, 1}, [&] { return argument(1, int_type); });
    return runtimeCall(ir::RuntimeFunction::ParseIntBase, result, {value, base}, loc(expr));
  }
  case BuiltinRule::ToBool: return lowerCondition(*expr.args[0]);
  case BuiltinRule::NumpyScalar: return argument(0, result);
  case BuiltinRule::Round: return lowerRound(expr);
  case BuiltinRule::DivMod: return lowerDivMod(expr);
  case BuiltinRule::Range: return lowerRange(expr);
  case BuiltinRule::Power: {
    std::vector<ir::Expr*> args = lowerAll(expr.args);
    return arithmetic(ast::BinaryOp::Pow, args[0], args[1], result, loc(expr));
  }
  case BuiltinRule::CharacterOf:
  case BuiltinRule::FormatOf:
  case BuiltinRule::IntText:
  case BuiltinRule::OrdinalOf:
  case BuiltinRule::ReprOf:
  case BuiltinRule::TextOf: return lowerTextCall(expr, *function);
  case BuiltinRule::Print: return lowerPrint(expr);
  case BuiltinRule::Length: {
    ir::Expr* value = lowerExpr(*expr.args[0]);
    if (sema::isObject(value->type)) return implicitCall(expr, "__len__", {value});
    if (sema::isText(value->type)) return runtimeCall(ir::RuntimeFunction::TextSize, result, {value}, loc(expr));
    if (sema::isTuple(value->type)) return integer(static_cast<std::int64_t>(value->type->elements.size()), loc(expr));
    if (!sema::isArray(value->type)) return lengthOf(value);
    return ir::dimension(ir_, context_.types, once(value, "array"), 0);
  }
  case BuiltinRule::Allocate:
  case BuiltinRule::AllocateLike:
  case BuiltinRule::AllocateFull:
  case BuiltinRule::AllocateFullLike: return lowerAllocate(expr, builtin);
  default: return unsupported(expr, fmt::format("`{}` here", sema::facts(builtin).dotted_name));
  }
}

// min(a, b, c): from the left, as Python compares.
ir::Expr* FunctionLowering::lowerMinMax(const ast::Call& expr, ir::RuntimeFunction function) {
  ir::Type result_type = type(expr);
  std::vector<ir::Expr*> args = lowerAll(expr.args);
  ir::Expr* result = convert(args.front(), result_type);
  for (std::size_t i = 1; i < args.size(); ++i) {
    ir::Expr* next = convert(args[i], result_type);
    // What is written in braces has no type of its own in C++.
    if (sema::isTuple(result_type)) {
      result = once(result, "first");
      next = once(next, "next");
    }
    result = runtimeCall(function, result_type, {result, next}, loc(expr));
  }
  return result;
}

ir::Expr* FunctionLowering::lowerAllocate(const ast::Call& expr, sema::Builtin builtin) {
  using sema::BuiltinRule;
  BuiltinRule rule = sema::facts(builtin).rule;
  bool like = rule == BuiltinRule::AllocateLike || rule == BuiltinRule::AllocateFullLike;
  bool filled = rule == BuiltinRule::AllocateFull || rule == BuiltinRule::AllocateFullLike;
  std::string_view maker = sema::facts(builtin).dotted_name;
  std::vector<ir::Expr*> shape;
  const ast::Expr* first = expr.args.empty() ? expr.keywords.front()->value : expr.args.front();
  ir::Expr* value = lowerExpr(*first);
  if (like) {
    value = once(value, "model");
    for (int axis = 0; axis < value->type->ndim; ++axis) {
      shape.push_back(ir::dimension(ir_, context_.types, again(value), axis));
    }
  } else if (auto* tuple = ir::as<ir::MakeTuple>(value)) {
    for (ir::Expr* extent : tuple->elements) shape.push_back(convert(extent, context_.types.integer()));
  } else if (sema::isTuple(value->type)) {
    value = once(value, "shape");
    for (std::size_t i = 0; i < value->type->elements.size(); ++i) {
      auto* element = ir_.make<ir::TupleElement>(value->type->elements[i], value->loc);
      element->tuple = again(value);
      element->index = static_cast<int>(i);
      shape.push_back(convert(element, context_.types.integer()));
    }
  } else {
    shape.push_back(convert(value, context_.types.integer()));
  }
  auto* allocation = ir_.make<ir::Allocate>(type(expr), loc(expr));
  allocation->fill = filled                              ? ir::Fill::Full
                     : maker.find("zeros") != maker.npos ? ir::Fill::Zeros
                     : maker.find("ones") != maker.npos  ? ir::Fill::Ones
                                                         : ir::Fill::Empty;
  if (filled) {
    for (ir::Expr*& extent : shape) extent = once(extent, "extent");
    allocation->value = convertStored(lowerExpr(*expr.args[1]), context_.types.scalar(allocation->type->dtype));
  }
  allocation->shape = ir_.arena.copy(shape);
  return allocation;
}

ir::Expr* FunctionLowering::lowerRound(const ast::Call& expr) {
  ir::Expr* value = lowerExpr(*expr.args[0]);
  if (sema::isIntegral(value->type)) return convert(value, type(expr));
  return runtimeCall(ir::RuntimeFunction::RoundToInt, type(expr), {convert(value, context_.types.floating())},
                     loc(expr));
}

// divmod(a, b) is (a // b, a % b) with each operand evaluated once.
ir::Expr* FunctionLowering::lowerDivMod(const ast::Call& expr) {
  std::vector<ir::Expr*> args = lowerAll(expr.args);
  ir::Type result_type = type(expr);
  ir::Type floating = context_.types.floating();
  // Of floats the error has a text of its own.
  if (result_type->elements[0] == floating) {
    return runtimeCall(ir::RuntimeFunction::DivMod, result_type,
                       {convert(args[0], floating), convert(args[1], floating)}, loc(expr));
  }
  ir::Expr* left = once(args[0], "dividend");
  ir::Expr* right = once(args[1], "divisor");
  auto* pair = ir_.make<ir::MakeTuple>(result_type, loc(expr));
  std::vector<ir::Expr*> elements{
      arithmetic(ast::BinaryOp::FloorDiv, left, right, result_type->elements[0], loc(expr)),
      arithmetic(ast::BinaryOp::Mod, again(left), again(right), result_type->elements[1], loc(expr))};
  pair->elements = ir_.arena.copy(elements);
  return pair;
}

} // namespace pyompcc::lower
