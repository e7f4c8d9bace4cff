// lib/sema/infer_call.cpp
//
// Types of calls of compiled functions: which argument is which parameter, and the instance for their types.
#include "lib/diag/rows/sema.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/instance_inference.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::sema {

bool InstanceInference::isNextOfGenerator(const ast::Call& call, const Resolution& resolved) {
  bool is_next = context_.names.text(resolved.dotted) == "builtins.next" && !call.args.empty();
  return is_next && infer(*call.args[0])->kind == TypeKind::Generator;
}

// iter(p) and next(p) of an object; null for all else.
Type InstanceInference::inferIteration(const ast::Call& call, std::string_view dotted) {
  bool iterates = (dotted == "builtins.iter" || dotted == "builtins.next") && call.args.size() == 1;
  if (!iterates || !call.keywords.empty()) return nullptr;
  Type value = infer(*call.args[0]);
  return callMethod(call, dotted == "builtins.iter" ? "__iter__" : "__next__", value, {});
}

Type InstanceInference::inferCall(const ast::Call& call) {
  const Resolution& resolved = resolution(*call.func);
  using Kind = Resolution::Kind;
  switch (resolved.kind) {
  case Kind::Function: return inferFunctionCall(call, *context_.program.functions[resolved.index]);
  case Kind::Builtin:
    if (facts(resolved.builtin).rule == BuiltinRule::Nested) return inferNested(call, resolved.builtin);
    return inferBuiltinCall(call, resolved.builtin);
  case Kind::DType: return inferBuiltinCall(call, Builtin::NumpyScalar);
  case Kind::None:
    if (const auto* method = ast::as<ast::Attribute>(call.func)) {
      if (Type member = inferMember(*method)) return inferMethodCall(call, member);
      Type value = instance_.type(*method->value);
      if (!isSettled(value)) return value;
      if (isArray(value) && context_.names.text(method->attr) == "copy") {
        if (call.args.empty() && call.keywords.empty()) return types().array(value->dtype, value->ndim, Layout::C);
        return unsupported(call, "a copy in an order that is given", "leave the order out: it is C's");
      }
      if (Type given = inferGeneratorMethod(call, value)) return given;
      if (value->named && context_.names.text(method->attr) == "_replace") return inferReplace(call, value);
      std::string dotted = methodOf(value, context_.names.text(method->attr));
      if (isLibraryName(dotted)) return inferLibraryCall(call, dotted, method->value);
      {
        say(*method, diag::UnsupportedMethod, context_.names.text(method->attr), typeName(value));
      }
      return types().error();
    }
    return inferValueCall(call);
  case Kind::Local: return inferValueCall(call);
  case Kind::Class: return inferConstruction(call, *context_.program.classes[resolved.index]);
  case Kind::NamedTuple: return inferNamedTuple(call, *context_.program.named_tuples[resolved.index]);
  case Kind::Constant:
  case Kind::Variable: return unsupported(*call.func, "a call of a constant", "call a function by its name");
  case Kind::Exception: return unsupported(call, "an exception as a value", "raise it where it is made");
  case Kind::File:
  case Kind::Object:
    if (isNextOfGenerator(call, resolved)) return inferNext(call);
    if (context_.names.text(resolved.dotted) == "collections.defaultdict") return inferDefaultDict(call);
    if (Type result = inferIteration(call, context_.names.text(resolved.dotted))) return result;
    if (std::string_view dotted = context_.names.text(resolved.dotted); isLibraryName(dotted)) {
      return inferLibraryCall(call, dotted, nullptr);
    }
    if (context_.names.text(resolved.dotted) == "builtins.isinstance") return inferIsInstance(call);
    break;
  case Kind::Module:
  case Kind::Global:
  case Kind::Unknown: break;
  }
  inferResolved(*call.func, resolved);
  return types().error();
}

