// lib/sema/check_classes.cpp
//
// Follows the ways through `__init__` for the fields that have a value on each of them.
#include "lib/sema/check_classes.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace pyompcc::sema {
namespace {

/// Follows `__init__` for the fields that have a value for sure.
class InitCheck {
 public:
  InitCheck(ClassInfo& info, const Program& program, const support::NameTable& names)
      : info_(info), program_(program), names_(names) {}

  void run(const ast::FunctionDef& init) {
    std::vector<const ast::Arg*> params = parameters(*init.args);
    if (params.empty()) return;
    self_ = params.front()->arg;
    begin();
    bool ends = block(init.body);
    if (ends) returned();
  }

  /// Without `__init__` nothing is assigned.
  void runWithout() {
    begin();
    returned();
  }

 private:
  using Set = std::vector<bool>;

  void begin() {
    assigned_.assign(info_.object.fields.size(), false);
    for (const auto& [field, constant] : info_.initial) assigned_[field] = true;
  }

  bool complete() const { return std::ranges::find(assigned_, false) == assigned_.end(); }

  void returned() {
    for (std::size_t i = 0; i < assigned_.size(); ++i) {
      if (!assigned_[i])
        report(i, fmt::format("the field `{}` of `{}`, which `__init__` may leave without a value",
                              info_.object.fields[i].name, info_.object.name));
    }
  }

  void report(std::size_t field, std::string what) {
    if (!reported_.insert(field).second) return;
    info_.problems.push_back({info_.field_locs[field], std::move(what), "assign it in `__init__` on every way"});
  }

  static Set both(const Set& left, const Set& right) {
    Set result = left;
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = left[i] && right[i];
    return result;
  }

  // False where the end is not reached.
  bool block(std::span<ast::Stmt* const> body) {
    for (const ast::Stmt* stmt : body) {
      if (!statement(*stmt)) return false;
    }
    return true;
  }

  bool statement(const ast::Stmt& stmt) {
    using namespace ast;
    switch (stmt.kind) {
    case NodeKind::Return: returned(); return false;
    case NodeKind::Raise: return false;
    case NodeKind::Assign: {
      const auto& assign = static_cast<const Assign&>(stmt);
      use(assign.value);
      for (const Expr* one : assign.targets) target(*one);
      return true;
    }
    case NodeKind::AnnAssign: {
      const auto& assign = static_cast<const AnnAssign&>(stmt);
      if (!assign.value) return true;
      use(assign.value);
      target(*assign.target);
      return true;
    }
    case NodeKind::If: {
      const auto& choice = static_cast<const If&>(stmt);
      use(choice.test);
      Set before = assigned_;
      bool then_ends = block(choice.body);
      Set then_set = assigned_;
      assigned_ = before;
      bool else_ends = block(choice.orelse);
      if (then_ends && else_ends) assigned_ = both(then_set, assigned_);
      if (then_ends && !else_ends) assigned_ = then_set;
      return then_ends || else_ends;
    }
    case NodeKind::With: return block(static_cast<const With&>(stmt).body);
    default: break;
    }
    // Loops may not run at all, and what stands in `try` may not be reached.
    Set before = assigned_;
    forEachChild(stmt, [&](const Node& child) {
      if (const auto* inner = asStatement(child)) {
        statement(*inner);
      } else {
        use(&child);
      }
    });
    if (const auto* call_stmt = as<ExprStmt>(&stmt); call_stmt && isSuperInit(*call_stmt->value)) return true;
    assigned_ = before;
    return true;
  }

  static const ast::Stmt* asStatement(const ast::Node& node) {
    // Statements come before expressions in the table of nodes.
    bool is_statement = node.kind > ast::NodeKind::Module && node.kind <= ast::NodeKind::With;
    return is_statement ? static_cast<const ast::Stmt*>(&node) : nullptr;
  }

  // super().__init__(...) gives values to the fields of the base.
  bool isSuperInit(const ast::Expr& expr) {
    const auto* call = ast::as<ast::Call>(&expr);
    const auto* method = call ? ast::as<ast::Attribute>(call->func) : nullptr;
    const auto* maker = method ? ast::as<ast::Call>(method->value) : nullptr;
    const auto* super = maker ? ast::as<ast::NameExpr>(maker->func) : nullptr;
    bool is_super = super && names_.text(super->id) == "super" && names_.text(method->attr) == "__init__";
    const auto* base_name = method ? ast::as<ast::NameExpr>(method->value) : nullptr;
    bool is_base = base_name && info_.base >= 0 && names_.text(method->attr) == "__init__" &&
                   program_.classes[static_cast<std::size_t>(info_.base)]->name == base_name->id;
    if ((!is_super && !is_base) || info_.base < 0) return false;
    const ObjectClass& base = program_.classes[static_cast<std::size_t>(info_.base)]->object;
    for (std::size_t i = 0; i < base.fields.size(); ++i) assigned_[i] = true;
    return true;
  }

