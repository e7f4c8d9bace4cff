// runtime/include/pyomp/runtime.hpp
//
// The one header of a generated file. It is precompiled, so all that such files need stands behind it.
#pragma once

#include "binding.hpp"
#include "core.hpp"
