// lib/sema/ufunc_info.h
//
// What makes a function one of NumPy's ufuncs.
#pragma once

#include "lib/sema/type.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pyompcc::sema {

/// What `vectorize` and `guvectorize` say of a function, which Python then sees as a ufunc of NumPy's.
struct UfuncInfo {
  /// One loop: the types of a signature, in the order of the decorator; NumPy takes the first that fits.
  struct Signature {
    std::vector<Type> params;
    Type result = nullptr; ///< null where the function's own is taken
  };
  enum class Kind : std::uint8_t { None, Elements, Parts };
  Kind kind = Kind::None;
  std::string layout;   ///< Parts: `(n),()->(n)`
  bool threads = false; ///< target="parallel"
  /// What a reduction by the ufunc starts from.
  enum class Identity : std::uint8_t { None, Zero, One, Reorderable };
  Identity identity = Identity::None;
  std::vector<Signature> signatures;
  explicit operator bool() const { return kind != Kind::None; }
};

} // namespace pyompcc::sema