  std::optional<std::size_t> fieldOf(const ast::Node& node) const {
    const auto* attribute = ast::as<ast::Attribute>(&node);
    const auto* object = attribute ? ast::as<ast::NameExpr>(attribute->value) : nullptr;
    if (!object || object->id != self_) return std::nullopt;
    for (std::size_t i = 0; i < info_.object.fields.size(); ++i) {
      if (info_.object.fields[i].name == names_.text(attribute->attr)) return i;
    }
    return std::nullopt;
  }

  void target(const ast::Expr& expr) {
    if (auto field = fieldOf(expr)) {
      assigned_[*field] = true;
    } else if (const auto* tuple = ast::as<ast::Tuple>(&expr)) {
      for (const ast::Expr* element : tuple->elts) target(*element);
    } else {
      use(&expr);
    }
  }

  // A field that is read must have a value; who gets the object may read them all.
  void use(const ast::Node* root) {
    if (!root || complete()) return;
    if (const auto* expr = ast::as<ast::Call>(root); expr && isSuperInit(*expr)) {
      for (const ast::Expr* arg : expr->args) use(arg);
      return;
    }
    ast::forEachNode(*root, [&](const ast::Node& node) {
      if (auto field = fieldOf(node)) {
        if (!assigned_[*field]) {
          report(*field, fmt::format("the field `{}` of `{}`, which `__init__` reads before it has a value",
                                     info_.object.fields[*field].name, info_.object.name));
        }
        return false;
      }
      const auto* attribute = ast::as<ast::Attribute>(&node);
      const auto* holder = attribute ? ast::as<ast::NameExpr>(attribute->value) : nullptr;
      if (holder && holder->id == self_) {
        auto member = info_.members.find(attribute->attr);
        bool harmless = member != info_.members.end() && (member->second.kind == ClassMember::Kind::Constant ||
                                                          member->second.kind == ClassMember::Kind::Static);
        if (harmless) return false;
      }
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (!name || name->id != self_) return true;
      for (std::size_t i = 0; i < assigned_.size(); ++i) {
        if (!assigned_[i]) {
          report(i, fmt::format("the field `{}` of `{}`, which has no value yet where `__init__` passes on the object",
                                info_.object.fields[i].name, info_.object.name));
        }
      }
      return false;
    });
  }

  ClassInfo& info_;
  const Program& program_;
  const support::NameTable& names_;
  Name self_{};
  Set assigned_;
  std::set<std::size_t> reported_;
};

} // namespace

void checkClasses(Program& program, const support::NameTable& names, diag::Emitter& emitter) {
  for (auto& info : program.classes) {
    if (!info->native) continue;
    for (const auto& [field, constant] : info->initial) {
      if (info->members.at(constant).folded) continue;
      info->problems.push_back({info->field_locs[field],
                                fmt::format("`{}`, which is assigned in the class `{}` and in its objects",
                                            names.text(constant), info->object.name),
                                "assign it in `__init__` only"});
    }
    InitCheck check(*info, program, names);
    const FunctionInfo* init = nullptr;
    for (const auto& [name, member] : info->members) {
      if (names.text(name) == "__init__") init = program.functions[member.function].get();
    }
    // An inherited `__init__` was checked with its class.
    bool inherited = init && init->method_of != info->index;
    if (init && !inherited && info->problems.empty()) check.run(*init->def);
    if ((!init || inherited) && info->problems.empty()) {
      std::size_t from_base =
          info->base >= 0 ? program.classes[static_cast<std::size_t>(info->base)]->object.fields.size() : 0;
      if (info->object.fields.size() > from_base || (!init && !info->object.fields.empty())) check.runWithout();
    }
    for (const NestedProblem& problem : info->problems) {
      emitter.report(problem.loc, diag::UnsupportedConstruct, problem.what, problem.instead);
    }
    info->rejected = !info->problems.empty();
  }
}

} // namespace pyompcc::sema
