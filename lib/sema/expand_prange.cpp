// lib/sema/expand_prange.cpp
//
// Copies a function with a context of OpenMP around each outermost loop over `prange`.
#include "lib/sema/expand_prange.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/iteration_flow.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {
namespace {

using support::Name;

class PrangeExpander final : public ast::Cloner {
 public:
  PrangeExpander(ast::ParsedModule& module, support::NameTable& names,
                 const std::function<std::string(const ast::Expr&)>& dotted, diag::Emitter& emitter,
                 ParallelisedFunction& result)
      : Cloner(module), names_(names), dotted_(dotted), emitter_(emitter), result_(result) {}

  // Finds what each loop becomes; false where none becomes anything else.
  bool concerns(const ast::FunctionDef& def) {
    if (!asksForThreads(def)) return false;
    def_ = &def;
    for (const ast::Stmt* stmt : def.body) visit(*stmt);
    return !directives_.empty();
  }

  ast::FunctionDef* run(const ast::FunctionDef& def) { return cloneAs(&def); }

 private:
  // A function that a decorator compiles asks for threads with `parallel=True`, as it does of Numba.
  bool asksForThreads(const ast::FunctionDef& def) const {
    bool decorated = false;
    for (const ast::Expr* decorator : def.decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      std::string dotted = dotted_(call ? *call->func : *decorator);
      if (dotted != "pyomp_cc.njit" && dotted != "pyomp_cc.jit") continue;
      decorated = true;
      if (!call) continue;
      for (const ast::Keyword* keyword : call->keywords) {
        const auto* value = ast::as<ast::Constant>(keyword->value);
        if (names_.text(keyword->arg) == "parallel" && value)
          return value->value.kind == ast::ConstantValue::Kind::True;
      }
    }
    return !decorated;
  }

  void visit(const ast::Stmt& root) {
    ast::forEachNode(root, [&](const ast::Node& node) {
      // A region says itself what its threads do.
      if (const auto* with = ast::as<ast::With>(&node)) {
        for (const ast::WithItem* item : with->items) {
          const auto* call = ast::as<ast::Call>(item->context_expr);
          if (call && dotted_(*call->func) == "pyomp_cc.openmp") return false;
        }
      }
      const auto* loop = ast::as<ast::For>(&node);
      const auto* call = loop ? ast::as<ast::Call>(loop->iter) : nullptr;
      if (!call || dotted_(*call->func) != "pyomp_cc.prange") return true;
      if (auto directive = directiveOf(*loop)) directives_.emplace(loop, std::move(*directive));
      return false;
    });
  }

  // `break` out of the loop, `return`, `yield`: something may leave it.
  static bool mayBeLeft(const ast::For& loop) {
    bool found = !loop.orelse.empty();
    std::function<void(const ast::Node&, bool)> look = [&](const ast::Node& root, bool own) {
      ast::forEachNode(root, [&](const ast::Node& node) {
        bool scope = node.kind == ast::NodeKind::FunctionDef || node.kind == ast::NodeKind::Lambda;
        bool inner = node.kind == ast::NodeKind::For || node.kind == ast::NodeKind::While;
        found |= node.kind == ast::NodeKind::Return || node.kind == ast::NodeKind::Yield ||
                 node.kind == ast::NodeKind::YieldFrom || (own && node.kind == ast::NodeKind::Break);
        if (inner && own) ast::forEachChild(node, [&](const ast::Node& child) { look(child, false); });
        return !scope && !(inner && own);
      });
    };
    for (const ast::Stmt* stmt : loop.body) look(*stmt, true);
    return found;
  }

  std::optional<std::string> directiveOf(const ast::For& loop) {
    if (mayBeLeft(loop) || loop.target->kind != ast::NodeKind::NameExpr) return std::nullopt;
    auto reductions = findReductions(loop, names_.intern("max"), names_.intern("min"));
    IterationFlow flow = iterationFlow(loop);
    for (Name name : flow.bound) {
      if (reductions.contains(name)) continue;
      // Its last value cannot be told from that of an earlier iteration either.
      bool uncertain = !flow.settled.contains(name) && isReadOutside(loop, name);
      if (!flow.carried.contains(name) && !uncertain) continue;
      emitter_.report(module_.loc(*loop.iter), diag::PrangeInOrder, names_.text(name));
      return std::nullopt;
    }
    std::vector<std::string> clauses;
    for (auto [name, clause] : reductions)
      clauses.push_back(fmt::format(" reduction({}: {})", clause, names_.text(name)));
    std::ranges::sort(clauses);
    return fmt::format("parallel for{}", fmt::join(clauses, ""));
  }

  bool isReadOutside(const ast::For& loop, Name name) const {
    bool found = false;
    for (const ast::Stmt* stmt : def_->body) {
      ast::forEachNode(*stmt, [&](const ast::Node& node) {
        const auto* used = ast::as<ast::NameExpr>(&node);
        found |= used && used->id == name && used->ctx == ast::ExprContext::Load;
        return &node != &loop;
      });
    }
    return found;
  }

  void cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) override {
    const auto* loop = ast::as<ast::For>(&stmt);
    auto directive = loop ? directives_.find(loop) : directives_.end();
    out.push_back(directive == directives_.end() ? cloneAs(&stmt) : region(*loop, directive->second));
    result_.written[out.back()] = &stmt;
  }

  ast::Stmt* region(const ast::For& loop, const std::string& directive) {
    auto* text = make<ast::Constant>(*loop.iter);
    text->value.kind = ast::ConstantValue::Kind::Str;
    text->value.text = names_.text(names_.intern(directive));
    auto* function = make<ast::NameExpr>(*loop.iter);
    function->id = names_.intern(PrangeContextName);
    function->ctx = ast::ExprContext::Load;
    auto* call = make<ast::Call>(*loop.iter);
    call->func = function;
    call->args = module_.arena.copy(std::vector<ast::Expr*>{text});
    auto* item = make<ast::WithItem>(*loop.iter);
    item->context_expr = call;
    auto* with = make<ast::With>(loop);
    with->items = module_.arena.copy(std::vector<ast::WithItem*>{item});
    ast::Stmt* copy = cloneAs(static_cast<const ast::Stmt*>(&loop));
    result_.written[copy] = &loop;
    with->body = module_.arena.copy(std::vector<ast::Stmt*>{copy});
    return with;
  }

  support::NameTable& names_;
  const std::function<std::string(const ast::Expr&)>& dotted_;
  diag::Emitter& emitter_;
  ParallelisedFunction& result_;
  const ast::FunctionDef* def_ = nullptr;
  std::unordered_map<const ast::For*, std::string> directives_;
};

} // namespace

ParallelisedFunction expandPrange(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                                  const std::function<std::string(const ast::Expr&)>& dotted, diag::Emitter& emitter) {
  ParallelisedFunction result;
  PrangeExpander expander(parsed, names, dotted, emitter, result);
  if (expander.concerns(def)) result.def = expander.run(def);
  return result;
}

} // namespace pyompcc::sema
