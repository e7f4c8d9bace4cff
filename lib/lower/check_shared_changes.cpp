// lib/lower/check_shared_changes.cpp
//
// Walks constructs with what their threads share.
#include "lib/lower/check_shared_changes.h"

#include "lib/diag/rows/lower.h"
#include "lib/ir/changes.h"
#include "lib/ir/walk.h"
#include "lib/omp/directive_text.h"
#include "lib/omp/tables.h"

#include <set>
#include <utility>

namespace pyompcc::lower {
namespace {

using omp::DirectiveKind;

class SharedChangeCheck {
 public:
  SharedChangeCheck(const ir::Module& module, diag::Emitter& emitter)
      : changed_(ir::changedTypes(module)), emitter_(emitter) {}

  void run(const ir::Function& function) {
    own_.clear();
    findOwn(function);
    visit(*function.body, nullptr);
  }

 private:
  // Variables that only ever stand for containers that the function has made itself.
  void findOwn(const ir::Function& function) {
    std::set<const ir::Var*> others(function.params.begin(), function.params.end());
    ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
      if (const auto* assign = ir::as<ir::Assign>(&stmt)) {
        bool made = assign->value->kind == ir::ExprKind::MakeContainer ||
                    assign->value->kind == ir::ExprKind::MakeDict || assign->value->kind == ir::ExprKind::LibraryCall;
        const auto* from = ir::as<ir::VarRef>(assign->value);
        // What a comprehension made goes to its variable.
        made |= from && from->var->kind == ir::VarKind::Temporary;
        (made ? own_ : others).insert(assign->target);
      }
      if (const auto* loop = ir::as<ir::ForEach>(&stmt)) others.insert(loop->items.begin(), loop->items.end());
      if (const auto* swap = ir::as<ir::Swap>(&stmt)) others.insert({swap->left, swap->right});
    });
    for (const ir::Var* var : others) own_.erase(var);
    foreign_ = std::move(others);
  }

  static bool isProtected(DirectiveKind kind) {
    return kind == DirectiveKind::Critical || kind == DirectiveKind::Single || kind == DirectiveKind::Masked ||
           kind == DirectiveKind::Master || kind == DirectiveKind::Ordered;
  }

  // `around` is the construct whose threads run the block, null where one thread does.
  void visit(const ir::Block& block, const ir::Region* around) {
    for (const ir::Stmt* stmt : block.stmts) {
      if (around) check(*stmt, *around);
      const auto* region = ir::as<ir::Region>(stmt);
      const ir::Region* inside = around;
      std::set<const ir::Var*> parts = parts_;
      if (region) {
        DirectiveKind kind = region->facts->directive->kind;
        if (omp::startsThreads(kind) || omp::isTaskGenerating(kind)) {
          inside = region;
          parts_.clear();
        }
        for (const ir::SharedVar& shared : region->facts->sharing) {
          bool part = shared.declared && shared.var != shared.original && !foreign_.contains(shared.var);
          if (part) parts_.insert(shared.var);
        }
        if (isProtected(kind)) inside = nullptr;
      }
      ir::forEachChildBlock(*stmt, [&](const ir::Block& inner) { visit(inner, inside); });
      parts_ = std::move(parts);
    }
  }

  void check(const ir::Stmt& stmt, const ir::Region& region) {
    if (const auto* store = ir::as<ir::Store>(&stmt)) changes(store->array, region);
    const auto* update = ir::as<ir::Update>(&stmt);
    if (const auto* load = update ? ir::as<ir::Load>(update->target) : nullptr) changes(load->array, region);
    ir::forEachChild(stmt, [&](const ir::Expr* child) {
      ir::forEachExpr(*child, [&](const ir::Expr& expr) {
        if (const auto* library = ir::as<ir::LibraryCall>(&expr)) {
          bool mutates = sema::facts(library->callee).effect == sema::Effect::Mutates;
          if (mutates) shared(library->args[0], region, expr.loc);
        } else if (const auto* load = ir::as<ir::Load>(&expr)) {
          // What is missing is put in.
          if (load->array->type->kind == sema::TypeKind::DefaultDict) shared(load->array, region, expr.loc);
        } else if (const auto* call = ir::as<ir::Call>(&expr)) {
          for (const ir::Expr* arg : call->args) {
            for (ir::Type type : changed_.at(call->callee)) {
              if (!sema::isArray(arg->type) && ir::holds(arg->type, type)) shared(arg, region, expr.loc);
            }
          }
        }
      });
    });
  }

  // An element of a list has its own place; one of a dict may be new.
  void changes(const ir::Expr* container, const ir::Region& region) {
    if (sema::isMapping(container->type)) shared(container, region, container->loc);
  }

  void shared(const ir::Expr* container, const ir::Region& region, support::Loc loc) {
    const ir::Expr* root = container;
    while (const auto* load = ir::as<ir::Load>(root)) root = load->array;
    const auto* reference = ir::as<ir::VarRef>(root);
    if (!reference || parts_.contains(reference->var)) return;
    bool inside_only = own_.contains(reference->var);
    for (const ir::SharedVar& entry : region.facts->sharing) {
      bool copied = entry.var == reference->var && entry.sharing != ir::Sharing::Private;
      if (copied || (entry.original == reference->var && entry.var == entry.original)) inside_only = false;
    }
    if (inside_only || !reported_.insert({reference->var, loc.begin}).second) return;
    emitter_.report(loc, diag::SharedContainerChanged, reference->var->cpp_name,
                    omp::spelling(region.facts->directive->kind));
  }

  ir::ChangedTypes changed_;
  diag::Emitter& emitter_;
  std::set<const ir::Var*> own_;
  std::set<const ir::Var*> foreign_; ///< that may stand for containers of others
  std::set<const ir::Var*> parts_;   ///< of declared reductions, which each thread has for itself
  std::set<std::pair<const ir::Var*, std::uint32_t>> reported_;
};

} // namespace

void checkSharedChanges(const ir::Module& module, diag::Emitter& emitter) {
  SharedChangeCheck check(module, emitter);
  for (const ir::Function* function : module.functions) check.run(*function);
}

} // namespace pyompcc::lower
