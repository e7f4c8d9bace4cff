// lib/sema/instance_inference.h
//
// Types of one instance: the walk over a function's body with given parameter types. Internal to infer_types; the
// methods stand in infer_statement.cpp, infer_generator.cpp, infer_match.cpp, infer_exception.cpp, infer_expr.cpp,
// infer_operator.cpp, infer_sign.cpp, infer_subscript.cpp, infer_call.cpp and infer_builtin.cpp.
#pragma once

#include "lib/ast/ast.h"
#include "lib/diag/emitter.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/builtins.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/library.h"
#include "lib/sema/program.h"
#include "lib/sema/promote.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

/// Where a walk finds the instance that a call needs.
class InstanceSource {
 public:
  /// The instance of `function` for `params`, new or known; `caller` is walked again when its result changes. Nothing
  /// where the function has too many instances already.
  virtual std::optional<std::uint32_t> request(std::uint32_t function, std::vector<Type> params,
                                               std::uint32_t caller) = 0;

 protected:
  ~InstanceSource() = default;
};

/// Names of attributes that have a row in grammar/builtins.def, so that no walk compares text.
using AttributeRows = std::unordered_map<Name, Builtin>;

/// What all walks of one compilation share.
struct InferenceContext {
  Program& program;
  const Resolutions& resolutions;
  const support::NameTable& names;
  diag::Emitter& emitter;
  const AttributeRows& array_attributes;
  InstanceSource& instances;
  bool& fields_changed; ///< the type of a field has been raised
};

/// Walks one instance. A walk only raises types (Unknown below everything, Error on top), so that repeated walks end.
class InstanceInference {
 public:
  InstanceInference(const InferenceContext& context, Instance& instance);

  /// Walks until no type of the instance changes; reports nothing. Returns whether the result has changed.
  bool run();
  /// Whether the last walk met something to report.
  bool hasErrors() const { return has_errors_; }
  /// One more walk over settled types, which reports what does not fit.
  void report();

 private:
  enum class Mode : std::uint8_t { Silent, Reporting };
  /// The first value of a variable or of a result.
  struct Origin {
    Type type = nullptr;
    support::Loc loc;
  };

  void walk();

  // Variables and results.
  void join(WebId web, Type type, support::Loc loc, bool by_use = false);
  Type iteratorOf(const ast::Expr& expr, Type type);
  bool lendMethod(const ast::Node& place, Type object, std::string_view method, TypeKind wanted);
  bool lendMethods(const ast::Node& place, Type type, std::span<const std::string_view> methods);
  void noteCounting(const ast::Expr& target, const ast::Expr& iterable, bool comprehension);
  std::vector<Type> filledParameters() const;
  Type filledBy(const ast::Call& call, const FunctionInfo& callee, std::size_t held, std::vector<Type>& params);
  Type widened(WebId web, Type type, bool by_use);
  bool settle(const ast::Expr& expr, Type wanted, bool apply);
  Type adapted(const ast::Expr& expr, Type type, Type wanted);
  Type wantedBy(const ast::Expr& target);
  bool holdsFresh(WebId web);
  void joinResult(Type type, support::Loc loc);
  Type inferYield(const ast::Yield& yield);
  Type generatorOf(Type item, Type returned);
  Type joinedGenerator(Type known, Type type);
  void inferGeneratorResult(const ast::Return& stmt);
  void checkDelegation(const ast::For& loop);
  void noteStop(const TypeNode& generator);
  Type inferGeneratorMethod(const ast::Call& call, Type generator);
  Type inferNext(const ast::Call& call);
  Type inferIteration(const ast::Call& call, std::string_view dotted);
  bool isNextOfGenerator(const ast::Call& call, const Resolution& resolved);
  void joinParameters();
  void joinRegionCopies();
  void checkReduction(const SharingEntry& entry);
  void inferDeclared(const SharingEntry& entry, Type type);
  void checkTaskReductions(const Region& region);

  // Statements.
  void inferBlock(std::span<ast::Stmt*> block);
  bool inferBranch(std::span<ast::Stmt*> block);
  void inferLoose(std::span<ast::Stmt*> block);
  void inferStmt(const ast::Stmt& stmt);
  void inferIf(const ast::If& first);
  void inferFor(const ast::For& loop);
  void inferWith(const ast::With& with);
  bool isDirective(const ast::Expr& expr) const;
  void inferRegion(const Region& region);
  void inferPlace(const ast::Expr& expr);
  void inferExprStmt(const ast::ExprStmt& stmt);
  void inferAugAssign(const ast::AugAssign& assign);
  void inferMessage(const ast::Expr* message);
  void inferTarget(const ast::Expr& target, Type value);
  void inferUnpacking(const ast::Expr& target, std::span<ast::Expr*> targets, Type value);
  void inferStarred(std::span<ast::Expr*> targets, std::size_t place, Type tuple);
  void refineBySharing(const ast::Expr& target, const ast::Expr& value, Type type);
  void inferElementTarget(const ast::Subscript& target, Type value);
  void joinVariable(const Resolution& resolved, Type value, support::Loc place);
  void inferDeletion(const ast::Expr& target);

