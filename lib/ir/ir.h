// lib/ir/ir.h
//
// The typed, structured intermediate representation: node types expanded from grammar/ir_nodes.def. Every node says
// what it does to which C++ type; nothing is implicit, no name has two types. Passes of lib/transform edit it in place.
#pragma once

#include "lib/omp/directive.h"
#include "lib/sema/library.h"
#include "lib/sema/sharing.h"
#include "lib/sema/type.h"
#include "lib/sema/ufunc_info.h"
#include "lib/support/arena.h"
#include "lib/support/source.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::ir {

using sema::LibraryFunction;
using sema::Type;
struct Block;
struct Function;
struct RegionFacts;
struct Var;
struct Function;

/// Operands and result of one type. Shift counts too. Min and Max are those of C++ for numbers without NaN; lowering
/// uses Select where Python's rules for NaN matter.
enum class BinaryOp : std::uint8_t {
  Add,
  Sub,
  Mul,
  TrueDiv, ///< floats
  FloorDiv,
  Mod, ///< Python's signs
  Pow,
  BitAnd,
  BitOr,
  BitXor,
  ShiftLeft,
  ShiftRight,
  Min,
  Max
};
enum class UnaryOp : std::uint8_t { Negate, Invert, Not, Abs };
/// Operands of one type, or one int and one float or uint64 (compared exactly, as Python and NumPy do).
enum class CompareOp : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE };
enum class LogicalOp : std::uint8_t { And, Or };

/// What an operation does when the result does not exist or does not fit.
enum class Arithmetic : std::uint8_t {
  Plain,    ///< cannot happen (proved), or IEEE says what the result is
  Checked,  ///< raises
  Wrapping, ///< NumPy's integers: wraps (and division by zero gives 0)
  Hoisted   ///< inside Hoisted: Plain in the proved instance, Checked in the other
};
/// How indices are tested.
enum class Bounds : std::uint8_t {
  Checked, ///< negative ones count from the end, others outside raise
  Proved,  ///< within 0 .. extent-1 whatever the arguments are
  Hoisted  ///< inside Hoisted: Proved in the proved instance, Checked in the other
};
enum class Fill : std::uint8_t { Empty, Zeros, Ones, Full };

/// A row of grammar/runtime_functions.def; its enumerators are in runtime_function.h, so that a new row rebuilds only
/// those who name one.
enum class RuntimeFunction : std::uint16_t;

enum class ExprKind : std::uint8_t {
#define IR_EXPR(Name, Fields) Name,
#define IR_STMT(Name, Fields)
#define CHILD(name)
#define OPTCHILD(name)
#define CHILDREN(name)
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
};
enum class StmtKind : std::uint8_t {
#define IR_EXPR(Name, Fields)
#define IR_STMT(Name, Fields) Name,
#define CHILD(name)
#define OPTCHILD(name)
#define CHILDREN(name)
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
};

/// What every expression has.
struct Expr {
  ExprKind kind;
  Type type;        ///< never Unknown or Error
  support::Loc loc; ///< the Python source it came from
};
/// What every statement has.
struct Stmt {
  StmtKind kind;
  support::Loc loc;
  std::span<std::string_view> comments = {}; ///< Python comments that stand before it, `#` removed
};

#define IR_EXPR(TypeName, Fields)                                                                                      \
  struct TypeName : Expr {                                                                                             \
    static constexpr ExprKind Kind = ExprKind::TypeName;                                                               \
    Fields                                                                                                             \
  };
#define IR_STMT(TypeName, Fields)                                                                                      \
  struct TypeName : Stmt {                                                                                             \
    static constexpr StmtKind Kind = StmtKind::TypeName;                                                               \
    Fields                                                                                                             \
  };
#define CHILD(name) Expr* name = nullptr;
#define OPTCHILD(name) Expr* name = nullptr;
#define CHILDREN(name) std::span<Expr*> name = {};
#define BLOCK(name) Block* name = nullptr;
#define OPTBLOCK(name) Block* name = nullptr;
#define VAR(name) Var* name = nullptr;
#define OPTVAR(name) Var* name = nullptr;
#define VARS(name) std::span<Var*> name = {};
#define ATTR(Type, name) Type name = {};
#include "grammar/ir_nodes.def"

enum class VarKind : std::uint8_t {
  Parameter,
  Local,
  Index,     ///< of a For; declared by it
  Item,      ///< of a ForEach; declared by it
  Temporary, ///< made by lowering; no Python name
  Constant,  ///< a constant or a variable of the module
  Raised,    ///< a py::Raised; its type is None
  Caught     ///< what a Handler caught; declared by it
};

