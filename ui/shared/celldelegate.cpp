#include "ui/shared/celldelegate.h"

#include "ui/shared/statepill.h"
#include "ui/shared/tableview.h"
#include "ui/shared/theme.h"
#include "ui/shared/tipplace.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBoundaryFinder>

namespace wd {

namespace {

constexpr int pillLine = 26;
constexpr int notePixels = 12;
constexpr int lineRoom = 16; // of a row, above and below its lines

Token wordColour(const QModelIndex& index)
{
    if (index.data(cell::linkRole).toBool())
        return Token::Accent;
    return index.data(cell::mutedRole).toBool() ? Token::Muted : Token::Text;
}

// In smaller letters, below a pill.
void drawNote(QPainter& painter, const QRect& rect, const QString& note, Role role)
{
    QFont small = painter.font();
    small.setPixelSize(notePixels);
    painter.setFont(small);
    painter.setPen(color(role == Role::Neutral ? Token::Muted : foregroundOf(role)));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(note, Qt::ElideRight, rect.width()));
}

// Where a line of the text can end so that no more than `width` is used; the whole text if it fits.
qsizetype lineEnd(const QString& text, const QFontMetrics& metrics, int width, const QString& behind = {})
{
    if (metrics.horizontalAdvance(text) <= width)
        return text.size();
    QTextBoundaryFinder ends(QTextBoundaryFinder::Line, text);
    qsizetype end = 0;
    for (qsizetype next = ends.toNextBoundary(); next > 0; next = ends.toNextBoundary()) {
        if (metrics.horizontalAdvance(text.first(next).trimmed() + behind) > width)
            break;
        end = next;
    }
    return end;
}

// In as many lines as there is room for. Half a number would be another one: it is cut between words.
void drawSentence(QPainter& painter, const QRect& rect, QString text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const qsizetype most = qMax(1, (rect.height() - lineRoom) / metrics.lineSpacing());
    QStringList lines;
    while (!text.isEmpty() && lines.size() < most) {
        const bool last = lines.size() + 1 == most;
        const QString behind = last ? QStringLiteral("…") : QString();
        const qsizetype end = lineEnd(text, metrics, rect.width(), behind);
        if (end == 0) // a word that is longer than the line
            return painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                (lines << metrics.elidedText(text, Qt::ElideRight, rect.width())).join(u'\n'));
        lines += text.first(end).trimmed() + (end < text.size() ? behind : QString());
        text = text.sliced(end);
    }
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, lines.join(u'\n'));
}

} // namespace

CellDelegate::CellDelegate(TableView& table)
    : QStyledItemDelegate(&table)
    , m_table(table)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter->fillRect(option.rect, color(Token::AccentSoft));
    else if (index.row() == m_table.hoveredRow())
        painter->fillRect(option.rect, color(Token::Background));
    painter->setPen(color(Token::Border));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
    const QString words = index.data(Qt::DisplayRole).toString();
    const QVariant font = index.data(Qt::FontRole);
    painter->setFont(font.isValid() ? font.value<QFont>() : option.font);
    const QVariant pill = index.data(cell::pillRole);
    const QString note = index.data(cell::noteRole).toString();
    const QRect upper = note.isEmpty() ? inner : QRect(inner.left(), inner.top() + 6, inner.width(), pillLine);
    if (pill.isValid() && !words.isEmpty()) {
        StatePill::draw(
            *painter, upper, static_cast<Role>(pill.toInt()), words, index.data(cell::iconRole).toString(), selected);
    } else if (index.data(cell::sentenceRole).toBool()) {
        painter->setPen(color(wordColour(index)));
        drawSentence(*painter, inner, words);
    } else {
        const QVariant given = index.data(Qt::TextAlignmentRole);
        const int alignment = given.isValid() ? given.toInt() : int(Qt::AlignLeft | Qt::AlignVCenter);
        painter->setPen(color(wordColour(index)));
        painter->drawText(upper, alignment | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(words, m_table.elideOf(index.column()), inner.width()));
    }
    if (!note.isEmpty())
        drawNote(*painter, inner.adjusted(0, upper.bottom() - inner.top(), 0, -4), note,
            static_cast<Role>(index.data(cell::noteColourRole).toInt()));
    const bool current = option.state.testFlag(QStyle::State_HasFocus) && m_table.hasFocus();
    if (current && index.column() == 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), color(Token::Accent));
    painter->restore();
}

bool CellDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const QString tip = index.data(Qt::ToolTipRole).toString();
    if (event->type() != QEvent::ToolTip || tip.isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    showTipBelow(view->viewport(), option.rect, tip);
    return true;
}

} // namespace wd
