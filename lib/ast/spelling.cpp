// lib/ast/spelling.cpp
//
// How Python and its `ast` module spell operators and node kinds.
#include "lib/ast/ast.h"

#include <array>

namespace pyompcc::ast {
namespace {

constexpr auto BinaryOps = std::to_array<std::string_view>({
#define BINARY_OP(Name, Source) Source,
#include "grammar/operators.def"
});
constexpr auto BooleanOps = std::to_array<std::string_view>({
#define BOOLEAN_OP(Name, Source) Source,
#include "grammar/operators.def"
});
constexpr auto UnaryOps = std::to_array<std::string_view>({
#define UNARY_OP(Name, Source) Source,
#include "grammar/operators.def"
});
constexpr auto CompareOps = std::to_array<std::string_view>({
#define COMPARE_OP(Name, Source) Source,
#include "grammar/operators.def"
});
constexpr auto KindNames = std::to_array<std::string_view>({
#define NODE(Category, Name, Fields) #Name,
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
});

} // namespace

// Names that would hide a category or a common word differ here.
std::string_view pythonName(NodeKind kind) {
  switch (kind) {
  case NodeKind::Alias: return "alias";
  case NodeKind::Arg: return "arg";
  case NodeKind::Arguments: return "arguments";
  case NodeKind::Comprehension: return "comprehension";
  case NodeKind::ExprStmt: return "Expr";
  case NodeKind::Keyword: return "keyword";
  case NodeKind::MatchCase: return "match_case";
  case NodeKind::NameExpr: return "Name";
  case NodeKind::WithItem: return "withitem";
  default: return KindNames[static_cast<std::size_t>(kind)];
  }
}

std::string_view spelling(BinaryOp op) { return BinaryOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(BooleanOp op) { return BooleanOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(UnaryOperator op) { return UnaryOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(CompareOp op) { return CompareOps[static_cast<std::size_t>(op)]; }

} // namespace pyompcc::ast
