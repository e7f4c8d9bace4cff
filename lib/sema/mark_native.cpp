// lib/sema/mark_native.cpp
//
// Follows calls, and the methods that syntax and the library call.
#include "lib/sema/mark_native.h"

#include "lib/ast/walk.h"
#include "lib/sema/declare_reduction.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace pyompcc::sema {
namespace {

// What functions of the library ask of the objects that they go over, compare and keep.
void wantComparisons(std::unordered_set<std::string_view>& wanted, std::string_view function) {
  static const std::unordered_set<std::string_view> Iterating = {
      "all", "any", "dict",     "enumerate", "extend", "filter", "iter",  "join",   "list", "map",
      "max", "min", "reversed", "set",       "sorted", "sum",    "tuple", "update", "zip"};
  static const std::unordered_set<std::string_view> Ordering = {"heapify",   "heappop", "heappush", "heappushpop",
                                                                "insort",    "max",     "min",      "nlargest",
                                                                "nsmallest", "sort",    "sorted"};
  static const std::unordered_set<std::string_view> Hashing = {"Counter", "add", "defaultdict", "dict",  "frozenset",
                                                               "get",     "set", "setdefault",  "update"};
  if (Iterating.contains(function)) wanted.insert({"iter", "next"});
  if (Ordering.contains(function)) wanted.insert({"lt", "eq"});
  if (Hashing.contains(function)) wanted.insert({"hash", "eq"});
  if (function == "count" || function == "index" || function == "remove") wanted.insert("eq");
}

} // namespace

void NativeMarking::findCallees() {
  callees_.resize(program_.functions.size());
  classes_.resize(program_.functions.size());
  wanted_.resize(program_.functions.size());
  for (const auto& function : program_.functions) {
    ast::forEachNode(*function->def->args, [&](const ast::Node& node) {
      noteWanted(*function, node);
      return true;
    });
    std::vector<std::uint32_t>& callees = callees_[function->index];
    auto visit = [&](const ast::Node& root) {
      ast::forEachNode(root, [&](const ast::Node& node) {
        // Called, or a value that may be called.
        const Resolution& callee = resolutions_(*function, node);
        if (callee.kind == Resolution::Kind::Function) callees.push_back(callee.index);
        noteWanted(*function, node);
        return true;
      });
    };
    for (const ast::Stmt* stmt : function->def->body) visit(*stmt);
    for (const Region& region : function->regions) {
      for (const auto& exprs : region.clause_exprs) {
        for (const ast::Expr* expr : exprs) {
          if (expr) visit(*expr);
        }
      }
      // What puts parts together is called by the construct.
      for (const omp::Clause& clause : region.directive->clauses) {
        std::optional<Name> name = reductionName(clause, names_);
        for (const DeclaredReduction& declared : program_.reductions) {
          if (!name || declared.name != *name || declared.module != function->module || declared.rejected) continue;
          callees.push_back(declared.combiner);
          if (declared.initializer) callees.push_back(*declared.initializer);
        }
      }
    }
  }
}

void NativeMarking::markCallees() {
  std::vector<std::uint32_t> work;
  for (const auto& function : program_.functions) {
    if (function->native) work.push_back(function->index);
  }
  while (!work.empty()) {
    std::uint32_t caller = work.back();
    work.pop_back();
    for (std::uint32_t callee : callees_[caller]) {
      if (std::exchange(program_.functions[callee]->native, true)) continue;
      work.push_back(callee);
    }
  }
}

