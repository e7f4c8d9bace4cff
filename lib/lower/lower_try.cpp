// lib/lower/lower_try.cpp
//
// `try` and `raise`. `finally` is written where the statement ends, in a Handler of everything, and
// before each jump out of it.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/ir/asked_methods.h"
#include "lib/ir/builder.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace pyompcc::lower {
namespace {

// Does the block jump out of a loop around it, or out of the function?
bool jumps(std::span<ast::Stmt* const> block, bool only_loops = false) {
  bool found = false;
  auto visit = [&](const ast::Node& node, bool in_loop, auto&& self) -> void {
    bool loop = node.kind == ast::NodeKind::For || node.kind == ast::NodeKind::While;
    found |= !only_loops && node.kind == ast::NodeKind::Return;
    found |= !in_loop && (node.kind == ast::NodeKind::Break || node.kind == ast::NodeKind::Continue);
    ast::forEachChild(node, [&](const ast::Node& child) { self(child, in_loop || loop, self); });
  };
  for (const ast::Stmt* stmt : block) visit(*stmt, false, visit);
  return found;
}

std::string_view baseOf(std::string_view exception) {
  static const std::map<std::string_view, std::string_view> Bases = {
#define EXCEPTION(Name, Base) {#Name, #Base},
#include "runtime/include/pyomp/exceptions.def"
  };
  auto found = Bases.find(exception);
  return found == Bases.end() ? std::string_view() : found->second;
}

} // namespace

void FunctionLowering::lowerTry(const ast::Try& stmt) {
  if (stmt.finalbody.empty()) {
    lowerHandled(stmt);
  } else {
    lowerFinally(stmt);
  }
}

// try: B finally: F    becomes    try { B } catch (...) { F; throw; } F
// A jump out of B runs F before it; what F raises then must not run F again.
void FunctionLowering::lowerFinally(const ast::Try& stmt) {
  support::Loc place = loc(*stmt.finalbody.front());
  ir::Var* leaving = nullptr;
  std::vector<ast::Stmt*> guarded(stmt.body.begin(), stmt.body.end());
  guarded.insert(guarded.end(), stmt.orelse.begin(), stmt.orelse.end());
  for (const ast::ExceptHandler* handler : stmt.handlers) {
    guarded.insert(guarded.end(), handler->body.begin(), handler->body.end());
  }
  if (jumps(guarded)) {
    leaving = temporary("leaving", context_.types.boolean(), place);
    assign(leaving, ir::boolean(ir_, context_.types, false, place), place);
  }
  auto* handled = ir_.make<ir::Try>(loc(stmt));
  append(handled);
  finallies_.push_back({stmt.finalbody, leaving, loops_.size()});
  handled->body = blockOf([&] {
    if (stmt.handlers.empty()) {
      lowerInto(block_, stmt.body);
    } else {
      lowerHandled(stmt);
    }
  });
  finallies_.pop_back();
  handled->handlers = ir_.makeBlock();
  auto* anything = ir_.make<ir::Handler>(place);
  handled->handlers->stmts.push_back(anything);
  anything->body = blockOf([&] {
    if (leaving) {
      auto* done = ir_.make<ir::If>(place);
      done->condition = reference(leaving, place);
      append(done);
      done->then_block = blockOf([&] { append(ir_.make<ir::Reraise>(place)); });
    }
    lowerFinalBody(stmt.finalbody);
    if (!ir::leaves(*block_)) append(ir_.make<ir::Reraise>(place));
  });
  if (!ir::leaves(*handled->body)) lowerFinalBody(stmt.finalbody);
}

// The block is written more than once, so its loops get variables of their own each time.
void FunctionLowering::lowerFinalBody(std::span<ast::Stmt* const> body) {
  for (std::size_t i = 0; i < var_of_web_.size(); ++i) {
    ir::Var*& loop_var = var_of_web_[i];
    std::uint32_t begin = info_.webs[i].first.begin;
    bool by_loop = loop_var && (loop_var->kind == ir::VarKind::Index || loop_var->kind == ir::VarKind::Item);
    if (by_loop && begin >= body.front()->begin && begin < body.back()->end) loop_var = nullptr;
  }
  lowerInto(block_, body);
}

