// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_PAT_COMMAND_HPP
#define JETON_COMMAND_PAT_PAT_COMMAND_HPP

#include <memory>

#include "../extension.hpp"

namespace jeton_command {

/// `jeton pat`: personal access tokens in a store of SQLite. Apart from the other commands (pat.cpp), for it is built
/// only where SQLite is there.
std::unique_ptr<extension> make_pat_command();

}  // namespace jeton_command

#endif
