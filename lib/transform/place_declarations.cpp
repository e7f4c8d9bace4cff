// lib/transform/place_declarations.cpp
//
// Finds the block of each variable, then the statement, then the name.
#include "lib/transform/place_declarations.h"

#include "lib/ir/cpp_name.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace pyompcc::transform {
namespace {

using ir::Block;
using ir::Stmt;
using ir::Var;

/// A block of so few statements is read again for each variable.
constexpr std::size_t ShortBlock = 8;

/// What a piece of code does to a variable first.
enum class First : std::uint8_t { Nothing, MaybeAssigns, Assigns, Reads };

class DeclarationPlacement {
 public:
  DeclarationPlacement(ir::Module& module, ir::Function& function,
                       const std::unordered_set<std::string_view>& function_names)
      : module_(module), function_(function), function_names_(function_names) {}

  void run() {
    enter(*function_.body, nullptr, nullptr);
    for (Var* var : function_.vars) place(*var);
    mergeVariables();
    nameVariables();
    declare();
    markUnread();
  }

 private:
  // Blocks are numbered as they are entered; those inside of one have the numbers from its own to its last.
  struct Place {
    const Block* parent = nullptr;
    const Stmt* owner = nullptr; ///< the statement whose block it is
    std::uint32_t number = 0;
    std::uint32_t last = std::numeric_limits<std::uint32_t>::max(); ///< known when the block has been left
  };

  // Where each block stands, and for each variable the innermost block around all uses.
  void enter(Block& block, const Block* parent, const Stmt* owner) {
    places_[&block] = {.parent = parent, .owner = owner, .number = static_cast<std::uint32_t>(places_.size())};
    for (Stmt* stmt : block.stmts) {
      if (auto* loop = ir::as<ir::For>(stmt)) by_construct_.insert(loop->index);
      if (auto* loop = ir::as<ir::ForEach>(stmt)) by_construct_.insert(loop->items.begin(), loop->items.end());
      if (auto* jam = ir::as<ir::Jam>(stmt)) by_construct_.insert(jam->indices.begin(), jam->indices.end());
      if (auto* declaration = ir::as<ir::DeclareRaised>(stmt)) by_construct_.insert(declaration->raised);
      if (auto* handler = ir::as<ir::Handler>(stmt); handler && handler->caught) by_construct_.insert(handler->caught);
      if (auto* region = ir::as<ir::Region>(stmt)) {
        for (const ir::SharedVar& shared : region->facts->sharing) {
          enterShared(shared, block);
          if (isDeferred(*region) && shared.sharing == ir::Sharing::Shared)
            use(*shared.var, blockOf(*shared.var, block));
        }
        enterNest(*region);
        if (region->facts->element) by_construct_.insert(region->facts->element);
      }
      useOwn(*stmt, block);
      ir::forEachChildBlock(*stmt, [&](Block& inner) { enter(inner, &block, stmt); });
    }
    places_[&block].last = static_cast<std::uint32_t>(places_.size() - 1);
  }

  // Does the code behind it run while its block does?
  static bool isDeferred(const ir::Region& region) {
    const omp::Directive& directive = *region.facts->directive;
    return omp::hasLeaf(directive.kind, omp::DirectiveKind::Task) ||
           (directive.has(omp::ClauseKind::Nogroup) && !omp::isParallel(directive.kind));
  }

  // The block that a variable which tasks share ends with: of the region that it is private in, or of the function.
  const Block& blockOf(const Var& var, const Block& block) const {
    const Block* around = &block;
    for (; places_.at(around).parent; around = places_.at(around).parent) {
      // The rest of the function, which waits for its tasks too.
      if (ir::as<ir::OutOfLine>(places_.at(around).owner)) return *around;
      auto found = region_of_body_.find(around);
      if (found == region_of_body_.end()) continue;
      for (const ir::SharedVar& shared : found->second->facts->sharing) {
        if (shared.var == &var && shared.sharing != ir::Sharing::Shared) return *around;
      }
    }
    return *around;
  }

  // Between a loop directive and the body of its innermost loop nothing can be declared.
  void enterNest(ir::Region& region) {
    std::vector<ir::For*> loops = ir::loopNest(region);
    if (region.body) region_of_body_[loops.empty() ? region.body : loops.back()->body] = &region;
    if (loops.empty()) return;
    for (const Block* block = region.body; block != loops.back()->body;) {
      nest_of_[block] = &region;
      const Stmt& only = *block->stmts.front();
      const auto* hoisted = ir::as<ir::Hoisted>(&only);
      // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): loopNest has gone this way to its loops.
      block = hoisted ? hoisted->body : static_cast<const ir::For&>(only).body;
    }
  }

