// lib/ast/category.h
//
// Which family of the grammar a kind of node belongs to.
#pragma once

#include "lib/ast/ast.h"

namespace pyompcc::ast {

/// The first column of the kind's row in grammar/ast_nodes.def.
Category categoryOf(NodeKind kind);

} // namespace pyompcc::ast