/// One typed variable: a web of a Python name, a temporary, or a module constant.
struct Var {
  std::string_view cpp_name;    ///< unique within its function and no C++ keyword; the Python name where possible
  std::string_view python_name; ///< empty for temporaries
  VarKind kind = VarKind::Local;
  Type type = nullptr;
  support::Loc loc;
  /// Arrays: the variable owns its memory (py::Array) instead of looking at somebody else's (py::View).
  bool owns = false;
  /// Arrays: some element may be assigned through this variable. Containers that are parameters: they may be changed.
  bool written = false;
  /// May be read before it is assigned: starts as unbound and each doubtful read is tested.
  bool maybe_unbound = false;
  /// Assigned but never read: the emitter says so to the compiler (transform/place_declarations).
  bool unread = false;
  /// Of an array that a construct reduces element by element: how (a py::Reduced).
  std::optional<omp::ReductionOperator> combined = {};
  Expr* constant = nullptr; ///< VarKind::Constant: the value
  /// VarKind::Constant: a variable of the module that begins with the value. Its type is a list, for what it holds is
  /// in memory that all functions and threads see; every use is the list's first element.
  bool in_module = false;
  bool threadprivate = false; ///< each thread has its own
  std::uint32_t number = 0;   ///< dense within its function; constants: within the module
};

/// Statements in order, with the variables to declare (without a value) where the block begins.
struct Block {
  std::vector<Stmt*> stmts;
  std::vector<Var*> declarations;
};

using sema::Sharing;
using sema::SharingReason;

/// A reduction that the program declares, for one type.
struct DeclaredReduction {
  std::string_view cpp_name;
  Type type = nullptr;
  Function* combiner = nullptr;    ///< gives the new omp_out; one that gives nothing changes what it is given
  Function* initializer = nullptr; ///< gives what a part starts with; null: zero, or the original
  bool from_original = false;      ///< the initializer is given omp_orig; without one the part starts as it
  support::Loc loc;
};
/// May it raise where parts are started or put together?
bool mayRaise(const DeclaredReduction& declared);

/// One variable of a region.
struct SharedVar {
  Var* var;      ///< the variable inside the region
  Var* original; ///< the variable outside that it is a copy of, or null; equal to var when shared
  Sharing sharing;
  SharingReason reason;
  omp::ReductionOperator reduction{}; ///< Sharing::Reduction
  const DeclaredReduction* declared = nullptr;
};
/// Is it a reduction whose parts are put together by an operation that may fail: sums and products of Python's ints,
/// which overflow, and what the program declares?
bool mayFailCombined(const SharedVar& shared);

/// A clause that is not about data sharing, with its values lowered.
struct RegionClause {
  const omp::Clause* clause; ///< kind and modifiers
  std::vector<Expr*> values; ///< if, num_threads, schedule chunk, ...
};

/// What a region is, besides its body.
struct RegionFacts {
  const omp::Directive* directive = nullptr;
  std::vector<SharedVar> sharing;
  std::vector<RegionClause> clauses;
  std::size_t line = 0; ///< of the directive in the Python source
  /// Of `atomic`: the variable or element that is changed, and the name that the body has for it.
  Expr* place = nullptr;
  Var* element = nullptr;
  bool in_order = false;       ///< one thread runs all iterations of its loops
  bool simd = false;           ///< the emitter adds `simd` to the directive (transform/vectorize_reductions)
  bool polled = false;         ///< the rounds of its loop look for signals (transform/poll_signals)
  bool reduced_tested = false; ///< a Rethrow behind it tests its int reductions (transform/guard_regions)
  int depth = 1;               ///< how many nested loops a loop directive takes (lib/ir/loop_nest.h)
  Var* raised = nullptr;       ///< the py::Raised that parts of the body use (transform/guard_regions)
  /// Private variables of a loop directive that keep their values from one iteration to the next: declared before the
  /// directive, and copied (transform/place_declarations).
  std::vector<Var*> outliving = {};
};

/// One parameter as Python sees it.
struct BoundParameter {
  std::string_view name;
  bool has_default = false;
  bool keyword_only = false;
  bool positional_only = false;
};

