// lib/sema/check_constructs.cpp
//
// Walks the body of a native function against the rows of grammar/constructs.def.
#include "lib/sema/check_constructs.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/expand_globals.h"
#include "lib/sema/read_decorators.h"
#include "lib/support/nearest_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {
namespace {

struct Row {
  ast::NodeKind kind;
  std::string_view what; // empty: compiled
  std::string_view instead;
};
constexpr auto Constructs = std::to_array<Row>({
#define COMPILED(Node) {ast::NodeKind::Node, {}, {}},
#define REJECTED(Node, What, Instead) {ast::NodeKind::Node, What, Instead},
#include "grammar/constructs.def"
});

constexpr bool isInOrderOfNodes() {
  for (std::size_t i = 0; i < Constructs.size(); ++i) {
    if (static_cast<std::size_t>(Constructs[i].kind) != i) return false;
  }
  return true;
}
static_assert(isInOrderOfNodes(), "constructs.def: one row for each row of ast_nodes.def, in the same order");

class ConstructCheck {
 public:
  ConstructCheck(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                 const support::NameTable& names, diag::Emitter& emitter)
      : function_(function), parsed_(parsed), resolutions_(resolutions), names_(names), emitter_(emitter) {}

  void run() {
    const ast::Arguments& arguments = *function_.def->args;
    for (const NestedProblem& problem : function_.problems) {
      emitter_.report(problem.loc, diag::UnsupportedConstruct, problem.what, problem.instead);
    }
    // Functions that cannot be taken out leave names behind that mean nothing.
    if (!function_.problems.empty()) return;
    if (function_.isInner() && !function_.method_of) checkDecorators();
    if (arguments.kwarg) reject(*arguments.kwarg, "`**` before a parameter", "name each parameter");
    if (function_.is_generator && !function_.regions.empty()) {
      reject(*function_.regions.front().stmt, "an OpenMP construct in a generator", "write it in an ordinary function");
    }
    for (const ast::Stmt* stmt : function_.def->body) visit(*stmt);
    for (const Region& region : function_.regions) {
      for (const auto& exprs : region.clause_exprs) {
        for (const ast::Expr* expr : exprs) {
          if (expr) visit(*expr);
        }
      }
    }
  }

 private:
  // The decorators of other functions are read earlier.
  void checkDecorators() {
    for (const ast::Expr* decorator : function_.def->decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      const Resolution& resolution = resolutions_(function_, call ? *call->func : *decorator);
      if (resolution.kind == Resolution::Kind::Object && isDecorator(names_.text(resolution.dotted))) continue;
      emitter_.report(parsed_.loc(*decorator), diag::ForeignDecorator, names_.text(function_.name));
    }
  }

  void reject(const ast::Node& node, std::string_view what, std::string_view instead) {
    // A long block is told by its first line.
    support::Loc loc = parsed_.loc(node);
    emitter_.report(loc, diag::UnsupportedConstruct, what, instead);
  }

  void visit(const ast::Node& root) {
    ast::forEachNode(root, [&](const ast::Node& node) {
      const Row& row = Constructs[static_cast<std::size_t>(node.kind)];
      if (!row.what.empty()) {
        reject(node, row.what, row.instead);
        return false;
      }
      return visitCompiled(node);
    });
  }

  // Returns false where the children need no look.
  bool visitCompiled(const ast::Node& node) {
    if (const auto* assign = ast::as<ast::AnnAssign>(&node)) {
      // The annotation of a variable says nothing at run time.
      visit(*assign->target);
      if (assign->value) visit(*assign->value);
      return false;
    }
    if (const auto* with = ast::as<ast::With>(&node)) return visitWith(*with);
    if (function_.is_generator) visitGenerator(node);
    if (const auto* call = ast::as<ast::Call>(&node)) visitCall(*call);
    if (const auto* generator = ast::as<ast::GeneratorExp>(&node); generator && !used_up_.contains(generator)) {
      reject(node, "a generator that is not used up at once", "write a list comprehension: `[...]`");
      return false;
    }
    if (const auto* name = ast::as<ast::NameExpr>(&node)) visitName(*name);
    return true;
  }

