// lib/driver/defect.h
//
// How a defect of the compiler itself ends a run: one report and exit status 3, never a bare crash.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace pyompcc::driver {

/// The report: what happened, in which stage and with which files, and what to send.
std::string defectReport(std::string_view what);

/// From now on a fatal signal, std::terminate and a fatal error of LLVM print the report and exit with status 3.
void installDefectReport();

/// Names what is being worked on, for the report. The texts must live until the next call.
void noteStage(const char* stage);
void noteFile(const char* path);

/// Runs `work` on a stack of 512 MiB (or what the system gives), of which only what is used takes memory, and waits for
/// it. Running out of it ends in the report too. Exceptions are passed on.
void runOnLargeStack(const std::function<void()>& work);

} // namespace pyompcc::driver
