// runtime/include/pyomp/apart.hpp
//
// PYOMP_APART marks functions that generated code calls seldom and never wants inlined: the slow paths of the binding
// and those that raise. pyomp-cc compiles them once for each set of flags, instead of once for each module:
//   PYOMP_RUNTIME_APART defined:   they are declarations, their bodies are in a library of their own;
//   PYOMP_RUNTIME_OBJECT defined:  this is that library, every one of them is emitted;
//   neither:                       ordinary inline functions, the headers alone are enough.
// PYOMP_APART_MEMBER is the same for functions of a class. PYOMP_INSTANCE(declaration) does it for one instance of a
// template; what shall not be compiled again for being inlined is [[gnu::noinline]] in the template.
#pragma once

#if defined(PYOMP_RUNTIME_APART)
// A GNU inline function that is not inlined exists in another file only (GCC manual, "An Inline Function is As Fast As
// a Macro").
#define PYOMP_APART extern inline __attribute__((gnu_inline, noinline))
#define PYOMP_APART_MEMBER inline __attribute__((gnu_inline, noinline))
#define PYOMP_INSTANCE(...) extern template __VA_ARGS__
#elif defined(PYOMP_RUNTIME_OBJECT)
#define PYOMP_APART __attribute__((used, noinline)) inline
#define PYOMP_APART_MEMBER __attribute__((used, noinline)) inline
#define PYOMP_INSTANCE(...) template __VA_ARGS__
#else
#define PYOMP_APART __attribute__((noinline)) inline
#define PYOMP_APART_MEMBER __attribute__((noinline)) inline
#define PYOMP_INSTANCE(...) static_assert(true)
#endif
