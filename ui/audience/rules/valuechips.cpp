#include "ui/audience/rules/valuechips.h"

#include "models/base/writtennumber.h"
#include "ui/audience/rules/afterclick.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QStringListModel>
#include <QTimer>

namespace wd {

namespace {

constexpr int lineWidth = 120;
constexpr int lineWithArrow = 168;

} // namespace

ValueChips::ValueChips(const QString& name, bool numbers, QWidget* parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, 4))
    , m_line(new QLineEdit(this))
    , m_numbers(numbers)
{
    m_line->setObjectName(name);
    m_line->setAccessibleName(tr("Add a value"));
    m_line->setPlaceholderText(tr("Add a value, then Enter"));
    m_line->setMinimumWidth(lineWidth);
    m_line->installEventFilter(this);
    m_flow->addWidget(m_line);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        static const QRegularExpression end(QStringLiteral("[,，、;；\\n\\t]"));
        if (text.contains(end))
            take(text);
    });
    connect(m_line, &QLineEdit::editingFinished, this, [this] { take(m_line->text()); });
}

void ValueChips::setValues(const QVariantList& values)
{
    m_values = values;
    showChips();
}

void ValueChips::offer(const QStringList& values, Known known)
{
    if (values.isEmpty())
        return;
    if (!m_list)
        makeList();
    m_line->setPlaceholderText(known == Known::Only ? tr("Choose a value") : tr("Choose or type a value"));
    m_offered = values;
    fillList();
    if (std::exchange(m_listWanted, false) && m_line->hasFocus() && m_line->text().isEmpty())
        openList();
}

void ValueChips::makeList()
{
    m_list = new QCompleter(new QStringListModel(this), this);
    m_list->setCaseSensitivity(Qt::CaseInsensitive);
    m_list->setFilterMode(Qt::MatchContains);
    m_list->setMaxVisibleItems(10);
    m_line->setCompleter(m_list);
    m_line->setMinimumWidth(lineWithArrow);
    QAction* const open
        = m_line->addAction(icon(QStringLiteral("chevron-down"), Token::Muted), QLineEdit::TrailingPosition);
    open->setToolTip(tr("Show the values"));
    connect(open, &QAction::triggered, this, [this] {
        m_line->setFocus();
        openList();
    });
    // Once the line has it; by a click, the next one is chosen from the list that opens again.
    connect(
        m_list, qOverload<const QString&>(&QCompleter::activated), this, [this] { take(m_line->text()); },
        Qt::QueuedConnection);
    connect(
        m_list->popup(), &QAbstractItemView::clicked, this,
        [this] { QTimer::singleShot(0, this, &ValueChips::openList); }, Qt::QueuedConnection);
}

// While it is open it stays as it is.
void ValueChips::fillList()
{
    if (!m_list || m_list->popup()->isVisible())
        return;
    QStringList left = m_offered;
    left.removeIf([this](const QString& value) { return m_values.contains(value); });
    auto* const model = qobject_cast<QStringListModel*>(m_list->model());
    if (model->stringList() != left)
        model->setStringList(left);
}

void ValueChips::openList()
{
    if (!m_list || !m_line->hasFocus())
        return;
    fillList();
    m_list->setCompletionPrefix(m_line->text());
    m_list->complete();
}

void ValueChips::take(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("[,，、;；\\n\\t]"));
    bool any = false;
    for (const QString& part : text.split(separator, Qt::SkipEmptyParts)) {
        const std::optional<double> number = m_numbers ? parseNumber(part.trimmed().toUtf8()) : std::nullopt;
        const QVariant value = number ? QVariant(*number) : QVariant(part.trimmed());
        if (part.trimmed().isEmpty() || m_values.contains(value))
            continue;
        m_values += value;
        any = true;
    }
    m_line->clear();
    if (!any)
        return;
    afterClick(this, [this] { showChips(); }); // a click may be what ended the value
    emit edited();
}

void ValueChips::removeAt(qsizetype index)
{
    m_values.removeAt(index);
    m_line->setFocus();
    showChips();
    emit edited();
}

void ValueChips::showChips()
{
    for (QWidget* chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const QString words = numberWords(m_values[i]);
        QPushButton* const chip = secondaryButton(words, QStringLiteral("close"), QStringLiteral("valueChip"), this);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setLayoutDirection(Qt::RightToLeft); // the cross behind the words
        chip->setIcon(icon(QStringLiteral("close"), Token::Accent));
        chip->setIconSize({12, 12});
        chip->setAccessibleName(tr("Take “%1” away").arg(words));
        chip->setToolTip(tr("Take “%1” away").arg(words));
        connect(chip, &QPushButton::clicked, this, [this, i] { removeAt(i); });
        chip->setFocusPolicy(Qt::ClickFocus); // one Tab stop for all of them: the line
        chip->installEventFilter(this);
        m_chips += chip;
        m_flow->insertWidget(int(i), chip);
        chip->show();
    }
    updateGeometry();
}

bool ValueChips::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_line ? takeLineKey(key) : takeChipKey(m_chips.indexOf(static_cast<QWidget*>(watched)), key))
            return true;
    }
    if (watched == m_line && event->type() == QEvent::MouseButtonRelease && m_line->text().isEmpty()) {
        m_listWanted = !m_list;
        openList();
    }
    return QWidget::eventFilter(watched, event);
}

bool ValueChips::takeLineKey(int key)
{
    if (key == Qt::Key_Down && m_list && !m_list->popup()->isVisible()) {
        openList();
        return true;
    }
    if (m_chips.isEmpty())
        return false;
    if (key == Qt::Key_Backspace && m_line->text().isEmpty()) {
        removeAt(m_values.size() - 1);
        return true;
    }
    if (key != Qt::Key_Left || m_line->cursorPosition() > 0 || m_line->hasSelectedText())
        return false;
    m_chips.last()->setFocus();
    return true;
}

bool ValueChips::takeChipKey(qsizetype index, int key)
{
    switch (key) {
    case Qt::Key_Left:
        m_chips[qMax<qsizetype>(0, index - 1)]->setFocus();
        return true;
    case Qt::Key_Right:
        (index + 1 < m_chips.size() ? m_chips[index + 1] : m_line)->setFocus();
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeAt(index);
        return true;
    default:
        return false;
    }
}

} // namespace wd