/// Runs the `finally` blocks of the statements that a jump leaves: those with at least `loops` loops around them.
void FunctionLowering::leaveTries(std::size_t loops, support::Loc place) {
  std::vector<Finally> around = finallies_;
  while (!finallies_.empty() && finallies_.back().loops >= loops) {
    Finally innermost = finallies_.back();
    finallies_.pop_back();
    if (innermost.loops < loops_.size() && jumps(innermost.body, true)) {
      context_.emitter.report(place, diag::NotLowered, "a jump out of a loop in `try`, whose `finally` jumps too,");
    }
    assign(innermost.leaving, ir::boolean(ir_, context_.types, true, place), place);
    lowerFinalBody(innermost.body);
  }
  finallies_ = std::move(around);
}

// try: B except E: H else: L    becomes    try { B } catch (E) { H } L, where L is guarded by a flag that B sets last
// unless every handler leaves.
void FunctionLowering::lowerHandled(const ast::Try& stmt) {
  ir::Var* completed = nullptr;
  auto* handled = ir_.make<ir::Try>(loc(stmt));
  auto lower_body = [&] {
    handled->body = lowerBlock(stmt.body);
    if (takesMemoryError(stmt, *handled->body)) handled->body = withMemoryError(handled->body, loc(stmt));
    handled->handlers = lowerHandlers(stmt);
  };
  if (stmt.orelse.empty()) {
    append(handled);
    return lower_body();
  }
  lower_body();
  bool all_leave = std::ranges::all_of(handled->handlers->stmts, [](const ir::Stmt* handler) {
    return ir::leaves(*static_cast<const ir::Handler*>(handler)->body);
  });
  support::Loc place = loc(*stmt.orelse.front());
  if (!all_leave) {
    completed = temporary("completed", context_.types.boolean(), place);
    assign(completed, ir::boolean(ir_, context_.types, false, place), place);
  }
  append(handled);
  if (all_leave) return lowerInto(block_, stmt.orelse);
  ir::Block* outer = block_;
  block_ = handled->body;
  assign(completed, ir::boolean(ir_, context_.types, true, place), place);
  block_ = outer;
  auto* choice = ir_.make<ir::If>(place);
  choice->condition = reference(completed, place);
  append(choice);
  choice->then_block = lowerBlock(stmt.orelse);
}

// Containers and texts that find no memory throw C++'s exception, which is MemoryError where a handler wants that.
bool FunctionLowering::takesMemoryError(const ast::Try& stmt, const ir::Block& body) {
  bool allocates = false;
  ir::forEachExpr(body, [&](const ir::Expr& expr) {
    const auto* call = ir::as<ir::LibraryCall>(&expr);
    bool makes = expr.kind == ir::ExprKind::MakeContainer || expr.kind == ir::ExprKind::MakeDict;
    bool may_grow = call && ir::canRaise(*call);
    allocates |= makes || may_grow || (expr.kind == ir::ExprKind::Binary && sema::isText(expr.type));
  });
  auto takes = [&](const ast::Expr& expr) {
    auto [name, of_file] = exceptionOf(expr);
    bool general = name == "Exception" || name == "BaseException";
    return !of_file && (name == "MemoryError" || (general && allocates));
  };
  return std::ranges::any_of(stmt.handlers, [&](const ast::ExceptHandler* handler) {
    if (!handler->type) return false;
    const auto* classes = ast::as<ast::Tuple>(handler->type);
    if (!classes) return takes(*handler->type);
    return std::ranges::any_of(classes->elts, [&](const ast::Expr* expr) { return takes(*expr); });
  });
}

// B    becomes    try { B } catch (const std::bad_alloc&) { throw py::MemoryError(); }
ir::Block* FunctionLowering::withMemoryError(ir::Block* body, support::Loc place) {
  auto* converted = ir_.make<ir::Try>(place);
  converted->body = body;
  converted->handlers = ir_.makeBlock();
  auto* handler = ir_.make<ir::Handler>(place);
  handler->exception = "bad_alloc";
  converted->handlers->stmts.push_back(handler);
  handler->body = blockOf([&] {
    auto* raise = ir_.make<ir::Raise>(place);
    raise->exception = "MemoryError";
    append(raise);
  });
  ir::Block* result = ir_.makeBlock();
  result->stmts.push_back(converted);
  return result;
}

