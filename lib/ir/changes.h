// lib/ir/changes.h
//
// Which containers functions change.
#pragma once

#include "lib/ir/ir.h"

#include <map>
#include <set>

namespace pyompcc::ir {

/// The types of the containers that each function changes, itself or through what it calls. Several variables may share
/// a container, so it is told by types: where some `list[int]` is changed, it may be any.
using ChangedTypes = std::map<const Function*, std::set<Type>>;
ChangedTypes changedTypes(const Module& module);

/// Is `part` the type of something that a value of `type` holds, or the type itself?
bool holds(Type type, Type part);

} // namespace pyompcc::ir
