// lib/sema/expand_globals.cpp
//
// Copies a function with elements in place of variables of the module, scope by scope.
#include "lib/sema/expand_globals.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

using support::Name;
using Names = std::unordered_set<Name>;

// The clauses that make copies of what they list, and whether these begin with the value and give one back.
struct CopyingClause {
  std::string_view spelling;
  bool begins;
  bool gives_back;
};
constexpr auto CopyingClauses = std::to_array<CopyingClause>({{"private", false, false},
                                                              {"firstprivate", true, false},
                                                              {"lastprivate", true, true},
                                                              {"linear", true, true},
                                                              {"reduction", true, true},
                                                              {"in_reduction", true, true},
                                                              {"task_reduction", true, true}});

bool isLetter(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// What one scope of the function says of names: those it binds, and those it declares global.
struct ScopeNames {
  Names bound;
  Names global;
  Names odd; // bound otherwise than by `=` and `op=`
};

bool isScope(const ast::Node& node) {
  return ast::as<ast::FunctionDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node) || ast::as<ast::ClassDef>(&node) ||
         ast::as<ast::Lambda>(&node);
}

// The names of a target that an assignment takes apart, without those of subscripts in it.
void addPlainTargets(const ast::Expr& target, std::unordered_set<const ast::Node*>& plain) {
  if (ast::as<ast::NameExpr>(&target)) plain.insert(&target);
  const auto* tuple = ast::as<ast::Tuple>(&target);
  const auto* list = ast::as<ast::List>(&target);
  for (const ast::Expr* element : tuple ? tuple->elts : list ? list->elts : std::span<ast::Expr*>()) {
    addPlainTargets(*element, plain);
  }
}

ScopeNames namesOf(const ast::FunctionDef& def) {
  ScopeNames names;
  std::unordered_set<const ast::Node*> plain;
  auto bind = [&](Name name, const ast::Node& node) {
    names.bound.insert(name);
    const auto* target = ast::as<ast::NameExpr>(&node);
    if (!target || target->ctx == ast::ExprContext::Del || !plain.contains(&node)) names.odd.insert(name);
  };
  for (const ast::Arg* parameter : parameters(*def.args)) names.bound.insert(parameter->arg);
  for (const ast::Stmt* stmt : def.body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      if (const auto* assign = ast::as<ast::Assign>(&node)) {
        for (const ast::Expr* target : assign->targets) addPlainTargets(*target, plain);
      }
      if (const auto* update = ast::as<ast::AugAssign>(&node)) addPlainTargets(*update->target, plain);
      if (const auto* global = ast::as<ast::Global>(&node)) {
        names.global.insert(global->names.begin(), global->names.end());
      }
      if (ast::as<ast::Import>(&node) || ast::as<ast::ImportFrom>(&node)) {
        ast::forEachNode(node, [&](const ast::Node& part) {
          const auto* alias = ast::as<ast::Alias>(&part);
          if (alias) bind(alias->asname ? alias->asname : alias->name, node);
          return true;
        });
      }
      forEachBinding(node, bind);
      return !isScope(node);
    });
  }
  return names;
}

class GlobalExpander final : public ast::Cloner {
 public:
  GlobalExpander(ast::ParsedModule& module, support::NameTable& names, const GlobalSurroundings& surroundings,
                 GlobalExpansion& result)
      : Cloner(module), names_(names), surroundings_(surroundings), result_(result) {}