// One Handler for each handler where C++ can say it so; else one of everything from Python, with tests inside.
ir::Block* FunctionLowering::lowerHandlers(const ast::Try& stmt) {
  ir::Block* handlers = ir_.makeBlock();
  std::vector<std::pair<std::string_view, bool>> earlier;
  bool plain = true;
  for (const ast::ExceptHandler* handler : stmt.handlers) {
    if (!handler->type) continue;
    if (handler->type->kind == ast::NodeKind::Tuple) {
      plain = false;
      continue;
    }
    auto [name, of_file] = exceptionOf(*handler->type);
    // C++ compilers complain of a handler that an earlier one leaves nothing for.
    for (const auto& [before, before_of_file] : earlier) plain &= !derives(name, of_file, before, before_of_file);
    earlier.emplace_back(name, of_file);
  }
  if (plain) {
    for (const ast::ExceptHandler* handler : stmt.handlers) addHandler(*handler, handlers);
    return handlers;
  }
  std::span<ast::ExceptHandler* const> typed = stmt.handlers;
  const ast::ExceptHandler* last = typed.back();
  if (!last->type) typed = typed.first(typed.size() - 1);
  auto* any = ir_.make<ir::Handler>(loc(*typed.front()));
  any->exception = "BaseException";
  any->caught = newVar("error", ir::VarKind::Caught, context_.types.exception(), any->loc);
  any->body = blockOf([&] { addAnyHandler(stmt.handlers, any->caught); });
  handlers->stmts.push_back(any);
  if (!last->type) addHandler(*last, handlers);
  return handlers;
}

void FunctionLowering::addHandler(const ast::ExceptHandler& handler, ir::Block* handlers) {
  auto* result = ir_.make<ir::Handler>(loc(handler));
  if (handler.type) std::tie(result->exception, result->of_file) = exceptionOf(*handler.type);
  if (handler.name) result->caught = caughtAs(handler);
  handlers->stmts.push_back(result);
  result->body = lowerBlock(handler.body);
}

// if (py::is<A>(error) || py::is<B>(error)) { ... } else if ... else throw;
void FunctionLowering::addAnyHandler(std::span<ast::ExceptHandler* const> handlers, ir::Var* caught) {
  support::Loc place = caught->loc;
  if (handlers.empty()) {
    append(ir_.make<ir::Reraise>(place));
    return;
  }
  const ast::ExceptHandler& first = *handlers.front();
  if (first.name) var_of_web_[info_.web(first).index] = caught;
  if (!first.type) return lowerInto(block_, first.body);
  auto* choice = ir_.make<ir::If>(loc(first));
  choice->condition = isAnyOf(first, caught);
  append(choice);
  choice->then_block = lowerBlock(first.body);
  choice->else_block = blockOf([&] { addAnyHandler(handlers.subspan(1), caught); });
}

ir::Var* FunctionLowering::caughtAs(const ast::ExceptHandler& handler) {
  sema::WebId web = info_.web(handler);
  if (ir::Var* flag = boundFlag(web)) {
    assign(flag, ir::boolean(ir_, context_.types, true, loc(handler)), loc(handler));
  }
  // `finally` may be written more than once, with a variable each time.
  ir::Var* caught = newVar(text(handler.name), ir::VarKind::Caught, context_.types.exception(), loc(handler));
  var_of_web_[web.index] = caught;
  return caught;
}

ir::Expr* FunctionLowering::isAnyOf(const ast::ExceptHandler& handler, ir::Var* caught) {
  std::vector<const ast::Expr*> classes{handler.type};
  if (const auto* tuple = ast::as<ast::Tuple>(handler.type)) classes.assign(tuple->elts.begin(), tuple->elts.end());
  ir::Expr* any = nullptr;
  for (const ast::Expr* expr : classes) {
    auto* test = ir_.make<ir::IsException>(context_.types.boolean(), loc(*expr));
    test->caught = reference(caught, loc(*expr));
    std::tie(test->exception, test->of_file) = exceptionOf(*expr);
    any = any ? ir::logical(ir_, context_.types, ir::LogicalOp::Or, any, test) : test;
  }
  return any ? any : ir::boolean(ir_, context_.types, false, loc(handler));
}

