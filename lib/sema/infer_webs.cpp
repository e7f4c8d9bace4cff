// lib/sema/infer_webs.cpp
//
// Reaching definitions by one walk over the structure: no control-flow graph, every loop body at most twice for each
// loop around it.
#include "lib/sema/infer_webs.h"

#include "lib/ast/walk.h"
#include "lib/omp/tables.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/definition_sets.h"
#include "lib/support/check.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::DirectiveKind;

/// What gives a name a value, or takes it away.
struct Definition {
  enum class Kind : std::uint8_t {
    Unbound,        ///< no value: at entry, after `del`
    PrivateUnbound, ///< no value: a private copy where its region begins
    Stored,         ///< an assignment, a loop header, a parameter
    Copied          ///< by a region: into a private copy, or out of it
  };
  Kind kind = Kind::Stored;
  std::uint32_t local = 0;    ///< index of the name
  std::uint32_t position = 0; ///< where it stands, for "is it inside this loop?"
  support::Loc loc = {};
  bool is_parameter = false;
  const ast::For* header_of = nullptr; ///< the loop whose header assigns it as a plain name
  bool used_outside_loop = false;      ///< some use that it reaches is not in the body of `header_of`
};

/// The definitions that reach a place, for each local name.
struct State {
  bool reachable = true;
  std::vector<SetId> sets;
};

/// What a use has seen on all walks over it.
struct Use {
  const ast::Node* node = nullptr;
  std::uint32_t local = 0;
  DefinitionId definition = 0; ///< one that reaches it and gives a value
  bool sees_value = false;
  bool sees_unbound = false;
  DefinitionId private_unbound = 0;
  support::Loc loc = {};
};

/// What is in a set of definitions.
struct Reaching {
  bool known = false;     ///< the rest is filled in
  DefinitionId value = 0; ///< one that gives a value
  bool unbound = false;
  DefinitionId private_unbound = 0;
  std::vector<DefinitionId> headers = {}; ///< those of loop headers, in order
};

/// One variable that several threads see: all its definitions in the region are one web. `definition` is 0 until there
/// is one.
struct Pin {
  DefinitionId definition = 0;
};

struct LoopContext {
  std::optional<State> breaks;
  std::optional<State> continues;
};

/// What the walk knows of a SharingEntry.
struct Entry {
  std::uint32_t local = 0;
  DefinitionId begin = 0;   ///< what the name has where the region begins
  DefinitionId out = 0;     ///< what the region assigns to the original (lastprivate)
  DefinitionId inside = 0;  ///< a definition of the web inside, 0 while there is none
  DefinitionId outside = 0; ///< likewise outside
  Pin pin = {};
};

/// What a region changed about a name, to be put back behind it.
struct SavedName {
  SetId set = 0;
  Pin* pin = nullptr;
  Entry* scope = nullptr;
};

bool hasAnyLeaf(DirectiveKind kind, std::initializer_list<DirectiveKind> leaves) {
  return std::ranges::any_of(leaves, [&](DirectiveKind leaf) { return omp::hasLeaf(kind, leaf); });
}

// Constructs whose block several threads, or a thread at another time, execute with shared variables.
bool sharesVariables(DirectiveKind kind) {
  return hasAnyLeaf(kind, {DirectiveKind::Parallel, DirectiveKind::Task, DirectiveKind::Taskloop, DirectiveKind::Teams,
                           DirectiveKind::Target});
}

// Constructs whose block one thread executes while the others of the team go past it.
bool isForOneThread(DirectiveKind kind) {
  return kind == DirectiveKind::Single || kind == DirectiveKind::Masked || kind == DirectiveKind::Master;
}

bool isConstantTrue(const ast::Expr& test) {
  const auto* constant = ast::as<ast::Constant>(&test);
  if (!constant) return false;
  using Kind = ast::ConstantValue::Kind;
  return constant->value.kind == Kind::True || (constant->value.kind == Kind::Int && constant->value.integer != 0);
}

class WebInference {
 public:
  WebInference(FunctionInfo& function, const ast::ParsedModule& parsed, const support::NameTable& names,
               diag::Emitter& emitter)
      : function_(function), parsed_(parsed), names_(names), emitter_(emitter) {}
  void run();

 private:
  // Definitions.
  void collectDefinitions();
  void collectBindings(const ast::Node& root);
  void addRegionDefinitions(Region& region);
  DefinitionId addDefinition(Definition definition);
  std::uint32_t localOf(Name name);

