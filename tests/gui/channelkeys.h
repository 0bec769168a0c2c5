// What tests of the channel form do with the keyboard, and the way through its wizard.
#pragma once

#include "tests/gui/channeldesk.h"
#include "ui/shared/field.h"

#include <QLineEdit>
#include <QTest>

namespace wd {

inline void type(const QString& text)
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

inline void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(QApplication::focusWidget(), key, modifiers);
}

// By Tab alone; false when the widget can't be reached.
inline bool tabTo(const QString& name)
{
    for (int i = 0; i < 60; ++i) {
        if (QApplication::focusWidget()->objectName() == name)
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

inline QString messageOf(const QWidget* editor)
{
    const auto* field = qobject_cast<const Field*>(editor->parentWidget());
    return field ? field->message() : QString();
}

// To the last step of the wizard, with this secret.
inline void fillIn(ChannelDesk& desk, const QString& url, const QString& secret)
{
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    type(QStringLiteral("Coupons"));
    desk.find<QLineEdit>(QStringLiteral("channelUrl"))->setFocus();
    type(url);
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    type(secret);
    desk.click(QStringLiteral("nextButton"));
    desk.click(QStringLiteral("nextButton"));
}

} // namespace wd
