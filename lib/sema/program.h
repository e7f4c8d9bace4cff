// lib/sema/program.h
//
// What the analysis knows of a compilation: side tables of the syntax trees, one set for each function and signature.
#pragma once

#include "lib/ast/ast.h"
#include "lib/omp/directive.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/library.h"
#include "lib/sema/nested_scopes.h"
#include "lib/sema/sharing.h"
#include "lib/sema/type.h"
#include "lib/sema/ufunc_info.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

using support::Name;

/// A function of the standard library, NumPy or OpenMP that compiled code may call, or a builtin: a row of
/// grammar/builtins.def. Its enumerators are in builtins.h, so that a new row rebuilds only those who name one.
enum class Builtin : std::uint16_t;

/// A variable of a function: all values of one Python name that can reach a common use (a web), in one sharing scope.
struct WebId {
  std::uint32_t index = None;
  static constexpr std::uint32_t None = ~0U;
  explicit operator bool() const { return index != None; }
  friend auto operator<=>(WebId, WebId) = default;
};

/// What the webs of a function say about one of them.
struct Web {
  Name name;
  bool is_parameter = false;
  bool maybe_unbound = false; ///< some use can be reached without an assignment
  bool loop_variable = false; ///< assigned by a `for` header only, never in the loop's body, and not read after the
                              ///< loop: it may be the C++ loop variable itself
  support::Loc first;         ///< the first definition, for messages
};

/// What happens to one name in one region.
struct SharingEntry {
  Name name;
  WebId inside = {};  ///< the web of the name inside the region
  WebId outside = {}; ///< the web outside that it is shared with, copied from or reduced into; none when private
  Sharing sharing{};
  SharingReason reason{};
  support::Loc loc = {}; ///< of the clause's item or the first use
  omp::ReductionOperator reduction{};
  bool conditional = false; ///< its last assignment comes out, wherever that is
  Name identifier = {};     ///< of a reduction: as written; declarations have it too
};

/// One OpenMP construct of a function: the `with` (or the call statement of a standalone directive) that stands for it.
struct Region {
  const ast::Stmt* stmt = nullptr;
  const omp::Directive* directive = nullptr;
  int parent = -1;                   ///< index of the enclosing region in the same function
  bool from_prange = false;          ///< no text of the program: a loop over `prange`
  std::vector<SharingEntry> sharing; ///< in order of first appearance
  /// For each clause, for each of its items, the Python expression, parsed; null where the item is a variable of a list
  /// clause (private, shared, reduction, ...).
  std::vector<std::vector<const ast::Expr*>> clause_exprs;
  /// For each clause whose argument must be a constant, its value if it is one.
  std::vector<std::optional<std::int64_t>> clause_constants;
  const ast::For* loop = nullptr; ///< of a loop-associated directive
  /// The nest that the directive takes, outermost first: as many loops as `collapse`, `ordered` or `sizes` say, fewer
  /// where the program does not have them.
  std::vector<const ast::For*> loops;
  std::int64_t depth = 1; ///< how many loops it asks for; 0 when that is not known
};

