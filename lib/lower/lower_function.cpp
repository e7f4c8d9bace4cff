// lib/lower/lower_function.cpp
//
// One function: its variables, its parameters, its body.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/docstring.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/bound_names.h"
#include "lib/support/check.h"

#include <algorithm>
#include <unordered_set>

namespace pyompcc::lower {
FunctionLowering::FunctionLowering(ModuleContext& context, const sema::Instance& instance, ir::Function& function)
    : context_(context), instance_(instance), info_(*instance.function),
      parsed_(*context.program.modules[info_.module].parsed), function_(function), ir_(context.ir) {
  var_of_web_.resize(info_.webs.size());
  flag_of_web_.resize(info_.webs.size());
  for (const sema::Region& region : info_.regions) region_of_stmt_.emplace(region.stmt, &region);
}

void FunctionLowering::run() {
  function_.body = ir_.makeBlock();
  block_ = function_.body;
  if (!checkTypes()) return;
  declareParameters();
  if (function_.recursive) {
    auto* check = ir_.make<ir::ExprStmt>(function_.loc);
    check->value = runtimeCall(ir::RuntimeFunction::CheckStack, context_.types.none(), {}, function_.loc);
    append(check);
  }
  if (closesWhenDropped()) {
    auto* closed = ir_.make<ir::ExprStmt>(function_.loc);
    closed->value = runtimeCall(ir::RuntimeFunction::CloseWhenDropped, context_.types.none(), {}, function_.loc);
    append(closed);
  }
  markUnbound();
  std::span<ast::Stmt* const> body = info_.def->body;
  if (docstringOf(body)) body = body.subspan(1);
  lowerInto(function_.body, body);
  ir::Type given = function_.is_generator ? function_.result->elements[2] : function_.result;
  if (sema::isOptional(given) && !ir::leaves(*function_.body)) {
    auto* end = ir_.make<ir::Return>(function_.loc);
    end->value = ir_.make<ir::NoneConst>(given, function_.loc);
    append(end);
  }
}

bool FunctionLowering::checkTypes() {
  using sema::TypeKind;
  std::size_t errors = context_.emitter.errorCount();
  // Python cannot be given an iterator of ours, nor take one apart.
  bool iterators = info_.isInner();
  std::function<bool(ir::Type)> is_tuple;
  std::vector<ir::Type> checked;
  std::function<bool(ir::Type)> check_fields;
  std::function<bool(ir::Type)> is_value = [&](ir::Type type) {
    if (sema::isView(type)) return iterators;
    if (type->kind == TypeKind::Iterator)
      return iterators && (is_value(type->elements[0]) || is_tuple(type->elements[0]));
    if (type->kind == TypeKind::Function || type->kind == TypeKind::Cell) return true;
    if (sema::isObject(type)) return check_fields(type);
    if (type->kind == TypeKind::Generator) return is_value(type->elements[0]) || is_tuple(type->elements[0]);
    if (sema::isOptional(type)) return is_value(type->elements[0]) || is_tuple(type->elements[0]);
    if (sema::isContainer(type)) {
      return std::ranges::all_of(type->elements, [&](ir::Type element) {
        bool tuple = is_tuple(element) && !sema::holdsAny(element, [](ir::Type part) { return sema::isArray(part); });
        bool plain = element->kind != TypeKind::Function && element->kind != TypeKind::Generator &&
                     element->kind != TypeKind::Cell;
        return tuple || (is_value(element) && plain && !sema::isArray(element));
      });
    }
    if (type->kind == TypeKind::Range || sema::isLock(type)) return true;
    if (type->kind == TypeKind::Array) return type->ndim <= 3;
    if (sema::isText(type) || type->kind == TypeKind::Bytes) return true;
    return sema::isNumber(type);
  };
  auto require = [&](bool holds, std::string_view what, ir::Type type, support::Loc loc) {
    if (!holds) context_.emitter.report(loc, diag::NotLowered, fmt::format("{} of type `{}`", what, typeName(type)));
  };
  is_tuple = [&](ir::Type type) {
    auto is_element = [&](ir::Type element) { return is_value(element) || is_tuple(element); };
    return sema::isTuple(type) && std::ranges::all_of(type->elements, is_element);
  };
  check_fields = [&](ir::Type type) {
    if (std::ranges::find(checked, type) != checked.end()) return true;
    checked.push_back(type);
    return std::ranges::all_of(type->object->fields, [&](const sema::ObjectField& field) {
      return field.type->kind == TypeKind::None || is_value(field.type) || is_tuple(field.type);
    });
  };
  for (ir::Type type : instance_.params) {
    if (type->kind == TypeKind::None) continue;
    require(is_value(type) || is_tuple(type), "a parameter", type, function_.loc);
  }
  ir::Type result = function_.result;
  require(is_value(result) || is_tuple(result) || result->kind == TypeKind::None, "a result", result, function_.loc);
  iterators = true;
  std::unordered_set<std::size_t> handled;
  ast::forEachNode(*info_.def, [&](const ast::Node& node) {
    const auto* handler = ast::as<ast::ExceptHandler>(&node);
    if (handler && handler->name && info_.web(*handler)) handled.insert(info_.web(*handler).index);
    return true;
  });
  for (std::size_t i = 0; i < info_.webs.size(); ++i) {
    ir::Type type = instance_.web_types[i];
    bool unused = !type || type->kind == TypeKind::Unknown || type->kind == TypeKind::None;
    bool caught = handled.contains(i);
    require(unused || caught || is_value(type) || is_tuple(type), "a variable", type, info_.webs[i].first);
  }
  return context_.emitter.errorCount() == errors;
}

void FunctionLowering::declareParameters() {
  std::vector<const ast::Arg*> args = sema::parameters(*info_.def->args);
  PYOMPCC_CHECK(args.size() == instance_.params.size(), "parameters of {}", function_.python_name);
  for (std::size_t i = 0; i < args.size(); ++i) {
    sema::WebId web = info_.web(*args[i]);
    ir::Type declared = instance_.params[i];
    ir::Type used = web ? instance_.web_types[web.index] : declared;
    ir::Var* param = newVar(text(args[i]->arg), ir::VarKind::Parameter, declared, loc(*args[i]));
    // The type of a function without captures says which one it is.
    if (!sema::isPlainFunction(declared)) function_.params.push_back(param);
    if (!web) continue;
    if (used == declared) {
      var_of_web_[web.index] = param;
    } else {
      // def f(x): x = x / 2    with an int: the variable is a float, the parameter stays an int
      assign(var(web), convert(reference(param, param->loc), used), param->loc);
    }
  }
}

// A name that may be read before it is assigned has a flag beside it, which each assignment sets.
void FunctionLowering::markUnbound() {
  for (std::uint32_t i = 0; i < info_.webs.size(); ++i) {
    const sema::Web& web = info_.webs[i];
    if (!web.maybe_unbound) continue;
    ir::Var* flag =
        newVar(fmt::format("{}_is_bound", text(web.name)), ir::VarKind::Temporary, context_.types.boolean(), web.first);
    flag_of_web_[i] = flag;
    // A copy's flag starts as that of its original.
    if (isCopiedOut(i)) continue;
    // A parameter has a value until `del`.
    assign(flag, ir::boolean(ir_, context_.types, web.is_parameter, web.first), web.first);
  }
}

bool FunctionLowering::isCopiedOut(std::uint32_t web) const {
  for (const sema::Region& region : info_.regions) {
    for (const sema::SharingEntry& entry : region.sharing) {
      bool comes_out = entry.sharing == sema::Sharing::LastPrivate || entry.sharing == sema::Sharing::FirstLastPrivate;
      if (comes_out && entry.inside.index == web && entry.outside && entry.outside != entry.inside) return true;
    }
  }
  return false;
}

ir::Var* FunctionLowering::newVar(std::string_view name, ir::VarKind kind, ir::Type type, support::Loc loc) {
  return ir::newVar(ir_, function_, name, kind, type, loc);
}

ir::Var* FunctionLowering::temporary(std::string_view name, ir::Type type, support::Loc loc) {
  return newVar(name, ir::VarKind::Temporary, type, loc);
}

ir::Var* FunctionLowering::var(sema::WebId web) {
  PYOMPCC_CHECK(bool(web), "a name without a web in {}", function_.python_name);
  ir::Var*& var = var_of_web_[web.index];
  if (!var) {
    const sema::Web& facts = info_.webs[web.index];
    var = newVar(text(facts.name), ir::VarKind::Local, instance_.web_types[web.index], facts.first);
    var->maybe_unbound = facts.maybe_unbound;
  }
  return var;
}

ir::Var* FunctionLowering::boundFlag(sema::WebId web) { return flag_of_web_[web.index]; }

void FunctionLowering::append(ir::Stmt* stmt) {
  if (!pending_comments_.empty()) {
    stmt->comments = ir_.arena.copy(pending_comments_);
    pending_comments_.clear();
  }
  block_->stmts.push_back(stmt);
}

void FunctionLowering::assign(ir::Var* target, ir::Expr* value, support::Loc loc) {
  auto* stmt = ir_.make<ir::Assign>(loc);
  stmt->target = target;
  stmt->value = convert(value, target->type);
  append(stmt);
}

FunctionLowering::Apart FunctionLowering::apart(const std::function<ir::Expr*()>& lower) {
  ir::Block* outer = block_;
  std::vector<std::string_view> comments;
  comments.swap(pending_comments_);
  Apart result{ir_.makeBlock(), nullptr};
  block_ = result.prelude;
  result.value = lower();
  block_ = outer;
  pending_comments_.swap(comments);
  return result;
}

ir::Block* FunctionLowering::blockOf(const std::function<void()>& lower) {
  ir::Block* outer = block_;
  ir::Block* block = ir_.makeBlock();
  block_ = block;
  lower();
  block_ = outer;
  return block;
}

const ast::Stmt& FunctionLowering::written(const ast::Stmt& stmt) const {
  auto found = context_.program.written.find(&stmt);
  return found == context_.program.written.end() ? stmt : *found->second;
}

const sema::Region* FunctionLowering::regionOf(const ast::Stmt& stmt) const {
  auto found = region_of_stmt_.find(&stmt);
  return found == region_of_stmt_.end() ? nullptr : found->second;
}

ir::Expr* FunctionLowering::unsupported(const ast::Node& node, std::string_view what) {
  context_.emitter.report(loc(node), diag::NotLowered, what);
  return ir::integer(ir_, context_.types, 0, loc(node));
}

} // namespace pyompcc::lower
