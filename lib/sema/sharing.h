// lib/sema/sharing.h
//
// Data-sharing attributes and the reasons for them, as the analysis finds them and the IR carries them.
#pragma once

#include <cstdint>

namespace pyompcc::sema {

/// The data-sharing attribute of a variable in a region (OpenMP 5.2, section 5.1).
enum class Sharing : std::uint8_t {
  Shared,
  Private,
  FirstPrivate,
  LastPrivate,
  FirstLastPrivate,
  Reduction,
  Threadprivate
};

/// Why a variable has its attribute.
enum class SharingReason : std::uint8_t {
  Clause,        ///< a clause names it
  LoopVariable,  ///< of an associated loop: private
  InsideOnly,    ///< used only inside the region: private
  OutsideToo,    ///< used outside too: shared
  TaskCapture,   ///< of an enclosing private scope and used in a task: firstprivate
  DefaultClause, ///< the `default` clause
  BoundFlag,     ///< says whether a variable of the region has a value (found by lib/lower)
  ReadOnly       ///< never written in the region: passed by value (found by lib/transform)
};

} // namespace pyompcc::sema
