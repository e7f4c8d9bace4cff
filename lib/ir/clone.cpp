// lib/ir/clone.cpp
//
// Copies node by node, expanded from grammar/ir_nodes.def.
#include "lib/ir/clone.h"

#include <vector>

namespace pyompcc::ir {

Expr* clone(Module& module, const Expr* expr) {
  if (!expr) return nullptr;
  [[maybe_unused]] auto all = [&](std::span<Expr*> nodes) {
    std::vector<Expr*> copies;
    for (const Expr* node : nodes) copies.push_back(clone(module, node));
    return module.arena.copy(copies);
  };
  switch (expr->kind) {
#define IR_EXPR(Name, Fields)                                                                                          \
  case ExprKind::Name: {                                                                                               \
    auto* copy = module.arena.create<Name>(*static_cast<const Name*>(expr));                                           \
    Fields return copy;                                                                                                \
  }
#define IR_STMT(Name, Fields)
#define CHILD(name) copy->name = clone(module, copy->name);
#define OPTCHILD(name) copy->name = clone(module, copy->name);
#define CHILDREN(name) copy->name = all(copy->name);
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
  }
  return nullptr;
}

} // namespace pyompcc::ir
