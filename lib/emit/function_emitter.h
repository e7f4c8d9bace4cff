// lib/emit/function_emitter.h
//
// Prints one function; expressions, statements and directives stand in a file each.
#pragma once

#include "lib/emit/cpp_writer.h"
#include "lib/ir/ir.h"
#include "lib/support/source.h"

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::emit {

/// Levels of precedence, weakest first.
enum class Level : std::uint8_t {
#define CPP_LEVEL(Name, Wraps, Chain) Name,
#include "grammar/cpp_precedence.def"
};

/// A printed expression.
struct Piece {
  std::string text;
  Level level = Level::Primary;
  /// Its C++ type is exactly that of the node. A literal `1` of Python's int is not: it is a C++ int.
  bool exact = true;
};

/// Prints one function of a module.
class FunctionEmitter {
 public:
  FunctionEmitter(CppWriter& out, const ir::Function& function, const support::SourceSet& sources);

  /// `double piece(Int lo, Int hi)`, with what stands before it.
  std::string signature() const;
  void emit();
  /// The value of a function that does nothing but return one and cannot raise, in terms of other names for its
  /// parameters; empty for all others.
  std::string valueAlone(std::span<const std::string_view> names);
  void emitRemembered();

 private:
  // Statements (emit_stmt.cpp).
  void block(const ir::Block& block);
  void stmt(const ir::Stmt& stmt);
  /// Updates of elements whose place is not plain to see take several lines.
  void updatePlace(const ir::Update& stmt);
  void branch(const ir::If& stmt);
  void loop(const ir::For& stmt);
  void forEach(const ir::ForEach& stmt);
  void raise(const ir::Raise& stmt);
  std::string exceptionText(std::string_view exception, bool of_file, const ir::Expr* message,
                            std::span<ir::Expr* const> args);
  void handled(const ir::Try& stmt);
  void hoisted(const ir::Hoisted& stmt);
  void jammed(const ir::Jam& stmt);
  void guard(const ir::Guard& stmt);
  void rethrow(const ir::Rethrow& stmt);
  /// The only statement of a block, where it is an assignment or call that fits on a line; else empty.
  std::string onlyLine(const ir::Block& body, std::size_t room);
  std::string lineOf(const ir::Stmt& stmt);
  /// `head {`, the block, `}`.
  void braced(std::string_view head, const ir::Block& body, std::string_view tail = "}");
  /// A branch that fits behind its condition: `break;` and the like, empty when it does not.
  std::string shortBranch(const ir::Block& body);
  std::string elementText(const ir::Expr* array, std::span<ir::Expr* const> indices, ir::Bounds bounds);
  std::string declaration(const ir::Var& var);
  std::string returned(const ir::Return& stmt);

  // Directives (emit_pragma.cpp).
  void region(const ir::Region& stmt);
  void regionBody(const ir::RegionFacts& facts, const ir::Block& body);
  void reducingTaskloop(const ir::Region& stmt);
  bool isInLambda() const;
  std::string pragmaText(const ir::Region& stmt);

  // Atomic operations (emit_atomic.cpp).
  void atomic(const ir::Region& stmt);
  bool isOperator(const ir::Stmt& stmt, const ir::Var& element) const;

  std::string clause(const ir::RegionFacts& facts, const omp::Clause& clause, std::span<ir::Expr* const> values);
  std::string reductions(const ir::RegionFacts& facts, const omp::Clause& clause, std::string_view head);
  std::string reducedArray(const ir::Assign& stmt);
  void aliasCopies(const ir::RegionFacts& facts);
  std::string places(std::span<ir::Expr* const> values);
  std::string namesOf(const ir::RegionFacts& facts, const omp::Clause& clause);
  std::vector<std::string> sharedNames(const ir::Region& stmt, bool all);

  // Expressions (emit_expr.cpp, emit_operator.cpp).
  Piece expr(const ir::Expr* node);
  Piece exprInner(const ir::Expr* node);
  Piece intConst(const ir::IntConst& node);
  Piece unary(const ir::Unary& node);
  Piece binary(const ir::Binary& node);
  Piece infix(std::string_view symbol, Level level, const ir::Expr* left, const ir::Expr* right, ir::Type type);
  /// The `+` of `x += e` where the operation can be written so; empty where it is a function.
  static std::string compoundSymbol(const ir::Binary& node);
  Piece compare(const ir::Compare& node);
  Piece logical(const ir::Logical& node);
  Piece select(const ir::Select& node);
  Piece convert(const ir::Convert& node);
  Piece runtimeCall(const ir::RuntimeCall& node);
  Piece libraryCall(const ir::LibraryCall& node);
  Piece lambda(const ir::Lambda& node);
  std::string unnarrowed(const ir::Expr* item);
  std::string unnarrowedList(std::span<ir::Expr* const> items);
  std::string changedPlace(const ir::Expr* target);
  Piece textOf(const ir::RuntimeCall& node);
  Piece print(const ir::RuntimeCall& node);
  std::string writtenValue(const ir::Expr* value);
  Piece memberCall(const ir::RuntimeCall& node);
  static std::string fieldName(const ir::Expr* object, int index);
  Piece load(const ir::Load& node);
  Piece subview(const ir::Subview& node);
  /// A call of an operation's function.
  Piece operation(std::string_view name, ir::Arithmetic mode, ir::Type type, std::span<ir::Expr* const> operands);
  /// The text where C++ converts by itself: a conversion between numbers at the top is left out.
  std::string implicitly(const ir::Expr* node);
  std::string updateValue(const ir::Update& stmt);
  /// The text where a template looks at the type: literals of other types than C++'s int say theirs.
  std::string exactly(const ir::Expr* node);
  /// Arguments of an overloaded function: of all, or of one at least, the type is exact.
  std::string exactlyOneOf(std::span<ir::Expr* const> operands, bool all);
  /// The piece as an operand of an operator of `level`.
  std::string operand(const Piece& piece, Level level, bool is_right);
  std::string list(std::span<ir::Expr* const> items);
  std::string elements(std::span<ir::Expr* const> items);
  std::string name(const ir::Var& var) const;
  std::uint32_t pythonLine(support::Loc loc) const;
  /// A word that no variable of the function has: `word_`, `word__`, ...
  std::string freshName(std::string word) const;
  /// Can the statement raise, its blocks left out?
  static bool raises(const ir::Stmt& stmt);
  static bool raises(const ir::Expr& root);

  CppWriter& out_;
  std::vector<std::string> lambda_params_; ///< the names in the lambda that is printed
  const ir::Function& function_;
  const support::SourceSet& sources_;
  /// Names under which copies of a region's variables are written: those of the variables they copy.
  std::unordered_map<const ir::Var*, std::string_view> renamed_;
  std::set<const ir::Var*> read_;
  /// The variables of handlers that are used.
  std::set<const ir::Var*> caught_;
  int hoisted_ = 0;
  /// Loops around the current statement inside the innermost Guard; -1 outside of one.
  int loops_in_guard_ = -1;
  /// The current statement is the only one of its block.
  bool alone_ = false;
  int depth_ = 0;
  bool out_of_line_ = false;
  std::deque<std::string> aliases_; ///< names that are no variables of the function
};

} // namespace pyompcc::emit
