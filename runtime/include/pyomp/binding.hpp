// runtime/include/pyomp/binding.hpp
//
// The Python side of a generated file: table of functions, conversion of arguments and results, the module.
#pragma once

#include "binding/call.hpp"
#include "binding/conversion.hpp"
#include "binding/function.hpp"
#include "binding/function_type.hpp"
#include "binding/module.hpp"
#include "binding/objects.hpp"
#include "binding/print.hpp"
#include "binding/provided.hpp"
#include "binding/python.hpp"
#include "binding/signature.hpp"
#include "binding/text.hpp"
#include "binding/ufunc.hpp"
#include "binding/variable.hpp"
