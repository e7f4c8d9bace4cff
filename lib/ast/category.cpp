// lib/ast/category.cpp
//
// Expands the first column of grammar/ast_nodes.def.
#include "lib/ast/category.h"

#include <array>

namespace pyompcc::ast {
namespace {

constexpr auto Categories = std::to_array<Category>({
#define NODE(Family, Name, Fields) Category::Family,
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

Category categoryOf(NodeKind kind) { return Categories[static_cast<std::size_t>(kind)]; }

} // namespace pyompcc::ast