  // Statements.
  void visitBlock(std::span<ast::Stmt*> block);
  void visitStmt(const ast::Stmt& stmt);
  void visitIf(const ast::If& first);
  void visitFor(const ast::For& loop);
  void visitWhile(const ast::While& loop);
  template <class Header>
  void visitLoop(const ast::Stmt& loop, std::span<ast::Stmt*> body, std::span<ast::Stmt*> orelse, Header&& header);
  void visitTry(std::span<ast::Stmt*> body, std::span<ast::ExceptHandler*> handlers, std::span<ast::Stmt*> orelse,
                std::span<ast::Stmt*> finalbody, const ast::Stmt& stmt);
  void visitMatch(const ast::Match& match);
  void visitWith(const ast::With& with);
  void visitAugAssign(const ast::AugAssign& assign);
  void leave(std::optional<State>* target);

  // Regions.
  void visitRegions(std::span<const std::size_t> regions, std::span<ast::Stmt*> body);
  void visitRegionBody(std::size_t index, std::span<const std::size_t> inner, std::span<ast::Stmt*> body);
  void enterShared(Entry& entry, bool pinned);
  void enterName(const SharingEntry& sharing, Entry& entry, bool shares);
  void leaveName(const SharingEntry& sharing, Entry& entry, const SavedName& saved);

  // Names.
  void visitExpr(const ast::Expr* expr);
  void visitOptional(std::span<ast::Expr*> exprs);
  void visitChoice(const ast::IfExp& first);
  void visitTarget(const ast::Node& target);
  void use(const void* key, const ast::Node* node, std::uint32_t local, support::Loc loc);
  void define(DefinitionId definition);
  void defineWeakly(DefinitionId definition);
  const DefinitionId* definitionOf(const ast::Node& node) const;
  const Reaching& reaching(SetId set);
  Reaching reachingOne(DefinitionId id) const;
  Reaching reachingBoth(const Reaching& left, const Reaching& right);
  DefinitionId uniteAll(SetId set);
  void joinInto(State& into, const State& from);
  void become(std::optional<State> state);

  // Results.
  void makeWebs();
  WebId webOf(DefinitionId definition);
  void reportUses();

  FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;

  std::vector<Name> locals_;
  std::unordered_map<Name, std::uint32_t> local_of_name_;
  std::vector<Definition> definitions_;
  std::unordered_map<const ast::Node*, DefinitionId> definition_of_node_;
  std::unordered_map<const ast::Stmt*, std::vector<std::size_t>> regions_of_stmt_;

  DefinitionSets sets_;
  std::vector<Reaching> reaching_; ///< by set
  DefinitionClasses classes_;
  State state_;
  std::vector<LoopContext*> loops_;
  std::vector<const ast::For*> open_bodies_;
  std::unordered_map<const ast::Stmt*, std::vector<std::pair<std::uint32_t, SetId>>> back_edges_;
  std::vector<Pin*> pins_;     ///< by local
  std::vector<Entry*> scopes_; ///< by local: where it is private now
  std::unordered_map<const SharingEntry*, Entry> entries_;
  int shared_depth_ = 0; ///< regions around that share variables

  std::vector<Use> uses_;
  std::unordered_map<const void*, std::size_t> use_of_key_;
  std::unordered_map<DefinitionId, WebId> web_of_class_;
};

// Definitions.

DefinitionId WebInference::addDefinition(Definition definition) {
  definitions_.push_back(definition);
  classes_.add();
  return static_cast<DefinitionId>(definitions_.size() - 1);
}

std::uint32_t WebInference::localOf(Name name) {
  auto [it, is_new] = local_of_name_.try_emplace(name, static_cast<std::uint32_t>(locals_.size()));
  if (is_new) locals_.push_back(name);
  return it->second;
}

// A name of a clause that the function does not bind is no variable of it, and gets no definition.
void WebInference::addRegionDefinitions(Region& region) {
  for (SharingEntry& entry : region.sharing) {
    auto it = local_of_name_.find(entry.name);
    if (it == local_of_name_.end()) continue;
    Definition copy{
        .kind = Definition::Kind::Copied, .local = it->second, .position = region.stmt->begin, .loc = entry.loc};
    Definition begin = copy;
    if (entry.sharing == Sharing::Private || entry.sharing == Sharing::LastPrivate) {
      begin.kind = Definition::Kind::PrivateUnbound;
    }
    entries_[&entry] = {.local = it->second, .begin = addDefinition(begin), .out = addDefinition(copy)};
  }
}

