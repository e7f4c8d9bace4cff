// lib/ir/asked_methods.cpp
//
// Told by types: whatever compares, hashes or shows a value may come to the objects that it holds.
#include "lib/ir/asked_methods.h"

#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"

namespace pyompcc::ir {
namespace {

bool holdsAsked(Type type) {
  return sema::holdsAny(
      type, [](Type part) { return sema::isObject(part) && part->object && !part->object->own_methods.empty(); });
}

// Does it look at the values of its operands, and not only at how many there are or where they lie?
bool looksAtValues(const Expr& expr) {
  switch (expr.kind) {
  case ExprKind::LibraryCall: return sema::facts(as<LibraryCall>(&expr)->callee).effect != sema::Effect::Pure;
  case ExprKind::RuntimeCall: {
    RuntimeFunction callee = as<RuntimeCall>(&expr)->callee;
    return callee == RuntimeFunction::AsciiOf || callee == RuntimeFunction::FormatOf ||
           callee == RuntimeFunction::Print || callee == RuntimeFunction::ReprOf || callee == RuntimeFunction::StrOf ||
           callee == RuntimeFunction::TextJoin;
  }
  case ExprKind::Load: return sema::isMapping(as<Load>(&expr)->array->type);
  case ExprKind::MakeContainer: return !sema::isIndexed(expr.type) && expr.type->kind != sema::TypeKind::Sequence;
  case ExprKind::Compare:
  case ExprKind::MakeDict: return true;
  default: return false;
  }
}

} // namespace

bool asksMethods(const Expr& expr) {
  if (!looksAtValues(expr)) return false;
  bool asks = false;
  forEachChild(expr, [&](const Expr* operand) { asks |= holdsAsked(operand->type); });
  return asks;
}

bool canRaise(const LibraryCall& call) {
  sema::Effect effect = sema::facts(call.callee).effect;
  return effect == sema::Effect::Raises || effect == sema::Effect::Mutates || asksMethods(call);
}

void forEachCallee(const Module& module, const Expr& expr, const std::function<void(const Function&)>& visit) {
  if (const auto* call = as<Call>(&expr)) visit(*call->callee);
  if (!asksMethods(expr)) return;
  for (const Class& info : module.classes) {
    for (const LentMethod& lent : info.lent) visit(*lent.function);
  }
}

} // namespace pyompcc::ir
