// lib/emit/emit_expr.cpp
//
// Expressions other than operators.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/cpp_name.h"
#include "lib/ir/representation.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/spelling.h"
#include "lib/ir/walk.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace pyompcc::emit {

using ir::Arithmetic;
using ir::Bounds;
using ir::ExprKind;

namespace {

// Functions are overloaded or templates: what a literal is, or which scalar, has to be said.
bool mustSayItsType(const ir::Expr& value) {
  return value.kind == ExprKind::StrConst || value.type->kind == sema::TypeKind::Scalar || sema::isComplex(value.type);
}

} // namespace

std::string FunctionEmitter::name(const ir::Var& var) const {
  auto found = renamed_.find(&var);
  return std::string(found == renamed_.end() ? var.cpp_name : found->second);
}

std::string FunctionEmitter::list(std::span<ir::Expr* const> items) {
  std::string result;
  for (const ir::Expr* item : items) {
    if (!result.empty()) result += ", ";
    result += implicitly(item);
  }
  return result;
}

std::string FunctionEmitter::elements(std::span<ir::Expr* const> items) {
  std::string result;
  for (const ir::Expr* item : items) {
    if (!result.empty()) result += ", ";
    result += mustSayItsType(*item) ? exactly(item) : implicitly(item);
  }
  return result;
}

// Braces do not narrow: what is converted says so.
std::string FunctionEmitter::unnarrowed(const ir::Expr* item) {
  const auto* conversion = ir::as<ir::Convert>(item);
  bool number = conversion && sema::dtypeOfNumber(item->type);
  return number ? expr(item).text : implicitly(item);
}
std::string FunctionEmitter::unnarrowedList(std::span<ir::Expr* const> items) {
  std::string result;
  for (const ir::Expr* item : items) result += (result.empty() ? "" : ", ") + unnarrowed(item);
  return result;
}

std::string FunctionEmitter::implicitly(const ir::Expr* node) {
  // A complex number without an imaginary part may be written as a real one.
  if (const auto* constant = ir::as<ir::ComplexConst>(node); constant && constant->imag == 0) {
    bool single = sema::dtypeOfNumber(node->type) == sema::DType::Complex64;
    if (!std::signbit(constant->imag)) return floatLiteral(constant->real, single);
  }
  const auto* conversion = ir::as<ir::Convert>(node);
  bool taken_out = conversion && sema::isOptional(conversion->operand->type) && !sema::isOptional(node->type);
  if (taken_out) return expr(node).text;
  bool numbers = conversion && sema::dtypeOfNumber(node->type) && conversion->mode == Arithmetic::Plain;
  // A float's literal that is an int is said to be one, also where it is one of two.
  bool cut = numbers && sema::isIntegral(node->type) &&
             (conversion->operand->kind == ExprKind::FloatConst || conversion->operand->kind == ExprKind::Select);
  if (cut) return expr(node).text;
  // A value becomes one that may be None by itself.
  if (conversion && sema::isOptional(node->type) && !sema::isOptional(conversion->operand->type)) {
    return implicitly(conversion->operand);
  }
  // What a bool is made of is not obvious; a test says so. A number that becomes complex is said to.
  if (numbers && !sema::isComplex(node->type) && sema::dtypeOfNumber(node->type) != sema::DType::Bool)
    return expr(conversion->operand).text;
  return expr(node).text;
}

std::string FunctionEmitter::exactly(const ir::Expr* node) {
  Piece piece = expr(node);
  if (piece.exact) return piece.text;
  bool literal = node->kind == ir::ExprKind::IntConst;
  return fmt::format(fmt::runtime(literal ? "{}{{{}}}" : "{}({})"), valueType(node->type), piece.text);
}

Piece FunctionEmitter::expr(const ir::Expr* node) {
  PYOMPCC_CHECK(depth_ < ir::MaxDepth, "`{}` is nested too deep", function_.cpp_name);
  ++depth_;
  Piece piece = exprInner(node);
  --depth_;
  return piece;
}

Piece FunctionEmitter::intConst(const ir::IntConst& node) {
  auto type = sema::dtypeOfNumber(node.type);
  std::string text = intLiteral(node.value);
  Level level = node.value < 0 && text[0] == '-' ? Level::Unary : Level::Primary;
  bool fits_int = node.value >= INT32_MIN && node.value <= INT32_MAX;
  bool exact = type == sema::DType::Int64 ? !fits_int : type == sema::DType::Int32;
  // The literal of the lowest 32-bit value is a long.
  if (node.value == INT32_MIN && type == sema::DType::Int32) exact = false;
  return {text, level, exact};
}

