// lib/sema/infer_function_value.cpp
//
// Types of functions as values, of their calls, and of the variables that functions share.
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/instance_inference.h"

namespace pyompcc::sema {

// f(x), make(2)(x), table[1](x): the type of the value says which function it is.
Type InstanceInference::inferValueCall(const ast::Call& call) {
  Type function = infer(*call.func);
  if (!isSettled(function)) {
    inferArguments(call);
    return function;
  }
  if (function->kind == TypeKind::Function && function->object) return inferConstruction(call, classOf(function));
  if (isObject(function)) {
    const ClassMember* member = memberNamed(function, "__call__");
    if (!member) return unsupported(*call.func, "a call of an object without `__call__`", "call a method");
    bool fine = inferArguments(call);
    const FunctionInfo& callee = *context_.program.functions[member->function];
    if (callee.rejected || !fine) return types().error();
    return callWith(call, callee, {&function, 1});
  }
  if (function->kind != TypeKind::Function) {
    inferArguments(call);
    return unsupported(*call.func, "a call of a value of type `" + typeName(function) + "`", "call a function");
  }
  if (function->is_builtin) {
    // Nothing is evaluated for a name; another expression could do more than give the function.
    bool is_name = call.func->kind == ast::NodeKind::NameExpr;
    if (!is_name) return unsupported(*call.func, "a call of a built-in function that is computed", "give it a name");
    auto builtin = static_cast<Builtin>(function->function);
    switch (facts(builtin).rule) {
    case BuiltinRule::Directive:
    case BuiltinRule::Exception:
    case BuiltinRule::Range:
      return unsupported(*call.func, "a call of this object by another name", "use its own name");
    default: return inferBuiltinCall(call, builtin);
    }
  }
  const FunctionInfo& callee = *context_.program.functions[function->function];
  bool fine = inferArguments(call);
  if (callee.rejected || !fine) return types().error();
  return callWith(call, callee, function->elements);
}

// partial(f, 1, 2) holds its arguments as an inner function holds what it has captured.
Type InstanceInference::inferPartial(const ast::Call& call) {
  if (!hasPlainArguments(call)) return types().error();
  if (call.args.empty() || !call.keywords.empty()) {
    return unsupported(call, "`partial` without a function, or with keywords", "give the first arguments by position");
  }
  Type function = infer(*call.args[0]);
  std::vector<Type> held = function->elements;
  for (const ast::Expr* arg : call.args.subspan(1)) {
    held.push_back(infer(*arg));
    if (!isSettled(held.back())) return held.back();
  }
  if (!isSettled(function)) return function;
  if (function->kind != TypeKind::Function || function->is_builtin) {
    return unsupported(*call.args[0], "`partial` of something else than a compiled function", "write a `lambda`");
  }
  const ast::Arguments& args = *context_.program.functions[function->function]->def->args;
  if (held.size() > args.posonlyargs.size() + args.args.size()) {
    return unsupported(call, "`partial` with more arguments than the function has parameters", "leave some out");
  }
  return types().function(function->function, held);
}

Type InstanceInference::inferNested(const ast::Call& call, Builtin builtin) {
  calleeOf(call) = {.kind = Callee::Kind::Builtin, .builtin = builtin};
  if (builtin == Builtin::Partial) return inferPartial(call);
  if (builtin == Builtin::MakeFunction) {
    std::vector<Type> captured;
    for (const ast::Expr* variable : call.args.subspan(1)) {
      Type type = infer(*variable);
      if (!isSettled(type)) return type;
      captured.push_back(type);
    }
    return types().function(resolution(*call.args[0]).index, captured);
  }
  if (builtin == Builtin::CellNew) {
    if (call.args.empty()) return types().cell(types().unknown());
    Type value = infer(*call.args[0]);
    return isSettled(value) ? types().cell(value) : value;
  }
  Type cell = infer(*call.args[0]);
  if (builtin == Builtin::CellGet) return cell->kind == TypeKind::Cell ? cell->elements[0] : cell;
  Type value = infer(*call.args[1]);
  if (isSettled(value)) join(function_.web(*call.args[0]), types().cell(value), loc(*call.args[1]));
  return types().none();
}

// What a callee assigns to a variable that it shares with this function.
void InstanceInference::joinCells(const ast::Call& call, const Instance& callee) {
  std::vector<const ast::Arg*> params = parameters(*callee.function->def->args);
  std::size_t count = std::min(callee.function->capture_count, call.args.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto* name = ast::as<ast::NameExpr>(call.args[i]);
    if (!name || callee.params[i]->kind != TypeKind::Cell || resolution(*call.func).kind != Resolution::Kind::Function)
      continue;
    join(function_.web(*name), callee.web_types[callee.function->web(*params[i]).index], loc(call));
  }
}

// Has a variable that the function shares another type than its callers know?
bool InstanceInference::cellsChanged() const {
  std::vector<const ast::Arg*> params = parameters(*function_.def->args);
  for (std::size_t i = 0; i < function_.capture_count && i < instance_.params.size(); ++i) {
    WebId web = function_.web(*params[i]);
    if (web && instance_.params[i]->kind == TypeKind::Cell && instance_.web_types[web.index] != instance_.params[i])
      return true;
  }
  return false;
}

// A function that is passed on as a value cannot tell the one that owns the variable.
void InstanceInference::reportCells() {
  std::vector<const ast::Arg*> params = parameters(*function_.def->args);
  for (std::size_t i = 0; i < function_.capture_count && i < instance_.params.size(); ++i) {
    WebId web = function_.web(*params[i]);
    Type known = instance_.params[i];
    if (!web || known->kind != TypeKind::Cell || instance_.web_types[web.index] == known) continue;
    const Origin& origin = origins_[web.index];
    std::string_view name = context_.names.text(params[i]->arg);
    sayAt(origin.loc, diag::TypeConflict, name, typeName(instance_.web_types[web.index]->elements[0]),
          typeName(known->elements[0]));
  }
}

} // namespace pyompcc::sema