  // Exceptions (infer_exception.cpp).
  void inferTry(const ast::Try& stmt);
  void inferHandler(const ast::ExceptHandler& handler);
  void noteRaised(const ast::Expr& exception_class, std::span<const Type> args);
  void noteRaised(std::pair<int, std::uint32_t> raised, std::span<const Type> args);
  bool mayTake(const ast::ExceptHandler& handler, std::pair<int, std::uint32_t> raised) const;
  std::vector<const RaisedArguments*> caughtArguments(const ast::Expr& caught) const;
  Type caughtArgument(const ast::Attribute& attribute, std::size_t index);
  std::optional<std::size_t> fieldArgument(const ast::Attribute& attribute) const;
  bool catchesStop(const ast::Expr& caught) const;
  Type inferCaughtPart(const ast::Attribute& attribute);
  Type inferCaughtIsInstance(const ast::Call& call);
  void inferRaise(const ast::Raise& raise);
  void inferRaised(const ast::Expr& exception);
  void inferCause(const ast::Expr& cause);
  bool hasOwnText(const ast::ExceptHandler& handler) const;
  bool fitsInit(const ast::Call& call);
  bool isExceptionClass(const ast::Expr& expr);
  bool isCaught(const ast::Expr& expr);

  // Patterns (infer_match.cpp).
  void inferMatch(const ast::Match& match);
  void inferPattern(const ast::Pattern& pattern, Type subject);
  void inferSequencePattern(const ast::MatchSequence& pattern, Type subject);

  // Expressions.
  Type infer(const ast::Expr& expr);
  /// `float_use`: the value is used as a float, whatever its type, so that an int power of unknown sign may be one.
  Type inferOperand(const ast::Expr& expr, bool float_use);
  Type inferNested(const ast::Expr& expr, bool float_use);
  Type inferConstant(const ast::Constant& constant);
  Type inferName(const ast::NameExpr& name);
  const ast::Expr* classNamed(const ast::Attribute& attribute) const;
  Type inferClassName(const ast::Attribute& attribute, const ast::Expr& value);
  Type inferAttribute(const ast::Attribute& attribute);
  Type inferResolved(const ast::Expr& expr, const Resolution& resolution);
  Type inferTuple(std::span<ast::Expr*> elements);
  Type inferNamedExpr(const ast::NamedExpr& named);
  Type inferIfExp(const ast::IfExp& expr);
  void inferTruth(const ast::Expr& expr);
  void checkTruth(const ast::Expr& expr, Type type);
  Type joinValues(const ast::Expr& expr, Type left, Type right);

  // Operators.
  Type inferBinOp(const ast::BinOp& expr, bool float_use);
  Type binaryResult(const ast::Node& place, ast::BinaryOp op, Type left, Type right, const ast::Expr& right_expr,
                    bool float_use = false);
  Type powerResult(const ast::Node& place, Type left, Type right, const ast::Expr& exponent, bool float_use);
  Type inferFolded(const ast::Expr& expr);
  Type inferUnaryOp(const ast::UnaryOp& expr, bool float_use);
  Type inferBoolOp(const ast::BoolOp& expr);
  Type inferCompare(const ast::Compare& expr);
  Type comparisonResult(const ast::Expr& place, ast::CompareOp op, Type left, Type right);

  // Signs (infer_sign.cpp).
  bool isNonNegative(const ast::Expr& expr, int depth = 0) const;
  bool isNonNegativeCall(const ast::Call& call, int depth) const;
  bool isNonNegativeResult(const ast::BinOp& expr, int depth) const;
  bool isNonNegativeLoop(const ast::Call& range, int depth) const;

  // Subscripts.
  Type inferSubscript(const ast::Subscript& expr);
  Type elementType(const ast::Subscript& expr, Type array);
  Type tupleElementType(const ast::Subscript& expr, Type tuple);
  using TupleSlice = std::vector<std::int64_t>;
  Type tupleSliceType(const ast::Slice& slice, Type tuple);
  std::optional<TupleSlice> tupleSlice(const ast::Slice& slice, std::int64_t size) const;
  bool inferIndex(const ast::Expr& index);

