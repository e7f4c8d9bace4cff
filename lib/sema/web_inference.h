// lib/sema/web_inference.h
//
// The walk of infer_webs over one function: reaching definitions by structure. Internal to infer_webs; the methods
// stand in infer_webs.cpp (definitions, results), reach_names.cpp, reach_statements.cpp and reach_regions.cpp.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/definition_sets.h"
#include "lib/sema/program.h"
#include "lib/support/name.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pyompcc::sema {

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

inline bool isSharedKind(Sharing sharing) { return sharing == Sharing::Shared || sharing == Sharing::Threadprivate; }

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
  void collectPlaces();
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
  void visitTry(const ast::Try& stmt);
  void addAssignedIn(std::span<ast::Stmt*> block, State& state);
  void visitFinally(const ast::Try& stmt, const State& raised);
  void visitMatch(const ast::Match& match);
  void visitPattern(const ast::Node& pattern);
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
  bool visitComprehension(const ast::Node& node);
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
  std::unordered_map<const ast::ExceptHandler*, DefinitionId> handler_ends_; ///< where the name of `as` loses its value
  std::unordered_map<const ast::Stmt*, std::vector<std::size_t>> regions_of_stmt_;

  DefinitionSets sets_;
  std::vector<Reaching> reaching_; ///< by set
  DefinitionClasses classes_;
  State state_;
  std::vector<LoopContext*> loops_;
  std::vector<const ast::For*> open_bodies_;
  std::unordered_map<const ast::Stmt*, std::vector<std::pair<std::uint32_t, SetId>>> back_edges_;
  std::vector<Pin*> pins_;     ///< by local
  std::vector<Pin> places_;    ///< by local: those whose place in memory a clause names
  std::vector<bool> is_place_; ///< by local: such a one
  std::vector<Entry*> scopes_; ///< by local: where it is private now
  std::unordered_map<const SharingEntry*, Entry> entries_;
  int shared_depth_ = 0; ///< regions around that share variables

  std::vector<Use> uses_;
  std::unordered_map<const void*, std::size_t> use_of_key_;
  std::unordered_map<DefinitionId, WebId> web_of_class_;
};

} // namespace pyompcc::sema
