// lib/sema/infer_call.cpp
//
// Types of calls of compiled functions: which argument is which parameter, and the instance for their types.
#include "lib/sema/bound_names.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

/// The parameters of a function in the order of Instance::params, with what a call may leave out.
struct Signature {
  std::vector<const ast::Arg*> params;
  std::vector<const ast::Expr*> defaults; ///< by parameter; null where there is none
  std::size_t first_by_name = 0;          ///< parameters before it cannot be given by name
  std::size_t positional = 0;             ///< parameters from it on can only be given by name
};

Signature signatureOf(const ast::Arguments& arguments) {
  Signature signature;
  auto add = [&](std::span<ast::Arg*> args) {
    signature.params.insert(signature.params.end(), args.begin(), args.end());
  };
  add(arguments.posonlyargs);
  signature.first_by_name = signature.params.size();
  add(arguments.args);
  signature.positional = signature.params.size();
  add(arguments.kwonlyargs);
  signature.defaults.assign(signature.positional, nullptr);
  // Defaults belong to the last positional parameters.
  std::ranges::copy_backward(arguments.defaults, signature.defaults.end());
  signature.defaults.insert(signature.defaults.end(), arguments.kw_defaults.begin(), arguments.kw_defaults.end());
  signature.defaults.resize(signature.params.size(), nullptr);
  return signature;
}

} // namespace

Type InstanceInference::inferCall(const ast::Call& call) {
  const Resolution& resolved = resolution(*call.func);
  using Kind = Resolution::Kind;
  switch (resolved.kind) {
  case Kind::Function: return inferFunctionCall(call, *context_.program.functions[resolved.index]);
  case Kind::Builtin: return inferBuiltinCall(call, resolved.builtin);
  case Kind::DType: return inferBuiltinCall(call, Builtin::NumpyScalar);
  case Kind::None:
    if (const auto* method = ast::as<ast::Attribute>(call.func)) {
      Type value = infer(*method->value);
      if (isSettled(value)) {
        say(*method, diag::UnsupportedMethod, context_.names.text(method->attr), typeName(value));
      }
      return types().error();
    }
    return unsupported(*call.func, "a call of a computed value", "call a function by its name");
  case Kind::Local: return unsupported(*call.func, "a call of a variable", "call a function by its name");
  case Kind::Constant: return unsupported(*call.func, "a call of a constant", "call a function by its name");
  case Kind::Module:
  case Kind::Object:
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

Type InstanceInference::inferFunctionCall(const ast::Call& call, const FunctionInfo& callee) {
  std::vector<Type> params;
  if (callee.rejected) return types().error();
  if (!hasPlainArguments(call) || !bindArguments(call, callee, params)) return types().error();
  bool unknown = false;
  for (Type param : params) {
    if (param->kind == TypeKind::Error) return param;
    unknown |= param->kind == TypeKind::Unknown;
    if (param->kind == TypeKind::Range) return unsupported(call, "`range` as an argument", "pass its bounds");
  }
  if (unknown) return types().unknown();
  std::optional<std::uint32_t> instance = context_.instances.request(callee.index, std::move(params), instance_.index);
  if (!instance) {
    say(call, diag::TooManyInstances, context_.names.text(callee.name));
    return types().error();
  }
  calleeOf(call) = {.kind = Callee::Kind::Instance, .instance = *instance};
  return context_.program.instances[*instance]->result;
}

// Python language reference, section 6.3.4: positional arguments first, then keywords, then defaults.
bool InstanceInference::bindArguments(const ast::Call& call, const FunctionInfo& callee, std::vector<Type>& params) {
  Signature signature = signatureOf(*callee.def->args);
  std::string_view name = context_.names.text(callee.name);
  params.assign(signature.params.size(), nullptr);
  bool fine = call.args.size() <= signature.positional;
  if (!fine) {
    say(call, diag::TooManyArguments, name, static_cast<diag::Number>(signature.positional),
        static_cast<diag::Number>(call.args.size()));
  }
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    Type type = infer(*call.args[i]);
    if (i < signature.positional) params[i] = type;
  }
  for (const ast::Keyword* keyword : call.keywords) {
    Type type = infer(*keyword->value);
    auto by_name = signature.params.begin() + static_cast<std::ptrdiff_t>(signature.first_by_name);
    auto param =
        std::find_if(by_name, signature.params.end(), [&](const ast::Arg* arg) { return arg->arg == keyword->arg; });
    auto index = static_cast<std::size_t>(param - signature.params.begin());
    bool known = param != signature.params.end();
    if (!known) say(*keyword, diag::UnknownParameter, name, context_.names.text(keyword->arg));
    if (known && params[index]) say(*keyword, diag::RepeatedArgument, name, context_.names.text(keyword->arg));
    fine &= known && !params[index];
    if (known) params[index] = type;
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (params[i]) continue;
    if (signature.defaults[i]) {
      params[i] = defaultType(callee, *signature.defaults[i]);
      continue;
    }
    say(call, diag::MissingArgument, name, context_.names.text(signature.params[i]->arg));
    fine = false;
  }
  return fine;
}

// A default is evaluated where the function is defined; only constants have the same value everywhere.
Type InstanceInference::defaultType(const FunctionInfo& callee, const ast::Expr& value) {
  const auto* literal = ast::as<ast::Constant>(&value);
  if (literal && literal->value.kind == ast::ConstantValue::Kind::None) return types().none();
  auto lookup = [&](const ast::Expr& name) {
    return constantValue(context_.program, context_.resolutions(callee, name));
  };
  if (std::optional<FoldedValue> folded = foldConstant(value, lookup)) return typeOf(*folded, types());
  support::Loc place = context_.program.modules[callee.module].parsed->loc(value);
  sayAt(place, diag::DefaultNotConstant, context_.names.text(callee.name));
  return types().error();
}

} // namespace pyompcc::sema