/// A Python function that may be compiled, once for all signatures.
struct FunctionInfo {
  std::uint32_t index = 0;
  std::uint32_t module = 0;                  ///< index in Program::modules
  const ast::FunctionDef* def = nullptr;     ///< as it is compiled: without functions inside
  const ast::FunctionDef* written = nullptr; ///< in the tree of the file; null for functions that stood inside others
  Name name;
  Name path;     ///< of a function that stood inside `outer`: `outer.inner`; else none
  Name cpp_name; ///< of such a function: `outer_inner`
  std::uint32_t outer = 0;
  std::optional<std::uint32_t> method_of; ///< index in Program::classes; `path` is then `Class.method`
  std::size_t capture_count = 0;          ///< the first parameters are variables of the functions around
  std::vector<NestedProblem> problems;    ///< what keeps functions inside it from being compiled
  bool native = false;                    ///< meant for native code (interface.md, "Where types come from")
  bool decorated = false;                 ///< a decorator says so
  bool rejected = false;                  ///< has errors of structure: no webs, no instances; a call's result is Error
  bool is_generator = false;              ///< it has a `yield`
  bool takes_sent = false;                ///< it uses the value of a `yield`
  bool returns_value = false;             ///< a generator with a `return` that has one
  Type sent = nullptr;                    ///< what is sent to it: raised while types are inferred
  bool fastmath = false;                  ///< @njit(fastmath=True)
  UfuncInfo ufunc;                        ///< @vectorize, @guvectorize
  /// @lru_cache, @cache: how many results it remembers, 0 for all of them.
  std::optional<std::int64_t> remembers;
  std::vector<Web> webs;
  bool falls_off_end = false; ///< the end of the body can be reached: the result may be None
  /// The web of each ast::NameExpr (load, store or del) and each ast::Arg, by slot(). For `x += e` the name has the web
  /// that is written and the ast::AugAssign itself the web that is read.
  std::vector<WebId> web_of_node;
  std::uint32_t first_node = 0;
  std::uint32_t node_count = 0;        ///< the ids of the def are first_node .. first_node + node_count - 1
  std::uint32_t first_clause_node = 0; ///< so are those of the expressions in its directives
  std::uint32_t clause_node_count = 0;
  std::vector<Region> regions; ///< outer before inner
  /// The values of those defaults that are constants, by their expression.
  std::unordered_map<const ast::Expr*, FoldedValue> default_values;
  /// What annotations say: of variables (by ast::AnnAssign) and of the result (by the def). Only types that compiled
  /// code has.
  std::unordered_map<const ast::Node*, Type> annotations;

  bool isInner() const { return bool(path); }
  /// The row of a node of the function in web_of_node, Instance::expr_types and Instance::callees.
  std::size_t slot(const ast::Node& node) const {
    std::uint32_t id = node.node_id.index;
    return id - first_node < node_count ? id - first_node : node_count + (id - first_clause_node);
  }
  /// The number of rows in those tables.
  std::size_t slotCount() const { return std::size_t{node_count} + clause_node_count; }
  WebId web(const ast::Node& node) const { return web_of_node[slot(node)]; }
};

/// What a call, a name or an attribute stands for.
struct Callee {
  enum class Kind : std::uint8_t { None, Builtin, Instance, Constant, Variable, Exception, Library, NamedTuple };
  Kind kind = Kind::None;
  Builtin builtin{};
  std::uint32_t instance = 0; ///< Instance: index in Program::instances
  std::uint32_t constant = 0; ///< Constant, Variable, Exception: index in ModuleInfo::constants, variables or
                              ///< exceptions; NamedTuple: in Program::named_tuples
  std::uint32_t module = 0;   ///< Constant, Variable, Exception: index in Program::modules
  LibraryFunction library{};  ///< Library: the first row of its name
};

/// What makes the missing values of a defaultdict: an empty value, or a function of the file.
struct FactoryLevel {
  std::string_view repr;
  Type function = nullptr;
};

/// What a reduction that the program declares calls for one type.
struct ReductionCallees {
  Callee combiner;
  Callee initializer;
};

