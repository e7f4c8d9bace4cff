// lib/sema/expand_contexts.cpp
//
// Copies a function with the statements in place of `with` and `yield from`.
#include "lib/sema/expand_contexts.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {
namespace {

using support::Name;

/// yield from e, x = yield from e, return (yield from e)
const ast::YieldFrom* delegation(const ast::Stmt& stmt) {
  const ast::Expr* value = nullptr;
  if (const auto* expression = ast::as<ast::ExprStmt>(&stmt)) value = expression->value;
  if (const auto* assign = ast::as<ast::Assign>(&stmt)) value = assign->value;
  if (const auto* result = ast::as<ast::Return>(&stmt)) value = result->value;
  return value ? ast::as<ast::YieldFrom>(value) : nullptr;
}

bool yields(std::span<ast::Stmt* const> block) {
  bool found = false;
  for (const ast::Stmt* stmt : block) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      found |= node.kind == ast::NodeKind::Yield || node.kind == ast::NodeKind::YieldFrom;
      return node.kind != ast::NodeKind::FunctionDef && node.kind != ast::NodeKind::Lambda;
    });
  }
  return found;
}

/// Does the handler give values, without raising anything or looking at what it caught? It can then run behind the
/// statement.
bool runsBehind(const ast::ExceptHandler& handler) {
  bool fine = yields(handler.body);
  for (const ast::Stmt* stmt : handler.body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      fine &= node.kind != ast::NodeKind::Raise && !(name && handler.name && name->id == handler.name);
      return true;
    });
  }
  return fine;
}

class ContextExpander final : public ast::Cloner {
 public:
  ContextExpander(ast::ParsedModule& module, support::NameTable& names,
                  const std::function<bool(const ast::Expr&)>& is_directive, ExpandedFunction& result)
      : Cloner(module), names_(names), is_directive_(is_directive), result_(result) {}

  bool concerns(const ast::FunctionDef& def) {
    bool found = false;
    ast::forEachNode(def, [&](const ast::Node& node) {
      if (const auto* name = ast::as<ast::NameExpr>(&node)) taken_.insert(name->id);
      if (const auto* arg = ast::as<ast::Arg>(&node)) taken_.insert(arg->arg);
      const auto* with = ast::as<ast::With>(&node);
      found |= with && (!isDirective(*with) || with->items.size() > 1);
      const auto* handler = ast::as<ast::ExceptHandler>(&node);
      found |= node.kind == ast::NodeKind::YieldFrom || (handler && runsBehind(*handler));
      return true;
    });
    return found;
  }

  ast::FunctionDef* run(const ast::FunctionDef& def) { return cloneAs(&def); }

 private:
  bool isDirective(const ast::With& with) const {
    for (const ast::WithItem* item : with.items) {
      if (is_directive_(*item->context_expr)) return true;
    }
    return false;
  }