Piece FunctionEmitter::exprInner(const ir::Expr* node) {
  switch (node->kind) {
  case ExprKind::IntConst: return intConst(*ir::as<ir::IntConst>(node));
  case ExprKind::FloatConst: {
    bool single = sema::dtypeOfNumber(node->type) == sema::DType::Float32;
    std::string text = floatLiteral(ir::as<ir::FloatConst>(node)->value, single);
    return {text, text[0] == '-' ? Level::Unary : Level::Primary, true};
  }
  case ExprKind::ComplexConst: {
    const auto& constant = *ir::as<ir::ComplexConst>(node);
    bool single = sema::dtypeOfNumber(node->type) == sema::DType::Complex64;
    std::string imaginary = floatLiteral(constant.imag, single);
    std::string rest = imaginary.starts_with("0.0") ? std::string() : ", " + imaginary;
    return {fmt::format("{}({}{})", numberType(node->type), floatLiteral(constant.real, single), rest)};
  }
  case ExprKind::BoolConst: return {ir::as<ir::BoolConst>(node)->value ? "true" : "false"};
  case ExprKind::StrConst: return {textLiteral(ir::as<ir::StrConst>(node)->value), Level::Primary, false};
  case ExprKind::NoneConst: return {"std::nullopt", Level::Primary, node->type->kind == sema::TypeKind::None};
  case ExprKind::VarRef: return {name(*ir::as<ir::VarRef>(node)->var)};
  case ExprKind::Unary: return unary(*ir::as<ir::Unary>(node));
  case ExprKind::Binary: return binary(*ir::as<ir::Binary>(node));
  case ExprKind::Compare: return compare(*ir::as<ir::Compare>(node));
  case ExprKind::Logical: return logical(*ir::as<ir::Logical>(node));
  case ExprKind::Select: return select(*ir::as<ir::Select>(node));
  case ExprKind::Convert: return convert(*ir::as<ir::Convert>(node));
  case ExprKind::Call: {
    const auto& call = *ir::as<ir::Call>(node);
    // What it raises has a frame for this call.
    std::string_view form = call.callee->can_raise ? "py::call<{}>({})" : "{}({})";
    if (!call.callee->overloaded) {
      return {fmt::format(fmt::runtime(form), call.callee->cpp_name, list(call.args))};
    }
    // The types of the arguments choose the function.
    std::string args;
    for (const ir::Expr* arg : call.args) args += (args.empty() ? "" : ", ") + exactly(arg);
    return {fmt::format("{}({})", call.callee->cpp_name, args)};
  }
  case ExprKind::RuntimeCall: return runtimeCall(*ir::as<ir::RuntimeCall>(node));
  case ExprKind::Load: return load(*ir::as<ir::Load>(node));
  case ExprKind::Subview: return subview(*ir::as<ir::Subview>(node));
  case ExprKind::Dimension: {
    const auto& dimension = *ir::as<ir::Dimension>(node);
    return {fmt::format("{}.shape({})", operand(expr(dimension.array), Level::Primary, false), dimension.axis)};
  }
  case ExprKind::Allocate: {
    const auto& allocate = *ir::as<ir::Allocate>(node);
    constexpr std::string_view Names[] = {"empty", "zeros", "ones", "full"};
    std::string value = allocate.value ? ", " + implicitly(allocate.value) : std::string();
    return {fmt::format("py::{}<{}>({{{}}}{})", Names[static_cast<std::size_t>(allocate.fill)],
                        sema::facts(node->type->dtype).cpp_type, list(allocate.shape), value)};
  }
  case ExprKind::MakeException: {
    const auto& made = *ir::as<ir::MakeException>(node);
    bool text = made.args.size() == 1 && made.args[0]->type->kind == sema::TypeKind::Str;
    return {exceptionText(made.exception, made.of_file, text ? made.args[0] : nullptr, made.args)};
  }
  case ExprKind::IsException: {
    const auto& test = *ir::as<ir::IsException>(node);
    return {fmt::format("py::is<{}>({})", ir::exceptionName(test.exception, test.of_file), expr(test.caught).text)};
  }
  case ExprKind::MakeObject: return {fmt::format("py::make<{}>()", ir::cppName(node->type->object->name))};
  case ExprKind::Field: {
    const auto& field = *ir::as<ir::Field>(node);
    return {fmt::format("{}->{}", operand(expr(field.object), Level::Primary, false),
                        fieldName(field.object, field.index))};
  }
  case ExprKind::IsNone: {
    return {fmt::format("!{}", operand(expr(ir::as<ir::IsNone>(node)->value), Level::Primary, false)), Level::Unary,
            true};
  }
  case ExprKind::MakeTuple:
    return {fmt::format("{}{{{}}}", valueType(node->type), elements(ir::as<ir::MakeTuple>(node)->elements))};
  case ExprKind::Sent:
    return {fmt::format("co_yield {}", implicitly(ir::as<ir::Sent>(node)->value)), Level::Assignment};
  case ExprKind::Stopped: {
    const auto& stopped = *ir::as<ir::Stopped>(node);
    std::string part = stopped.part ? expr(stopped.part).text : std::string();
    std::string_view asks = stopped.ended ? "ended" : stopped.part ? "stopped_in" : "stopped";
    return {fmt::format("{}.{}({})", name(*stopped.raised), asks, part), Level::Primary};
  }
  case ExprKind::TupleElement: {
    const auto& element = *ir::as<ir::TupleElement>(node);
    return {fmt::format("std::get<{}>({})", element.index, expr(element.tuple).text)};
  }
  case ExprKind::LibraryCall: return libraryCall(*ir::as<ir::LibraryCall>(node));
  case ExprKind::Lambda: return lambda(*ir::as<ir::Lambda>(node));
  case ExprKind::LambdaParam: return {lambda_params_[static_cast<std::size_t>(ir::as<ir::LambdaParam>(node)->index)]};
  case ExprKind::MakeContainer:
    return {fmt::format("{}{{{}}}", valueType(node->type), unnarrowedList(ir::as<ir::MakeContainer>(node)->elements))};
  case ExprKind::MakeDict: {
    const auto& dict = *ir::as<ir::MakeDict>(node);
    std::string pairs;
    for (std::size_t i = 0; i < dict.keys.size(); ++i) {
      pairs +=
          (pairs.empty() ? "" : ", ") + fmt::format("{{{}, {}}}", unnarrowed(dict.keys[i]), unnarrowed(dict.values[i]));
    }
    return {fmt::format("{}{{{}}}", valueType(node->type), pairs)};
  }
  case ExprKind::MakeDefaultDict: {
    const auto& dict = *ir::as<ir::MakeDefaultDict>(node);
    const auto* container = ir::as<ir::MakeContainer>(dict.make);
    const auto* mapping = ir::as<ir::MakeDict>(dict.make);
    std::string made = container || mapping ? valueType(dict.make->type) + "{}" : exactly(dict.make);
    return {fmt::format("{}{{[] {{ return {}; }}, {}}}", valueType(node->type), made, stringLiteral(dict.factory))};
  }
  case ExprKind::MakeRange: {
    const auto& range = *ir::as<ir::MakeRange>(node);
    return {
        fmt::format("py::range({}, {}, {})", implicitly(range.start), implicitly(range.stop), implicitly(range.step))};
  }
  case ExprKind::MakeSlice: {
    const auto& slice = *ir::as<ir::MakeSlice>(node);
    auto part = [&](const ir::Expr* value) { return value ? implicitly(value) : std::string("py::none"); };
    std::string step = slice.step ? ", " + implicitly(slice.step) : "";
    return {fmt::format("py::Slice{{{}, {}{}}}", part(slice.lower), part(slice.upper), step)};
  }
  }
  PYOMPCC_CHECK(false, "an expression of kind {}", static_cast<int>(node->kind));
  return {};
}