void WebInference::collectBindings(const ast::Node& root) {
  ast::forEachNode(root, [&](const ast::Node& node) {
    if (const auto* loop = ast::as<ast::For>(&node)) {
      // The header's own name is entered here, so that it knows its loop.
      if (const auto* name = ast::as<ast::NameExpr>(loop->target)) {
        definition_of_node_[name] = addDefinition(
            {.local = localOf(name->id), .position = name->begin, .loc = parsed_.loc(*name), .header_of = loop});
      }
    }
    if (const auto* annotated = ast::as<ast::AnnAssign>(&node); annotated && !annotated->value) return false;
    forEachBinding(node, [&](Name name, const ast::Node& binding) {
      if (definition_of_node_.contains(&binding)) return;
      bool deleted = binding.kind == ast::NodeKind::NameExpr &&
                     static_cast<const ast::NameExpr&>(binding).ctx == ast::ExprContext::Del;
      definition_of_node_[&binding] =
          addDefinition({.kind = deleted ? Definition::Kind::Unbound : Definition::Kind::Stored,
                         .local = localOf(name),
                         .position = binding.begin,
                         .loc = parsed_.loc(binding),
                         .is_parameter = binding.kind == ast::NodeKind::Arg});
    });
    // Annotations of parameters and variables name types, not values; functions and classes have their own scope.
    return node.kind != ast::NodeKind::Arg && node.kind != ast::NodeKind::FunctionDef &&
           node.kind != ast::NodeKind::AsyncFunctionDef && node.kind != ast::NodeKind::ClassDef;
  });
}

void WebInference::collectDefinitions() {
  addDefinition({.kind = Definition::Kind::Unbound});
  for (const ast::Arg* arg : parameters(*function_.def->args)) collectBindings(*arg);
  for (const ast::Stmt* stmt : function_.def->body) collectBindings(*stmt);
  for (std::size_t i = 0; i < function_.regions.size(); ++i) {
    regions_of_stmt_[function_.regions[i].stmt].push_back(i);
    addRegionDefinitions(function_.regions[i]);
  }
}

// Names.

const DefinitionId* WebInference::definitionOf(const ast::Node& node) const {
  auto it = definition_of_node_.find(&node);
  return it == definition_of_node_.end() ? nullptr : &it->second;
}

// Makes the values of a set one web, once, and says what is in it. Parts come before the sets that they are parts of.
const Reaching& WebInference::reaching(SetId set) {
  reaching_.resize(sets_.size());
  std::vector<SetId> stack{set};
  while (!stack.empty()) {
    SetId next = stack.back();
    if (reaching_[next].known || next == 0) {
      stack.pop_back();
      continue;
    }
    if (sets_.isSingle(next)) {
      reaching_[next] = reachingOne(sets_[next].definition);
      continue;
    }
    SetId left = sets_[next].left;
    SetId right = sets_[next].right;
    if (reaching_[left].known && reaching_[right].known) {
      reaching_[next] = reachingBoth(reaching_[left], reaching_[right]);
      continue;
    }
    stack.push_back(right);
    stack.push_back(left);
  }
  return reaching_[set];
}

Reaching WebInference::reachingOne(DefinitionId id) const {
  const Definition& definition = definitions_[id];
  Reaching found{.known = true};
  if (definition.kind >= Definition::Kind::Stored) found.value = id;
  if (definition.kind == Definition::Kind::Unbound) found.unbound = true;
  if (definition.kind == Definition::Kind::PrivateUnbound) found.private_unbound = id;
  if (definition.header_of) found.headers.push_back(id);
  return found;
}

Reaching WebInference::reachingBoth(const Reaching& left, const Reaching& right) {
  /// More loop headers than this reach no use that is in the body of one of them.
  constexpr std::size_t HeaderLimit = 8;
  Reaching found{.known = true};
  if (left.value && right.value) classes_.unite(left.value, right.value);
  found.value = left.value ? left.value : right.value;
  found.unbound = left.unbound || right.unbound;
  found.private_unbound = left.private_unbound ? left.private_unbound : right.private_unbound;
  std::ranges::set_union(left.headers, right.headers, std::back_inserter(found.headers));
  if (found.headers.size() > HeaderLimit) {
    for (DefinitionId header : found.headers) definitions_[header].used_outside_loop = true;
    found.headers.clear();
  }
  return found;
}

DefinitionId WebInference::uniteAll(SetId set) { return reaching(set).value; }

