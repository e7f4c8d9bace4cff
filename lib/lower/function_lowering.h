// lib/lower/function_lowering.h
//
// The lowering of one function for one signature; its parts stand in one file for each kind of construct.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/ir/builder.h"
#include "lib/ir/ir.h"
#include "lib/lower/attach_comments.h"
#include "lib/lower/lower.h"
#include "lib/sema/atomic_form.h"
#include "lib/sema/program.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pyompcc::lower {

/// What all functions of a module share while it is lowered.
struct ModuleContext {
  const sema::Program& program;
  const sema::ModuleInfo& module;
  std::size_t module_index;
  const Checks& checks;
  const support::SourceSet& sources;
  const support::NameTable& names;
  diag::Emitter& emitter;
  ir::Module& ir;
  sema::TypeTable& types;
  CommentTable comments;
  std::unordered_map<std::uint32_t, ir::Function*> function_of_instance;
  std::map<std::pair<std::uint32_t, std::uint32_t>, ir::Var*> var_of_constant; ///< by module and index
  std::map<std::uint32_t, ir::Var*> var_of_variable = {};                      ///< by index in ModuleInfo::variables
  /// By index in Program::reductions and type.
  std::map<std::pair<std::uint32_t, ir::Type>, const ir::DeclaredReduction*> reductions = {};
};

/// Lowers one instance into `function`, whose names are set. Statements go to the end of the current block; expressions
/// are values, and what must happen before them goes to the current block too.
class FunctionLowering {
 public:
  FunctionLowering(ModuleContext& context, const sema::Instance& instance, ir::Function& function);
  void run();

 private:
  /// A loop around the current statement.
  struct Loop {
    ir::Var* broken = nullptr; ///< what `break` sets, where the loop has an `else`
  };
  /// A `try` with `finally` around the current statement.
  struct Finally {
    std::span<ast::Stmt* const> body;
    ir::Var* leaving;  ///< set where a jump has run the body already
    std::size_t loops; ///< around the `try`
  };
  /// A value together with the statements that must run before it.
  struct Apart {
    ir::Block* prelude;
    ir::Expr* value;
  };

  // Statements (lower_statement.cpp).
  ir::Block* lowerBlock(std::span<ast::Stmt* const> body);
  void lowerInto(ir::Block* block, std::span<ast::Stmt* const> body);
  void lowerStatement(const ast::Stmt& stmt);
  void lowerIf(const ast::If& stmt);
  void lowerWhile(const ast::While& stmt);
  void lowerReturn(const ast::Return& stmt);
  void lowerRaise(const ast::Raise& stmt);

  // Exceptions (lower_try.cpp).
  void lowerTry(const ast::Try& stmt);
  void lowerHandled(const ast::Try& stmt);
  void lowerFinally(const ast::Try& stmt);
  void lowerFinalBody(std::span<ast::Stmt* const> body);
  bool takesMemoryError(const ast::Try& stmt, const ir::Block& body);
  ir::Block* withMemoryError(ir::Block* body, support::Loc place);
  ir::Block* lowerHandlers(const ast::Try& stmt);
  void addHandler(const ast::ExceptHandler& handler, ir::Block* handlers);
  void addAnyHandler(std::span<ast::ExceptHandler* const> handlers, ir::Var* caught);
  ir::Var* caughtAs(const ast::ExceptHandler& handler);
  ir::Expr* isAnyOf(const ast::ExceptHandler& handler, ir::Var* caught);
  bool derives(std::string_view exception, bool of_file, std::string_view from, bool from_of_file);
  std::pair<std::string_view, bool> exceptionOf(const ast::Expr& expr);
  std::vector<ir::Expr*> exceptionArguments(const ast::Expr& exception);
  ir::Var* caughtVar(const ast::Expr& expr);
  ir::Expr* lowerCause(const ast::Expr& cause);
  void leaveTries(std::size_t first, support::Loc loc);
  void lowerAssert(const ast::Assert& stmt);
  void lowerExprStmt(const ast::ExprStmt& stmt);

  void lowerBreak(const ast::Stmt& stmt);
  void lowerDelete(const ast::Expr& target);

