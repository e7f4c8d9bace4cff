// lib/ast/clone.h
//
// Copies trees: the same source positions, new nodes with new ids.
#pragma once

#include "lib/ast/ast.h"

#include <vector>

namespace pyompcc::ast {

/// Copies nodes into the memory of their module. A derived class says what is copied differently.
class Cloner {
 public:
  explicit Cloner(ParsedModule& module) : module_(module) {}
  virtual ~Cloner() = default;

  /// The copy of `node` and everything below it. Deep trees are copied by recursion: `tooDeep` says that one was left.
  Node* clone(const Node& node);
  template <class T> T* cloneAs(const T* node) { return node ? static_cast<T*>(clone(*node)) : nullptr; }
  std::span<Stmt*> cloneBody(std::span<Stmt* const> body);
  bool tooDeep() const { return too_deep_; }

 protected:
  /// What stands for `node` in the copy; null: a plain copy.
  virtual Node* replacement(const Node&) { return nullptr; }
  /// Appends what stands for a statement of a block.
  virtual void cloneStatement(const Stmt& stmt, std::vector<Stmt*>& out) { out.push_back(cloneAs(&stmt)); }
  /// A copy whose children are copies; `replacement` is not asked for the node itself.
  Node* plainCopy(const Node& node);
  /// A new node at the place of another.
  template <class T> T* make(const Node& place) {
    T* node = module_.arena.create<T>();
    // A field of Constant is called `kind` too.
    Node& base = *node;
    base.kind = T::Kind;
    base.node_id = {module_.node_count++};
    base.begin = place.begin;
    base.end = place.end;
    return node;
  }

  ParsedModule& module_;

 private:
  int depth_ = 0;
  bool too_deep_ = false;
};

} // namespace pyompcc::ast