// The classes that a function names, and the methods that its syntax may call (Python language reference, 3.3).
void NativeMarking::noteWanted(const FunctionInfo& function, const ast::Node& node) {
  std::unordered_set<std::string_view>& wanted = wanted_[function.index];
  const Resolution& resolution = resolutions_(function, node);
  if (resolution.kind == Resolution::Kind::Class) classes_[function.index].push_back(resolution.index);
  switch (node.kind) {
  case ast::NodeKind::Attribute: {
    std::string_view name = names_.text(static_cast<const ast::Attribute&>(node).attr);
    wanted.insert(name);
    wantComparisons(wanted, name);
    break;
  }
  case ast::NodeKind::BinOp: wanted.insert(methodName(static_cast<const ast::BinOp&>(node).op)); break;
  case ast::NodeKind::AugAssign: wanted.insert(methodName(static_cast<const ast::AugAssign&>(node).op)); break;
  case ast::NodeKind::Compare:
    for (ast::CompareOp op : static_cast<const ast::Compare&>(node).ops) wanted.insert(methodName(op));
    wanted.insert("eq");
    break;
  case ast::NodeKind::Set:
  case ast::NodeKind::SetComp:
  case ast::NodeKind::Dict:
  case ast::NodeKind::DictComp: wanted.insert({"hash", "eq"}); break;
  case ast::NodeKind::Tuple:
  case ast::NodeKind::List: wanted.insert({"iter", "next"}); break;
  case ast::NodeKind::UnaryOp: wanted.insert({"neg", "pos", "invert"}); break;
  case ast::NodeKind::Subscript: wanted.insert({"getitem", "setitem", "delitem", "hash", "eq"}); break;
  case ast::NodeKind::With: wanted.insert({"enter", "exit"}); break;
  case ast::NodeKind::For:
  case ast::NodeKind::Comprehension: wanted.insert({"iter", "next"}); break;
  case ast::NodeKind::JoinedStr: wanted.insert({"repr", "str"}); break;
  case ast::NodeKind::Call: wanted.insert({"init", "post_init", "call"}); break;
  case ast::NodeKind::NameExpr: {
    // len(x), repr(x), str(x), abs(x), print(x), next(x)
    std::string_view name = names_.text(static_cast<const ast::NameExpr&>(node).id);
    wanted.insert(name);
    if (name == "print" || name == "str" || name == "repr") wanted.insert({"repr", "str"});
    wantComparisons(wanted, name);
    break;
  }
  default: break;
  }
}

void NativeMarking::addClassesOf(Type type) {
  holdsAny(type, [&](Type part) {
    if (isObject(part)) program_.classes[part->object->index]->native = true;
    return false;
  });
}

// Is there native code that may call a method of the name?
bool NativeMarking::isWanted(Name name) const {
  std::string_view text = names_.text(name);
  bool special = text.size() > 4 && text.starts_with("__") && text.ends_with("__");
  if (special) text = text.substr(2, text.size() - 4);
  if (text == "bool" || text == "len") return true;
  // Of another operator the mirrored method, and that for the operation in place.
  std::string_view mirrored = text.starts_with("r") || text.starts_with("i") ? text.substr(1) : text;
  return std::ranges::any_of(program_.functions, [&](const auto& function) {
    if (!function->native) return false;
    const auto& wanted = wanted_[function->index];
    bool mirrors = (text == "eq" && (wanted.contains("ne") || wanted.contains("contains"))) ||
                   (text == "lt" && wanted.contains("gt")) || (text == "gt" && wanted.contains("lt")) ||
                   (text == "le" && wanted.contains("ge")) || (text == "ge" && wanted.contains("le"));
    return mirrors || wanted.contains(names_.text(name)) || wanted.contains(text) ||
           (special && wanted.contains(mirrored));
  });
}

// Methods of classes that native functions know, under names that native functions may call.
void NativeMarking::markMethods() {
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& function : program_.functions) {
      if (!function->native) continue;
      for (std::uint32_t index : classes_[function->index]) program_.classes[index]->native = true;
    }
    for (auto& info : program_.classes) {
      if (!info->native) continue;
      if (info->base >= 0) program_.classes[static_cast<std::size_t>(info->base)]->native = true;
      for (const ObjectField& field : info->object.fields) addClassesOf(field.type);
      for (const auto& [name, member] : info->members) {
        bool constant = member.kind == ClassMember::Kind::Constant || member.kind == ClassMember::Kind::Unread;
        if (constant || !isWanted(name)) continue;
        for (std::uint32_t index : {member.function, member.has_setter ? member.setter : member.function}) {
          grows |= !std::exchange(program_.functions[index]->native, true);
        }
      }
    }
    if (grows) markCallees();
  }
}

void NativeMarking::mark() {
  markCallees();
  markMethods();
}

} // namespace pyompcc::sema