  // A shared variable is declared outside, be it used inside only. One of another clause is declared by the directive,
  // under the name of its original.
  void enterShared(const ir::SharedVar& shared, const Block& block) {
    if (shared.sharing == ir::Sharing::Shared) use(*shared.var, block);
    if (shared.sharing == ir::Sharing::Shared || shared.sharing == ir::Sharing::Private) return;
    if (shared.original && shared.original != shared.var) {
      by_construct_.insert(shared.var);
      clause_copy_of_[shared.var] = shared.original;
    }
    if (shared.original) use(*shared.original, block);
  }

  void useOwn(Stmt& stmt, const Block& block) {
    switch (stmt.kind) {
    case ir::StmtKind::Assign: use(*static_cast<ir::Assign&>(stmt).target, block); break;
    case ir::StmtKind::Swap:
      use(*static_cast<ir::Swap&>(stmt).left, block);
      use(*static_cast<ir::Swap&>(stmt).right, block);
      break;
    default: break;
    }
    ir::forEachChild(stmt, [&](ir::Expr* child) {
      ir::forEachExpr(*child, [&](ir::Expr& expr) {
        if (auto* reference = ir::as<ir::VarRef>(&expr)) use(*reference->var, block);
      });
    });
  }

  void use(Var& var, const Block& block) {
    if (var.kind == ir::VarKind::Constant) return;
    const Block*& home = home_[&var];
    home = home ? common(home, &block) : &block;
  }

  const Block* common(const Block* a, const Block* b) const {
    // Only the first goes up: in a chain of thousands of branches a variable's block does so once.
    while (!encloses(a, b)) a = places_.at(a).parent;
    // What several handlers use is declared before their `try`.
    while (isHandlers(*a)) a = places_.at(a).parent;
    return a;
  }

  bool isHandlers(const Block& block) const {
    const auto* handled = ir::as<ir::Try>(places_.at(&block).owner);
    return handled && handled->handlers == &block;
  }

  void place(Var& var) {
    if (var.kind == ir::VarKind::Parameter || by_construct_.contains(&var) || !home_.contains(&var)) return;
    const Block*& home = home_[&var];
    while (first(*home, var) == First::Reads) {
      const Block* outside = outsideOfLoop(home, var);
      if (!outside) break;
      home = outside;
    }
    // A private variable whose value lasts from one iteration to the next. In the region around a work-sharing loop
    // each thread has its own; elsewhere a clause makes them.
    if (auto nest = nest_of_.find(home); nest != nest_of_.end()) {
      omp::DirectiveKind kind = nest->second->facts->directive->kind;
      bool own = omp::isWorksharing(kind) && !omp::isParallel(kind);
      if (!own) nest->second->facts->outliving.push_back(&var);
      home = places_.at(nest->second->body).parent;
    }
  }

  // The block around the innermost loop that `block` is inside of, or null when there is none or the variable is
  // private in a construct in between.
  const Block* outsideOfLoop(const Block* block, const Var& var) const {
    for (const Place* place = &places_.at(block); place->owner; place = &places_.at(place->parent)) {
      if (const auto* region = ir::as<ir::Region>(place->owner)) {
        for (const ir::SharedVar& shared : region->facts->sharing) {
          if (shared.var == &var && shared.sharing == ir::Sharing::Private) return nullptr;
        }
      }
      bool loop = place->owner->kind == ir::StmtKind::For || place->owner->kind == ir::StmtKind::ForEach ||
                  place->owner->kind == ir::StmtKind::While || place->owner->kind == ir::StmtKind::Jam;
      if (loop) return place->parent;
    }
    return nullptr;
  }

  /// The statements of a block that are the first to mention a variable, themselves or inside, and to leave it.
  struct BlockUses {
    std::unordered_map<const Var*, std::size_t> first;
    std::size_t first_leaving = 0;
  };

  const BlockUses& usesIn(const Block& block) const {
    auto [found, is_new] = block_uses_.try_emplace(&block);
    BlockUses& uses = found->second;
    if (!is_new) return uses;
    uses.first_leaving = block.stmts.size();
    for (std::size_t i = 0; i < block.stmts.size(); ++i) {
      ir::forEachVar(*block.stmts[i], [&](const Var& used, ir::Access) { uses.first.try_emplace(&used, i); });
      ir::forEachStmt(*block.stmts[i], [&](const Stmt& inner) {
        const auto* region = ir::as<ir::Region>(&inner);
        if (!region) return;
        for (const ir::SharedVar& shared : region->facts->sharing) uses.first.try_emplace(shared.original, i);
      });
      if (leaves(*block.stmts[i])) uses.first_leaving = std::min(uses.first_leaving, i);
    }
    return uses;
  }

