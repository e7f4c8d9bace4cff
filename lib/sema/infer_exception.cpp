// lib/sema/infer_exception.cpp
//
// `try`, `raise`: which classes are caught and raised, and what the names of handlers are.
#include "lib/sema/bind_call.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace pyompcc::sema {
namespace {

// Is one of Python's own classes another, or derived from it?
bool derives(std::string_view exception, std::string_view from) {
  static const std::map<std::string_view, std::string_view> Bases = {
#define EXCEPTION(Name, Base) {#Name, #Base},
#include "runtime/include/pyomp/exceptions.def"
  };
  while (exception != from) {
    auto base = Bases.find(exception);
    if (base == Bases.end()) return false;
    exception = base->second;
  }
  return true;
}

std::string_view className(Builtin builtin) {
  std::string_view dotted = facts(builtin).dotted_name;
  return dotted.substr(dotted.rfind('.') + 1);
}

// Can an exception of a class of the file be what a handler of `caught` takes?
bool takes(const Resolution& caught, const ModuleInfo& module, std::size_t exception) {
  while (true) {
    if (caught.kind == Resolution::Kind::Exception && caught.index == exception) return true;
    const ExceptionClass& row = module.exceptions[exception];
    if (row.base < 0) {
      return caught.kind == Resolution::Kind::Builtin &&
             derives(className(row.builtin_base), className(caught.builtin));
    }
    exception = static_cast<std::size_t>(row.base);
  }
}

} // namespace

void InstanceInference::inferTry(const ast::Try& stmt) {
  Narrowed before = narrowed_;
  bool body_ends = !inferBranch(stmt.body);
  bool else_ends = !body_ends || !inferBranch(stmt.orelse);
  narrowed_ = before;
  forgetAssigned(stmt);
  bool ends = body_ends && else_ends;
  for (const ast::ExceptHandler* handler : stmt.handlers) {
    Narrowed known = narrowed_;
    inferHandler(*handler);
    ends |= !std::exchange(dead_, false);
    narrowed_ = known;
  }
  bool final_ends = !inferBranch(stmt.finalbody);
  dead_ = !ends || !final_ends;
}

void InstanceInference::inferHandler(const ast::ExceptHandler& handler) {
  if (const auto* classes = ast::as<ast::Tuple>(handler.type)) {
    for (const ast::Expr* exception : classes->elts) isExceptionClass(*exception);
  } else if (handler.type) {
    isExceptionClass(*handler.type);
  }
  if (handler.name) handlers_of_web_[function_.web(handler).index].insert(&handler);
  if (handler.name) join(function_.web(handler), types().exception(hasOwnText(handler)), loc(handler));
  ++handlers_;
  inferBlock(handler.body);
  --handlers_;
}

// May the handler take an exception of a class with methods? Those, in Python, say what its text is.
bool InstanceInference::hasOwnText(const ast::ExceptHandler& handler) const {
  const ModuleInfo& module = context_.program.modules[function_.module];
  auto taken = [&](const ast::Expr& expr) {
    for (std::size_t i = 0; i < module.exceptions.size(); ++i) {
      if (module.exceptions[i].has_methods && takes(resolution(expr), module, i)) return true;
    }
    return false;
  };
  if (const auto* classes = ast::as<ast::Tuple>(handler.type)) {
    return std::ranges::any_of(classes->elts, [&](const ast::Expr* expr) { return taken(*expr); });
  }
  return handler.type && taken(*handler.type);
}

// Can an exception of a class be what the handler takes?
bool InstanceInference::mayTake(const ast::ExceptHandler& handler, std::pair<int, std::uint32_t> raised) const {
  if (!handler.type) return true;
  auto taken = [&](const ast::Expr& expr) {
    const Resolution& caught = resolution(expr);
    if (raised.first >= 0) {
      const ModuleInfo& module = context_.program.modules[static_cast<std::size_t>(raised.first)];
      return takes(caught, module, raised.second);
    }
    return caught.kind == Resolution::Kind::Builtin &&
           derives(className(static_cast<Builtin>(raised.second)), className(caught.builtin));
  };
  if (const auto* classes = ast::as<ast::Tuple>(handler.type)) {
    return std::ranges::any_of(classes->elts, [&](const ast::Expr* expr) { return taken(*expr); });
  }
  return taken(*handler.type);
}

