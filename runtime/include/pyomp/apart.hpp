// runtime/include/pyomp/apart.hpp
//
// PYOMP_APART marks functions that generated code calls seldom and never wants inlined: the slow paths of the binding
// and those that raise. pyomp-cc compiles them once for each set of flags, instead of once for each module:
//   PYOMP_RUNTIME_APART defined:   they are declarations, their bodies are in a library of their own;
//   PYOMP_RUNTIME_OBJECT defined:  this is that library, every one of them is emitted;
//   neither:                       ordinary inline functions, the headers alone are enough.
#pragma once

#if defined(PYOMP_RUNTIME_APART)
// A GNU inline function that is not inlined exists in another file only (GCC manual, "An Inline Function is As Fast As
// a Macro").
#define PYOMP_APART extern inline __attribute__((gnu_inline, noinline))
#elif defined(PYOMP_RUNTIME_OBJECT)
#define PYOMP_APART __attribute__((used, noinline)) inline
#else
#define PYOMP_APART __attribute__((noinline)) inline
#endif