// False where an argument is given by `*` or `**`.
bool InstanceInference::hasPlainArguments(const ast::Call& call) {
  for (const ast::Expr* arg : call.args) {
    if (arg->kind != ast::NodeKind::Starred) continue;
    unsupported(*arg, "`*` in a call", "write each argument");
    return false;
  }
  for (const ast::Keyword* keyword : call.keywords) {
    if (keyword->arg) continue;
    unsupported(*keyword->value, "`**` in a call", "write each argument");
    return false;
  }
  return true;
}

// Infers each argument in the order in which it is evaluated. False where what `*` or `**` give is not known.
bool InstanceInference::inferArguments(const ast::Call& call) {
  bool fine = true;
  for (const ast::Expr* arg : call.args) {
    const auto* starred = ast::as<ast::Starred>(arg);
    if (!starred) {
      infer(*arg);
      continue;
    }
    Type packed = infer(*starred->value);
    if (packed->kind == TypeKind::Tuple || !isSettled(packed)) continue;
    unsupported(*arg, fmt::format("`*` before `{}`", typeName(packed)), "write each argument, or give a tuple");
    fine = false;
  }
  for (const ast::Keyword* keyword : call.keywords) {
    infer(*keyword->value);
    if (keyword->arg) continue;
    unsupported(*keyword->value, "`**` in a call", "write each argument");
    fine = false;
  }
  return fine;
}

Type InstanceInference::inferFunctionCall(const ast::Call& call, const FunctionInfo& callee) {
  if (callee.rejected) {
    inferArguments(call);
    return types().error();
  }
  if (!inferArguments(call)) return types().error();
  Type result = callWith(call, callee, {});
  return result;
}

// `captured`: the types of the first parameters, where the function is a value that holds them.
Type InstanceInference::callWith(const ast::Call& call, const FunctionInfo& callee, std::span<const Type> captured) {
  std::vector<Type> params(captured.begin(), captured.end());
  if (!bindArguments(call, callee, params)) return types().error();
  if (callee.ufunc && !chooseLoop(call, callee, params)) return types().error();
  if (Type result = filledBy(call, callee, captured.size(), params)) return result;
  Callee& found = calleeOf(call);
  Type result = request(call, callee.index, std::move(params), found);
  if (found.kind == Callee::Kind::Instance) joinCells(call, *context_.program.instances[found.instance]);
  return result;
}

// A ufunc that compiled code calls with numbers: the first of its signatures that takes them without loss.
bool InstanceInference::chooseLoop(const ast::Call& call, const FunctionInfo& callee, std::vector<Type>& params) {
  std::string given;
  for (Type param : params) {
    if (!isSettled(param)) return param->kind == TypeKind::Unknown;
    given += fmt::format("{}{}", given.empty() ? "" : ", ", typeName(param));
  }
  auto rank = [](Type type) {
    switch (type->kind) {
    case TypeKind::Bool: return 0;
    case TypeKind::Int: return 1;
    case TypeKind::Float: return 2;
    case TypeKind::Complex: return 3;
    default: return -1;
    }
  };
  for (const UfuncInfo::Signature& loop : callee.ufunc.signatures) {
    bool fits = callee.ufunc.kind == UfuncInfo::Kind::Elements && loop.params.size() == params.size();
    for (std::size_t i = 0; i < params.size() && fits; ++i) {
      // An element of an array of doubles or of 64-bit ints is one in C++.
      bool element = params[i]->kind == TypeKind::Scalar &&
                     ((params[i]->dtype == DType::Float64 && loop.params[i]->kind == TypeKind::Float) ||
                      (params[i]->dtype == DType::Int64 && rank(loop.params[i]) >= 1));
      fits =
          params[i] == loop.params[i] || element || (rank(params[i]) >= 0 && rank(params[i]) <= rank(loop.params[i]));
    }
    if (!fits) continue;
    params = loop.params;
    return true;
  }
  say(call, diag::UfuncCall, context_.names.text(callee.name), given);
  return false;
}

