#include "ui/audience/importing/importlook.h"

namespace wd {

ImportLook::ImportLook(ImportService& imports, QObject* parent)
    : QObject(parent)
    , m_imports(imports)
{
}

void ImportLook::forget()
{
    m_imports.lookNoFurther();
    m_asked.clear();
    m_lookedAs.clear();
    m_whole.reset();
    m_countAsked.clear();
    m_countedAs.clear();
    m_losers.reset();
}

bool ImportLook::isCounted(const QStringList& uses, const QStringList& cleared) const
{
    return cleared.isEmpty() || m_countedAs == uses + cleared;
}

void ImportLook::look(const QString& file, const ImportOptions& options, const QStringList& uses)
{
    if (!isCounted(uses, options.clearOthers) && m_countAsked != uses + options.clearOthers)
        count(file, options, uses + options.clearOthers);
    if (m_asked == uses)
        return;
    m_asked = uses;
    m_imports.lookThrough(file, options, this, [this, uses](const Result<LookedThrough>& told) {
        if (m_asked != uses)
            return;
        m_lookedAs = uses;
        m_whole = told ? std::optional(*told) : std::nullopt;
        emit looked();
        if (!told)
            emit failed(told.error());
    });
}

void ImportLook::count(const QString& file, const ImportOptions& options, const QStringList& as)
{
    m_countAsked = as;
    m_imports.countUnnamed(file, options, this, [this, as](const Result<qint64>& losers) {
        if (m_countAsked != as)
            return;
        m_countedAs = as;
        m_losers = losers ? std::optional(*losers) : std::nullopt;
        emit counted();
        if (!losers)
            emit failed(losers.error());
    });
}

} // namespace wd
