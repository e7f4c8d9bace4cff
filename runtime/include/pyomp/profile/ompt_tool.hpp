// runtime/include/pyomp/profile/ompt_tool.hpp
//
// The OpenMP runtime's side of a profile: callbacks of its tool interface (OpenMP 5.2, chapter 19) that write the
// timeline. The runtime finds ompt_start_tool when it starts, if the module is loaded before.
#pragma once

#include "report.hpp"
#include "timeline.hpp"

#include <omp-tools.h>

namespace py::profile {

inline void onParallelBegin(ompt_data_t* /*task*/, const ompt_frame_t* /*frame*/, ompt_data_t* parallel,
                            unsigned /*threads*/, int /*flags*/, const void* /*code*/) {
  ThreadLog& log = Timeline::instance().log();
  parallel->value = Timeline::instance().beginRegion(log.site(), log.region() != 0);
}

inline void onParallelEnd(ompt_data_t* parallel, ompt_data_t* /*task*/, int /*flags*/, const void* /*code*/) {
  if (parallel && parallel->value) Timeline::instance().endRegion(static_cast<std::uint32_t>(parallel->value));
}

inline void onImplicitTask(ompt_scope_endpoint_t endpoint, ompt_data_t* parallel, ompt_data_t* /*task*/,
                           unsigned /*threads*/, unsigned /*number*/, int flags) {
  if (static_cast<unsigned>(flags) & static_cast<unsigned>(ompt_task_initial)) return;
  ThreadLog& log = Timeline::instance().log();
  if (endpoint == ompt_scope_begin && parallel && parallel->value) {
    auto number = static_cast<std::uint32_t>(parallel->value);
    log.enterRegion(Timeline::instance().siteOf(number), number);
  } else if (endpoint == ompt_scope_end) {
    log.endWait(Activity::Barrier);
    log.leave(Activity::Region);
  }
}

inline void onWait(ompt_sync_region_t kind, ompt_scope_endpoint_t endpoint, ompt_data_t* /*parallel*/,
                   ompt_data_t* /*task*/, const void* /*code*/) {
  ThreadLog& log = Timeline::instance().log();
  bool tasks = kind == ompt_sync_region_taskwait || kind == ompt_sync_region_taskgroup;
  if (endpoint == ompt_scope_begin) {
    log.beginWait();
  } else {
    log.endWait(tasks ? Activity::TaskWait : Activity::Barrier);
  }
}

inline void onMutexAcquire(ompt_mutex_t /*kind*/, unsigned /*hint*/, unsigned /*implementation*/,
                           ompt_wait_id_t /*wait*/, const void* /*code*/) {
  Timeline::instance().log().beginWait();
}

inline void onMutexAcquired(ompt_mutex_t /*kind*/, ompt_wait_id_t /*wait*/, const void* /*code*/) {
  Timeline::instance().log().endWait(Activity::Mutex);
}

inline void onTaskCreate(ompt_data_t* /*task*/, const ompt_frame_t* /*frame*/, ompt_data_t* created, int flags,
                         int /*dependences*/, const void* /*code*/) {
  if (created && (static_cast<unsigned>(flags) & static_cast<unsigned>(ompt_task_explicit)))
    created->ptr = const_cast<char*>(Timeline::instance().log().site()); // NOLINT: the interface keeps a void*
}

inline void onTaskSchedule(ompt_data_t* /*prior*/, ompt_task_status_t status, ompt_data_t* next) {
  ThreadLog& log = Timeline::instance().log();
  if (status == ompt_task_switch && next && next->ptr) {
    log.beginTask(static_cast<const char*>(next->ptr));
  } else if (status == ompt_task_complete || status == ompt_task_cancel || status == ompt_task_detach) {
    log.endTask();
  }
}

template <class Callback> void setCallback(ompt_set_callback_t set, ompt_callbacks_t event, Callback* callback) {
  set(event, reinterpret_cast<ompt_callback_t>(callback));
}

inline int initializeTool(ompt_function_lookup_t lookup, int /*device*/, ompt_data_t* /*data*/) {
  auto set = reinterpret_cast<ompt_set_callback_t>(lookup("ompt_set_callback"));
  if (!set) return 0;
  setCallback(set, ompt_callback_parallel_begin, onParallelBegin);
  setCallback(set, ompt_callback_parallel_end, onParallelEnd);
  setCallback(set, ompt_callback_implicit_task, onImplicitTask);
  setCallback(set, ompt_callback_sync_region_wait, onWait);
  setCallback(set, ompt_callback_mutex_acquire, onMutexAcquire);
  setCallback(set, ompt_callback_mutex_acquired, onMutexAcquired);
  setCallback(set, ompt_callback_task_create, onTaskCreate);
  setCallback(set, ompt_callback_task_schedule, onTaskSchedule);
  Timeline::instance();
  now();
  return 1;
}

inline void finalizeTool(ompt_data_t* /*data*/) { report(Timeline::instance()); }

} // namespace py::profile

extern "C" {
/// OpenMP 5.2, 19.2.1; the first module that has it serves all.
__attribute__((visibility("default"), used)) inline ompt_start_tool_result_t* ompt_start_tool(unsigned /*version*/,
                                                                                              const char* /*runtime*/) {
  static ompt_start_tool_result_t result = {py::profile::initializeTool, py::profile::finalizeTool, {0}};
  return &result;
}
}