std::string FunctionEmitter::fieldName(const ir::Expr* object, int index) {
  return ir::cppName(object->type->object->fields[static_cast<std::size_t>(index)].name);
}

// a(i, j), a.at(i, j), at(a, i, j)
std::string FunctionEmitter::elementText(const ir::Expr* array, std::span<ir::Expr* const> indices, Bounds bounds) {
  std::string text = operand(expr(array), Level::Primary, false);
  // A variable of the module is its only element.
  if (const auto* reference = ir::as<ir::VarRef>(array); reference && reference->var->in_module) return text;
  if (sema::isIndexed(array->type) && bounds == Bounds::Proved) {
    return fmt::format("{}[{}]", text, list(indices));
  }
  switch (bounds) {
  case Bounds::Checked: return fmt::format("{}.at({})", text, list(indices));
  case Bounds::Proved: return fmt::format("{}({})", text, list(indices));
  case Bounds::Hoisted: return fmt::format("at({}, {})", text, list(indices));
  }
  return {};
}

Piece FunctionEmitter::load(const ir::Load& node) { return {elementText(node.array, node.indices, node.bounds)}; }

// a.row(i), a.row_at(i), at.row(a, i)
Piece FunctionEmitter::subview(const ir::Subview& node) {
  std::string text = operand(expr(node.array), Level::Primary, false);
  if (node.bounds == Bounds::Hoisted) {
    for (const ir::Expr* index : node.indices) text = fmt::format("at.row({}, {})", text, implicitly(index));
    return {text};
  }
  return {fmt::format("{}.{}({})", text, node.bounds == Bounds::Checked ? "row_at" : "row", list(node.indices))};
}

