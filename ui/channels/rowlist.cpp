#include "ui/channels/rowlist.h"

#include "models/channels/channelrules.h"
#include "ui/shared/buttons.h"

namespace wd {

RowList::RowList(const QString& addText, const QString& name, std::function<SpecRow*()> fresh, QWidget* parent)
    : QWidget(parent)
    , m_fresh(std::move(fresh))
    , m_list(new QVBoxLayout)
    , m_full(mutedLabel(tr("That is the most: %1 rows.").arg(maximumRows), this))
    , m_add(textButton(addText, QStringLiteral("plus"), name, this))
{
    m_list->setSpacing(8);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_add);
    foot->addWidget(m_full, 1);
    foot->addStretch();
    m_full->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(m_list);
    column->addLayout(foot);
    connect(m_add, &QPushButton::clicked, this, &RowList::addFresh);
}

RowList::~RowList()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>())
        child->disconnect(this);
}

void RowList::addFresh()
{
    SpecRow* const row = m_fresh();
    add(row);
    row->focusFirst();
    emit edited();
}

void RowList::add(SpecRow* row)
{
    if (!m_header) {
        m_header = row->makeHeader(this);
        static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_header);
    }
    m_rows += row;
    m_list->addWidget(row);
    row->placeBefore(m_add);
    connect(row, &SpecRow::edited, this, &RowList::edited);
    connect(row, &SpecRow::left, this, &RowList::left);
    connect(row, &SpecRow::removed, this, [this, row] { remove(row); });
    connect(row, &SpecRow::moved, this, [this, row](int by) { move(row, by); });
    renumber();
}

void RowList::clear()
{
    for (SpecRow* row : std::as_const(m_rows))
        delete row;
    m_rows.clear();
    renumber();
}

void RowList::remove(SpecRow* row)
{
    const qsizetype at = m_rows.indexOf(row);
    m_rows.removeAt(at);
    row->hide();
    row->deleteLater();
    renumber();
    if (m_rows.isEmpty())
        m_add->setFocus();
    else
        m_rows.at(qMin(at, m_rows.size() - 1))->focusFirst();
    emit edited();
}

void RowList::move(SpecRow* row, int by)
{
    const qsizetype from = m_rows.indexOf(row);
    const qsizetype to = from + by;
    if (to < 0 || to >= m_rows.size())
        return;
    QWidget* const focused = window()->focusWidget();
    m_rows.move(from, to);
    m_list->removeWidget(row);
    m_list->insertWidget(int(to), row);
    for (SpecRow* each : std::as_const(m_rows))
        each->placeBefore(m_add);
    renumber();
    if (focused && row->isAncestorOf(focused))
        focused->setFocus();
    emit edited();
}

void RowList::renumber()
{
    for (int i = 0; i < m_rows.size(); ++i)
        m_rows.at(i)->setNumber(i + 1, int(m_rows.size()));
    if (m_header)
        m_header->setVisible(!m_rows.isEmpty());
    const bool full = m_rows.size() >= maximumRows;
    m_full->setVisible(full);
    setBlocked(m_add, full ? m_full->text() : QString());
}

} // namespace wd