// seen = set(); visit(graph, seen): the elements of a container that the callee fills are what it puts there. It is
// looked at with what is known so far; such an instance only answers questions. Null where all elements are known then,
// as `params` are.
Type InstanceInference::filledBy(const ast::Call& call, const FunctionInfo& callee, std::size_t held,
                                 std::vector<Type>& params) {
  if (callee.rejected || !callee.native) return nullptr;
  if (!std::ranges::all_of(params, isSettled) || std::ranges::none_of(params, hasUnknown)) return nullptr;
  std::optional<std::uint32_t> index = context_.instances.request(callee.index, params, instance_.index);
  if (!index) return nullptr;
  const Instance& instance = *context_.program.instances[*index];
  std::vector<const ast::Arg*> names = parameters(*callee.def->args);
  CallBinding binding = bind(call, callee, held);
  for (std::size_t i = held; i < binding.params.size() && i < names.size(); ++i) {
    const ParameterBinding& param = binding.params[i];
    WebId web = callee.web(*names[i]);
    if (!web || param.packed || param.arguments.empty() || param.arguments.front().element) continue;
    if (!hasUnknown(params[i])) continue;
    Type filled = joinTypes(types(), params[i], instance.web_types[web.index]);
    if (!filled || filled == params[i]) continue;
    refine(*param.arguments.front().expr, filled);
    params[i] = filled;
  }
  return std::ranges::any_of(params, hasUnknown) ? instance.result : nullptr;
}

CallBinding InstanceInference::bind(const ast::Call& call, const FunctionInfo& callee, std::size_t held) const {
  return bindCall(*callee.def->args, held, call.args, call.keywords, [&](const ast::Expr& packed) {
    Type type = instance_.type(packed);
    return type && type->kind == TypeKind::Tuple ? type->elements.size() : 0;
  });
}

// False, and reported, where the arguments do not fit the parameters.
bool InstanceInference::bindArguments(const ast::Call& call, const FunctionInfo& callee, std::vector<Type>& params) {
  std::string_view name = context_.names.text(callee.name);
  std::size_t held = params.size();
  CallBinding binding = bind(call, callee, held);
  if (binding.tooMany()) {
    say(call, diag::TooManyArguments, name, static_cast<diag::Number>(binding.positional - callee.capture_count),
        static_cast<diag::Number>(binding.given - callee.capture_count));
  }
  for (const ast::Keyword* keyword : binding.unknown) {
    say(*keyword, diag::UnknownParameter, name, context_.names.text(keyword->arg));
  }
  for (const ast::Keyword* keyword : binding.repeated) {
    say(*keyword, diag::RepeatedArgument, name, context_.names.text(keyword->arg));
  }
  bool fine = !binding.tooMany() && binding.unknown.empty() && binding.repeated.empty();
  for (const ParameterBinding& param : std::span(binding.params).subspan(held)) {
    if (param.isMissing()) say(call, diag::MissingArgument, name, context_.names.text(param.param->arg));
    fine &= !param.isMissing();
    params.push_back(param.isMissing() ? types().error() : parameterType(param, callee));
  }
  return fine;
}

Type InstanceInference::argumentType(const Argument& argument) const {
  Type type = instance_.type(*argument.expr);
  if (!argument.element || type->kind != TypeKind::Tuple) return type;
  return type->elements[*argument.element];
}

Type InstanceInference::parameterType(const ParameterBinding& param, const FunctionInfo& callee) {
  if (!param.packed) {
    return param.arguments.empty() ? defaultType(callee, *param.default_value) : argumentType(param.arguments.front());
  }
  std::vector<Type> elements;
  for (const Argument& argument : param.arguments) {
    elements.push_back(argumentType(argument));
    if (!isSettled(elements.back())) return elements.back();
  }
  return types().tuple(elements);
}

Type InstanceInference::defaultType(const FunctionInfo& callee, const ast::Expr& value) {
  const auto* literal = ast::as<ast::Constant>(&value);
  if (literal && literal->value.kind == ast::ConstantValue::Kind::None) return types().none();
  auto folded = callee.default_values.find(&value);
  if (folded != callee.default_values.end()) return typeOf(folded->second, types());
  support::Loc place = context_.program.modules[callee.module].parsed->loc(value);
  sayAt(place, diag::DefaultNotConstant, context_.names.text(callee.name));
  return types().error();
}

} // namespace pyompcc::sema