/// One function for one signature, with the type of everything in it.
struct Instance {
  std::uint32_t index = 0;
  const FunctionInfo* function = nullptr;
  std::vector<Type> params;
  Type result = nullptr;
  bool exported = false;       ///< reachable from Python
  bool requested = false;      ///< asked for by name: an export, a decorator, annotations, a call in Python code
  bool recursive = false;      ///< calls itself, directly or through others
  std::vector<Type> web_types; ///< by WebId
  /// By slot(); null where not an expression. For `x += e` the name has the type of the web that is written and the
  /// ast::AugAssign itself the type of the operation's result.
  std::vector<Type> expr_types;
  std::vector<Callee> callees; ///< by slot(): of Call, NameExpr, Attribute
  /// Of calls of `defaultdict`: its factory, then those of the defaultdicts that this one makes.
  std::unordered_map<const ast::Node*, std::vector<FactoryLevel>> factories;
  std::vector<std::uint32_t> passed; ///< instances of functions that are passed to rows of the library
  /// Of the reductions that the program declares: for index in Program::reductions and type.
  std::map<std::pair<std::uint32_t, Type>, ReductionCallees> reductions;
  /// Calls of methods that other syntax makes, by the id of its node and the method's name.
  std::map<std::pair<std::uint32_t, std::string_view>, Callee> implicit;
  /// The text of `x.__class__.__name__`, by the id of its node.
  std::map<std::uint32_t, std::string_view> class_names;
  /// By ast::Attribute of a caught exception: the place of the argument that it is; -1 for `args`, -2 for its class's
  /// name.
  std::map<std::uint32_t, int> caught_parts;
  /// Conditions whose truth the types decide, by the id of their node: only one branch exists.
  std::map<std::uint32_t, bool> static_truth;
  /// Statements that are not reached for that, the first of each block.
  std::set<std::uint32_t> dead;
  std::optional<bool> truthOf(const ast::Expr& test) const {
    auto found = static_truth.find(test.node_id.index);
    return found == static_truth.end() ? std::nullopt : std::optional(found->second);
  }
  /// Calls `visit(Callee&)` for every callee.
  template <class Visit> void forEachCallee(Visit&& visit) {
    for (Callee& callee : callees) visit(callee);
    for (auto& [place, callee] : implicit) visit(callee);
    for (auto& [reduction, used] : reductions) {
      visit(used.combiner);
      visit(used.initializer);
    }
  }
  Type type(const ast::Node& node) const { return expr_types[function->slot(node)]; }
  const Callee& callee(const ast::Node& node) const { return callees[function->slot(node)]; }
};

/// A module-level name with one value known at compile time.
struct Constant {
  Name name;
  Type type = nullptr;              ///< Bool, Int, Float, Complex, Str, or Tuple of those
  const ast::Expr* value = nullptr; ///< as written
  FoldedValue folded;
  support::Loc loc;
};

/// A variable of a module that compiled functions read and assign: Python's dict of the module owns the value, the
/// C++ variable has it while a compiled function runs.
struct ModuleVariable {
  Name name;
  Type type = nullptr; ///< of all that is ever assigned to it: a number or a text
  FoldedValue initial; ///< the first value that the module gives it
  bool threadprivate = false;
  support::Loc loc;
};

/// A class of exceptions that a file defines at its top level. Python makes its objects when they leave compiled code,
/// What the `raise`s of the program give a class of exceptions: raised while types are inferred.
struct RaisedArguments {
  std::vector<Type> types; ///< by place; Error where they differ
  bool differ = false;     ///< in number
};

/// so what its methods do is not compiled; compiled code raises it, and catches it by its class.
struct ExceptionClass {
  Name name;
  const ast::FunctionDef* init = nullptr; ///< its own `__init__`
  bool has_methods = false;
  int base = -1;          ///< index in the same ModuleInfo::exceptions, or -1
  Builtin builtin_base{}; ///< else
  support::Loc loc;
};

/// A class of named tuples that a file makes.
struct NamedTupleClass {
  NamedTuple type;
  std::uint32_t index = 0; ///< in Program::named_tuples
  std::uint32_t module = 0;
  std::vector<std::optional<FoldedValue>> defaults; ///< by field
  std::vector<const ast::Expr*> annotations;        ///< by field, or none at all
};

/// What a class of the file has under a name, besides fields.
struct ClassMember {
  enum class Kind : std::uint8_t { Method, Static, Class, Property, Constant, Unread };
  Kind kind = Kind::Method;
  std::uint32_t function = 0; ///< index in Program::functions
  std::uint32_t setter = 0;   ///< Property: that of assignments, where has_setter
  bool has_setter = false;
  const ast::Expr* value = nullptr; ///< Constant
  std::optional<FoldedValue> folded = {};
  std::string_view problem = {}; ///< Unread: what it is
  std::uint32_t owner = 0;       ///< the class that defines it
};

