// One program for all test classes of a kind: each file registers its class under the file's name.
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace wd {

bool registerTest(const char* file, std::function<std::unique_ptr<QObject>()> make);

} // namespace wd

// Once at the end of a tst_….cpp.
#define WD_TEST(Class)                                                                                                 \
    static const bool registered = wd::registerTest(__FILE__, [] { return std::make_unique<Class>(); });