  void cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) override {
    std::size_t first = out.size();
    const auto* with = ast::as<ast::With>(&stmt);
    if (with && (!isDirective(*with) || with->items.size() > 1)) {
      expand(*with, 0, out);
    } else if (const ast::YieldFrom* from = delegation(stmt)) {
      delegate(stmt, *from, out);
    } else if (const auto* handled = ast::as<ast::Try>(&stmt);
               handled && std::ranges::any_of(handled->handlers,
                                              [](const ast::ExceptHandler* handler) { return runsBehind(*handler); })) {
      expandTry(*handled, out);
    } else {
      out.push_back(cloneAs(&stmt));
    }
    if (first < out.size()) result_.written[out[first]] = &stmt;
  }

  Name fresh(std::string_view base) {
    Name name = names_.intern(base);
    for (int number = 2; !taken_.insert(name).second; ++number)
      name = names_.intern(fmt::format("{}_{}", base, number));
    return name;
  }

  ast::NameExpr* name(const ast::Node& place, Name id, ast::ExprContext ctx = ast::ExprContext::Load) {
    auto* result = make<ast::NameExpr>(place);
    result->id = id;
    result->ctx = ctx;
    return result;
  }

  ast::Constant* constant(const ast::Node& place, ast::ConstantValue::Kind kind) {
    auto* result = make<ast::Constant>(place);
    result->value.kind = kind;
    return result;
  }

  ast::Stmt* assignment(const ast::Node& place, ast::Expr* target, ast::Expr* value) {
    auto* result = make<ast::Assign>(place);
    result->targets = module_.arena.copy(std::vector<ast::Expr*>{target});
    result->value = value;
    return result;
  }

  ast::Call* method(const ast::Node& place, Name object, std::string_view attr, const std::vector<ast::Expr*>& args) {
    auto* attribute = make<ast::Attribute>(place);
    attribute->value = name(place, object);
    attribute->attr = names_.intern(attr);
    attribute->ctx = ast::ExprContext::Load;
    auto* call = make<ast::Call>(place);
    call->func = attribute;
    call->args = module_.arena.copy(args);
    return call;
  }

  ast::Stmt* statement(const ast::Node& place, ast::Expr* value) {
    auto* result = make<ast::ExprStmt>(place);
    result->value = value;
    return result;
  }

  ast::Stmt* unlessTrue(const ast::Node& place, ast::Expr* test, ast::Stmt* then_stmt) {
    auto* negated = make<ast::UnaryOp>(place);
    negated->op = ast::UnaryOperator::Not;
    negated->operand = test;
    auto* result = make<ast::If>(place);
    result->test = negated;
    result->body = module_.arena.copy(std::vector<ast::Stmt*>{then_stmt});
    return result;
  }

  void expand(const ast::With& with, std::size_t index, std::vector<ast::Stmt*>& out) {
    using Kind = ast::ConstantValue::Kind;
    if (index == with.items.size()) {
      std::span<ast::Stmt*> body = cloneBody(with.body);
      out.insert(out.end(), body.begin(), body.end());
      return;
    }
    const ast::WithItem& item = *with.items[index];
    const ast::Node& place = *item.context_expr;
    // with openmp("parallel"), openmp("for"): a context in the block of the other, as Python means it.
    if (is_directive_(*item.context_expr)) {
      auto* context = make<ast::With>(with);
      context->items = module_.arena.copy(std::vector<ast::WithItem*>{cloneAs(&item)});
      std::vector<ast::Stmt*> block;
      expand(with, index + 1, block);
      context->body = module_.arena.copy(block);
      out.push_back(context);
      return;
    }
    Name context = fresh("context");
    Name failed = fresh("failed");
    out.push_back(assignment(place, name(place, context, ast::ExprContext::Store), cloneAs(item.context_expr)));
    ast::Call* enter = method(place, context, "__enter__", {});
    out.push_back(item.optional_vars ? assignment(place, cloneAs(item.optional_vars), enter) : statement(place, enter));
    out.push_back(assignment(place, name(place, failed, ast::ExprContext::Store), constant(place, Kind::False)));

    auto exit = [&](Kind kind) {
      return method(place, context, "__exit__", {constant(place, kind), constant(place, kind), constant(place, kind)});
    };
    auto* handler = make<ast::ExceptHandler>(place);
    handler->type = name(place, names_.intern("BaseException"));
    handler->body = module_.arena.copy(std::vector<ast::Stmt*>{
        assignment(place, name(place, failed, ast::ExprContext::Store), constant(place, Kind::True)),
        unlessTrue(place, exit(Kind::True), make<ast::Raise>(place))});
    std::vector<ast::Stmt*> body;
    expand(with, index + 1, body);
    auto* inner = make<ast::Try>(place);
    inner->body = module_.arena.copy(body);
    inner->handlers = module_.arena.copy(std::vector<ast::ExceptHandler*>{handler});
    auto* outer = make<ast::Try>(place);
    outer->body = module_.arena.copy(std::vector<ast::Stmt*>{inner});
    outer->finalbody = module_.arena.copy(
        std::vector<ast::Stmt*>{unlessTrue(place, name(place, failed), statement(place, exit(Kind::None)))});
    out.push_back(outer);
  }

  // x = yield from e    becomes    inner = e; for item in inner: yield item; x = what `inner` returned
  void delegate(const ast::Stmt& stmt, const ast::YieldFrom& from, std::vector<ast::Stmt*>& out) {
    bool has_value = stmt.kind != ast::NodeKind::ExprStmt;
    Name inner = has_value ? fresh("inner") : Name();
    if (has_value) out.push_back(assignment(from, name(from, inner, ast::ExprContext::Store), cloneAs(from.value)));
    Name item = fresh("item");
    auto* yield = make<ast::Yield>(from);
    yield->value = name(from, item);
    auto* loop = make<ast::For>(from);
    loop->target = name(from, item, ast::ExprContext::Store);
    loop->iter = has_value ? name(from, inner) : cloneAs(from.value);
    loop->body = module_.arena.copy(std::vector<ast::Stmt*>{statement(from, yield)});
    out.push_back(loop);
    result_.written[loop] = &stmt;
    if (!has_value) return;
    ast::Call* returned = method(from, inner, ReturnedName, {});
    if (const auto* assign = ast::as<ast::Assign>(&stmt)) {
      auto* copy = make<ast::Assign>(stmt);
      std::vector<ast::Expr*> targets;
      for (const ast::Expr* target : assign->targets) targets.push_back(cloneAs(target));
      copy->targets = module_.arena.copy(targets);
      copy->value = returned;
      out.push_back(copy);
    } else {
      auto* copy = make<ast::Return>(stmt);
      copy->value = returned;
      out.push_back(copy);
    }
  }

  // C++'s coroutines cannot stop in a handler:
  //   try: B                        caught = 0
  //   except E: yield x             try: B
  //   finally: F            ->      except E: caught = 1
  //                                 if caught == 1: yield x
  // inside a `try` with F.
  void expandTry(const ast::Try& stmt, std::vector<ast::Stmt*>& out) {
    if (!stmt.finalbody.empty()) {
      auto* outer = make<ast::Try>(stmt);
      std::vector<ast::Stmt*> body;
      expandHandlers(stmt, body);
      outer->body = module_.arena.copy(body);
      outer->finalbody = cloneBody(stmt.finalbody);
      out.push_back(outer);
    } else {
      expandHandlers(stmt, out);
    }
  }

  void expandHandlers(const ast::Try& stmt, std::vector<ast::Stmt*>& out) {
    Name caught = fresh("caught");
    auto number = [&](std::int64_t value) {
      ast::Constant* result = constant(stmt, ast::ConstantValue::Kind::Int);
      result->value.integer = value;
      return result;
    };
    out.push_back(assignment(stmt, name(stmt, caught, ast::ExprContext::Store), number(0)));
    auto* inner = make<ast::Try>(stmt);
    inner->body = cloneBody(stmt.body);
    inner->orelse = cloneBody(stmt.orelse);
    std::vector<ast::ExceptHandler*> handlers;
    std::vector<ast::Stmt*> behind;
    for (std::size_t i = 0; i < stmt.handlers.size(); ++i) {
      const ast::ExceptHandler& handler = *stmt.handlers[i];
      if (!runsBehind(handler)) {
        handlers.push_back(cloneAs(&handler));
        continue;
      }
      auto which = static_cast<std::int64_t>(i + 1);
      auto* noted = make<ast::ExceptHandler>(handler);
      noted->type = cloneAs(handler.type);
      noted->body = module_.arena.copy(
          std::vector<ast::Stmt*>{assignment(handler, name(handler, caught, ast::ExprContext::Store), number(which))});
      handlers.push_back(noted);
      auto* test = make<ast::Compare>(handler);
      test->left = name(handler, caught);
      test->ops = module_.arena.copy(std::vector<ast::CompareOp>{ast::CompareOp::Eq});
      test->comparators = module_.arena.copy(std::vector<ast::Expr*>{number(which)});
      auto* branch = make<ast::If>(handler);
      branch->test = test;
      branch->body = cloneBody(handler.body);
      behind.push_back(branch);
    }
    inner->handlers = module_.arena.copy(handlers);
    out.push_back(inner);
    out.insert(out.end(), behind.begin(), behind.end());
  }

  support::NameTable& names_;
  const std::function<bool(const ast::Expr&)>& is_directive_;
  ExpandedFunction& result_;
  std::unordered_set<Name> taken_;
};

} // namespace

ExpandedFunction expandContexts(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                                const std::function<bool(const ast::Expr&)>& is_directive) {
  ExpandedFunction result;
  ContextExpander expander(parsed, names, is_directive, result);
  if (expander.concerns(def)) result.def = expander.run(def);
  return result;
}

} // namespace pyompcc::sema
