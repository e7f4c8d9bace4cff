// lib/driver/link_module.h
//
// lld as a library: an object file in memory to an extension module in memory.
#pragma once

#include "lib/driver/installation.h"
#include "lib/driver/stage_times.h"
#include "lib/support/result.h"

#include <string>

namespace pyompcc::driver {

/// The bytes of a shared library made of one object and, unless its path is empty, the runtime's. It needs libomp,
/// which it looks for in its own folder first and then where this machine has it, and the C and C++ libraries; the
/// interpreter that loads it gives Python's symbols. With `keep_lines` what a sanitizer needs for its reports stays in.
support::Result<std::string> linkModule(const Installation& installation, const std::string& object,
                                        const std::string& runtime_object, bool keep_lines, StageTimes& times);

} // namespace pyompcc::driver