  // Patterns (lower_match.cpp).
  void lowerMatch(const ast::Match& stmt);
  void lowerCases(std::span<ast::MatchCase* const> cases, const ir::Expr& subject);
  ir::Expr* guardedTest(const ast::MatchCase& match_case, const ir::Expr& subject, ir::Expr* test);
  ir::Expr* partOf(const ir::Expr& subject, std::size_t index);
  ir::Expr* patternTest(const ast::Pattern& pattern, const ir::Expr& subject);
  ir::Expr* singletonTest(const ast::MatchSingleton& pattern, const ir::Expr& subject);
  void bindPattern(const ast::Pattern& pattern, const ir::Expr& subject);
  void bindAlternatives(std::span<ast::Pattern* const> alternatives, const ir::Expr& subject);

  // Assignments (lower_assignment.cpp).
  void bindName(const ast::Node& binding, ir::Expr* value);
  void lowerAssign(const ast::Assign& stmt);
  void lowerAugAssign(const ast::AugAssign& stmt);
  void storeElement(const ir::Load& place, ir::Expr* value, support::Loc loc);
  bool lowerExtreme(const ast::Assign& stmt);
  void assignTo(const ast::Expr& target, ir::Expr* value);
  void assignEach(std::span<ast::Expr* const> targets, std::vector<ir::Expr*> values);
  bool lowerSwap(std::span<ast::Expr* const> targets, std::span<ir::Expr* const> values, support::Loc loc);

  // Loops (lower_loop.cpp).
  void lowerFor(const ast::For& stmt);
  void lowerRangeLoop(const ast::Expr& target_expr, const ast::Call& range, const ast::Node& scope,
                      const std::function<void()>& body);
  void lowerArrayLoop(const ast::Expr& target, const ast::Expr& iterable, support::Loc loop_place,
                      const std::function<void()>& body);
  void lowerLoop(std::span<ast::Stmt* const> body, std::span<ast::Stmt* const> orelse,
                 const std::function<void()>& loop);
  ir::Expr* loopInvariant(ir::Expr* value, const ast::Node& scope, const ast::Expr& loop_target,
                          std::string_view suffix);

  // Loops over values that a directive takes (lower_sequence.cpp).
  struct Sequence;
  void lowerSequenceLoop(const ast::For& stmt, const std::function<void()>& body);
  void lowerIndexLoops(const ast::For& stmt, const ast::Call& call, const std::function<void()>& body);
  bool goesOverArrays(const ast::Expr& iterable) const;
  Sequence sequenceOf(const ast::Expr& iterable, const ast::For& stmt);
  Sequence valuesOf(const ast::Expr& iterable, const ast::For& stmt);
  Sequence enumerated(const ast::Call& call, const ast::For& stmt);
  Sequence zipped(const ast::Call& call, const ast::For& stmt);
  Sequence reversedSequence(const ast::Call& call, const ast::For& stmt);

  // OpenMP (lower_region.cpp).
  void lowerRegion(const sema::Region& region, std::span<ast::Stmt* const> body);
  int indexLoops(const ast::For& loop) const;
  void lowerError(const sema::Region& region);
  void lowerConstruct(const sema::Region& region, std::span<ast::Stmt* const> body);
  void keepBounds(ir::For& loop);
  ir::RegionFacts* lowerFacts(const sema::Region& region);
  ir::Expr* lowerClauseValue(omp::ClauseKind kind, const ast::Expr& expr);
  ir::Expr* lowerLocation(const ast::Expr& expr);
  ir::Expr* placeOnAxis(ir::Expr* array, ir::Expr* place, std::size_t axis, bool in_slice);
  void copyBoundFlags(const sema::Region& region, ir::RegionFacts& facts);

  // Devices (lower_target.cpp).
  std::optional<omp::DirectiveKind> hostKind(const sema::Region& region) const;
  bool isOneTeam(const sema::Region& region) const;
  const omp::Directive* hostDirective(const sema::Region& region);
  // Loops in order (lower_in_order.cpp).
  template <class Is> bool holdsOrdered(const sema::Region& region, Is&& is) const;
  bool runsInOrder(const sema::Region& region) const;
  std::vector<omp::DirectiveKind> leavesInOrder(const sema::Region& region) const;
  static bool isOrderOnly(const omp::Directive& directive);
  const omp::Directive* directiveInOrder(const sema::Region& region, omp::DirectiveKind host);
  void lowerOnHost(const sema::Region& region, std::span<ast::Stmt* const> body);
  ir::Expr* limitOfTeams(const sema::Region& region, ir::Expr* limit);
  bool hasCopies(const sema::Region& region) const;
  void copyIn(const sema::Region& region);
  void copyOut(const sema::Region& region);
  void awaitDependences(const sema::Region& region);
  void evaluateDropped(const sema::Region& region);
  void checkDeviceCode(const sema::Region& region, const ir::Block& body);

