// SPDX-License-Identifier: BSL-1.0
// Answers days.py. `days_driver write FIRST LAST` writes the date of each day, counted from 1970-01-01. `days_driver
// read` reads a date on each line and writes its day, or `-`.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <jeton/time/expiry.hpp>

int main(int count, char** arguments) {
  std::ios::sync_with_stdio(false);
  const std::string_view mode = count > 1 ? arguments[1] : "";
  if (mode == "write" && count == 4) {
    const std::int32_t last = static_cast<std::int32_t>(std::atol(arguments[3]));
    for (std::int32_t days = static_cast<std::int32_t>(std::atol(arguments[2])); days <= last; ++days) {
      const auto date = jeton::expiry::on(jeton::day{days});
      const auto text = date ? date->to_text() : jeton::expiry_fault::year;
      std::cout << (text ? text->view() : "-") << '\n';
    }
    return 0;
  }
  if (mode == "read" && count == 2) {
    for (std::string line; std::getline(std::cin, line);) {
      const auto date = jeton::expiry::parse(line);
      if (date) {
        std::cout << date->first_dead_day()->count << '\n';
      } else {
        std::cout << "-\n";
      }
    }
    return 0;
  }
  return 2;
}
