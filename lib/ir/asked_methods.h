// lib/ir/asked_methods.h
//
// Methods of the file's classes that functions of the runtime call: how containers compare, hash and show objects.
#pragma once

#include "lib/ir/ir.h"

#include <functional>

namespace pyompcc::ir {

/// Does evaluating the node itself, not its operands, ask such methods? True where it may: the runtime looks at values
/// that hold objects of a class with methods for it.
bool asksMethods(const Expr& expr);
/// Can the function of the library raise, by itself or by a method that it asks?
bool canRaise(const LibraryCall& call);
/// Calls `visit` for every function that evaluating the node itself may call: the callee, or what the runtime asks.
void forEachCallee(const Module& module, const Expr& expr, const std::function<void(const Function&)>& visit);

} // namespace pyompcc::ir