// The class of the file, or the base that it has `__init__` from, takes so many arguments.
bool InstanceInference::fitsInit(const ast::Call& call) {
  const Resolution& resolved = resolution(*call.func);
  if (resolved.kind != Resolution::Kind::Exception) return true;
  const ModuleInfo& module = context_.program.modules[function_.module];
  int index = static_cast<int>(resolved.index);
  while (index >= 0 && !module.exceptions[static_cast<std::size_t>(index)].init) {
    index = module.exceptions[static_cast<std::size_t>(index)].base;
  }
  if (index < 0) return true;
  CallBinding binding = bindCall(*module.exceptions[static_cast<std::size_t>(index)].init->args, 1, call.args, {},
                                 [](const ast::Expr&) { return std::size_t{0}; });
  bool missing = std::ranges::any_of(std::span(binding.params).subspan(1), &ParameterBinding::isMissing);
  if (!missing && !binding.tooMany()) return true;
  unsupported(call, "an exception with other arguments than its `__init__` takes", "give one for each parameter");
  return false;
}

/// Notes which class the expression names; reports what is none.
bool InstanceInference::isExceptionClass(const ast::Expr& expr) {
  const Resolution& resolved = resolution(expr);
  if (resolved.kind == Resolution::Kind::Exception && resolved.module == function_.module) {
    calleeOf(expr) = {.kind = Callee::Kind::Exception, .constant = resolved.index, .module = resolved.module};
    return true;
  }
  if (resolved.kind == Resolution::Kind::Builtin && facts(resolved.builtin).rule == BuiltinRule::Exception) {
    calleeOf(expr) = {.kind = Callee::Kind::Builtin, .builtin = resolved.builtin};
    return true;
  }
  unsupported(expr, "an exception other than Python's own and classes of the file that derive from them",
              "name a built-in exception such as ValueError, or write `class Name(ValueError): pass`");
  return false;
}

bool InstanceInference::isCaught(const ast::Expr& expr) {
  if (expr.kind != ast::NodeKind::NameExpr || resolution(expr).kind != Resolution::Kind::Local) return false;
  Type type = infer(expr);
  return type->kind == TypeKind::Exception || !isSettled(type);
}

void InstanceInference::inferRaise(const ast::Raise& raise) {
  if (raise.cause) inferCause(*raise.cause);
  if (raise.exc) return inferRaised(*raise.exc);
  // In a function that a handler calls it would raise what the caller is handling.
  if (handlers_ == 0) unsupported(raise, "`raise` without an exception outside of a handler", "name the exception");
}

// ValueError, ValueError("text", 1), or the name of a handler.
void InstanceInference::inferRaised(const ast::Expr& exception) {
  if (isCaught(exception)) return;
  const auto* call = ast::as<ast::Call>(&exception);
  if (!isExceptionClass(call ? *call->func : exception)) return;
  if (!call) return noteRaised(exception, {});
  calleeOf(*call) = calleeOf(*call->func);
  if (!call->keywords.empty()) {
    unsupported(*call, "a keyword argument of an exception", "give it by its position");
    return;
  }
  if (!hasPlainArguments(*call) || !fitsInit(*call)) return;
  std::vector<Type> args;
  for (const ast::Expr* arg : call->args) {
    Type type = infer(*arg);
    args.push_back(type);
    bool fits = type->kind <= TypeKind::Float || type->kind == TypeKind::Str;
    if (!fits) {
      unsupported(*arg, "this argument of an exception", "give it a text, an int, a float, a bool or None");
    }
  }
  noteRaised(*call->func, args);
}

void InstanceInference::inferCause(const ast::Expr& cause) {
  const auto* constant = ast::as<ast::Constant>(&cause);
  if (constant && constant->value.kind == ast::ConstantValue::Kind::None) {
    set(cause, types().none());
    return;
  }
  inferRaised(cause);
}

} // namespace pyompcc::sema