/// The class that an expression names, and whether the file defines it.
std::pair<std::string_view, bool> FunctionLowering::exceptionOf(const ast::Expr& expr) {
  const sema::Callee& callee = instance_.callee(expr);
  if (callee.kind == sema::Callee::Kind::Exception && callee.module != context_.module_index) {
    unsupported(expr, "an exception class of another file");
    return {"Exception", false};
  }
  if (callee.kind == sema::Callee::Kind::Exception) return {context_.ir.exceptions[callee.constant].cpp_name, true};
  std::string_view dotted = sema::facts(callee.builtin).dotted_name;
  return {dotted.substr(dotted.rfind('.') + 1), false};
}

/// Is one class of exceptions another, or derived from it?
bool FunctionLowering::derives(std::string_view exception, bool of_file, std::string_view from, bool from_of_file) {
  constexpr std::string_view Namespace = "py::";
  while (!exception.empty()) {
    if (exception == from && of_file == from_of_file) return true;
    if (!of_file) {
      exception = baseOf(exception);
      continue;
    }
    auto found = std::ranges::find(ir_.exceptions, exception, &ir::ExceptionClass::cpp_name);
    exception = found == ir_.exceptions.end() ? std::string_view() : found->base;
    of_file = !exception.starts_with(Namespace);
    if (!of_file) exception.remove_prefix(Namespace.size());
  }
  return false;
}

/// The variable of a handler that an expression names, or null.
ir::Var* FunctionLowering::caughtVar(const ast::Expr& expr) {
  const auto* name = ast::as<ast::NameExpr>(&expr);
  sema::WebId web = name ? info_.web(*name) : sema::WebId{};
  return web && instance_.web_types[web.index]->kind == sema::TypeKind::Exception ? var(web) : nullptr;
}

std::vector<ir::Expr*> FunctionLowering::exceptionArguments(const ast::Expr& exception) {
  const auto* call = ast::as<ast::Call>(&exception);
  return call ? lowerAll(call->args) : std::vector<ir::Expr*>();
}

ir::Expr* FunctionLowering::lowerCause(const ast::Expr& cause) {
  if (ir::Var* caught = caughtVar(cause)) return reference(caught, loc(cause));
  const auto* constant = ast::as<ast::Constant>(&cause);
  if (constant) return ir_.make<ir::NoneConst>(context_.types.none(), loc(cause));
  const auto* call = ast::as<ast::Call>(&cause);
  auto* made = ir_.make<ir::MakeException>(context_.types.exception(), loc(cause));
  std::tie(made->exception, made->of_file) = exceptionOf(call ? *call->func : cause);
  made->args = ir_.arena.copy(exceptionArguments(cause));
  return made;
}

// raise, raise e, raise ValueError, raise ValueError("text", 1) from e
void FunctionLowering::lowerRaise(const ast::Raise& stmt) {
  ir::Var* caught = stmt.exc ? caughtVar(*stmt.exc) : nullptr;
  if (!stmt.exc || caught) {
    if (stmt.cause) {
      unsupported(*stmt.cause, "`raise ... from` with an exception that was caught");
      return;
    }
    auto* again = ir_.make<ir::Reraise>(loc(stmt));
    again->caught = caught;
    append(again);
    return;
  }
  const auto* call = ast::as<ast::Call>(stmt.exc);
  auto* result = ir_.make<ir::Raise>(loc(stmt));
  std::tie(result->exception, result->of_file) = exceptionOf(call ? *call->func : *stmt.exc);
  std::vector<ir::Expr*> args = exceptionArguments(*stmt.exc);
  if (args.size() == 1 && args[0]->type->kind == sema::TypeKind::Str) {
    result->message = args[0];
  } else {
    result->args = ir_.arena.copy(args);
  }
  if (stmt.cause) result->cause = lowerCause(*stmt.cause);
  append(result);
}

} // namespace pyompcc::lower
