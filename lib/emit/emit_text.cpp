// lib/emit/emit_text.cpp
//
// Calls of the functions of the runtime that make text of values, and literals of texts.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/runtime_function.h"
#include "lib/support/unicode.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::emit {
namespace {

std::u32string codePoints(std::string_view text) {
  std::u32string result;
  while (!text.empty()) {
    support::DecodedCodePoint next = support::decodeUtf8(text, true);
    result.push_back(next.value);
    text.remove_prefix(std::max<std::size_t>(next.length, 1));
  }
  return result;
}

} // namespace

// "text", u"täxt", U"😀": as wide as the widest character, so that nothing has to be converted at run time.
std::string textLiteral(std::string_view text) {
  std::u32string points = codePoints(text);
  char32_t widest = 0;
  for (char32_t point : points) widest = std::max(widest, point);
  if (widest < 0x80) return stringLiteral(text);
  std::string result = widest < 0x10000 ? "u\"" : "U\"";
  std::string_view prefix = widest < 0x10000 ? "u" : "U";
  std::size_t i = 0;
  for (char32_t point : points) {
    bool surrogate = point >= 0xd800 && point < 0xe000;
    if (surrogate || (point >= 0x80 && !support::isPrintable(point))) {
      // A digit behind it would belong to the escape, so the literal ends and goes on.
      result += fmt::format("\\x{:x}", static_cast<std::uint32_t>(point));
      if (i + 1 < points.size()) result += fmt::format("\" {}\"", prefix);
    } else {
      std::string utf8;
      support::appendUtf8(utf8, point);
      std::string plain = stringLiteral(utf8);
      result += plain.substr(1, plain.size() - 2);
    }
    ++i;
  }
  return result + '"';
}

bool differsInPython(ir::Type type) {
  return type->kind == sema::TypeKind::Scalar || type->named ||
         ((sema::isTuple(type) || sema::isContainer(type) || sema::isOptional(type)) &&
          std::any_of(type->elements.begin(), type->elements.end(), differsInPython));
}

std::string shownType(ir::Type type) {
  if (type->kind == sema::TypeKind::Scalar) return fmt::format("py::NumPy<{}>", numberType(type));
  if (!sema::isTuple(type) && !sema::isContainer(type) && !sema::isOptional(type)) return valueType(type);
  std::string elements;
  for (ir::Type element : type->elements) elements += (elements.empty() ? "" : ", ") + shownType(element);
  if (type->named) {
    std::string text = fmt::format("{}({})", type->named->name, fmt::join(type->named->fields, ", "));
    return fmt::format("py::Named<{}{}{}>", stringLiteral(text), elements.empty() ? "" : ", ", elements);
  }
  std::string made = valueType(type);
  return fmt::format("{}<{}>", made.substr(0, made.find('<')), elements);
}

// py::str(x), py::repr_as<py::NumPy<double>>(x)
Piece FunctionEmitter::textOf(const ir::RuntimeCall& node) {
  const ir::Expr* value = node.args.front();
  std::string_view function = ir::facts(node.callee).checked;
  if (!differsInPython(value->type)) return {fmt::format("{}({})", function, exactly(value))};
  return {fmt::format("{}_as<{}>({})", function, shownType(value->type), exactly(value))};
}

// py::print(a, b), py::print({.sep = ", ", .end = ""}, a, b)
Piece FunctionEmitter::print(const ir::RuntimeCall& node) {
  constexpr std::string_view Fields[] = {"sep", "end", "to_stderr", "flush"};
  std::string style;
  for (std::size_t i = 0; i < std::size(Fields); ++i) {
    if (node.args[i]->kind == ir::ExprKind::NoneConst) continue;
    if (!style.empty()) style += ", ";
    style += fmt::format(".{} = {}", Fields[i], expr(node.args[i]).text);
  }
  std::string args = style.empty() ? style : fmt::format("{{{}}}", style);
  for (const ir::Expr* value : node.args.subspan(std::size(Fields))) {
    // A NumPy scalar is printed as the number that it is; inside a tuple it names its type.
    bool differs = value->type->kind != sema::TypeKind::Scalar && differsInPython(value->type);
    std::string text = writtenValue(value);
    if (differs) text = fmt::format("py::str_as<{}>({})", shownType(value->type), text);
    args += (args.empty() ? "" : ", ") + text;
  }
  return {fmt::format("py::print({})", args)};
}

// A literal may stay one; numbers say their type.
std::string FunctionEmitter::writtenValue(const ir::Expr* value) {
  return value->kind == ir::ExprKind::StrConst ? expr(value).text : exactly(value);
}

// s.at(i), s.slice({}, 3)
Piece FunctionEmitter::memberCall(const ir::RuntimeCall& node) {
  std::string object =
      operand({exactly(node.args.front()), expr(node.args.front()).level, true}, Level::Primary, false);
  if (node.args.front()->kind == ir::ExprKind::StrConst) object = exactly(node.args.front());
  std::string args;
  for (const ir::Expr* arg : node.args.subspan(1)) {
    args += args.empty() ? "" : ", ";
    args += arg->kind == ir::ExprKind::NoneConst ? "{}" : implicitly(arg);
  }
  return {fmt::format("{}{}({})", object, ir::facts(node.callee).checked, args)};
}

} // namespace pyompcc::emit
