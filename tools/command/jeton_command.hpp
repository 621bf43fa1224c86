// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_HPP
#define JETON_COMMAND_HPP

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "catalogue.hpp"
#include "extension.hpp"
#include "failure.hpp"
#include "output.hpp"
#include "perform.hpp"

/// The command `jeton` over a list of formats of your own:
///
///     int main(int argc, char** argv) {
///       constexpr jeton_command::catalogue formats{jeton_command::named<acme_pat>{"acme-pat", "Acme"}};
///       return jeton_command::run({"acme", "1.0"}, formats, argc, argv);
///     }
///
/// Where there is one format, its name may be left out everywhere. POSIX systems.
namespace jeton_command {

namespace detail {

/// Opens something in place of standard input, output and error where they are closed, so that none of them becomes a
/// file that is opened later. It can neither be read nor written, as what is closed.
inline bool fill_closed_files() {
  for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(file, F_GETFD) != -1) continue;
    if (::open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) != file) return false;
  }
  return true;
}

inline int run(const program& of, const format_list& list, int argc, char** argv, extension* more) {
  if (!fill_closed_files()) return failed;
  // A failed write says it too. Handled and not ignored, so that a command that is run is born without it.
  for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, [](int) {});
  const auto say = [&](const char* text) { std::fprintf(stderr, "%s: %s\n", of.name.c_str(), text); };
  try {
    output out;
    argument_parser parser{of, list, more};
    const std::optional<request> asked = parser.parse(argc, argv, out);
    const exit_status status = asked ? perform(*asked, list, more, out) : all_valid;
    out.flush();
    return status;
  } catch (const failure& why) {
    say(why.what());
  } catch (const reader_has_gone&) {
  } catch (const std::exception&) {
    say("something went wrong that nobody expected, such as a lack of memory");
  }
  return failed;
}

}  // namespace detail

/// Does what the arguments ask for and returns the exit status: 0 all lines are valid, 1 some are not, 2 wrong usage,
/// or input or output that does not work. `more` is a further command.
template <class... F>
int run(const program& of, const catalogue<F...>& formats, int argc, char** argv, extension* more = nullptr) {
  const std::array<format_entry, sizeof...(F)> entries = entries_of(formats);
  return detail::run(of, list_of(formats, entries), argc, argv, more);
}

}  // namespace jeton_command

#endif