// `key` is the node, or the entry of a region that copies the name.
void WebInference::use(const void* key, const ast::Node* node, std::uint32_t local, support::Loc loc) {
  auto [it, is_new] = use_of_key_.try_emplace(key, uses_.size());
  if (is_new) uses_.push_back({.node = node, .local = local, .loc = loc});
  if (!state_.reachable) return;
  Use& use = uses_[it->second];
  const Reaching& found = reaching(state_.sets[local]);
  use.sees_unbound |= found.unbound;
  use.sees_value |= found.value != 0;
  if (found.value) use.definition = found.value;
  if (found.private_unbound) use.private_unbound = found.private_unbound;
  for (DefinitionId header : found.headers) {
    bool inside = std::ranges::find(open_bodies_, definitions_[header].header_of) != open_bodies_.end();
    definitions_[header].used_outside_loop |= !inside;
  }
}

void WebInference::define(DefinitionId definition) {
  const Definition& facts = definitions_[definition];
  if (!state_.reachable) return;
  state_.sets[facts.local] = sets_.single(definition);
  if (facts.kind < Definition::Kind::Stored) return;
  if (Pin* pin = pins_[facts.local]) {
    if (pin->definition) classes_.unite(pin->definition, definition);
    if (!pin->definition) pin->definition = definition;
  }
  if (Entry* scope = scopes_[facts.local]; scope && !scope->inside) scope->inside = definition;
}

// An assignment that an expression makes only on some of its ways.
void WebInference::defineWeakly(DefinitionId definition) {
  std::uint32_t local = definitions_[definition].local;
  SetId before = state_.sets[local];
  define(definition);
  state_.sets[local] = sets_.join(before, state_.sets[local]);
}

// The order of evaluation counts only for `:=`, and parts that may be left out for what it assigns in them.
void WebInference::visitExpr(const ast::Expr* expr) {
  if (!expr) return;
  ast::forEachNode(*expr, [&](const ast::Node& node) {
    if (const auto* named = ast::as<ast::NamedExpr>(&node)) {
      visitExpr(named->value);
      if (const DefinitionId* definition = definitionOf(*named->target)) define(*definition);
      return false;
    }
    if (const auto* both = ast::as<ast::BoolOp>(&node)) {
      visitExpr(both->values.front());
      visitOptional(both->values.subspan(1));
      return false;
    }
    if (const auto* choice = ast::as<ast::IfExp>(&node)) {
      visitChoice(*choice);
      return false;
    }
    if (const auto* name = ast::as<ast::NameExpr>(&node)) {
      if (name->ctx != ast::ExprContext::Load) {
        if (const DefinitionId* definition = definitionOf(*name)) defineWeakly(*definition);
      } else if (auto it = local_of_name_.find(name->id); it != local_of_name_.end()) {
        use(name, name, it->second, parsed_.loc(*name));
      }
    }
    return true;
  });
}

void WebInference::visitOptional(std::span<ast::Expr*> exprs) {
  State skipped = state_;
  for (const ast::Expr* expr : exprs) visitExpr(expr);
  joinInto(state_, skipped);
}

