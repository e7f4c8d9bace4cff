// test/unit/omp/routines.cpp
//
// Runtime routines are found by name with their types.
#include "lib/omp/routines.h"

#include <catch2/catch.hpp>

using namespace pyompcc::omp;

TEST_CASE("routines are found by name") {
  REQUIRE(routineOf("omp_get_wtime") == Routine::GetWtime);
  CHECK(resultOf(Routine::GetWtime) == RoutineType::Float);
  CHECK(argumentsOf(Routine::GetWtime).empty());
  REQUIRE(routineOf("omp_set_num_threads") == Routine::SetNumThreads);
  CHECK(resultOf(Routine::SetNumThreads) == RoutineType::None);
  REQUIRE(argumentsOf(Routine::SetNumThreads).size() == 1);
  CHECK(argumentsOf(Routine::SetNumThreads)[0] == RoutineType::Int);
  CHECK(resultOf(Routine::InParallel) == RoutineType::Bool);
  CHECK_FALSE(routineOf("omp_get_thread").has_value());
  CHECK(nearestRoutine("omp_get_thread_nun") == "omp_get_thread_num");
  CHECK(routineName(Routine::InitLock) == "omp_init_lock");
  CHECK(inClang(Routine::GetMaxThreads));
}