/// One compiled function for one signature.
struct Function {
  std::string_view cpp_name;
  std::string_view python_name;
  std::vector<Var*> params;
  Type result = nullptr;
  Block* body = nullptr;
  std::vector<Var*> vars;                 ///< all variables, by number
  std::string_view docstring;             ///< as written, without quotes; cleaned by the emitter
  std::vector<std::string_view> comments; ///< before the def
  support::Loc loc;
  bool overloaded = false;   ///< another function of the module has its C++ name
  bool recursive = false;    ///< may call itself, directly or not: tests the stack
  bool releases_gil = false; ///< has a loop, a region or a recursion
  bool can_raise = true;
  bool is_generator = false; ///< its body runs when values are asked for
  /// How many results it remembers by its arguments, 0 for all of them; nothing where it remembers none.
  std::optional<std::int64_t> remembers;
  /// Has work-sharing constructs or barriers outside of any parallel region: every thread of a team has to call it.
  bool meets_team = false;
};

/// One Python function of the module that is compiled: all its signatures under one name.
struct Export {
  std::string_view python_name;
  std::string_view docstring;
  bool has_docstring = false;
  std::string_view signature_text; ///< `(n, scale=2.0)`, as inspect shows it
  std::vector<BoundParameter> parameters;
  std::vector<Function*> overloads;
  std::uint32_t line = 0;                 ///< of the def, from 1
  const sema::UfuncInfo* ufunc = nullptr; ///< Python sees a ufunc; `overloads` are its loops
  std::vector<Type> results;              ///< of a ufunc: the element type of the result of each loop
};

/// A class of exceptions that the file defines.
struct ExceptionClass {
  std::string_view cpp_name;
  std::string_view python_name;
  std::string_view base; ///< as C++ writes it
};

/// A method of a class that containers of the runtime call.
struct LentMethod {
  std::string_view method;
  const Function* function = nullptr;
};

/// A class of the file whose objects functions use.
struct Class {
  std::vector<LentMethod> lent;
  std::string_view cpp_name;
  std::string_view python_name;
  std::string_view module; ///< the Python module that defines it, where that is another one
  const sema::ObjectClass* object = nullptr;
  bool is_frozen = false;
  support::Loc loc;
};

/// One Python file as it will be printed.
struct Module {
  support::Arena arena;
  std::string name;      ///< of the Python module
  std::string file_name; ///< NAME.py without folders
  std::string_view docstring;
  std::vector<Var*> constants;            ///< those that functions use, in order of definition
  std::vector<ExceptionClass> exceptions; ///< bases before what derives from them
  std::vector<Class> classes;             ///< in the order of the file
  std::vector<Function*> functions;       ///< callees before callers where that is possible
  std::deque<DeclaredReduction> reductions;
  std::vector<Export> exports;
  bool instrumented = false;   ///< `--instrument`: transform/name_constructs adds the names of constructs
  std::string residual_source; ///< what the interpreter runs at import, with the lines of the original

  template <class T> T* make(Type type, support::Loc loc) {
    T* node = arena.create<T>();
    node->kind = T::Kind;
    node->type = type;
    node->loc = loc;
    return node;
  }
  template <class T> T* make(support::Loc loc) {
    T* node = arena.create<T>();
    node->kind = T::Kind;
    node->loc = loc;
    return node;
  }
  Block* makeBlock() { return &blocks_.emplace_back(); }
  Var* makeVar() { return &vars_.emplace_back(); }
  Function* makeFunction() { return &functions_.emplace_back(); }
  RegionFacts* makeRegionFacts() { return &regions_.emplace_back(); }
  /// A directive that the program does not have in this form.
  const omp::Directive* keepDirective(omp::Directive directive) {
    return &directives_.emplace_back(std::move(directive));
  }
  std::string_view text(std::string_view text) { return arena.copy(text); }

 private:
  std::deque<Block> blocks_;
  std::deque<Var> vars_;
  std::deque<Function> functions_;
  std::deque<RegionFacts> regions_;
  std::deque<omp::Directive> directives_;
};

/// The node as a `T`, or null when it is of another kind or null itself.
template <class T> T* as(Expr* node) { return node && node->kind == T::Kind ? static_cast<T*>(node) : nullptr; }
template <class T> const T* as(const Expr* node) {
  return node && node->kind == T::Kind ? static_cast<const T*>(node) : nullptr;
}
template <class T> T* as(Stmt* node) { return node && node->kind == T::Kind ? static_cast<T*>(node) : nullptr; }
template <class T> const T* as(const Stmt* node) {
  return node && node->kind == T::Kind ? static_cast<const T*>(node) : nullptr;
}

} // namespace pyompcc::ir
