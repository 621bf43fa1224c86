// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_VERDICTS_HPP
#define JETON_COMMAND_VERDICTS_HPP

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include <jeton/format/token.hpp>

namespace jeton_command {

using json = nlohmann::ordered_json;

/// One line of JSON. Bytes that are no UTF-8 become U+FFFD.
inline std::string one_line(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

/// The word for a fault in the output of the command.
inline std::string_view word_of(jeton::token_fault fault) {
  switch (fault) {
    case jeton::token_fault::prefix:
      return "prefix";
    case jeton::token_fault::length:
      return "length";
    case jeton::token_fault::separator:
      return "separator";
    case jeton::token_fault::alphabet:
      return "alphabet";
    case jeton::token_fault::field_length:
      return "field-length";
    case jeton::token_fault::checksum:
      return "checksum";
  }
  return "unknown";
}

/// `checksum at 34`
inline std::string fault_text(const jeton::token_error& error) {
  return std::string{word_of(error.reason())} + " at " + std::to_string(error.position());
}

inline json fault_json(const jeton::token_error& error) {
  return {{"reason", word_of(error.reason())}, {"position", error.position()}, {"description", describe(error)}};
}

}  // namespace jeton_command

#endif
