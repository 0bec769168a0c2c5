#include "ui/audience/importing/importreportpage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importreportcard.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/texts/errortexts.h"

namespace wd {

namespace {

constexpr int gatherMs = 200;

ImportReport reportOf(const PastImport& past)
{
    ImportReport report;
    report.id = past.entry.id;
    report.rows = past.entry.rows;
    report.added = past.entry.added;
    report.updated = past.entry.updated;
    report.unchanged = past.entry.unchanged;
    report.skipped = past.entry.skipped;
    report.failed = past.entry.failed;
    report.peopleAdded = past.entry.peopleAdded;
    report.errors = past.errors;
    report.newAttributes = past.brought;
    report.stopped = past.entry.isUnfinished();
    return report;
}

} // namespace

ImportReportPage::ImportReportPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Import"), Body::Scrolling, parent)
    , m_context(context)
    , m_id(arguments.value(QStringLiteral("id")).toLongLong())
    , m_message(new InlineMessage(QStringLiteral("pastMessage"), this))
    , m_report(new ImportReportCard(context, this))
    , m_reader([this] { read(); }, this, gatherMs)
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), routes::people, {}},
        {tr("Earlier imports"), routes::importHistory, {}}, {tr("Import"), {}, {}}});
    QPushButton* const back
        = secondaryButton(tr("Back"), QStringLiteral("arrow-left"), QStringLiteral("reportBack"), this);
    connect(back, &QPushButton::clicked, this, [this] { m_context.back(routes::importHistory); });
    addTool(back);
    m_report->hide();
    body()->addWidget(m_message);
    body()->addWidget(m_report);
    connect(m_report, &ImportReportCard::undone, &m_reader, &ChangeReader::note);
    connect(&context.workspace.imports(), &ImportService::imported, &m_reader, &ChangeReader::note);
    m_reader.read();
}

void ImportReportPage::read()
{
    m_context.workspace.imports().past(m_id, this, [this](const Result<PastImport>& past) {
        m_reader.done();
        past ? show(*past) : m_message->show(Role::Error, errorText(past.error()));
    });
}

void ImportReportPage::show(const PastImport& past)
{
    setTitle(past.entry.list.isEmpty() ? tr("Import of %1").arg(past.entry.file)
                                       : tr("Users added by the list “%1”").arg(past.entry.list));
    m_report->show({past.entry.file, past.entry.options, {}, reportOf(past), past.entry});
    m_context.workspace.imports().history(this, [this, entry = past.entry](const Result<QList<ImportEntry>>& entries) {
        if (entries)
            m_report->blockUndo(undoHindrance(*entries, entry, m_context.workspace.imports().isRunning()));
    });
}

} // namespace wd