  // Reduced arrays (lower_reduction.cpp).
  void makeParts(const sema::Region& host);
  void makePart(const sema::Region& region, const sema::Region& host, const sema::SharingEntry& entry);
  void reportRebinding(const sema::Region& region, const sema::SharingEntry& entry);
  ir::Var* outsideOf(const sema::Region& region, const sema::Region& host, ir::Var* var);
  std::vector<ir::Expr*> lowerSections(const ast::Subscript& written, const sema::Region& host, ir::Expr* array);
  void sharePart(const sema::Region& region, ir::RegionFacts& facts);
  const ir::DeclaredReduction* declaredReduction(const sema::SharingEntry& entry, const ir::Var* original);
  std::string_view reductionName(const sema::DeclaredReduction& declared, ir::Type type);
  std::pair<const sema::Region*, ir::Var*> partOf(const sema::Region& region, const sema::SharingEntry& entry) const;

  // Atomic operations (lower_atomic.cpp).
  void lowerAtomic(const sema::Region& region, ir::Region& result, std::span<ast::Stmt* const> body);
  void lowerAtomicChange(const sema::AtomicForm& form, ir::Var* element, ir::Expr* operand, ir::Expr* assigned);
  bool isOneVariable(const ast::Expr& place, std::span<ast::Stmt* const> body) const;
  ir::Expr* lowerPlace(const ast::Expr& expr);

  // Nests of loops that one directive takes (lower_loop_nest.cpp).
  struct NestLevel;
  void lowerLoopNest(const sema::Region& region, ir::Block& outermost);
  NestLevel lowerNestLevel(const ast::For& stmt, std::span<const NestLevel> around);
  ir::Expr* lowerNestBound(const ast::Expr& bound, const ast::For& stmt, std::span<const NestLevel> around,
                           std::string_view name);
  ir::Expr* lowerDependentBound(const ast::Expr& bound, std::span<const NestLevel> around, std::string_view name);
  ir::Expr* sumOf(std::int64_t factor, ir::Expr* variable, ir::Expr* offset, std::int64_t constant);
  ir::Expr* runsAtAll(std::span<const NestLevel> around, support::Loc loc);

  // Expressions (lower_expr.cpp).
  ir::Expr* lowerExpr(const ast::Expr& expr);
  ir::Expr* lowerAs(const ast::Expr& expr, ir::Type type) { return convert(lowerExpr(expr), type); }
  ir::Expr* lowerTuple(const ast::Tuple& expr);
  ir::Expr* iteratorOf(const ast::Expr& expr, ir::Expr* value);
  ir::Expr* lowerConstant(const ast::Constant& expr);
  ir::Expr* lowerName(const ast::NameExpr& expr);
  ir::Expr* lowerConstantOf(const sema::Callee& callee, support::Loc loc);
  ir::Expr* lowerFolded(const sema::FoldedValue& value, support::Loc loc);
  ir::Expr* readWeb(sema::WebId web, const ast::NameExpr& expr);
  ir::Expr* lowerSubscript(const ast::Subscript& expr);
  ir::Expr* lowerAttribute(const ast::Attribute& expr);
  ir::Expr* lowerIfExp(const ast::IfExp& expr);
  ir::Expr* lowerElement(const ast::Subscript& expr);
  std::vector<ir::Expr*> lowerIndices(const ast::Expr& slice);
  ir::Expr* chooseBetween(ir::Expr* condition, const Apart& then_value, const Apart& else_value, ir::Type type,
                          support::Loc loc);

  ir::Expr* lowerNamedExpr(const ast::NamedExpr& expr);

