// lib/ast/walk.h
//
// Visits the children of any node, in the order of grammar/ast_nodes.def.
#pragma once

#include "lib/ast/ast.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace pyompcc::ast {

/// Calls `visit(const Node&)` for every child that is there. The callee decides whether to go deeper: left spines
/// (`1+1+...`), `elif` chains and chains of attributes can be a hundred thousand nodes deep, so a walk over a whole
/// tree keeps its own stack instead of recursing.
template <class Visit> void forEachChild(const Node& node, Visit&& visit) {
  auto one = [&](const Node* child) {
    if (child) visit(*child);
  };
  auto all = [&](const auto& children) {
    for (const auto* child : children) one(child);
  };
  switch (node.kind) {
#define NODE(Category, Name, Fields)                                                                                   \
  case NodeKind::Name: {                                                                                               \
    [[maybe_unused]] const auto& self = static_cast<const Name&>(node);                                                \
    Fields break;                                                                                                      \
  }
#define ONE(Type, name) one(self.name);
#define OPT(Type, name) one(self.name);
#define SEQ(Type, name) all(self.name);
#define IDENT(name)
#define OPTIDENT(name)
#define IDENTS(name)
#define VALUE(name)
#define NUMBER(name)
#define TEXT(name)
#define ENUM(Type, name)
#define ENUMS(Type, name)
#define SINCE(minor, field) field
#include "grammar/ast_nodes.def"
  }
}

/// Calls `visit(const Node&)` for `root` and everything below it, parents first, children in source order; when `visit`
/// returns false the node's children are left out. Keeps its own stack, so any depth will do.
template <class Visit> void forEachNode(const Node& root, Visit&& visit) {
  std::vector<const Node*> stack{&root};
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    if (!visit(*node)) continue;
    std::size_t first = stack.size();
    forEachChild(*node, [&](const Node& child) { stack.push_back(&child); });
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }
}

} // namespace pyompcc::ast