/// One field of a dataclass, as its `__init__` needs it.
struct DataField {
  Name name;
  const ast::Node* place = nullptr;
  const ast::Expr* value = nullptr;   ///< the default
  const ast::Expr* factory = nullptr; ///< what makes the default
  bool in_init = true;
  bool keyword_only = false;
};

/// A class that a file defines at its top level, whose objects compiled code may make and use.
struct ClassInfo {
  std::uint32_t index = 0;
  std::uint32_t module = 0;
  Name name;
  const ast::ClassDef* def = nullptr;
  support::Loc loc;
  int base = -1; ///< index in Program::classes
  ObjectClass object;
  std::vector<const ast::Expr*> annotations; ///< by field; null where the file says nothing of its type
  std::vector<bool> numba_notation;          ///< by field: the annotation stands in a jitclass's spec
  std::vector<Type> declared;                ///< by field: what they say
  std::vector<support::Loc> field_locs;
  std::unordered_map<Name, ClassMember> members; ///< those of its bases too
  std::map<std::size_t, Name> initial;           ///< by field: the constant of the class that it begins with
  std::vector<DataField> data_fields;            ///< of a dataclass, those of its base first
  bool is_dataclass = false;
  bool is_frozen = false;
  bool native = false;                 ///< native functions name it
  bool rejected = false;               ///< its problems have been reported
  std::vector<NestedProblem> problems; ///< what keeps it from being compiled
};

/// One file.
struct ModuleInfo {
  std::string name; ///< of the Python module
  const ast::ParsedModule* parsed = nullptr;
  std::vector<std::uint32_t> functions; ///< indices in Program::functions, in source order
  std::vector<Constant> constants;
  std::unordered_map<Name, std::uint32_t> constant_of_name;
  std::vector<ModuleVariable> variables;
  std::vector<ExceptionClass> exceptions; ///< bases first
  /// Statements of the module that import from numba, numba.openmp or pyomp_cc: the compiled module provides the names.
  std::vector<const ast::Stmt*> provided_imports;
};

/// One `declare reduction`.
struct DeclaredReduction {
  Name name;
  std::uint32_t module = 0;
  std::optional<std::uint32_t> function = {}; ///< index in Program::functions that it stands in; none: the module
  std::vector<Type> types = {};
  bool of_tuples = false;                        ///< takes every tuple: Python's `min` and `max`
  std::uint32_t combiner = 0;                    ///< a function of omp_out and omp_in
  std::optional<std::uint32_t> initializer = {}; ///< a function of nothing or of omp_orig
  bool from_original = false;                    ///< of omp_orig
  bool rejected = false;                         ///< what is wrong with it has been reported
  bool in_place = false;                         ///< the combiner changes a part of omp_out
  support::Loc loc;
};

/// One signature asked for on the command line: `f(int, float64[:, ::1])`.
struct ExportRequest {
  std::string text;
};

/// The result of the analysis.
struct Program {
  TypeTable types;
  std::vector<ModuleInfo> modules;
  std::vector<std::unique_ptr<FunctionInfo>> functions;
  std::vector<std::unique_ptr<ClassInfo>> classes;
  std::vector<std::unique_ptr<NamedTupleClass>> named_tuples;
  std::vector<std::unique_ptr<Instance>> instances; ///< callees before callers where that is possible
  std::vector<std::unique_ptr<omp::Directive>> directives;
  std::vector<DeclaredReduction> reductions;
  /// By the class: of the file (module, index), or Python's own (-1, the Builtin).
  std::map<std::pair<int, std::uint32_t>, RaisedArguments> raised;
  std::unordered_map<const ast::Stmt*, const ast::Stmt*> written; ///< of statements of copies: those of the tree
  std::vector<support::Loc> kept_in_python; ///< defs that shall not be compiled, whatever they ask for
};

} // namespace pyompcc::sema