// `a if b else c if d else ...` is as deep as it is long, so it is walked in a loop.
void WebInference::visitChoice(const ast::IfExp& first) {
  State end{.reachable = false, .sets = state_.sets};
  const ast::IfExp* choice = &first;
  while (true) {
    visitExpr(choice->test);
    State otherwise = state_;
    visitExpr(choice->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
    const auto* next = ast::as<ast::IfExp>(choice->orelse);
    if (!next) break;
    choice = next;
  }
  visitExpr(choice->orelse);
  joinInto(end, state_);
  state_ = std::move(end);
}

void WebInference::visitTarget(const ast::Node& target) {
  ast::forEachNode(target, [&](const ast::Node& node) {
    const auto* name = ast::as<ast::NameExpr>(&node);
    if (!name) return true;
    auto it = local_of_name_.find(name->id);
    if (it == local_of_name_.end()) return true;
    if (name->ctx != ast::ExprContext::Store) use(name, name, it->second, parsed_.loc(*name));
    if (const DefinitionId* definition = definitionOf(*name)) define(*definition);
    return true;
  });
}

void WebInference::joinInto(State& into, const State& from) {
  if (!from.reachable) return;
  if (!into.reachable) {
    into = from;
    return;
  }
  for (std::size_t i = 0; i < into.sets.size(); ++i) into.sets[i] = sets_.join(into.sets[i], from.sets[i]);
}

void WebInference::become(std::optional<State> state) {
  if (state) {
    state_ = std::move(*state);
  } else {
    state_.reachable = false;
  }
}

// Statements.

void WebInference::visitBlock(std::span<ast::Stmt*> block) {
  for (const ast::Stmt* stmt : block) visitStmt(*stmt);
}

// The place after this statement is not reached; `target` collects the state, if the statement goes somewhere.
void WebInference::leave(std::optional<State>* target) {
  if (target) {
    if (!*target) *target = State{.reachable = false, .sets = state_.sets};
    joinInto(**target, state_);
  }
  state_.reachable = false;
}

void WebInference::visitStmt(const ast::Stmt& stmt) {
  using namespace ast;
  switch (stmt.kind) {
  case NodeKind::If: return visitIf(static_cast<const If&>(stmt));
  case NodeKind::For: return visitFor(static_cast<const For&>(stmt));
  case NodeKind::While: return visitWhile(static_cast<const While&>(stmt));
  case NodeKind::With: return visitWith(static_cast<const With&>(stmt));
  case NodeKind::AugAssign: return visitAugAssign(static_cast<const AugAssign&>(stmt));
  case NodeKind::Match: return visitMatch(static_cast<const Match&>(stmt));
  case NodeKind::Break: return leave(loops_.empty() ? nullptr : &loops_.back()->breaks);
  case NodeKind::Continue: return leave(loops_.empty() ? nullptr : &loops_.back()->continues);
  case NodeKind::Try: {
    const auto& node = static_cast<const Try&>(stmt);
    return visitTry(node.body, node.handlers, node.orelse, node.finalbody, stmt);
  }
  case NodeKind::TryStar: {
    const auto& node = static_cast<const TryStar&>(stmt);
    return visitTry(node.body, node.handlers, node.orelse, node.finalbody, stmt);
  }
  case NodeKind::Assign: {
    const auto& node = static_cast<const Assign&>(stmt);
    visitExpr(node.value);
    for (const Expr* target : node.targets) visitTarget(*target);
    return;
  }
  case NodeKind::AnnAssign: {
    const auto& node = static_cast<const AnnAssign&>(stmt);
    visitExpr(node.value);
    if (node.value) visitTarget(*node.target);
    return;
  }
  case NodeKind::Delete: {
    for (const Expr* target : static_cast<const Delete&>(stmt).targets) visitTarget(*target);
    return;
  }
  case NodeKind::Return: {
    visitExpr(static_cast<const Return&>(stmt).value);
    return leave(nullptr);
  }
  case NodeKind::Raise: {
    visitExpr(static_cast<const Raise&>(stmt).exc);
    visitExpr(static_cast<const Raise&>(stmt).cause);
    return leave(nullptr);
  }
  case NodeKind::Assert: {
    visitExpr(static_cast<const Assert&>(stmt).test);
    // The message is computed only where the test fails, and nothing comes after it.
    State passed = state_;
    visitExpr(static_cast<const Assert&>(stmt).msg);
    state_ = std::move(passed);
    return;
  }
  case NodeKind::ExprStmt: {
    auto regions = regions_of_stmt_.find(&stmt);
    if (regions != regions_of_stmt_.end()) return visitRegions(regions->second, {});
    return visitExpr(static_cast<const ExprStmt&>(stmt).value);
  }
  case NodeKind::FunctionDef:
  case NodeKind::AsyncFunctionDef:
  case NodeKind::ClassDef:
    if (const DefinitionId* definition = definitionOf(stmt)) define(*definition);
    return;
  default: return;
  }
}

// `elif` chains are as deep as the file is long, so they are walked in a loop.
void WebInference::visitIf(const ast::If& first) {
  State end{.reachable = false, .sets = {}};
  const ast::If* branch = &first;
  while (true) {
    visitExpr(branch->test);
    State otherwise = state_;
    visitBlock(branch->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
    const ast::If* next = branch->orelse.size() == 1 ? ast::as<ast::If>(branch->orelse[0]) : nullptr;
    if (!next) break;
    branch = next;
  }
  visitBlock(branch->orelse);
  if (end.sets.empty()) end.sets = state_.sets;
  joinInto(end, state_);
  state_ = std::move(end);
}

// `header` visits what is evaluated at the start of each turn, and returns the state in which the loop ends without
// `break`, if it can.
//
// What flows along the back edge into the head: a walk of the body adds its own definitions to a set or replaces the
// set by them, so one walk from the entry finds all of them, whatever else reaches the entry. They are kept, so that a
// loop is walked once more only for each loop around it.
template <class Header>
void WebInference::visitLoop(const ast::Stmt& loop, std::span<ast::Stmt*> body, std::span<ast::Stmt*> orelse,
                             Header&& header) {
  LoopContext context;
  auto turn = [&] {
    context = {};
    std::optional<State> exhausted = header();
    loops_.push_back(&context);
    const auto* for_loop = ast::as<ast::For>(&loop);
    if (for_loop) open_bodies_.push_back(for_loop);
    visitBlock(body);
    if (for_loop) open_bodies_.pop_back();
    loops_.pop_back();
    return exhausted;
  };
  if (!back_edges_.contains(&loop)) {
    State entry = state_;
    turn();
    if (context.continues) joinInto(state_, *context.continues);
    std::vector<std::pair<std::uint32_t, SetId>> back_edge;
    for (std::uint32_t local = 0; state_.reachable && local < state_.sets.size(); ++local) {
      // What the entry has already, it need not get along the back edge.
      SetId inside = 0;
      std::vector<DefinitionId> members;
      sets_.forEachMember(state_.sets[local], entry.sets[local], [&](DefinitionId d) { members.push_back(d); });
      for (DefinitionId d : members) {
        bool is_inside = definitions_[d].position >= loop.begin && definitions_[d].position < loop.end;
        if (is_inside) inside = sets_.join(inside, sets_.single(d));
      }
      if (inside) back_edge.emplace_back(local, inside);
    }
    back_edges_[&loop] = std::move(back_edge);
    state_ = std::move(entry);
  }
  for (auto [local, set] : back_edges_[&loop]) state_.sets[local] = sets_.join(state_.sets[local], set);
  become(turn());
  visitBlock(orelse);
  if (context.breaks) joinInto(state_, *context.breaks);
}

void WebInference::visitFor(const ast::For& loop) {
  visitExpr(loop.iter);
  visitLoop(loop, loop.body, loop.orelse, [&]() -> std::optional<State> {
    State exhausted = state_;
    visitTarget(*loop.target);
    return exhausted;
  });
}

void WebInference::visitWhile(const ast::While& loop) {
  visitLoop(loop, loop.body, loop.orelse, [&]() -> std::optional<State> {
    visitExpr(loop.test);
    if (isConstantTrue(*loop.test)) return std::nullopt;
    return state_;
  });
}

// An exception may come from anywhere in the body: a handler sees what reached the body and everything assigned in it.
void WebInference::visitTry(std::span<ast::Stmt*> body, std::span<ast::ExceptHandler*> handlers,
                            std::span<ast::Stmt*> orelse, std::span<ast::Stmt*> finalbody, const ast::Stmt& stmt) {
  State raised = state_;
  std::uint32_t begin = body.empty() ? stmt.begin : body.front()->begin;
  std::uint32_t end = body.empty() ? stmt.begin : body.back()->end;
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    const Definition& definition = definitions_[id];
    if (definition.kind != Definition::Kind::Stored || definition.position < begin || definition.position >= end)
      continue;
    raised.sets[definition.local] = sets_.join(raised.sets[definition.local], sets_.single(id));
  }
  visitBlock(body);
  visitBlock(orelse);
  State after = state_;
  for (const ast::ExceptHandler* handler : handlers) {
    state_ = raised;
    visitExpr(handler->type);
    if (const DefinitionId* definition = definitionOf(*handler)) define(*definition);
    visitBlock(handler->body);
    joinInto(after, state_);
  }
  state_ = std::move(after);
  visitBlock(finalbody);
}

void WebInference::visitMatch(const ast::Match& match) {
  visitExpr(match.subject);
  State end{.reachable = false, .sets = state_.sets};
  for (const ast::MatchCase* match_case : match.cases) {
    State otherwise = state_;
    ast::forEachNode(*match_case->pattern, [&](const ast::Node& node) {
      if (const DefinitionId* definition = definitionOf(node)) define(*definition);
      return true;
    });
    visitExpr(match_case->guard);
    visitBlock(match_case->body);
    joinInto(end, state_);
    state_ = std::move(otherwise);
  }
  joinInto(end, state_);
  state_ = std::move(end);
}

void WebInference::visitWith(const ast::With& with) {
  auto regions = regions_of_stmt_.find(&with);
  if (regions != regions_of_stmt_.end()) return visitRegions(regions->second, with.body);
  for (const ast::WithItem* item : with.items) {
    visitExpr(item->context_expr);
    if (item->optional_vars) visitTarget(*item->optional_vars);
  }
  visitBlock(with.body);
}

void WebInference::visitAugAssign(const ast::AugAssign& assign) {
  const auto* name = ast::as<ast::NameExpr>(assign.target);
  if (!name) {
    visitTarget(*assign.target);
    return visitExpr(assign.value);
  }
  if (auto it = local_of_name_.find(name->id); it != local_of_name_.end()) {
    use(&assign, &assign, it->second, parsed_.loc(*name));
  }
  visitExpr(assign.value);
  visitTarget(*name);
}

// Regions.

void WebInference::visitRegions(std::span<const std::size_t> regions, std::span<ast::Stmt*> body) {
  visitRegionBody(regions[0], regions.subspan(1), body);
}

bool isSharedKind(Sharing sharing) { return sharing == Sharing::Shared || sharing == Sharing::Threadprivate; }

void WebInference::enterShared(Entry& entry, bool pinned) {
  DefinitionId reaching = uniteAll(state_.sets[entry.local]);
  if (!entry.outside) entry.outside = reaching;
  if (!pinned) return;
  // Shared in a region that shares it already: the same variable.
  Pin* pin = pins_[entry.local] ? pins_[entry.local] : &entry.pin;
  if (reaching && pin->definition) classes_.unite(reaching, pin->definition);
  if (reaching && !pin->definition) pin->definition = reaching;
  pins_[entry.local] = pin;
}

void WebInference::enterName(const SharingEntry& sharing, Entry& entry, bool shares) {
  if (isSharedKind(sharing.sharing)) return enterShared(entry, shares);
  bool reads_outside = sharing.sharing == Sharing::FirstPrivate || sharing.sharing == Sharing::FirstLastPrivate ||
                       sharing.sharing == Sharing::Reduction;
  if (reads_outside) use(&sharing, nullptr, entry.local, sharing.loc);
  DefinitionId reaching = uniteAll(state_.sets[entry.local]);
  if (!entry.outside) entry.outside = reaching;
  // A reduced variable and one that is copied out are one variable in the region: its last value counts.
  bool pinned = sharing.sharing != Sharing::Private && sharing.sharing != Sharing::FirstPrivate;
  pins_[entry.local] = pinned ? &entry.pin : nullptr;
  scopes_[entry.local] = &entry;
  define(entry.begin);
}

void WebInference::leaveName(const SharingEntry& sharing, Entry& entry, const SavedName& saved) {
  pins_[entry.local] = saved.pin;
  if (isSharedKind(sharing.sharing)) {
    DefinitionId leaving = uniteAll(state_.sets[entry.local]);
    if (!entry.outside) entry.outside = leaving;
    return;
  }
  scopes_[entry.local] = saved.scope;
  state_.sets[entry.local] = saved.set;
  if (sharing.sharing == Sharing::LastPrivate || sharing.sharing == Sharing::FirstLastPrivate) {
    // A loop without iterations leaves the original as it was, so both values may come out.
    defineWeakly(entry.out);
    if (!entry.outside) entry.outside = entry.out;
    classes_.unite(entry.outside, entry.out);
  }
}

void WebInference::visitRegionBody(std::size_t index, std::span<const std::size_t> inner, std::span<ast::Stmt*> body) {
  Region& region = function_.regions[index];
  for (const auto& exprs : region.clause_exprs) {
    for (const ast::Expr* expr : exprs) visitExpr(expr);
  }
  bool shares = sharesVariables(region.directive->kind);
  State before = state_;
  std::vector<std::pair<const SharingEntry*, SavedName>> saved;
  for (const SharingEntry& sharing : region.sharing) {
    auto it = entries_.find(&sharing);
    if (it == entries_.end()) continue;
    std::uint32_t local = it->second.local;
    saved.push_back({&sharing, {state_.sets[local], pins_[local], scopes_[local]}});
    enterName(sharing, it->second, shares);
  }
  if (shares) ++shared_depth_;
  if (inner.empty()) {
    visitBlock(body);
  } else {
    visitRegions(inner, body);
  }
  if (shares) --shared_depth_;
  for (auto it = saved.rbegin(); it != saved.rend(); ++it) leaveName(*it->first, entries_[it->first], it->second);
  // The other threads of the team have not assigned their own variables.
  if (isForOneThread(region.directive->kind) && shared_depth_ > 0 &&
      !region.directive->has(omp::ClauseKind::Copyprivate)) {
    for (std::size_t local = 0; state_.reachable && local < state_.sets.size(); ++local) {
      if (!pins_[local]) state_.sets[local] = sets_.join(state_.sets[local], before.sets[local]);
    }
  }
}

// Results.

WebId WebInference::webOf(DefinitionId definition) {
  if (!definition || definitions_[definition].kind < Definition::Kind::Stored) return {};
  DefinitionId root = classes_.find(definition);
  auto [it, is_new] = web_of_class_.try_emplace(root, WebId{static_cast<std::uint32_t>(function_.webs.size())});
  if (is_new) {
    const Definition& facts = definitions_[root];
    function_.webs.push_back({.name = locals_[facts.local], .first = facts.loc});
  }
  return it->second;
}

void WebInference::makeWebs() {
  std::vector<std::uint32_t> sizes(definitions_.size(), 0);
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    if (definitions_[id].kind >= Definition::Kind::Stored) ++sizes[classes_.find(id)];
  }
  function_.web_of_node.assign(function_.slotCount(), WebId{});
  std::vector<DefinitionId> first_of_local(locals_.size(), 0);
  for (DefinitionId id = 1; id < definitions_.size(); ++id) {
    const Definition& facts = definitions_[id];
    if (facts.kind != Definition::Kind::Stored) continue;
    if (!first_of_local[facts.local]) first_of_local[facts.local] = id;
    Web& web = function_.webs[webOf(id).index];
    web.is_parameter |= facts.is_parameter;
    web.loop_variable = sizes[classes_.find(id)] == 1 && facts.header_of && !facts.used_outside_loop;
  }
  // Every web of a stored definition exists by now, so the order of this walk does not number anything.
  for (const auto& [node, definition] : definition_of_node_) {
    if (WebId web = webOf(definition)) function_.web_of_node[function_.slot(*node)] = web;
  }
  for (const Use& use : uses_) {
    // A use that nothing reaches (dead code, an error) still has a variable.
    DefinitionId definition = use.definition ? use.definition : first_of_local[use.local];
    if (use.node) function_.web_of_node[function_.slot(*use.node)] = webOf(definition);
    if (use.sees_value && (use.sees_unbound || use.private_unbound) && use.definition) {
      function_.webs[webOf(use.definition).index].maybe_unbound = true;
    }
  }
  for (Region& region : function_.regions) {
    for (SharingEntry& sharing : region.sharing) {
      auto it = entries_.find(&sharing);
      if (it == entries_.end()) continue;
      sharing.outside = sharing.sharing == Sharing::Private ? WebId{} : webOf(it->second.outside);
      sharing.inside = isSharedKind(sharing.sharing) ? sharing.outside : webOf(it->second.inside);
    }
  }
}

