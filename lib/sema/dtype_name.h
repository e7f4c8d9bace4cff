// lib/sema/dtype_name.h
//
// The names of NumPy's element types.
#pragma once

#include "lib/sema/type.h"

#include <optional>
#include <string_view>

namespace pyompcc::sema {

/// The element type of a name without its module, as `float64`, or one of its other names, as `double`.
std::optional<DType> dtypeOfName(std::string_view name);

/// The same, and the names that a string gives a dtype by: `f8`, `<f8`, `int`, `float` (NumPy 2, "Data type objects").
std::optional<DType> dtypeOfText(std::string_view text);

} // namespace pyompcc::sema
