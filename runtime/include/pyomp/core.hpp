// runtime/include/pyomp/core.hpp
//
// Everything that compiled functions use; needs OpenMP and the C++ library, not Python.
#pragma once

#include "array.hpp"
#include "atomic.hpp"
#include "cell.hpp"
#include "containers/dict.hpp"
#include "containers/heap.hpp"
#include "containers/iteration.hpp"
#include "containers/itertools.hpp"
#include "containers/list.hpp"
#include "containers/set.hpp"
#include "containers/slice.hpp"
#include "exceptions.hpp"
#include "floating.hpp"
#include "hoisted.hpp"
#include "integer.hpp"
#include "interrupt.hpp"
#include "math.hpp"
#include "numpy_scalar.hpp"
#include "openmp.hpp"
#include "raised.hpp"
#include "reduction.hpp"
#include "stack.hpp"
#include "text/repr.hpp"
#include "text/str.hpp"
#include "view.hpp"