  // The order of evaluation (lower_order.cpp).
  ir::Expr* lowerNext(std::span<ir::Expr*> before, const std::function<ir::Expr*()>& next);
  std::vector<ir::Expr*> lowerAll(std::span<ast::Expr* const> exprs);

  // Operators (lower_operator.cpp).
  ir::Expr* lowerBinOp(const ast::BinOp& expr);
  ir::Expr* lowerUnaryOp(const ast::UnaryOp& expr);
  ir::Expr* lowerCompare(const ast::Compare& expr);
  ir::Expr* lowerBoolOp(const ast::BoolOp& expr);
  ir::Expr* arithmetic(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, ir::Type type, support::Loc loc);
  ir::Expr* comparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  ir::Type operationType(ast::BinaryOp op, ir::Type left, ir::Type right);
  ir::Expr* sumOfConstants(ir::BinaryOp operation, const ir::Expr* left, const ir::Expr* right, ir::Type type,
                           support::Loc loc);
  ir::Arithmetic modeOf(ir::BinaryOp op, ir::Type type) const;

  // Calls (lower_call.cpp).
  ir::Expr* lowerCall(const ast::Call& expr);
  ir::Expr* lowerNamedTuple(const ast::Call& expr, const sema::NamedTupleClass& named);
  ir::Expr* lowerReplace(const ast::Call& expr);
  std::size_t fieldIndex(const sema::NamedTuple& named, support::Name field) const;
  ir::Expr* lowerNextCall(const ast::Call& expr);
  ir::Expr* lowerGeneratorMethod(const ast::Call& expr, const ast::Attribute& method);
  ir::Expr* lowerCaughtPart(const ast::Attribute& expr, int part);
  ir::Expr* lowerCaughtIsInstance(const ast::Call& expr, ir::Var* caught);
  ir::Expr* lowerGiven(const ast::Yield& yield);
  void lowerYield(const ast::Yield& yield);
  ir::Expr* lowerSent(const ast::Yield& yield);
  bool closesWhenDropped() const;
  ir::Expr* lowerInstanceCall(const ast::Call& expr, std::uint32_t instance);
  std::vector<ir::Expr*> lowerArguments(const ast::Call& call, const sema::Instance& callee,
                                        std::span<ir::Expr* const> held);
  std::vector<ir::Expr*> lowerHeld(const ast::Call& call);
  ir::Expr* plainFunction(ir::Type type, support::Loc loc);
  ir::Expr* lowerPartial(const ast::Call& expr);
  ir::Expr* lowerNested(const ast::Call& expr, sema::Builtin builtin);
  ir::Expr* lowerDefault(const ast::Expr& value, const sema::FunctionInfo& callee, support::Loc loc);
  ir::Expr* lowerBuiltinCall(const ast::Call& expr, sema::Builtin builtin);
  ir::Expr* lowerMinMax(const ast::Call& expr, ir::RuntimeFunction function);
  ir::Expr* lowerAllocate(const ast::Call& expr, sema::Builtin builtin);
  ir::Expr* lowerRound(const ast::Call& expr);
  ir::Expr* lowerDivMod(const ast::Call& expr);
  ir::Expr* runtimeCall(ir::RuntimeFunction function, ir::Type type, const std::vector<ir::Expr*>& args,
                        support::Loc loc);