  First first(const Block& block, const Var& var) const {
    std::size_t start = 0;
    if (block.stmts.size() > ShortBlock) {
      // Nothing is to be seen before the first use: a function of a thousand variables is not read a thousand times.
      const BlockUses& uses = usesIn(block);
      auto use = uses.first.find(&var);
      start = use == uses.first.end() ? block.stmts.size() : use->second;
      if (uses.first_leaving < start) return First::Assigns;
    }
    First result = First::Nothing;
    for (const Stmt* stmt : std::span(block.stmts).subspan(start)) {
      First next = first(*stmt, var);
      if (next == First::Reads || next == First::Assigns) return next;
      if (next == First::MaybeAssigns) result = next;
      if (leaves(*stmt)) return First::Assigns;
    }
    return result;
  }

  static First worse(First left, First right) {
    if (left == First::Nothing) return right;
    if (right == First::Nothing) return left;
    return left == First::Reads || right == First::Reads ? First::Reads : First::MaybeAssigns;
  }

  static bool leaves(const Stmt& stmt) {
    return stmt.kind == ir::StmtKind::Reraise || stmt.kind == ir::StmtKind::Return ||
           stmt.kind == ir::StmtKind::Raise || stmt.kind == ir::StmtKind::Break || stmt.kind == ir::StmtKind::Continue;
  }

  First first(const Stmt& stmt, const Var& var) const {
    if (const auto* swap = ir::as<ir::Swap>(&stmt)) {
      if (swap->left == &var || swap->right == &var) return First::Reads;
    }
    bool reads = false;
    ir::forEachChild(stmt, [&](const ir::Expr* child) {
      ir::forEachExpr(*child, [&](const ir::Expr& expr) {
        const auto* reference = ir::as<ir::VarRef>(&expr);
        reads |= reference && reference->var == &var;
      });
    });
    if (reads) return First::Reads;
    switch (stmt.kind) {
    case ir::StmtKind::Assign:
      return static_cast<const ir::Assign&>(stmt).target == &var ? First::Assigns : First::Nothing;
    case ir::StmtKind::If: {
      const auto& choice = static_cast<const ir::If&>(stmt);
      First then_first = first(*choice.then_block, var);
      First else_first = choice.else_block ? first(*choice.else_block, var) : First::Nothing;
      if (then_first == First::Reads || else_first == First::Reads) return First::Reads;
      if (then_first == First::Assigns && else_first == First::Assigns) return First::Assigns;
      bool nothing = then_first == First::Nothing && else_first == First::Nothing;
      return nothing ? First::Nothing : First::MaybeAssigns;
    }
    case ir::StmtKind::For:
    case ir::StmtKind::ForEach:
    case ir::StmtKind::Jam:
    case ir::StmtKind::While: {
      First body = First::Nothing;
      ir::forEachChildBlock(stmt, [&](const Block& block) { body = first(block, var); });
      return body == First::Assigns ? First::MaybeAssigns : body;
    }
    case ir::StmtKind::Try: return firstOfTry(static_cast<const ir::Try&>(stmt), var);
    case ir::StmtKind::Region: {
      for (const ir::SharedVar& shared : static_cast<const ir::Region&>(stmt).facts->sharing) {
        if (shared.original == &var && shared.sharing != ir::Sharing::Shared &&
            shared.sharing != ir::Sharing::Private) {
          return First::Reads;
        }
      }
      [[fallthrough]];
    }
    default: {
      First body = First::Nothing;
      ir::forEachChildBlock(stmt, [&](const Block& block) { body = first(block, var); });
      return body;
    }
    }
  }

  // An exception may come before any assignment of the body; what goes on behind it has run all of a handler.
  First firstOfTry(const ir::Try& stmt, const Var& var) const {
    First result = first(*stmt.body, var);
    bool always = result == First::Assigns;
    for (const Stmt* handler : stmt.handlers->stmts) {
      First handled = first(*handler, var);
      always &= handled == First::Assigns;
      result = worse(result, handled);
    }
    if (always) return First::Assigns;
    return result == First::Assigns ? First::MaybeAssigns : result;
  }