void WebInference::reportUses() {
  for (const Use& use : uses_) {
    std::string_view name = names_.text(locals_[use.local]);
    if (!use.sees_value && use.private_unbound) {
      emitter_.report(use.loc, diag::PrivateReadFirst, name)
          .note(definitions_[use.private_unbound].loc, diag::PrivateHere, name);
    } else if (!use.sees_value && use.sees_unbound) {
      emitter_.report(use.loc, diag::CertainlyUnbound, name);
    } else if (use.private_unbound) {
      emitter_.report(use.loc, diag::PrivateMaybeReadFirst, name)
          .note(definitions_[use.private_unbound].loc, diag::PrivateHere, name);
    } else if (use.sees_unbound) {
      emitter_.report(use.loc, diag::MaybeUnbound, name);
    }
  }
}

void WebInference::run() {
  collectDefinitions();
  state_.sets.assign(locals_.size(), sets_.single(0));
  pins_.assign(locals_.size(), nullptr);
  scopes_.assign(locals_.size(), nullptr);
  for (const ast::Arg* arg : parameters(*function_.def->args)) {
    if (const DefinitionId* definition = definitionOf(*arg)) define(*definition);
  }
  visitBlock(function_.def->body);
  function_.falls_off_end = state_.reachable;
  makeWebs();
  reportUses();
}

} // namespace

void inferWebs(FunctionInfo& function, const ast::ParsedModule& parsed, const support::NameTable& names,
               diag::Emitter& emitter) {
  WebInference(function, parsed, names, emitter).run();
}

} // namespace pyompcc::sema
