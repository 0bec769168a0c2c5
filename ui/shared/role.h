// What a coloured thing says: used by pills, messages and field lines alike.
#pragma once

namespace wd {

enum class Role { Neutral, Accent, Ok, Warning, Error };

} // namespace wd
