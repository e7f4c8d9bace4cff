// lib/ast/spelling.cpp
//
// How Python and its `ast` module spell operators and node kinds.
#include <array>

#include "lib/ast/ast.h"

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

}  // namespace

std::string_view spelling(BinaryOp op) { return BinaryOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(BooleanOp op) { return BooleanOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(UnaryOperator op) { return UnaryOps[static_cast<std::size_t>(op)]; }
std::string_view spelling(CompareOp op) { return CompareOps[static_cast<std::size_t>(op)]; }

}  // namespace pyompcc::ast