  // Does it use a variable of the module at all?
  bool concerns(const ast::Node& root) const {
    bool found = false;
    ast::forEachNode(root, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      found |= name && surroundings_.is_variable(name->id);
      return true;
    });
    return found;
  }

  ast::FunctionDef* run(const ast::FunctionDef& def) {
    enter(def);
    return static_cast<ast::FunctionDef*>(plainCopy(def));
  }

 private:
  void enter(const ast::FunctionDef& def) {
    ScopeNames scope = namesOf(def);
    for (Name name : scope.bound) hidden_.insert(name);
    for (Name name : scope.global) {
      if (scope.odd.contains(name)) continue;
      hidden_.erase(name);
    }
  }

  bool isVariable(Name name) const {
    return !in_header_ && !hidden_.contains(name) && !local_.contains(name) && surroundings_.is_variable(name);
  }

  ast::Node* replacement(const ast::Node& node) override {
    if (const auto* name = ast::as<ast::NameExpr>(&node)) {
      return isVariable(name->id) ? element(*name, name->id, name->ctx) : nullptr;
    }
    // Defaults are evaluated where the def stands.
    if (ast::as<ast::Arguments>(&node)) {
      bool around = std::exchange(in_header_, true);
      ast::Node* copy = plainCopy(node);
      in_header_ = around;
      return copy;
    }
    if (const auto* lambda = ast::as<ast::Lambda>(&node)) {
      Names around = hidden_;
      for (const ast::Arg* parameter : parameters(*lambda->args)) hidden_.insert(parameter->arg);
      ast::Node* copy = plainCopy(node);
      hidden_ = std::move(around);
      return copy;
    }
    if (const auto* def = ast::as<ast::FunctionDef>(&node)) {
      Names around = hidden_;
      enter(*def);
      ast::Node* copy = plainCopy(node);
      hidden_ = std::move(around);
      return copy;
    }
    return nullptr;
  }

  void cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) override {
    std::size_t first = out.size();
    const auto* with = ast::as<ast::With>(&stmt);
    if (const auto* global = ast::as<ast::Global>(&stmt)) {
      keepOthers(*global, out);
    } else if (with && local_.empty() && isDirective(*with)) {
      cloneConstruct(*with, out);
    } else {
      out.push_back(cloneAs(&stmt));
    }
    for (std::size_t i = first; i < out.size(); ++i) result_.written[out[i]] = &stmt;
  }

  // `global` for names that are no variables here.
  void keepOthers(const ast::Global& global, std::vector<ast::Stmt*>& out) {
    std::vector<Name> others;
    for (Name name : global.names) {
      if (!isVariable(name)) others.push_back(name);
    }
    if (others.empty()) {
      out.push_back(make<ast::Pass>(global));
      return;
    }
    auto* copy = make<ast::Global>(global);
    copy->names = module_.arena.copy(others);
    out.push_back(copy);
  }

  bool isDirective(const ast::With& with) const {
    return std::ranges::any_of(
        with.items, [&](const ast::WithItem* item) { return surroundings_.is_directive(*item->context_expr); });
  }

  // A construct with names that it copies: they are variables of the function in it.
  void cloneConstruct(const ast::With& with, std::vector<ast::Stmt*>& out) {
    std::set<std::pair<std::uint32_t, Name>> begins;
    std::set<std::pair<std::uint32_t, Name>> gives_back;
    Names copied;
    ast::forEachNode(with, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (!name || copied.contains(name->id) || !isVariable(name->id)) return true;
      if (surroundings_.is_threadprivate(name->id)) return true;
      for (const CopyingClause& clause : CopyingClauses) {
        if (!isListed(with, clause.spelling, names_.text(name->id))) continue;
        copied.insert(name->id);
        if (clause.begins) begins.insert({name->begin, name->id});
        if (clause.gives_back) gives_back.insert({name->begin, name->id});
      }
      return true;
    });
    for (auto [place, name] : begins) out.push_back(assignment(with, plain(with, name), element(with, name)));
    local_ = copied;
    out.push_back(cloneAs(static_cast<const ast::Stmt*>(&with)));
    local_.clear();
    for (auto [place, name] : gives_back) {
      out.push_back(assignment(with, element(with, name, ast::ExprContext::Store), plain(with, name, true)));
    }
  }

  // Does the text of a directive in the statement list the name in such a clause?
  static bool isListed(const ast::With& with, std::string_view clause, std::string_view name) {
    bool found = false;
    ast::forEachNode(with, [&](const ast::Node& node) {
      const auto* text = ast::as<ast::Constant>(&node);
      if (!text || text->value.kind != ast::ConstantValue::Kind::Str) return true;
      std::string_view whole = text->value.text;
      for (std::size_t at = whole.find(clause); at != whole.npos; at = whole.find(clause, at + 1)) {
        std::size_t open = whole.find_first_not_of(" \t\n\\", at + clause.size());
        bool word = (at == 0 || !isLetter(whole[at - 1])) && open != whole.npos && whole[open] == '(';
        if (word) found |= holdsName(whole.substr(open, whole.find(')', open) - open), name);
      }
      return true;
    });
    return found;
  }

  static bool holdsName(std::string_view list, std::string_view name) {
    for (std::size_t at = list.find(name); at != list.npos; at = list.find(name, at + 1)) {
      bool begins = at == 0 || !isLetter(list[at - 1]);
      bool ends = at + name.size() == list.size() || !isLetter(list[at + name.size()]);
      if (begins && ends) return true;
    }
    return false;
  }

  ast::NameExpr* plain(const ast::Node& place, Name name, bool load = false) {
    auto* result = make<ast::NameExpr>(place);
    result->id = name;
    result->ctx = load ? ast::ExprContext::Load : ast::ExprContext::Store;
    return result;
  }

  // `global name`[0]
  ast::Expr* element(const ast::Node& place, Name name, ast::ExprContext ctx = ast::ExprContext::Load) {
    auto* list = make<ast::NameExpr>(place);
    list->id = names_.intern(fmt::format("{}{}", GlobalPrefix, names_.text(name)));
    list->ctx = ast::ExprContext::Load;
    auto* index = make<ast::Constant>(place);
    index->value.kind = ast::ConstantValue::Kind::Int;
    index->value.integer = 0;
    auto* result = make<ast::Subscript>(place);
    result->value = list;
    result->slice = index;
    result->ctx = ctx;
    return result;
  }

  ast::Stmt* assignment(const ast::Node& place, ast::Expr* target, ast::Expr* value) {
    auto* result = make<ast::Assign>(place);
    result->targets = module_.arena.copy(std::vector<ast::Expr*>{target});
    result->value = value;
    return result;
  }

  support::NameTable& names_;
  const GlobalSurroundings& surroundings_;
  GlobalExpansion& result_;
  Names hidden_;           ///< variables of the functions here and around
  bool in_header_ = false; ///< among parameters
  Names local_;            ///< variables of the module that a construct around makes copies of
};

} // namespace

GlobalExpansion expandGlobals(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                              const GlobalSurroundings& surroundings) {
  GlobalExpansion result;
  GlobalExpander expander(parsed, names, surroundings, result);
  if (expander.concerns(def)) result.def = expander.run(def);
  return result;
}

const ast::Expr* expandGlobals(const ast::Expr& expr, ast::ParsedModule& parsed, support::NameTable& names,
                               const std::function<bool(Name)>& is_variable) {
  GlobalSurroundings surroundings{is_variable, {}, {}};
  GlobalExpansion unused;
  GlobalExpander expander(parsed, names, surroundings, unused);
  return expander.concerns(expr) ? expander.cloneAs(&expr) : &expr;
}

} // namespace pyompcc::sema