  // x = 1; ...; x = 2    with two variables of one type in one block: one variable.
  void mergeVariables() {
    std::unordered_map<Var*, Var*> merged;
    std::map<std::pair<const Block*, std::string_view>, std::vector<Var*>> by_name;
    for (Var* var : function_.vars) {
      if (!home_.contains(var) || by_construct_.contains(var) || var->python_name.empty()) continue;
      auto& same_name = by_name[{home_[var], var->python_name}];
      auto match = std::ranges::find_if(
          same_name, [&](const Var* other) { return other->type == var->type && other->owns == var->owns; });
      if (match == same_name.end()) {
        same_name.push_back(var);
      } else {
        (*match)->written |= var->written;
        (*match)->maybe_unbound |= var->maybe_unbound;
        // A parameter that stands for another container later is no reference to the caller's.
        bool is_reference = (*match)->kind == ir::VarKind::Parameter && sema::isContainer((*match)->type);
        if (is_reference) (*match)->owns = true;
        merged[var] = *match;
      }
    }
    if (merged.empty()) return;
    auto replace = [&](Var*& var) {
      if (auto found = merged.find(var); found != merged.end()) var = found->second;
    };
    ir::forEachExpr(*function_.body, [&](ir::Expr& expr) {
      if (auto* reference = ir::as<ir::VarRef>(&expr)) replace(reference->var);
    });
    ir::forEachStmt(*function_.body, [&](Stmt& stmt) {
      if (auto* assign = ir::as<ir::Assign>(&stmt)) replace(assign->target);
      if (auto* swap = ir::as<ir::Swap>(&stmt)) {
        replace(swap->left);
        replace(swap->right);
      }
      if (auto* region = ir::as<ir::Region>(&stmt)) {
        for (Var*& var : region->facts->outliving) replace(var);
        for (ir::SharedVar& shared : region->facts->sharing) {
          replace(shared.var);
          if (shared.original) replace(shared.original);
        }
      }
    });
    for (auto& [copy, original] : clause_copy_of_) replace(original);
    for (const auto& [gone, kept] : merged) {
      home_.erase(gone);
      merged_.insert(gone);
    }
    block_uses_.clear();
  }

  // A name is free in a block when no other variable of that name is used inside.
  void nameVariables() {
    collectUses(*function_.body);
    for (const auto& [var, blocks] : uses_) {
      if (var->in_module) used_globals_.insert(var->cpp_name);
    }
    // Originals first: their names go to the copies, and other variables must keep clear of both.
    std::unordered_set<const Var*> originals;
    for (const auto& [copy, original] : clause_copy_of_) originals.insert(original);
    auto name_all = [&](bool originals_only) {
      for (Var* var : function_.vars) {
        if (var->kind == ir::VarKind::Constant || clause_copy_of_.contains(var)) continue;
        if (originals.contains(var) == originals_only) nameVariable(*var);
      }
    };
    name_all(true);
    for (Var* var : function_.vars) {
      auto copy = clause_copy_of_.find(var);
      if (copy == clause_copy_of_.end()) continue;
      var->cpp_name = copy->second->cpp_name;
      named_[var->cpp_name].push_back(var);
    }
    name_all(false);
  }

  void nameVariable(Var& var) {
    // Not Python's: no word of its own is kept clear of C++'s.
    bool own = var.kind == ir::VarKind::Raised;
    std::string base = own ? std::string(var.cpp_name) : ir::cppName(var.cpp_name);
    // What stands for a variable of the module while a construct makes copies of it.
    if (used_globals_.contains(base)) base = fmt::format("own_{}", base);
    std::string name = base;
    // Of variables that nothing mentions there may be thousands of one name: each goes on where the last one was named.
    int unused = 2;
    int& number = merged_.contains(&var) ? next_number_.try_emplace(base, 2).first->second : unused;
    for (; clashes(var, name); ++number) name = fmt::format("{}_{}", base, number);
    var.cpp_name = module_.text(name);
    named_[var.cpp_name].push_back(&var);
  }

