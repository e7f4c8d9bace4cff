// lib/ast/ast.h
//
// The syntax tree of a Python module: node types expanded from grammar/ast_nodes.def. Syntax only, no types; nobody
// edits a tree after the parser has made it. What later stages learn stands in tables indexed by NodeId.
#pragma once

#include "lib/support/arena.h"
#include "lib/support/name.h"
#include "lib/support/source.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace pyompcc::ast {

using support::Name;

enum class BinaryOp : std::uint8_t {
#define BINARY_OP(Name, Source) Name,
#include "grammar/operators.def"
};
enum class BooleanOp : std::uint8_t {
#define BOOLEAN_OP(Name, Source) Name,
#include "grammar/operators.def"
};
enum class UnaryOperator : std::uint8_t {
#define UNARY_OP(Name, Source) Name,
#include "grammar/operators.def"
};
enum class CompareOp : std::uint8_t {
#define COMPARE_OP(Name, Source) Name,
#include "grammar/operators.def"
};
enum class ExprContext : std::uint8_t {
#define EXPR_CONTEXT(Name) Name,
#include "grammar/operators.def"
};

/// Python's spelling of an operator.
std::string_view spelling(BinaryOp op);
std::string_view spelling(BooleanOp op);
std::string_view spelling(UnaryOperator op);
std::string_view spelling(CompareOp op);

enum class Category : std::uint8_t { Mod, Stmt, Expr, Pattern, TypeParam, Part };

/// One enumerator for each row of grammar/ast_nodes.def.
enum class NodeKind : std::uint8_t {
#define NODE(Category, Name, Fields) Name,
#define ONE(Type, name)
#define OPT(Type, name)
#define SEQ(Type, name)
#define IDENT(name)
#define OPTIDENT(name)
#define IDENTS(name)
#define VALUE(name)
#define NUMBER(name)
#define TEXT(name)
#define ENUM(Type, name)
#define ENUMS(Type, name)
#define SINCE(minor, field)
#include "grammar/ast_nodes.def"
};

/// The index of a node in the tables of its module: dense, from 0, children and parents in no fixed order.
struct NodeId {
  std::uint32_t index = 0;
  friend auto operator<=>(NodeId, NodeId) = default;
};

/// What every node has. `begin` and `end` are byte offsets into the module's source text.
struct Node {
  NodeKind kind;
  NodeId node_id;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
struct Mod : Node {};
struct Stmt : Node {};
struct Expr : Node {};
struct Pattern : Node {};
struct TypeParam : Node {};
struct Part : Node {};

/// What a Constant holds, exactly as written.
struct ConstantValue {
  enum class Kind : std::uint8_t { None, False, True, Ellipsis, Int, BigInt, Float, Imaginary, Str, Bytes };
  Kind kind = Kind::None;
  std::int64_t integer = 0;   ///< Int
  double number = 0.0;        ///< Float, and the imaginary part of Imaginary
  std::string_view text = {}; ///< Str: UTF-8 (a lone surrogate as its three-byte form); Bytes: the bytes; BigInt:
                              ///< decimal digits, or hexadecimal ones after 0x when the source was not decimal
};

#define NODE(Category, Name, Fields) struct Name;
#define ONE(Type, name)
#define OPT(Type, name)
#define SEQ(Type, name)
#define IDENT(name)
#define OPTIDENT(name)
#define IDENTS(name)
#define VALUE(name)
#define NUMBER(name)
#define TEXT(name)
#define ENUM(Type, name)
#define ENUMS(Type, name)
#define SINCE(minor, field)
#include "grammar/ast_nodes.def"

#define NODE(Category, TypeName, Fields)                                                                               \
  struct TypeName : Category {                                                                                         \
    static constexpr NodeKind Kind = NodeKind::TypeName;                                                               \
    Fields                                                                                                             \
  };
#define ONE(Type, name) Type* name = nullptr;
#define OPT(Type, name) Type* name = nullptr;
#define SEQ(Type, name) std::span<Type*> name = {};
#define IDENT(name) support::Name name = {};
#define OPTIDENT(name) support::Name name = {};
#define IDENTS(name) std::span<support::Name> name = {};
#define VALUE(name) ConstantValue name = {};
#define NUMBER(name) int name = 0;
#define TEXT(name) std::string_view name = {};
#define ENUM(Type, name) Type name = {};
#define ENUMS(Type, name) std::span<Type> name = {};
#define SINCE(minor, field) field
#include "grammar/ast_nodes.def"

/// The kind's name as the `ast` module spells it (`NameExpr` is `Name`, `ExprStmt` is `Expr`, `Arg` is `arg`, ...).
std::string_view pythonName(NodeKind kind);

/// The node as a `T`, or null when it is of another kind or null itself.
template <class T> T* as(Node* node) { return node && node->kind == T::Kind ? static_cast<T*>(node) : nullptr; }
template <class T> const T* as(const Node* node) {
  return node && node->kind == T::Kind ? static_cast<const T*>(node) : nullptr;
}

/// A comment of the source, `#` included.
struct Comment {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// A parsed file: the tree, the memory it lives in, and what the tree does not hold.
struct ParsedModule {
  support::FileId file;
  support::Arena arena;
  Module* root = nullptr;        ///< never null; after errors it holds what could be read
  std::uint32_t node_count = 0;  ///< every NodeId of the tree is below this
  std::vector<Comment> comments; ///< in source order
  int python = 0;                ///< the minor version of Python whose syntax is allowed

  support::Loc loc(const Node& node) const { return {file, node.begin, node.end}; }
};

} // namespace pyompcc::ast
