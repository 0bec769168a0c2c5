#include "ui/audience/importing/importprogresscard.h"

#include "ui/audience/importing/importrun.h"
#include "ui/shared/buttons.h"
#include "ui/shared/formatting.h"

#include <QFileInfo>
#include <QProgressBar>

namespace wd {

namespace {
constexpr int barSteps = 1000;
constexpr qint64 minute = 60'000;
} // namespace

QString ImportProgressCard::leftText(qint64 ms)
{
    const qint64 seconds = std::max<qint64>(1, (ms + 500) / 1000);
    return seconds * 1000 < minute ? tr("about %Ln seconds left", nullptr, int(seconds))
                                   : tr("about %1 left").arg(durationText(seconds * 1000));
}

ImportProgressCard::ImportProgressCard(ImportRun& run, QWidget* parent)
    : Card(QString(), parent)
    , m_run(run)
    , m_bar(new QProgressBar(this))
    , m_words(textLabel({}, this))
    , m_stop(secondaryButton(tr("Stop"), QStringLiteral("stop"), QStringLiteral("stopImport"), this))
{
    m_bar->setObjectName(QStringLiteral("importProgress"));
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, barSteps);
    m_words->setObjectName(QStringLiteral("importRate"));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_words, 1);
    row->addWidget(m_stop);
    body()->addWidget(m_bar);
    body()->addLayout(row);
    body()->addWidget(
        mutedLabel(tr("What has been read stays when you stop; importing the file again goes on from there. "
                      "You can leave this page meanwhile."),
            this));
    connect(m_stop, &QPushButton::clicked, &run, &ImportRun::stop);
    connect(&run, &ImportRun::progressed, this, &ImportProgressCard::showProgress);
    connect(&run, &ImportRun::changed, this, &ImportProgressCard::showProgress);
    showProgress();
}

void ImportProgressCard::showProgress()
{
    if (m_run.state() != ImportRun::State::Running)
        return;
    setTitle(tr("Importing %1").arg(QFileInfo(m_run.file()).fileName()));
    const ImportProgress& progress = m_run.progress();
    // Before the first row the whole file is looked through for types: how far, nobody tells.
    m_bar->setRange(0, progress.rows == 0 ? 0 : barSteps);
    m_bar->setValue(progress.bytesTotal > 0 ? int(progress.bytesDone * barSteps / progress.bytesTotal) : 0);
    setBlocked(m_stop, m_run.isStopping() ? tr("It stops after the rows at hand.") : QString());
    if (m_run.isStopping())
        return m_words->setText(tr("Stopping …"));
    if (progress.rows == 0)
        return m_words->setText(tr("Looking through the file …"));
    QStringList parts{tr("%1 rows").arg(numberText(progress.rows))};
    if (const qint64 rate = m_run.rowsASecond(); rate > 0)
        parts += tr("%1 a second").arg(numberText(rate));
    if (const std::optional<qint64> left = m_run.msLeft())
        parts += leftText(*left);
    m_words->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace wd
