// The whole window on an empty workspace, at the import page.
#pragma once

#include "models/audience/importing/importservice.h"
#include "tests/gui/channeldesk.h"
#include "ui/shared/tableview.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>

namespace wd {

class ImportDesk : public ChannelDesk {
public:
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }

    // To the import page as an operator goes there; the file's name is typed.
    void choose(const QString& file) const
    {
        window.findChild<DeskView*>()->navigate(routes::people, {});
        waitFor<QAbstractButton>(QStringLiteral("importButton"));
        click(QStringLiteral("importButton"));
        type(QStringLiteral("importFile"), file);
    }

    // Until the page has said what it thinks of the file.
    bool isRead() const
    {
        return QTest::qWaitFor([&] { return find<QComboBox>(QStringLiteral("columnUse0")) != nullptr; });
    }

    void type(const QString& name, const QString& text) const
    {
        auto* line = waitFor<QLineEdit>(name);
        line->window()->activateWindow();
        line->setFocus();
        if (!QTest::qWaitFor([&] { return line->hasFocus(); }))
            qFatal("%s has no focus", qPrintable(name));
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Tab);
    }

    // By the keyboard: the entry that begins with these words.
    void pick(const QString& box, const QString& words) const
    {
        auto* combo = waitFor<QComboBox>(box);
        const int wanted = combo->findText(words, Qt::MatchStartsWith);
        if (wanted < 0)
            qFatal("no entry %s in %s", qPrintable(words), qPrintable(box));
        combo->setFocus();
        combo->showPopup();
        QAbstractItemView* const entries = combo->view();
        for (int step = 0; step < combo->count() && entries->currentIndex().row() != wanted; ++step)
            QTest::keyClick(entries, entries->currentIndex().row() < wanted ? Qt::Key_Down : Qt::Key_Up);
        QTest::keyClick(entries, Qt::Key_Return);
    }

    void press(const QString& button) const
    {
        QAbstractButton* found = nullptr;
        const bool ready = QTest::qWaitFor([&] {
            found = find<QAbstractButton>(button);
            return found && found->isEnabled();
        });
        if (!ready)
            qFatal("%s is missing or disabled: %s", qPrintable(button), found ? qPrintable(found->toolTip()) : "");
        QTest::mouseClick(found, Qt::LeftButton);
    }

    template <typename T> T* waitFor(const QString& name) const
    {
        if (!QTest::qWaitFor([&] { return find<T>(name) != nullptr; }, 20'000))
            qFatal("no %s", qPrintable(name));
        return find<T>(name);
    }

    QString words(const QString& label) const { return waitFor<QLabel>(label)->text(); }
    QString message(const QString& name) const { return waitFor<InlineMessage>(name)->text(); }

    // What the import's report counts: "added", "updated" …; empty while there is no report.
    QString counted(const QString& figure) const
    {
        const auto* label = find<QLabel>(QStringLiteral("import") + figure);
        return label ? label->text() : QString();
    }

    Catalogue catalogue() const
    {
        std::optional<Catalogue> found;
        workspace->segments().catalogue(workspace.get(), [&](const Result<Catalogue>& answer) {
            if (answer)
                found = *answer;
        });
        if (!QTest::qWaitFor([&] { return found.has_value(); }))
            qFatal("no catalogue");
        return *found;
    }

    qint64 people() const
    {
        std::optional<qint64> found;
        Segment everybody;
        workspace->segments().count(
            everybody, workspace.get(), [&](const Result<qint64>& answer) { found = answer ? *answer : -1; });
        if (!QTest::qWaitFor([&] { return found.has_value(); }))
            qFatal("no count");
        return *found;
    }
};

} // namespace wd