  void collectUses(const Block& block) {
    for (const Stmt* stmt : block.stmts) {
      auto note = [&](const Var& var) { uses_[&var].insert(places_.at(&block).number); };
      ir::forEachChild(*stmt, [&](const ir::Expr* child) {
        ir::forEachExpr(*child, [&](const ir::Expr& expr) {
          if (const auto* reference = ir::as<ir::VarRef>(&expr)) note(*reference->var);
        });
      });
      if (const auto* assign = ir::as<ir::Assign>(stmt)) note(*assign->target);
      if (const auto* swap = ir::as<ir::Swap>(stmt)) {
        note(*swap->left);
        note(*swap->right);
      }
      if (const auto* loop = ir::as<ir::For>(stmt)) {
        home_[loop->index] = loop->body;
        note(*loop->index);
      }
      if (const auto* loop = ir::as<ir::ForEach>(stmt)) {
        for (const Var* item : loop->items) {
          home_[item] = loop->body;
          note(*item);
        }
      }
      if (const auto* jam = ir::as<ir::Jam>(stmt)) {
        for (const Var* index : jam->indices) {
          home_[index] = jam->body;
          note(*index);
        }
      }
      if (const auto* declaration = ir::as<ir::DeclareRaised>(stmt)) home_[declaration->raised] = &block;
      if (const auto* handler = ir::as<ir::Handler>(stmt); handler && handler->caught) {
        home_[handler->caught] = handler->body;
        note(*handler->caught);
      }
      if (const auto* again = ir::as<ir::Reraise>(stmt); again && again->caught) note(*again->caught);
      ir::forEachChildBlock(*stmt, [&](const Block& inner) { collectUses(inner); });
    }
  }

  const Block* scopeOf(const Var& var) const {
    if (var.kind == ir::VarKind::Parameter) return function_.body;
    auto found = home_.find(&var);
    return found == home_.end() ? function_.body : found->second;
  }

  bool encloses(const Block* outer, const Block* inner) const {
    const Place& place = places_.at(outer);
    std::uint32_t number = places_.at(inner).number;
    return place.number <= number && number <= place.last;
  }

  bool isUsedIn(const Var& var, const Block* scope) const {
    auto uses = uses_.find(&var);
    if (uses == uses_.end()) return false;
    const Place& place = places_.at(scope);
    auto use = uses->second.lower_bound(place.number);
    return use != uses->second.end() && *use <= place.last;
  }

  bool clashes(const Var& var, const std::string& name) const {
    // A call of a function must not meet a variable of its name.
    if (function_names_.contains(name)) return true;
    auto named = named_.find(name);
    if (named == named_.end()) return false;
    const Block* scope = scopeOf(var);
    for (const Var* other : named->second) {
      const Block* other_scope = scopeOf(*other);
      if (scope == other_scope) return true;
      if (encloses(other_scope, scope) && isUsedIn(*other, scope)) return true;
      if (encloses(scope, other_scope) && isUsedIn(var, other_scope)) return true;
    }
    return false;
  }

  // At the first assignment when that is a statement of the block itself and comes before every other use.
  void declare() {
    for (Var* var : function_.vars) {
      if (var->kind == ir::VarKind::Parameter || by_construct_.contains(var) || !home_.contains(var)) continue;
      auto* block = const_cast<Block*>(home_[var]);
      const BlockUses& uses = usesIn(*block);
      auto use = uses.first.find(var);
      if (use == uses.first.end()) continue;
      auto* assign = ir::as<ir::Assign>(block->stmts[use->second]);
      if (assign && assign->target == var && first(*assign, *var) == First::Assigns) {
        assign->declares = true;
      } else {
        block->declarations.push_back(var);
      }
    }
  }

  void markUnread() {
    std::unordered_set<const Var*> read;
    ir::forEachVar(*function_.body, [&](const Var& var, ir::Access access) {
      if (access != ir::Access::Write) read.insert(&var);
    });
    for (const auto& [copy, original] : clause_copy_of_) read.insert(original);
    for (Var* var : function_.vars) var->unread = !read.contains(var);
  }

  ir::Module& module_;
  ir::Function& function_;
  std::unordered_map<const Block*, Place> places_;
  std::unordered_map<const Block*, ir::Region*> nest_of_; ///< blocks around the innermost body of a loop directive
  std::unordered_map<const Block*, const ir::Region*> region_of_body_;
  std::unordered_map<const Var*, const Block*> home_;
  std::unordered_set<const Var*> by_construct_;
  std::unordered_map<const Var*, Var*> clause_copy_of_;
  std::unordered_set<const Var*> merged_; ///< in another variable: nothing mentions them
  std::unordered_map<std::string, int> next_number_;
  std::unordered_map<const Var*, std::set<std::uint32_t>> uses_; ///< the numbers of the blocks that mention it
  std::unordered_map<std::string_view, std::vector<const Var*>> named_;
  std::unordered_set<std::string_view> used_globals_;
  const std::unordered_set<std::string_view>& function_names_;
  mutable std::unordered_map<const Block*, BlockUses> block_uses_;
};

} // namespace

void placeDeclarations(ir::Module& module) {
  std::unordered_set<std::string_view> names;
  for (const ir::Function* function : module.functions) names.insert(function->cpp_name);
  for (ir::Function* function : module.functions) DeclarationPlacement(module, *function, names).run();
}

} // namespace pyompcc::transform
