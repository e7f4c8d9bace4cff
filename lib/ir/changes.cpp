// lib/ir/changes.cpp
//
// Collects changes, and goes round the call graph until nothing is new.
#include "lib/ir/changes.h"

#include "lib/ir/asked_methods.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"

#include <algorithm>

namespace pyompcc::ir {

bool holds(Type type, Type part) {
  return sema::holdsAny(type, [&](Type held) { return held == part; });
}

ChangedTypes changedTypes(const Module& module) {
  ChangedTypes changed;
  auto note = [](std::set<Type>& types, const Expr* container) {
    if (sema::isMutable(container->type)) types.insert(container->type);
  };
  for (const Function* function : module.functions) {
    std::set<Type>& types = changed[function];
    forEachExpr(*function->body, [&](const Expr& expr) {
      const auto* call = as<LibraryCall>(&expr);
      if (call && sema::facts(call->callee).effect == sema::Effect::Mutates) note(types, call->args[0]);
      const auto* load = as<Load>(&expr);
      if (load && load->array->type->kind == sema::TypeKind::DefaultDict) note(types, load->array);
    });
    forEachStmt(*function->body, [&](const Stmt& stmt) {
      if (const auto* store = as<Store>(&stmt)) note(types, store->array);
      // A number in an object has its own place, as one in an array.
      if (const auto* field = as<SetField>(&stmt); field && !sema::isNumber(field->value->type)) {
        types.insert(field->object->type);
      }
      const auto* update = as<Update>(&stmt);
      if (const auto* load = update ? as<Load>(update->target) : nullptr) note(types, load->array);
    });
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (const Function* function : module.functions) {
      std::set<Type>& types = changed[function];
      std::size_t before = types.size();
      forEachExpr(*function->body, [&](const Expr& expr) {
        forEachCallee(module, expr, [&](const Function& callee) {
          if (&callee != function) types.insert(changed[&callee].begin(), changed[&callee].end());
        });
      });
      grows |= types.size() != before;
    }
  }
  return changed;
}

} // namespace pyompcc::ir
