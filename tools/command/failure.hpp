// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_FAILURE_HPP
#define JETON_COMMAND_FAILURE_HPP

#include <stdexcept>

namespace jeton_command {

/// What the shell is told.
enum exit_status : int {
  all_valid = 0,
  some_invalid = 1,
  failed = 2,  ///< wrong usage, or input or output that does not work
};

/// Ends the command with `failed`. Its text is shown on standard error; it never quotes an argument, which may be a
/// token.
struct failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends the command with `failed` and without a word: whoever read the output has closed the pipe.
struct reader_has_gone {};

}  // namespace jeton_command

#endif