  // The library (lower_library.cpp).
  std::optional<std::uint32_t> passedInstance(ir::Type function, std::span<const ir::Type> arguments) const;
  ir::Expr* makeDefaultDict(ir::Type type, std::span<const sema::FactoryLevel> levels, support::Loc loc);
  std::function<void()> leavingWhen(ir::Var* found, bool value, support::Loc place);
  ir::Expr* lowerSearch(const ast::Call& expr, const ast::GeneratorExp& generator, bool is_any);
  ir::Expr* lowerFirst(const ast::Call& expr, const ast::GeneratorExp& generator);
  ir::Expr* lambdaFor(ir::Expr* function, const sema::LibrarySlot& slot);
  ir::Expr* lowerLibraryCall(const ast::Call& expr, std::string_view dotted);
  ir::Expr* libraryCall(std::string_view dotted, std::vector<ir::Expr*> args, support::Loc loc,
                        std::span<const std::string_view> keywords = {},
                        std::span<const ast::Expr* const> written = {});
  ir::Expr* lowerLibraryOperator(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  ir::Expr* lowerLibraryComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  bool lowerLibraryUpdate(const ast::AugAssign& stmt);
  ir::Expr* fallback(const sema::LibrarySlot& slot, support::Loc loc);
  ir::Expr* lengthOf(ir::Expr* value);
  ir::Expr* listOf(ir::Expr* tuple);

  // Containers (lower_container.cpp).
  ir::Expr* lowerContainer(const ast::Expr& expr);
  bool isGathered(const ast::Expr& expr) const;
  ir::Expr* gather(const ast::Expr& expr);
  ir::Expr* gatherStarred(std::span<ast::Expr* const>& targets, ir::Expr* tuple);
  ir::Expr* settledTuple(ir::Expr* tuple);
  ir::Expr* lowerTupleSlice(const ast::Subscript& expr, const ast::Slice& slice);
  ir::Expr* lowerTupleOperation(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  ir::Expr* lowerTupleComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  static std::optional<std::int64_t> constantOf(const ir::Expr* value);
  bool makesInto(const ast::Assign& stmt);
  void unpackList(std::span<ast::Expr* const> targets, ir::Expr* list);
  ir::Expr* lowerRange(const ast::Call& expr);
  ir::Expr* lowerMutableElement(const ast::Subscript& expr, ir::Expr* container);
  ir::Expr* lowerItem(const ast::Subscript& expr);
  bool isSliced(const ast::Subscript& expr) const;
  void storeSlice(const ast::Subscript& target, ir::Expr* value);
  void lowerElementDeletion(const ast::Subscript& target);
  void convertElements(ir::Expr* value, ir::Type type);
  ir::Expr* lowerComprehension(const ast::Expr& expr, ir::Var* into = nullptr);
  void lowerGenerators(std::span<ast::Comprehension* const> generators, const std::function<void()>& innermost,
                       const std::function<void()>& behind = {});
  void lowerForEach(const ast::Expr& target, const ast::Expr& iterable, const ast::Node& stmt, bool comprehension,
                    const std::function<void()>& body);
  ir::Var* itemFor(const ast::Expr& target, ir::Type type, bool alone);

  // Objects, and values that may be None (lower_object.cpp).
  ir::Expr* lowerConstruction(const ast::Call& expr);
  ir::Expr* implicitCall(const ast::Node& place, std::string_view method, std::vector<ir::Expr*> args);
  ir::Expr* callInstance(std::uint32_t instance, std::vector<ir::Expr*> args, support::Loc loc);
  ir::Expr* fieldOf(ir::Expr* object, std::size_t index, support::Loc loc);
  bool isSuper(const ast::Expr& expr) const;
  bool holdsMethod(const ast::Attribute& attribute) const;
  ir::Expr* lowerReceiver(const ast::Attribute& attribute);
  ir::Expr* lowerMember(const ast::Attribute& expr);
  void assignField(const ast::Attribute& target, ir::Expr* value);
  void setField(const ast::Attribute& target, ir::Expr* object, ir::Expr* value);
  bool isObjectItem(const ast::Subscript& expr) const;
  ir::Expr* lowerObjectItem(const ast::Subscript& expr);
  void assignItem(const ast::Subscript& target, ir::Expr* value);
  bool lowerObjectUpdate(const ast::AugAssign& stmt);
  ir::Expr* lowerObjectOperation(const ast::Node& place, ast::BinaryOp op, ir::Expr* left, ir::Expr* right);
  ir::Expr* lowerObjectComparison(const ast::Node& place, ast::CompareOp op, ir::Expr* left, ir::Expr* right);
  ir::Expr* lowerNoneComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right, support::Loc loc);
  ir::Expr* isNone(ir::Expr* value);
  static std::string pythonType(ir::Type type);
  ir::Expr* lowerPresent(const ast::Expr& expr, const std::string& fault);
  ir::Expr* operandOf(ir::Expr* value, const std::string& message);
  ir::Expr* operand(ir::Expr* value, ast::BinaryOp op, const ir::Expr* other, bool is_left, bool in_place = false);
  ir::Expr* present(ir::Expr* value, const std::string& message) { return operandOf(value, message); }
  ir::Expr* lowerCondition(const ast::Expr& expr);
  ir::Expr* truthAt(const ast::Expr& expr, ir::Expr* value);
  ir::Expr* deref(ir::Expr* value);
  ir::Expr* lowerObjectBoolOp(const ast::BoolOp& expr);
  ir::Expr* lowerChoice(const ast::BoolOp& expr, std::size_t index);
  ir::Expr* textAt(const ast::Expr& expr, ir::Expr* value);

  // Texts (lower_text.cpp).
  ir::Expr* textConstant(std::string_view text, support::Loc loc);
  ir::Expr* writable(ir::Expr* value, ir::RuntimeFunction text_of);
  void evaluate(ir::Expr* value);
  ir::Expr* textOf(ir::Expr* value, ir::RuntimeFunction text_of);
  ir::Expr* formatted(ir::Expr* value, ir::Expr* spec, support::Loc loc);
  ir::Expr* lowerJoinedStr(const ast::JoinedStr& joined);
  ir::Expr* lowerTextCall(const ast::Call& expr, ir::RuntimeFunction function);
  ir::Expr* lowerPrint(const ast::Call& expr);
  ir::Expr* lowerTextPart(const ast::Subscript& expr);

  // Conversions and values (lower_conversion.cpp).
  ir::Expr* convert(ir::Expr* value, ir::Type type);
  ir::Expr* convertStored(ir::Expr* value, ir::Type type);
  ir::Expr* truth(ir::Expr* value);
  ir::Expr* reference(ir::Var* var, support::Loc loc);
  ir::Expr* integer(std::int64_t value, support::Loc loc);
  ir::Expr* makeTuple(const std::vector<ir::Expr*>& elements, ir::Type type, support::Loc loc);
  ir::Expr* tupleElement(ir::Expr* tuple, std::size_t index);
  ir::Expr* again(const ir::Expr* value);
  ir::Expr* once(ir::Expr* value, std::string_view name);
  ir::Expr* keep(ir::Expr* value, std::string_view name);

  // Variables and blocks (lower_function.cpp).
  ir::Var* var(sema::WebId web);
  ir::Var* varOf(const ast::Node& node) { return var(info_.web(node)); }
  ir::Var* temporary(std::string_view name, ir::Type type, support::Loc loc);
  ir::Var* newVar(std::string_view name, ir::VarKind kind, ir::Type type, support::Loc loc);
  ir::Var* boundFlag(sema::WebId web);
  void append(ir::Stmt* stmt);
  void assign(ir::Var* target, ir::Expr* value, support::Loc loc);
  Apart apart(const std::function<ir::Expr*()>& lower);
  ir::Block* blockOf(const std::function<void()>& lower);
  ir::Type type(const ast::Expr& expr) const { return instance_.type(expr); }
  support::Loc loc(const ast::Node& node) const { return parsed_.loc(node); }
  std::string_view text(support::Name name) const { return context_.names.text(name); }
  ir::Expr* unsupported(const ast::Node& node, std::string_view what);
  bool checkTypes();
  void declareParameters();
  void markUnbound();
  bool isCopiedOut(std::uint32_t web) const;
  /// The statement of the file's tree that one of a copy stands for.
  const ast::Stmt& written(const ast::Stmt& stmt) const;
  const sema::Region* regionOf(const ast::Stmt& stmt) const;

  ModuleContext& context_;
  const sema::Instance& instance_;
  const sema::FunctionInfo& info_;
  const ast::ParsedModule& parsed_; ///< the file of the function, which may be another than the module's
  ir::Function& function_;
  ir::Module& ir_;
  ir::Block* block_ = nullptr;
  std::vector<ir::Var*> var_of_web_;
  std::vector<ir::Var*> flag_of_web_;
  std::unordered_map<const ast::Stmt*, const sema::Region*> region_of_stmt_;
  /// The reduced arrays, by the region whose clause makes them and the name of the array.
  std::map<std::pair<const sema::Region*, support::Name>, ir::Var*> parts_;
  std::vector<std::string_view> pending_comments_;
  std::vector<Loop> loops_;
  std::vector<Finally> finallies_;
  const ast::For* taken_loop_ = nullptr; ///< the only loop of the directive that is being lowered
  int depth_ = 0;
};

} // namespace pyompcc::lower
