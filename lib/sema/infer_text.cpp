// lib/sema/infer_text.cpp
//
// Types of what makes text of values, and of parts of texts: f-strings, `str` and its relatives, `print`, slices.
#include "lib/diag/rows/sema.h"
#include "lib/sema/builtins.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

constexpr std::string_view Writing[] = {"__repr__"};

} // namespace

bool hasRepr(Type type) {
  // Containers do not know which of their numbers are NumPy's.
  auto in_container = [](Type element) { return element->kind != TypeKind::Scalar && hasRepr(element); };
  if (isContainer(type)) return std::ranges::all_of(type->elements, in_container);
  if (isTuple(type) || isOptional(type)) return std::ranges::all_of(type->elements, hasRepr);
  if (isObject(type)) {
    // Fields of the same class are taken for writable while they are looked at: the file's author sees to it that
    // there is an end.
    if (type->object->hasOwn("__repr__")) return true;
    return type->object->has_repr && !holdsAny(type, [&](Type part) {
             bool plain = isObject(part) || isOptional(part) || isContainer(part) || isTuple(part);
             if (isObject(part)) return !part->object->has_repr && !part->object->hasOwn("__repr__");
             return !plain && part->kind != TypeKind::Unknown && (part->kind == TypeKind::Scalar || !hasRepr(part));
           });
  }
  return isNumber(type) || isText(type) || type->kind == TypeKind::Bytes || type->kind == TypeKind::None ||
         (type->kind == TypeKind::Exception && !type->own_text);
}

bool hasFormat(Type type) { return isNumber(type) || isText(type); }

// s[i] and s[a:b:c] are texts.
Type InstanceInference::inferTextPart(const ast::Subscript& expr, Type text) {
  const auto* slice = ast::as<ast::Slice>(expr.slice);
  if (!slice) return inferIndex(*expr.slice) ? text : types().error();
  bool fine = true;
  for (const ast::Expr* bound : {slice->lower, slice->upper, slice->step}) {
    if (!bound) continue;
    Type type = infer(*bound);
    if (type->kind == TypeKind::Unknown || type->kind == TypeKind::None) continue;
    bool integral = isSettled(type) && isIntegral(type) && !hasClass(type, DTypeClass::Boolean);
    if (isSettled(type) && !integral) say(*bound, diag::IndexType, typeName(type));
    fine &= integral;
  }
  return fine ? text : types().error();
}

// f"...": every value has to have a text, and those with a format one of their own.
Type InstanceInference::inferJoinedStr(const ast::JoinedStr& joined) {
  for (const ast::Expr* value : joined.values) {
    const auto* formatted = ast::as<ast::FormattedValue>(value);
    if (!formatted) {
      infer(*value);
      continue;
    }
    Type type = infer(*formatted->value);
    bool converted = formatted->conversion > 0;
    const ast::Expr* spec = formatted->format_spec;
    if (spec) infer(*spec);
    set(*value, types().str());
    if (!isSettled(type)) continue;
    bool plain = !spec || converted;
    if (plain && inferObjectText(*formatted->value, type, formatted->conversion == 'r')) continue;
    bool fits = spec && !converted ? hasFormat(type) : hasRepr(type);
    if (!fits) say(*formatted->value, spec ? diag::NoFormat : diag::NoText, typeName(type));
    if (fits) lendMethods(*formatted->value, type, Writing);
  }
  return types().str();
}

Type InstanceInference::textResult(const ast::Call& call, Builtin builtin, std::span<const Type> args) {
  switch (facts(builtin).rule) {
  case BuiltinRule::TextOf:
  case BuiltinRule::ReprOf:
    for (Type arg : args) {
      if (inferObjectText(*call.args[0], arg, facts(builtin).rule == BuiltinRule::ReprOf)) continue;
      if (hasRepr(arg) && lendMethods(call, arg, Writing)) continue;
      say(call, diag::NoText, typeName(arg));
      return types().error();
    }
    return types().str();
  case BuiltinRule::FormatOf:
    if (!hasFormat(args[0]) && args.size() > 1) {
      say(call, diag::NoFormat, typeName(args[0]));
      return types().error();
    }
    if (!hasRepr(args[0]) || (args.size() > 1 && !isText(args[1]))) return argumentError(call, builtin, args.back());
    return types().str();
  case BuiltinRule::OrdinalOf: return isText(args[0]) ? types().integer() : argumentError(call, builtin, args[0]);
  default: {
    // chr, hex, bin, oct: of what has __index__, which NumPy's boolean does not.
    bool index = isIntegral(args[0]) && !hasClass(args[0], DTypeClass::Boolean);
    return index ? types().str() : argumentError(call, builtin, args[0]);
  }
  }
}

// print(*values, sep=' ', end='\n', file=None, flush=False) (Python library reference, "Built-in Functions").
Type InstanceInference::inferPrint(const ast::Call& call) {
  for (const ast::Expr* arg : call.args) {
    Type type = infer(*arg);
    if (inferObjectText(*arg, type, false)) continue;
    if (isSettled(type) && !hasRepr(type)) say(*arg, diag::NoText, typeName(type));
    if (isSettled(type)) lendMethods(*arg, type, Writing);
  }
  for (const ast::Keyword* keyword : call.keywords) {
    std::string_view name = context_.names.text(keyword->arg);
    if (name == "file") {
      inferPrintFile(*keyword->value);
      continue;
    }
    if (name == "flush") {
      inferTruth(*keyword->value);
      continue;
    }
    Type type = infer(*keyword->value);
    if (name != "sep" && name != "end") {
      unsupported(*keyword->value, "this argument of `print`", "use `sep`, `end`, `file` and `flush`");
    } else if (isSettled(type) && !isText(type) && type->kind != TypeKind::None) {
      say(*keyword->value, diag::ArgumentType, "print", typeName(type));
    }
  }
  return types().none();
}

void InstanceInference::inferPrintFile(const ast::Expr& file) {
  const Resolution* resolved = nullptr;
  if (file.kind == ast::NodeKind::NameExpr || file.kind == ast::NodeKind::Attribute) resolved = &resolution(file);
  if (resolved && resolved->kind == Resolution::Kind::Builtin &&
      (resolved->builtin == Builtin::SysStdout || resolved->builtin == Builtin::SysStderr)) {
    calleeOf(file) = {.kind = Callee::Kind::Builtin, .builtin = resolved->builtin};
    return;
  }
  unsupported(file, "a file other than `sys.stdout` and `sys.stderr`", "print from the caller");
}

} // namespace pyompcc::sema
