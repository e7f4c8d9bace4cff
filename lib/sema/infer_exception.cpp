// lib/sema/infer_exception.cpp
//
// `try`, `raise`: which classes are caught and raised, and what the names of handlers are.
#include "lib/sema/instance_inference.h"

namespace pyompcc::sema {

void InstanceInference::inferTry(const ast::Try& stmt) {
  inferBlock(stmt.body);
  for (const ast::ExceptHandler* handler : stmt.handlers) inferHandler(*handler);
  inferBlock(stmt.orelse);
  inferBlock(stmt.finalbody);
}

void InstanceInference::inferHandler(const ast::ExceptHandler& handler) {
  if (const auto* classes = ast::as<ast::Tuple>(handler.type)) {
    for (const ast::Expr* exception : classes->elts) isExceptionClass(*exception);
  } else if (handler.type) {
    isExceptionClass(*handler.type);
  }
  if (handler.name) join(function_.web(handler), types().exception(), loc(handler));
  ++handlers_;
  inferBlock(handler.body);
  --handlers_;
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
  unsupported(expr, "an exception other than Python's own and empty classes of the file that derive from them",
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
  if (!isExceptionClass(call ? *call->func : exception) || !call) return;
  calleeOf(*call) = calleeOf(*call->func);
  if (!call->keywords.empty()) {
    unsupported(*call, "a keyword argument of an exception", "give it by its position");
    return;
  }
  if (!hasPlainArguments(*call)) return;
  for (const ast::Expr* arg : call->args) {
    if (std::optional<FoldedValue> folded = fold(*arg); folded && folded->kind == TypeKind::Str) {
      set(*arg, types().str());
      continue;
    }
    Type type = infer(*arg);
    bool fits = type->kind <= TypeKind::Float || type->kind == TypeKind::Str;
    if (!fits) {
      unsupported(*arg, "this argument of an exception", "give it a text, an int, a float, a bool or None");
    }
  }
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