  // Texts (infer_text.cpp).
  Type inferTextPart(const ast::Subscript& expr, Type text);
  Type inferJoinedStr(const ast::JoinedStr& joined);
  Type textResult(const ast::Call& call, Builtin builtin, std::span<const Type> args);
  Type inferPrint(const ast::Call& call);
  void inferPrintFile(const ast::Expr& file);

  // Calls.
  Type inferCall(const ast::Call& call);
  Type inferFunctionCall(const ast::Call& call, const FunctionInfo& callee);
  bool inferArguments(const ast::Call& call);
  Type callWith(const ast::Call& call, const FunctionInfo& callee, std::span<const Type> captured);
  Type inferNamedTuple(const ast::Call& call, const NamedTupleClass& named);
  Type inferNamedField(const ast::Attribute& attribute, Type value);
  Type inferReplace(const ast::Call& call, Type value);
  bool chooseLoop(const ast::Call& call, const FunctionInfo& callee, std::vector<Type>& params);
  CallBinding bind(const ast::Call& call, const FunctionInfo& callee, std::size_t held) const;
  bool bindArguments(const ast::Call& call, const FunctionInfo& callee, std::vector<Type>& params);
  Type argumentType(const Argument& argument) const;
  Type parameterType(const ParameterBinding& param, const FunctionInfo& callee);
  Type defaultType(const FunctionInfo& callee, const ast::Expr& value);
  // Functions as values, cells (infer_function_value.cpp).
  Type inferValueCall(const ast::Call& call);
  Type inferNested(const ast::Call& call, Builtin builtin);
  Type inferPartial(const ast::Call& call);
  void joinCells(const ast::Call& call, const Instance& callee);
  bool cellsChanged() const;
  void reportCells();
  Type inferBuiltinCall(const ast::Call& call, Builtin builtin);
  Type inferRoutine(const ast::Call& call, Builtin builtin, std::span<const Type> args);
  Type converted(const ast::Call& call, Type result, TypeKind wanted);
  Type builtinResult(const ast::Call& call, Builtin builtin, std::span<const Type> args);
  Type numberResult(const ast::Call& call, Builtin builtin, std::span<const Type> args);
  Type argumentError(const ast::Call& call, Builtin builtin, Type type);
  Type inferAllocation(const ast::Call& call, Builtin builtin);
  std::optional<DType> inferDType(const ast::Expr& expr);
  bool hasPlainArguments(const ast::Call& call);

  // Rows of grammar/library.def (infer_library.cpp).
  struct LibraryOperand {
    const ast::Expr* expr; ///< null where nothing is to be learned of it
    Type type;
    std::string_view keyword;
  };
  std::optional<Type> inferLibrary(const ast::Node& place, std::string_view dotted,
                                   std::span<const LibraryOperand> operands);
  Type passedResult(const ast::Node& place, Type function, std::span<const Type> arguments);
  Type inferLibraryCall(const ast::Call& call, std::string_view dotted, const ast::Expr* receiver);
  std::optional<Type> inferLibraryAttribute(const ast::Attribute& attribute, Type value);
  std::optional<Type> inferLibraryOverload(const ast::Call& call, std::string_view dotted);
  std::optional<Type> inferLibraryOperator(const ast::Node& place, ast::BinaryOp op, Type left, Type right);
  std::optional<Type> inferLibraryUpdate(const ast::AugAssign& assign, Type target, Type value);
  bool adaptOperands(std::span<const LibraryOperand> operands, std::span<LibraryArgument> arguments);
  void refine(const ast::Expr& expr, Type type);
  void refineHolder(const ast::Expr& holder, Type element);
  bool checkKeys(const ast::Node& place, Type type);

  // What makes a defaultdict's values (infer_factory.cpp).
  Type inferDefaultDict(const ast::Call& call);
  std::optional<Type> emptyOf(const ast::Expr& factory, const FunctionInfo& function,
                              std::vector<FactoryLevel>& levels);
  std::optional<Type> madeBy(const FunctionInfo& function, std::vector<FactoryLevel>& levels);