// Int(x), py::to_int(x), py::wrapping::to<std::int32_t>(x), at.template to<Int>(x)
Piece FunctionEmitter::convert(const ir::Convert& node) {
  if (sema::isOptional(node.operand->type) && !sema::isOptional(node.type)) {
    return {fmt::format("*{}", operand(expr(node.operand), Level::Primary, false)), Level::Unary, true};
  }
  if (!sema::dtypeOfNumber(node.type)) {
    return {fmt::format("{}({})", valueType(node.type), expr(node.operand).text)};
  }
  std::string type = numberType(node.type);
  // A literal that becomes a NumPy integer is one.
  if (const auto* literal = ir::as<ir::IntConst>(node.operand); literal && node.mode == Arithmetic::Plain) {
    ir::IntConst typed = *literal;
    typed.type = node.type;
    if (sema::isIntegral(node.type) && type != "bool") return intConst(typed);
  }
  // The tests of what fits are overloaded for ints and floats.
  bool overloaded = node.mode == Arithmetic::Checked || node.mode == Arithmetic::Hoisted;
  Piece from = overloaded ? Piece{exactly(node.operand), Level::Primary, true} : expr(node.operand);
  if (ir::sameRepresentation(node.type, node.operand->type)) return expr(node.operand);
  // A test reads better than a conversion to bool.
  if (type == "bool") {
    return {fmt::format("{} != 0", operand(from, Level::Equality, false)), Level::Equality, true};
  }
  switch (node.mode) {
  case Arithmetic::Plain: return {fmt::format("{}({})", type, from.text)};
  case Arithmetic::Wrapping: {
    bool from_real = sema::isReal(node.operand->type);
    return {from_real ? fmt::format("py::wrapping::to<{}>({})", type, from.text)
                      : fmt::format("{}({})", type, from.text)};
  }
  case Arithmetic::Checked:
    return {node.type->kind == sema::TypeKind::Int ? fmt::format("py::to_int({})", from.text)
                                                   : fmt::format("py::to<{}>({})", type, from.text)};
  // `at` is of a type that the lambda's instance gives, so the template has to be named as one.
  case Arithmetic::Hoisted: return {fmt::format("at.template to<{}>({})", type, from.text)};
  }
  return from;
}

namespace {

/// The C++ name of a function of the runtime in the mode it is called in.
std::string runtimeName(const ir::RuntimeFunctionFacts& facts, Arithmetic mode) {
  constexpr std::string_view Namespace = "py::";
  std::string_view bare = facts.checked;
  bool own = bare.starts_with(Namespace);
  if (own) bare.remove_prefix(Namespace.size());
  switch (mode) {
  case Arithmetic::Plain: return std::string(facts.proved);
  case Arithmetic::Checked: return std::string(facts.checked);
  case Arithmetic::Wrapping: return own ? fmt::format("py::wrapping::{}", bare) : std::string(bare);
  case Arithmetic::Hoisted: return own ? fmt::format("at.{}", bare) : std::string(bare);
  }
  return {};
}

} // namespace

