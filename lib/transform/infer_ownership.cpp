// lib/transform/infer_ownership.cpp
//
// Two facts that spread along assignments, views and calls until nothing changes.
#include "lib/transform/infer_ownership.h"

#include "lib/ir/changes.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace pyompcc::transform {
namespace {

using ir::Var;

/// The variable whose memory an array expression refers to, or null when the expression makes new memory.
Var* rootOf(const ir::Expr* expr) {
  if (const auto* reference = ir::as<ir::VarRef>(expr)) return reference->var;
  if (const auto* view = ir::as<ir::Subview>(expr)) return rootOf(view->array);
  if (const auto* conversion = ir::as<ir::Convert>(expr)) return rootOf(conversion->operand);
  const auto* call = ir::as<ir::RuntimeCall>(expr);
  if (call && call->callee == ir::RuntimeFunction::Reduced) return rootOf(call->args[0]);
  return nullptr;
}

bool isView(const ir::Expr* expr) {
  if (expr->kind == ir::ExprKind::Subview) return true;
  const auto* conversion = ir::as<ir::Convert>(expr);
  return conversion && isView(conversion->operand);
}

class OwnershipInference {
 public:
  explicit OwnershipInference(ir::Module& module) : module_(module) {
    for (ir::Function* function : module.functions) countAssignments(*function);
  }

  void run() {
    do {
      changed_ = false;
      for (ir::Function* function : module_.functions) visit(*function);
    } while (changed_);
  }

 private:
  void countAssignments(const ir::Function& function) {
    for (const Var* param : function.params) ++assignments_[param];
    ir::forEachStmt(*function.body, [&](const ir::Stmt& stmt) {
      if (const auto* assign = ir::as<ir::Assign>(&stmt)) ++assignments_[assign->target];
      if (const auto* swap = ir::as<ir::Swap>(&stmt)) {
        assignments_[swap->left] += 2;
        assignments_[swap->right] += 2;
      }
    });
  }

  void visit(ir::Function& function) {
    for (Var* param : function.params) {
      if (function.is_generator && sema::isArray(param->type)) own(param);
    }
    ir::forEachStmt(*function.body, [&](ir::Stmt& stmt) {
      if (auto* assign = ir::as<ir::Assign>(&stmt)) {
        if (sema::isArray(assign->target->type)) visitAssign(*assign);
      } else if (auto* swap = ir::as<ir::Swap>(&stmt)) {
        if (sema::isArray(swap->left->type)) alias(swap->left, swap->right);
      } else if (auto* result = ir::as<ir::Return>(&stmt)) {
        if (result->value) visitResult(result->value);
      } else if (auto* field = ir::as<ir::SetField>(&stmt)) {
        // An object keeps what it holds.
        visitResult(field->value);
        if (sema::isArray(field->value->type)) write(rootOf(field->value));
      } else if (auto* store = ir::as<ir::Store>(&stmt)) {
        write(rootOf(store->array));
      } else if (auto* update = ir::as<ir::Update>(&stmt)) {
        if (auto* load = ir::as<ir::Load>(update->target)) write(rootOf(load->array));
      } else if (auto* region = ir::as<ir::Region>(&stmt)) {
        if (auto* load = ir::as<ir::Load>(region->facts->place)) write(rootOf(load->array));
        for (const ir::SharedVar& shared : region->facts->sharing) {
          if (shared.original && shared.original != shared.var && sema::isArray(shared.var->type)) {
            alias(shared.var, shared.original);
          }
        }
      }
    });
    ir::forEachExpr(*function.body, [&](ir::Expr& expr) {
      auto* call = ir::as<ir::Call>(&expr);
      if (!call) return;
      for (std::size_t i = 0; i < call->args.size(); ++i) {
        const Var* param = call->callee->params[i];
        if (!sema::isArray(param->type)) continue;
        if (param->written) write(rootOf(call->args[i]));
        if (param->owns) own(rootOf(call->args[i]));
      }
    });
  }

  void visitAssign(ir::Assign& assign) {
    // Its parts are put together in it.
    if (assign.target->combined) write(assign.target);
    Var* source = rootOf(assign.value);
    if (!source) {
      own(assign.target);
      return;
    }
    if (!isView(assign.value)) {
      alias(assign.target, source);
      return;
    }
    if (assign.target->owns) own(source);
    // The memory must live on when the variable that the view was taken of gets another array.
    if (source->owns && assignments_[source] > 1) own(assign.target);
    if (assign.target->written) write(source);
  }

  void visitResult(ir::Expr* value) {
    if (auto* tuple = ir::as<ir::MakeTuple>(value)) {
      for (ir::Expr* element : tuple->elements) visitResult(element);
    } else if (sema::isArray(value->type)) {
      own(rootOf(value));
    }
  }

  void alias(Var* left, Var* right) {
    if (left->owns || right->owns) {
      own(left);
      own(right);
    }
    if (left->written || right->written) {
      write(left);
      write(right);
    }
  }

  void own(Var* var) {
    if (!var || var->owns) return;
    var->owns = true;
    changed_ = true;
  }

  void write(Var* var) {
    if (!var || var->written) return;
    var->written = true;
    changed_ = true;
  }

  ir::Module& module_;
  std::unordered_map<const Var*, int> assignments_;
  bool changed_ = false;
};

// Through which of several variables a container is changed is told by types alone.
void inferChangedContainers(ir::Module& module) {
  ir::ChangedTypes changed = ir::changedTypes(module);
  for (ir::Function* function : module.functions) {
    std::set<ir::Type>& types = changed[function];
    std::set<const Var*> assigned;
    ir::forEachVar(*function->body, [&](const Var& var, ir::Access access) {
      if (access != ir::Access::Read) assigned.insert(&var);
    });
    for (Var* param : function->params) {
      if (sema::isArray(param->type)) continue;
      // Then it stands for another container, and is no reference.
      // So does a generator, whose arguments may be gone when it runs.
      param->owns = assigned.contains(param) || function->is_generator;
      param->written = std::ranges::any_of(types, [&](ir::Type type) { return ir::holds(param->type, type); });
    }
  }
}

} // namespace

void inferOwnership(ir::Module& module) {
  OwnershipInference(module).run();
  inferChangedContainers(module);
}

} // namespace pyompcc::transform
