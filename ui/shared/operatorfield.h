// The field for the operator's name, kept in the workspace's settings however it is left.
#pragma once

class QString;

namespace wd {

class Field;
class SettingsService;

// The editor gets the objectName `name`. The settings outlive it.
Field* makeOperatorField(SettingsService& settings, const QString& name);

} // namespace wd
