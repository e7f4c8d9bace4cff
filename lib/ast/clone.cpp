// lib/ast/clone.cpp
//
// The copy of each kind of node, expanded from grammar/ast_nodes.def.
#include "lib/ast/clone.h"

#include <type_traits>

namespace pyompcc::ast {
namespace {

/// Deeper trees are no code that people write.
constexpr int DepthLimit = 2000;

} // namespace

Node* Cloner::clone(const Node& node) {
  if (depth_ >= DepthLimit) {
    too_deep_ = true;
    return const_cast<Node*>(&node);
  }
  ++depth_;
  Node* copy = replacement(node);
  if (!copy) copy = plainCopy(node);
  --depth_;
  return copy;
}

std::span<Stmt*> Cloner::cloneBody(std::span<Stmt* const> body) {
  std::vector<Stmt*> copies;
  for (const Stmt* stmt : body) cloneStatement(*stmt, copies);
  if (copies.empty() && !body.empty()) copies.push_back(make<Pass>(*body.front()));
  return module_.arena.copy(copies);
}

Node* Cloner::plainCopy(const Node& node) {
  auto copy_all = [&](auto children) {
    using Child = std::remove_pointer_t<typename decltype(children)::value_type>;
    if constexpr (std::is_same_v<Child, Stmt>) {
      return cloneBody(children);
    } else {
      std::vector<Child*> copies;
      for (const Child* child : children) copies.push_back(cloneAs(child));
      return module_.arena.copy(copies);
    }
  };
  switch (node.kind) {
#define NODE(Category, Name, Fields)                                                                                   \
  case NodeKind::Name: {                                                                                               \
    [[maybe_unused]] const auto& self = static_cast<const Name&>(node);                                                \
    [[maybe_unused]] auto* copy = make<Name>(node);                                                                    \
    Fields return copy;                                                                                                \
  }
#define ONE(Type, name) copy->name = cloneAs(self.name);
#define OPT(Type, name) copy->name = cloneAs(self.name);
#define SEQ(Type, name) copy->name = copy_all(self.name);
#define IDENT(name) copy->name = self.name;
#define OPTIDENT(name) copy->name = self.name;
#define IDENTS(name) copy->name = self.name;
#define VALUE(name) copy->name = self.name;
#define NUMBER(name) copy->name = self.name;
#define TEXT(name) copy->name = self.name;
#define ENUM(Type, name) copy->name = self.name;
#define ENUMS(Type, name) copy->name = self.name;
#define SINCE(minor, field) field
#include "grammar/ast_nodes.def"
  }
  return nullptr;
}

} // namespace pyompcc::ast