Piece FunctionEmitter::runtimeCall(const ir::RuntimeCall& node) {
  const ir::RuntimeFunctionFacts& facts = ir::facts(node.callee);
  std::string callee = runtimeName(facts, node.mode);
  if (node.callee == ir::RuntimeFunction::Covers) {
    std::string array = operand(expr(node.args.front()), Level::Primary, false);
    return {fmt::format("{}.{}({})", array, facts.proved, list(node.args.subspan(1)))};
  }
  switch (node.callee) {
  case ir::RuntimeFunction::StrOf:
  case ir::RuntimeFunction::ReprOf:
  case ir::RuntimeFunction::AsciiOf: return textOf(node);
  case ir::RuntimeFunction::Print: return print(node);
  case ir::RuntimeFunction::PresentAttribute:
  case ir::RuntimeFunction::PresentOperand:
    return {fmt::format("{}({}, {})", callee, expr(node.args[0]).text,
                        stringLiteral(ir::as<ir::StrConst>(node.args[1])->value))};
  case ir::RuntimeFunction::CheckBound:
    return {fmt::format("{}({}, {})", callee, expr(node.args[0]).text,
                        stringLiteral(ir::as<ir::StrConst>(node.args[1])->value))};
  default:
    if (facts.checked.front() == '.') return memberCall(node);
    break;
  }
  bool writes = node.callee == ir::RuntimeFunction::TextJoin || node.callee == ir::RuntimeFunction::FormatOf;
  bool is_template = node.callee == ir::RuntimeFunction::Min || node.callee == ir::RuntimeFunction::Max;
  std::string args;
  for (const ir::Expr* arg : node.args) {
    // Functions are overloaded for ints and floats, so the type of each argument is spelled.
    args += (args.empty() ? "" : ", ") + (writes ? writtenValue(arg) : is_template ? exactly(arg) : expr(arg).text);
  }
  // Routines of OpenMP give C's int.
  bool exact = !callee.starts_with("omp_") || node.type->kind != sema::TypeKind::Int;
  return {fmt::format("{}({})", callee, args), Level::Primary, exact};
}

// xs.append(1), py::sorted(xs), xs + ys
Piece FunctionEmitter::libraryCall(const ir::LibraryCall& node) {
  std::string_view cpp = sema::facts(node.callee).cpp;
  if (std::size_t all = cpp.find("[...]"); all != cpp.npos) {
    return {fmt::format("{}{{{}}})", cpp.substr(0, all), list(node.args))};
  }
  if (cpp.find('{') != cpp.npos) {
    std::string text;
    for (std::size_t i = 0; i < cpp.size(); ++i) {
      if (cpp[i] != '{') {
        text += cpp[i];
        continue;
      }
      if (cpp[i + 1] == 'T') {
        text += valueType(node.type->elements[0]);
        i += 2;
        continue;
      }
      const ir::Expr* arg = node.args[static_cast<std::size_t>(cpp[i + 1] - '0')];
      text += mustSayItsType(*arg) ? exactly(arg)
                                   : operand({implicitly(arg), expr(arg).level, true}, Level::Primary, false);
      i += 2;
    }
    return {text, Level::Conditional, true};
  }
  if (cpp.starts_with("py::")) return {fmt::format("{}({})", cpp, elements(node.args))};
  const ir::Expr* receiver = node.args.front();
  bool literal = receiver->kind == ExprKind::StrConst;
  std::string object = literal ? exactly(receiver) : operand(expr(receiver), Level::Primary, false);
  // What a container goes through is a text, no array of characters.
  bool container = sema::isContainer(receiver->type);
  return {
      fmt::format("{}.{}({})", object, cpp, container ? elements(node.args.subspan(1)) : list(node.args.subspan(1)))};
}

// by_length, or [=](Int value) { return by_distance(center, value); }
Piece FunctionEmitter::lambda(const ir::Lambda& node) {
  const auto& call = *ir::as<ir::Call>(node.body);
  const ir::Function& callee = *call.callee;
  auto first = std::ranges::find(call.args, ExprKind::LambdaParam, &ir::Expr::kind);
  auto offset = static_cast<std::size_t>(first - call.args.begin());
  bool alone = !callee.overloaded && call.args.size() == node.params.size();
  bool changes_held = std::ranges::any_of(std::span(callee.params).first(offset), [](const ir::Var* param) {
    return param->written && sema::isContainer(param->type);
  });
  std::string params;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < node.params.size(); ++i) {
    const ir::Var& param = *callee.params[offset + i];
    // A function that changes its argument takes a variable; the handle is copied.
    bool changes = param.written && sema::isContainer(param.type);
    alone &= !changes;
    std::string name(param.cpp_name);
    ir::forEachVar(*node.body, [&](const ir::Var& var, ir::Access) {
      if (var.cpp_name == name) name += "_value";
    });
    bool handle = sema::isText(param.type) || sema::isTuple(param.type);
    std::string type = changes  ? valueType(param.type)
                       : handle ? fmt::format("const {}&", valueType(param.type))
                                : parameterType(param);
    params += fmt::format("{}{} {}", params.empty() ? "" : ", ", type, name);
    names.push_back(std::move(name));
  }
  if (alone) return {std::string(callee.cpp_name)};
  std::swap(names, lambda_params_);
  std::string body = expr(node.body).text;
  std::swap(names, lambda_params_);
  return {fmt::format("[=]({}) {}{{ return {}; }}", params, changes_held ? "mutable " : "", body)};
}

} // namespace pyompcc::emit