  // Objects (infer_object.cpp).
  const ClassInfo& classOf(Type type) const;
  const ClassMember* memberOf(const ClassInfo& info, Name name) const;
  const ClassMember* memberNamed(Type type, std::string_view name) const;
  Type request(const ast::Node& place, std::uint32_t function, std::vector<Type> params, Callee& callee);
  Type callMethod(const ast::Node& place, std::string_view name, Type self, std::vector<Type> args);
  Type inferConstruction(const ast::Call& call, const ClassInfo& info);
  Type inferObjectAttribute(const ast::Attribute& attribute, Type value);
  Type inferClassAttribute(const ast::Attribute& attribute, const ClassInfo& info);
  Type inferSuperAttribute(const ast::Attribute& attribute);
  bool isSuper(const ast::Expr& expr) const;
  Type inferMember(const ast::Attribute& attribute);
  Type inferMethodCall(const ast::Call& call, Type method);
  void inferAttributeTarget(const ast::Attribute& target, Type value);
  void joinField(const ClassInfo& info, std::size_t index, Type type, support::Loc place);
  Type objectOperation(const ast::Node& place, ast::BinaryOp op, Type left, Type right);
  Type objectComparison(const ast::Node& place, ast::CompareOp op, Type left, Type right);
  bool comparesFields(Type object) const;
  bool inferObjectText(const ast::Expr& value, Type type, bool as_repr);
  Type inferIsInstance(const ast::Call& call);
  std::optional<bool> isInstanceOf(Type value, const ast::Expr& expr) const;

  // Values that may be None (infer_narrowing.cpp).
  using Narrowed = std::map<std::uint32_t, Type>;
  void narrow(const ast::Expr& test, bool holds);
  void noteTruth(const ast::Expr& test);
  void forgetAssigned(const ast::Node& root);
  std::optional<WebId> webOf(const ast::Expr& expr) const;
  /// What a value that may be None is where it is used as what it else is.
  Type present(Type type) const { return isOptional(type) ? type->elements[0] : type; }

  // Containers (infer_container.cpp).
  Type inferList(const ast::List& list);
  Type inferDict(const ast::Dict& dict);
  Type inferSet(const ast::Set& set);
  Type inferComprehension(const ast::Expr& expr);
  void inferGenerators(std::span<ast::Comprehension*> generators);
  Type joinElements(std::span<ast::Expr* const> elements);
  Type inferMutableElement(const ast::Subscript& expr, Type container);
  void inferMutableTarget(const ast::Subscript& target, Type container, Type value);
  Type inferSlice(const ast::Slice& slice);
  Type inferIterable(const ast::Expr& iterable);
  void inferElementDeletion(const ast::Subscript& target);
  void reportUnknownElements();
  Type tupleComparison(const ast::Expr& place, ast::CompareOp op, Type left, Type right);
  Type tupleOperation(ast::BinaryOp op, Type left, Type right, const ast::Expr& right_expr) const;

  // Tables.
  Type set(const ast::Node& node, Type type);
  Callee& calleeOf(const ast::Node& node) { return instance_.callees[function_.slot(node)]; }
  const Resolution& resolution(const ast::Node& node) const { return context_.resolutions(function_, node); }
  std::optional<FoldedValue> fold(const ast::Expr& expr) const;
  const Constant& constant(const Resolution& resolution) const;
  support::Loc loc(const ast::Node& node) const { return parsed_.loc(node); }
  TypeTable& types() const { return context_.program.types; }
  Type unsupported(const ast::Node& node, std::string_view what, std::string_view instead);
  template <class... Args>
  diag::Emitter::Reported say(const ast::Node& node, const diag::Row<Args...>& row,
                              std::type_identity_t<Args>... args) {
    return sayAt(loc(node), row, args...);
  }
  template <class... Args>
  diag::Emitter::Reported sayAt(support::Loc loc, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    has_errors_ = true;
    if (mode_ == Mode::Silent) return diag::Emitter::Reported(nullptr);
    return context_.emitter.report(loc, row, args...);
  }

  const InferenceContext& context_;
  Instance& instance_;
  const FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  Mode mode_ = Mode::Silent;
  std::vector<bool> fresh_webs_; ///< by web, once it has been asked for
  bool changed_ = false;
  int depth_ = 0;
  int handlers_ = 0; ///< handlers around the current statement
  std::map<std::uint32_t, std::set<const ast::ExceptHandler*>> handlers_of_web_;
  std::unordered_map<const ast::Stmt*, const Region*> region_of_stmt_;
  std::unordered_map<std::uint32_t, const ast::Call*> range_of_web_; ///< of loop variables
  std::set<std::uint32_t> counted_webs_;                             ///< webs that `enumerate` counts from zero
  bool has_errors_ = false;
  std::vector<Origin> origins_; ///< by web
  Narrowed narrowed_;           ///< what variables are here that may be None elsewhere, by web
  bool dead_ = false;           ///< control does not come here
  Origin result_origin_;
};

/// Is the type known and not an error? Nothing is checked of the others.
inline bool isSettled(Type type) { return type->kind != TypeKind::Unknown && type->kind != TypeKind::Error; }
/// Bool, int, float and NumPy's scalars but the complex ones.
bool isRealNumber(Type type);

} // namespace pyompcc::sema
