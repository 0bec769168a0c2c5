// The sample desk with a segment's form open: what is stored, and the parts of the rule on the screen.
#pragma once

#include "tests/gui/sampledesk.h"

#include <QRegularExpression>
#include <QWindow>

namespace wd {

// The number at this place among those that words say, from 0; -1: there are not so many.
inline int figure(const QString& words, int index)
{
    static const QRegularExpression number(QStringLiteral("[\\d,]+"));
    QRegularExpressionMatchIterator found = number.globalMatch(words);
    for (int i = 0; i < index && found.hasNext(); ++i)
        found.next();
    return found.hasNext() ? found.next().captured().remove(u',').toInt() : -1;
}

class SegmentDesk : public SampleDesk {
public:
    QList<Segment> segments() const
    {
        std::optional<QList<Segment>> all;
        workspace->segments().list(
            workspace.get(), [&](const Result<QList<Segment>>& answer) { all = answer ? *answer : QList<Segment>(); });
        if (!QTest::qWaitFor([&] { return all.has_value(); }))
            qFatal("no list");
        return *all;
    }

    Segment stored(const QString& name) const
    {
        for (const Segment& segment : segments())
            if (segment.name == name)
                return segment;
        return {};
    }

    QByteArray exported() const
    {
        std::optional<QByteArray> document;
        workspace->writer().ask([](Database& database) { return exportDesk(database); }, workspace.get(),
            [&](const Result<QByteArray>& answer) { document = answer ? *answer : QByteArray(); });
        if (!QTest::qWaitFor([&] { return document.has_value(); }))
            qFatal("no export");
        return *document;
    }

    void edit(const QString& name)
    {
        open(routes::segmentEdit, {{QStringLiteral("id"), stored(name).id}});
        const auto* line = waitFor<QLineEdit>(QStringLiteral("segmentName"));
        if (!QTest::qWaitFor([&] { return line->text() == name; }))
            qFatal("not shown: %s", qPrintable(name));
    }

    // The form of a new segment, ready.
    void begin()
    {
        open(routes::segmentEdit, {{QStringLiteral("id"), 0}});
        if (!QTest::qWaitFor([&] {
                auto* save = find<QAbstractButton>(QStringLiteral("saveSegment"));
                return save && save->isEnabled() && find<QWidget>(QStringLiteral("group"));
            }))
            qFatal("no form");
    }

    // All that can be seen, from top to bottom.
    template <typename T> QList<T*> all(const QString& name, const QWidget* within = nullptr) const
    {
        QList<T*> found;
        for (T* widget : (within ? within : &window)->findChildren<T*>(name))
            if (widget->isVisible())
                found += widget;
        std::sort(found.begin(), found.end(), [](const T* one, const T* other) {
            return one->mapToGlobal(QPoint()).y() < other->mapToGlobal(QPoint()).y();
        });
        return found;
    }

    QWidget* condition(int index) const
    {
        const QList<QWidget*> found = all<QWidget>(QStringLiteral("condition"));
        if (index >= found.size())
            qFatal("no condition %d", index);
        return found[index];
    }

    // A button of a part of the rule.
    void pressIn(const QWidget* part, const QString& name) const
    {
        const QList<QAbstractButton*> found = all<QAbstractButton>(name, part);
        if (found.isEmpty() || !found.first()->isEnabled())
            qFatal("no button %s", qPrintable(name));
        QTest::mouseClick(found.first(), Qt::LeftButton);
        QCoreApplication::processEvents();
    }

    void chooseIn(const QWidget* part, const QString& box, const QString& words) const
    {
        const QList<QComboBox*> found = all<QComboBox>(box, part);
        if (found.isEmpty())
            qFatal("no box %s", qPrintable(box));
        QComboBox* const combo = found.first();
        const int wanted = combo->findText(words);
        if (wanted < 0)
            qFatal("no entry %s in %s", qPrintable(words), qPrintable(box));
        combo->setFocus();
        for (int step = 0; step < combo->count() && combo->currentIndex() != wanted; ++step)
            QTest::keyClick(combo, combo->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
        QCoreApplication::processEvents();
    }

    void typeIn(const QWidget* part, const QString& line, const QString& text) const
    {
        const QList<QLineEdit*> found = all<QLineEdit>(line, part);
        if (found.isEmpty())
            qFatal("no line %s", qPrintable(line));
        found.first()->setFocus();
        found.first()->selectAll();
        QTest::keyClicks(found.first(), text);
    }

    // By the window, as the system does: an open list hears of it first.
    void clickOn(const QWidget* widget)
    {
        QTest::mouseClick(window.windowHandle(), Qt::LeftButton, {}, widget->mapTo(&window, widget->rect().center()));
        QCoreApplication::processEvents();
    }

    // An entry of the menu of other kinds of conditions.
    void addMore(const QWidget* group, const QString& action) const
    {
        auto* const more = all<QPushButton>(QStringLiteral("addMore"), group).last();
        QTest::mouseClick(more, Qt::LeftButton);
        auto* const menu = more->findChild<QMenu*>();
        auto* const entry = menu->findChild<QAction*>(action);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
        QCoreApplication::processEvents();
    }
};

} // namespace wd
