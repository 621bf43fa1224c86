// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_CHECK_HPP
#define JETON_COMMAND_CHECK_HPP

#include <string>

#include "catalogue.hpp"
#include "failure.hpp"
#include "input.hpp"
#include "output.hpp"
#include "reader.hpp"
#include "verdicts.hpp"

namespace jeton_command {

/// `jeton check`: a verdict for each line of standard input.
inline exit_status check_tokens(output& out, const format_list& list, const reader& judge, bool as_json) {
  exit_status status = all_valid;
  for_each_line(out, list.deciding_size(), [&](const line& current) {
    const auto format = judge.judge(current.text);
    if (!format) status = some_invalid;
    if (as_json) {
      json verdict{{"line", current.number}, {"valid", format.has_value()}};
      verdict.update(format ? json{{"format", list.formats[*format].called.name}} : fault_json(format.error()));
      out << one_line(verdict);
    } else if (format) {
      out << "valid " << list.formats[*format].called.name << "\n";
    } else {
      out << "invalid " << fault_text(format.error()) << "\n";
    }
  });
  return status;
}

}  // namespace jeton_command

#endif
