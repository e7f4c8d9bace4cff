// lib/omp/routines.h
//
// The runtime routines of OpenMP: names, argument types and result types; all facts are rows of
// grammar/omp_routines.def.
#pragma once

#include "lib/omp/tables.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pyompcc::omp {

/// Every runtime routine.
enum class Routine : std::uint8_t {
#define ROUTINE(Name, ...) Name,
#include "grammar/omp_routines.def"
};

/// Types of arguments and results.
enum class RoutineType : std::uint8_t {
  None,
  Bool,
  Int,
  Float,
  Text,
  IntPair,  ///< a tuple of two ints
  Ints,     ///< a list of ints
  Lock,     ///< omp_lock_t
  NestLock, ///< omp_nest_lock_t
  Event,    ///< omp_event_handle_t
  Interop,  ///< omp_interop_t
  Allocator,
  Memspace,
  Traits,  ///< a list of allocator traits
  Depends, ///< a list of omp_depend_t
  Pointer, ///< untyped memory, which Python code has no name for
};

/// The routine of that name (`omp_get_wtime`), if it is one.
std::optional<Routine> routineOf(std::string_view name);
std::string_view routineName(Routine routine);
RoutineType resultOf(Routine routine);
std::span<const RoutineType> argumentsOf(Routine routine);
Version sinceVersion(Routine routine);
/// Does clang 19's omp.h declare it?
bool inClang(Routine routine);
/// May compiled code call it?
bool isCompiled(Routine routine);
/// The name nearest to one that no routine has.
std::optional<std::string_view> nearestRoutine(std::string_view name);

} // namespace pyompcc::omp
