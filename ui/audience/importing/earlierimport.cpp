#include "ui/audience/importing/earlierimport.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/shared/confirm.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"

namespace wd {

EarlierImport::EarlierImport(const PageContext& context, InlineMessage* note, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_note(note)
{
}

void EarlierImport::look(const QString& file, ImportKind kind, const QString& sheet)
{
    forget();
    m_context.workspace.imports().earlier(
        file, kind, sheet, this, [this, number = m_number](const Result<std::optional<ImportEntry>>& earlier) {
            if (number != m_number)
                return;
            m_entry = earlier ? *earlier : std::nullopt;
            if (m_entry)
                say();
            emit found();
        });
}

void EarlierImport::forget()
{
    leaveOff();
    m_entry.reset();
}

void EarlierImport::leaveOff()
{
    ++m_number;
    m_note->clear();
}

const ImportEntry* EarlierImport::unfinished() const
{
    return m_entry && m_entry->isUnfinished() && !m_entry->isOvertaken ? &*m_entry : nullptr;
}

bool EarlierImport::isToGoOn() const
{
    return m_entry && !m_entry->isFinished() && !(m_entry->isUnfinished() && m_entry->isOvertaken);
}

void EarlierImport::say()
{
    const QString at = dateTimeText(m_entry->at, m_context.workspace.zone());
    if (m_entry->isFinished())
        return m_note->show(
            Role::Warning, tr("This very file was imported on %1: %2.").arg(at, importCountsText(*m_entry)));
    if (unfinished())
        return m_note->show(Role::Accent,
            tr("This very file was begun on %1 and stopped after %2 rows. With the same columns and options the import "
               "goes on from there.")
                .arg(at, numberText(m_entry->rows)));
    if (m_entry->isUnfinished())
        m_note->show(Role::Accent,
            tr("This very file was begun on %1 and stopped after %2 rows. As others were imported since, it begins "
               "with its first row again; what is there already is not added twice.")
                .arg(at, numberText(m_entry->rows)));
}

bool EarlierImport::letsBegin(const ImportOptions& options, const TableInfo& table) const
{
    return !m_entry || (m_entry->isUnfinished() && isAlike(*m_entry, options, table));
}

QString EarlierImport::question() const
{
    const QString at = dateTimeText(m_entry->at, m_context.workspace.zone());
    if (m_entry->isUnfinished())
        return tr("It was begun on %1 and stopped after %2 rows, with other columns or options. Now the whole file is "
                  "imported from its first row.")
            .arg(at, numberText(m_entry->rows));
    if (m_entry->state == ImportState::Undoing)
        return tr("Its import of %1 is half undone. Please undo it to its end first, or import the file on top of what "
                  "is left.")
            .arg(at);
    return tr("It was imported on %1: %2.").arg(at, importCountsText(*m_entry));
}

void EarlierImport::ask(QWidget* parent, std::function<void()> again) const
{
    const QString consequence = m_entry->kind == ImportKind::Events
        ? tr("Events without an id of their own would then be there twice, and counts and sums double.")
        : tr("Users it names get the file's values again, also where they changed since.");
    askAmong(parent, QStringLiteral("importAgain"), tr("This very file was imported before"),
        question() + QStringLiteral("\n\n") + consequence,
        {{tr("Don't import"), {}, QStringLiteral("dontImportAgain"), Answer::Look::Primary, {}, true},
            {tr("Import it all the same"), {}, QStringLiteral("importAllTheSame"), Answer::Look::Secondary,
                std::move(again), false}});
}

} // namespace wd
