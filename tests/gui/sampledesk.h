// The whole window on the sample company, its channels pointing at a port of the test's choice.
#pragma once

#include "models/audience/importing/importservice.h"
#include "models/desk/deskdocument.h"
#include "models/desk/sample.h"
#include "models/workspace/workspacefiles.h"
#include "tests/gui/channeldesk.h"
#include "ui/shared/tableview.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>

namespace wd {

class SampleDesk : public ChannelDesk {
public:
    // 0: the receiver's own, which checks the sample's signatures and answers after `delayMs`.
    explicit SampleDesk(quint16 port = 0, int delayMs = 0)
    {
        if (port == 0)
            port = startChecking(delayMs);
        const Result<SampleFiles> written = writeSample(folder.path(), clock.nowUtc(), workspace->zone(), port);
        if (!written)
            qFatal("no sample");
        files = *written;
        import(files.people, ImportKind::People);
        import(files.events, ImportKind::Events);
        label();
        apply(files.desk);
        for (const Channel& channel : channels())
            keychain.keepForSession(channel.uuid, sampleSecret());
        workspace->startSending();
    }

    void label()
    {
        std::optional<Result<void>> labelled;
        workspace->catalogue().change(
            &labelSample, workspace.get(), [&](const Result<void>& done) { labelled = done; });
        if (!QTest::qWaitFor([&] { return labelled.has_value(); }) || !*labelled)
            qFatal("no labels");
    }

    void apply(const QByteArray& desk)
    {
        std::optional<Errors> errors;
        workspace->writer().ask(
            [this, desk](Database& database) {
                const Result<std::unique_ptr<Database>> audience = openAudienceReader(folder.path());
                if (!audience)
                    return Errors{audience.error()};
                return applyDesk(
                    database, **audience, workspace->contracts(), desk, QStringLiteral("小雪"), clock.nowUtc())
                    .errors;
            },
            workspace.get(), [&](const Errors& found) { errors = found; });
        if (!QTest::qWaitFor([&] { return errors.has_value(); }, 20'000))
            qFatal("no desk in time");
        if (!errors->isEmpty())
            qFatal("no desk: %s", qPrintable(errors->first().where + u' ' + errors->first().arguments.join(u' ')));
    }

    QList<CampaignRow> campaigns()
    {
        std::optional<QList<CampaignRow>> all;
        workspace->campaigns().list(workspace.get(),
            [&](const Result<QList<CampaignRow>>& rows) { all = rows ? *rows : QList<CampaignRow>(); });
        if (!QTest::qWaitFor([&] { return all.has_value(); }))
            qFatal("no list");
        return *all;
    }

    CampaignRow campaign(const QString& name)
    {
        for (const CampaignRow& row : campaigns())
            if (row.campaign.name == name)
                return row;
        return {};
    }

    // Goes online at once, by its service: the way through the editor is tested elsewhere.
    void sendNow(const QString& name)
    {
        Campaign now = campaign(name).campaign;
        now.spec.sendAt.reset();
        now.spec.missingInText = MissingInText::SendEmpty;
        std::optional<Errors> errors;
        workspace->campaigns().goOnline(
            now, std::nullopt, workspace.get(), [&](const Errors& answer) { errors = answer; });
        if (!QTest::qWaitFor([&] { return errors.has_value(); }, 20'000) || !errors->isEmpty())
            qFatal("not online: %s", qPrintable(name));
    }

    // By the keyboard, as an operator would: the entry that has these words.
    void choose(const QString& box, const QString& words) const
    {
        auto* combo = waitFor<QComboBox>(box);
        const int wanted = combo->findText(words);
        if (wanted < 0)
            qFatal("no entry %s in %s", qPrintable(words), qPrintable(box));
        combo->setFocus();
        for (int step = 0; step < combo->count() && combo->currentIndex() != wanted; ++step)
            QTest::keyClick(combo, combo->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
    }

    void fillIn(const QString& name, const QString& text) const
    {
        auto* line = waitFor<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Tab);
    }

    template <typename T> T* waitFor(const QString& name) const
    {
        if (!QTest::qWaitFor([&] { return find<T>(name) != nullptr; }))
            qFatal("no %s", qPrintable(name));
        return find<T>(name);
    }

    void press(const QString& button) const
    {
        QAbstractButton* found = nullptr; // looked for anew each time: pages make some buttons again
        const bool ready = QTest::qWaitFor([&] {
            found = find<QAbstractButton>(button);
            return found && found->isEnabled();
        });
        if (!ready)
            qFatal("%s is missing or disabled: %s", qPrintable(button), found ? qPrintable(found->toolTip()) : "");
        QTest::mouseClick(found, Qt::LeftButton);
    }

    QString words(const QString& label) const { return waitFor<QLabel>(label)->text(); }

    // The row of a table whose column has these words; -1: none.
    static int rowWith(const TableView* table, int column, const QString& words)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, column).data().toString() == words)
                return row;
        return -1;
    }

    static void clickCell(TableView* table, int row, int column)
    {
        const QRect place = table->visualRect(table->model()->index(row, column));
        QTest::mouseMove(table->viewport(), place.center());
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(place.left() + 20, place.center().y()));
    }

    // Presses a step of a row.
    static bool act(const TableView* table, int row, int column, const QString& name)
    {
        const QWidget* actions = row < 0 ? nullptr : table->indexWidget(table->model()->index(row, column));
        return actions && step(actions, name);
    }

    SampleFiles files;

private:
    quint16 startChecking(int delayMs)
    {
        ReceiverOptions options;
        options.secret = sampleSecret();
        options.checkSignature = true;
        options.delayMs = delayMs;
        const Result<quint16> port = receiver.start(options);
        if (!port)
            qFatal("no receiver");
        return *port;
    }

    void import(const QString& file, ImportKind kind)
    {
        ImportOptions options;
        options.kind = kind;
        options.zone = workspace->zone();
        bool done = false;
        workspace->imports().start(file, options, workspace.get(), [&](const Result<ImportReport>& report) {
            if (!report || report->failed > 0)
                qFatal("not imported: %s", qPrintable(file));
            done = true;
        });
        if (!QTest::qWaitFor([&] { return done; }, 30'000))
            qFatal("not imported in time");
    }
};

} // namespace wd
