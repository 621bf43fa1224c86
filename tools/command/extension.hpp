// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_EXTENSION_HPP
#define JETON_COMMAND_EXTENSION_HPP

#include <CLI/CLI.hpp>

#include "failure.hpp"
#include "output.hpp"

namespace jeton_command {

/// A command besides those over formats, which a program may have or not.
class extension {
 public:
  virtual ~extension() = default;

  /// Adds itself to the commands; what the arguments ask for stays in it.
  virtual CLI::App* add_to(CLI::App& app) = 0;
  /// Does what it was asked for.
  virtual exit_status perform(output& out) = 0;
};

}  // namespace jeton_command

#endif