  // C++'s coroutines cannot stop in a handler, and so not in `finally` either.
  void visitGenerator(const ast::Node& node) {
    if (const auto* stmt = ast::as<ast::ExprStmt>(&node)) yields_.insert(stmt->value);
    if (const auto* assign = ast::as<ast::Assign>(&node)) yields_.insert(assign->value);
    if (const auto* assign = ast::as<ast::AnnAssign>(&node)) yields_.insert(assign->value);
    if (node.kind == ast::NodeKind::Yield && !yields_.contains(&node)) {
      reject(node, "`yield` inside an expression", "assign its value to a variable in a statement of its own");
    }
    const auto* handled = ast::as<ast::Try>(&node);
    if (!handled) return;
    auto refuse = [&](std::span<ast::Stmt* const> block, std::string_view what, std::string_view instead) {
      for (const ast::Stmt* stmt : block) {
        ast::forEachNode(*stmt, [&](const ast::Node& inner) {
          if (inner.kind == ast::NodeKind::Yield) reject(inner, what, instead);
          return true;
        });
      }
    };
    for (const ast::ExceptHandler* handler : handled->handlers) {
      refuse(handler->body, "`yield` in a handler that raises or uses its exception",
             "set a variable there, and yield behind the statement");
    }
    refuse(handled->finalbody, "`yield` in `finally`", "yield outside of it");
  }

  // sum(x for x in xs): a function that takes all that a generator gives, or stops at once: `any`, `all`, `next`.
  void visitCall(const ast::Call& call) {
    constexpr auto Consumers = std::to_array<std::string_view>(
        {"builtins.all", "builtins.any", "builtins.dict", "builtins.frozenset", "builtins.list", "builtins.max",
         "builtins.min", "builtins.next", "builtins.set", "builtins.sorted", "builtins.sum", "builtins.tuple",
         "collections.Counter", "collections.deque", "functools.reduce", "heapq.nlargest", "heapq.nsmallest",
         "random.choices", "random.sample"});
    constexpr auto Methods = std::to_array<std::string_view>(
        {"difference", "difference_update", "extend", "intersection", "intersection_update", "join", "extendleft",
         "subtract", "symmetric_difference", "symmetric_difference_update", "union", "update"});
    const Resolution& callee = resolutions_(function_, *call.func);
    std::string_view dotted = callee.kind == Resolution::Kind::Builtin || callee.kind == Resolution::Kind::Object
                                  ? names_.text(callee.dotted)
                                  : std::string_view();
    const auto* method = ast::as<ast::Attribute>(call.func);
    bool consumes =
        std::ranges::find(Consumers, dotted) != Consumers.end() ||
        (dotted.empty() && method && std::ranges::find(Methods, names_.text(method->attr)) != Methods.end());
    for (const ast::Expr* arg : call.args) {
      const auto* generator = ast::as<ast::GeneratorExp>(arg);
      if (generator && consumes) used_up_.insert(generator);
    }
  }

  // Contexts are the directives' business; a faulty one has been reported.
  bool visitWith(const ast::With& with) {
    for (const ast::WithItem* item : with.items) {
      const auto* call = ast::as<ast::Call>(item->context_expr);
      const Resolution* callee = call ? &resolutions_(function_, *call->func) : nullptr;
      bool is_context = callee && callee->kind == Resolution::Kind::Builtin && callee->builtin == Builtin::PyompOpenmp;
      if (!is_context) reject(*item, "a context other than `openmp`", "write the statements without it");
    }
    for (const ast::Stmt* stmt : with.body) visit(*stmt);
    return false;
  }

  void visitName(const ast::NameExpr& name) {
    const Resolution& resolution = resolutions_(function_, name);
    std::string_view text = names_.text(name.id);
    if (resolution.kind == Resolution::Kind::Unknown) {
      if (auto nearest = nearestKnown(text)) {
        emitter_.report(parsed_.loc(name), diag::UnknownNameNear, text, *nearest);
      } else {
        emitter_.report(parsed_.loc(name), diag::UnknownName, text);
      }
    } else if (resolution.kind == Resolution::Kind::Global) {
      const auto& globals = resolutions_.modules[function_.module].globals;
      auto reported = emitter_.report(parsed_.loc(name), diag::GlobalNotConstant, withoutGlobalPrefix(text));
      if (auto global = globals.find(name.id); global != globals.end()) {
        reported.note(global->second.loc, diag::BoundHere, text);
      }
    }
  }

  std::optional<std::string_view> nearestKnown(std::string_view text) const {
    std::vector<std::string_view> known;
    for (Name local : resolutions_.locals[function_.index]) known.push_back(names_.text(local));
    for (const auto& [name, binding] : resolutions_.modules[function_.module].globals)
      known.push_back(names_.text(name));
    std::sort(known.begin(), known.end());
    return support::nearestName(text, known);
  }

  const FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const Resolutions& resolutions_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
  std::unordered_set<const ast::Node*> yields_;  ///< those that are statements, or assigned
  std::unordered_set<const ast::Node*> used_up_; ///< generators whose function takes all that they give
};

} // namespace

void checkConstructs(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                     const support::NameTable& names, diag::Emitter& emitter) {
  ConstructCheck(function, parsed, resolutions, names, emitter).run();
}

} // namespace pyompcc::sema
