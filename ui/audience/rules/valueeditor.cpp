#include "ui/audience/rules/valueeditor.h"

#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/writtennumber.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/audience/rules/valuechips.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/dateedit.h"

#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QStringListModel>

namespace wd {

namespace {

constexpr int leastLine = 72;
constexpr int numberLine = 104;
constexpr int leastDate = 112;
constexpr int longLine = 168;
constexpr int twoEditors = 220;

enum class Shape { None, One, Two, Several, Days, Anniversary };

Shape shapeOf(Operator op)
{
    switch (op) {
    case Operator::Empty:
    case Operator::NotEmpty:
        return Shape::None;
    case Operator::Between:
        return Shape::Two;
    case Operator::In:
    case Operator::NotIn:
        return Shape::Several;
    case Operator::LastDays:
    case Operator::NextDays:
        return Shape::Days;
    case Operator::Anniversary:
        return Shape::Anniversary;
    default:
        return Shape::One;
    }
}

bool isDay(AttributeType type)
{
    return type == AttributeType::Date || type == AttributeType::DateTime;
}

// Narrower only where there is no room.
void setWidths(QWidget* line, int least, int wanted)
{
    line->setMinimumWidth(least);
    line->setMaximumWidth(wanted);
}

} // namespace

ValueEditor::ValueEditor(const QString& name, const QString& place, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_place(place)
    , m_layout(new FlowLayout(this))
{
}

QVariantList ValueEditor::carriedOver(Operator before, const Form& now, const QVariantList& values)
{
    const Shape from = shapeOf(before);
    const Shape to = shapeOf(now.op);
    const auto isPlain
        = [](Shape shape) { return shape == Shape::One || shape == Shape::Two || shape == Shape::Several; };
    if (to == from)
        return values;
    if (to == Shape::Days)
        return {7.0};
    if (to == Shape::Anniversary)
        return {QStringLiteral("today")};
    if (to == Shape::None)
        return {};
    if (!isPlain(from) || values.isEmpty())
        return now.type == AttributeType::Boolean ? QVariantList{true} : QVariantList();
    if (to == Shape::One)
        return {values.first()};
    if (to == Shape::Two)
        return {values.first(), values.value(1, QString())};
    QVariantList filled = values;
    filled.removeAll(QVariant(QString()));
    return filled;
}

void ValueEditor::show(const Form& form, const QVariantList& values)
{
    m_form = form;
    m_values = values;
    m_lines.clear();
    m_chips = nullptr;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    clearLayout(*m_layout);
    const Shape shape = shapeOf(form.op);
    const int editors = shape == Shape::None ? 0 : shape == Shape::Two ? 2 : 1;
    for (int i = 0; i < editors; ++i) {
        if (i == 1)
            m_layout->addWidget(wordLabel(tr("and", "between two values"), this));
        m_layout->addWidget(makeEditor(i));
    }
    setMinimumWidth(editors > 1 ? twoEditors : 0); // narrower, they stand below each other
    setVisible(editors > 0);
    suggest(m_suggested);
    updateGeometry();
}

QWidget* ValueEditor::makeEditor(qsizetype index)
{
    switch (shapeOf(m_form.op)) {
    case Shape::Days:
        return makeDays();
    case Shape::Anniversary:
        return makeAnniversary();
    case Shape::Several:
        return makeChips();
    default:
        break;
    }
    if (m_form.type == AttributeType::Boolean)
        return makeYesNo();
    if (isDay(m_form.type))
        return makeDay(index);
    const bool whole = m_form.op == Operator::Equal || m_form.op == Operator::NotEqual;
    return whole && m_form.onlyChoices && !m_form.choices.isEmpty() ? makeChoice(index) : makeLine(index);
}

void ValueEditor::name(QWidget* editor, qsizetype index)
{
    editor->setObjectName(index == 0 ? m_name : m_name + QString::number(index + 1));
    editor->setAccessibleName(index == 0 ? tr("Value") : tr("Upper value"));
    setPlace(editor, placeOf(index));
}

QString ValueEditor::placeOf(qsizetype index) const
{
    return shapeOf(m_form.op) == Shape::Two ? QStringLiteral("%1[%2]").arg(m_place).arg(index) : m_place;
}

// An emptied editor is a value that is missing, not an empty text.
void ValueEditor::store(qsizetype index, const QVariant& value)
{
    while (m_values.size() <= index)
        m_values += QString();
    m_values[index] = value;
    if (std::all_of(m_values.cbegin(), m_values.cend(), [](const QVariant& one) { return one.toString().isEmpty(); }))
        m_values.clear();
    emit edited();
}

QWidget* ValueEditor::makeLine(qsizetype index)
{
    const bool number = m_form.type == AttributeType::Number;
    auto* line = new QLineEdit(numberWords(m_values.value(index)), this);
    setWidths(line, leastLine, number ? numberLine : longLine);
    line->setPlaceholderText(number ? tr("number") : tr("text"));
    name(line, index);
    m_lines += line;
    line->installEventFilter(this);
    connect(line, &QLineEdit::textChanged, this, [this, index, number](const QString& text) {
        const std::optional<double> given = number ? parseNumber(text.trimmed().toUtf8()) : std::nullopt;
        store(index, given ? QVariant(*given) : QVariant(text.trimmed()));
    });
    connect(line, &QLineEdit::editingFinished, this, [this, index, line] {
        const QSignalBlocker sameValue(line);
        if (m_values.value(index).typeId() == QMetaType::Double)
            line->setText(numberWords(m_values.value(index)));
    });
    return line;
}

// A date, or a day that moves along: the one that is not chosen is not seen.
QWidget* ValueEditor::makeDay(qsizetype index)
{
    enum When { Date, That, Past, Coming };
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    both->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    const std::optional<int> given = relativeDay(m_values.value(index));
    const QString suffix = index == 0 ? QString() : QString::number(index + 1);
    QComboBox* const when = chooserBox(m_name + QStringLiteral("When") + suffix, tr("Which day"), both);
    when->addItem(tr("a date", "to compare with"), Date);
    when->addItem(tr("the day of sending"), That);
    when->addItem(tr("days before sending:"), Past);
    when->addItem(tr("days after sending:"), Coming);
    when->setCurrentIndex(!given ? Date : *given == 0 ? That : *given < 0 ? Past : Coming);
    DateEdit* const date = makeDate(index);
    QSpinBox* const days = daysBox(m_name + QStringLiteral("Days") + suffix, tr("Days"), both);
    days->setValue(qMax(1, qAbs(given.value_or(1))));
    setPlace(days, placeOf(index));
    const auto fit = [when, date, days] {
        const int chosen = when->currentData().toInt();
        date->setVisible(chosen == Date);
        days->setVisible(chosen == Past || chosen == Coming);
    };
    row->addWidget(when);
    row->addWidget(date);
    row->addWidget(days);
    fit();
    const auto change = [this, index, when, date, days, fit] {
        fit();
        const int chosen = when->currentData().toInt();
        if (chosen == Date)
            store(index, date->value());
        else if (chosen == That)
            store(index, QStringLiteral("today"));
        else
            store(index, double(chosen == Coming ? days->value() : -days->value()));
        updateGeometry();
    };
    connect(when, &QComboBox::activated, this, change);
    connect(days, &QSpinBox::valueChanged, this, change);
    return both;
}

DateEdit* ValueEditor::makeDate(qsizetype index)
{
    auto* date = new DateEdit(QString(), this);
    if (!relativeDay(m_values.value(index)))
        date->setValue(m_values.value(index).toString());
    setWidths(date, leastDate, longLine);
    name(date, index);
    connect(date, &QLineEdit::textEdited, this, [this, index, date] { store(index, date->value()); });
    connect(date, &DateEdit::chosen, this, [this, index, date] { store(index, date->value()); });
    return date;
}

QWidget* ValueEditor::makeYesNo()
{
    QComboBox* const box = chooserBox({}, {}, this);
    box->addItem(tr("yes"), true);
    box->addItem(tr("no"), false);
    const std::optional<bool> known = ruleBoolean(m_values.value(0));
    box->setCurrentIndex(known ? box->findData(*known) : -1);
    name(box, 0);
    connect(box, &QComboBox::activated, this, [this, box] { store(0, box->currentData()); });
    return box;
}

QWidget* ValueEditor::makeChoice(qsizetype index)
{
    QComboBox* const box = chooserBox({}, {}, this);
    box->setPlaceholderText(tr("Please choose"));
    for (const QString& choice : std::as_const(m_form.choices))
        box->addItem(choice, choice);
    chooseData(box, m_values.value(index).toString());
    name(box, index);
    connect(box, &QComboBox::activated, this, [this, box, index] { store(index, box->currentData()); });
    return box;
}

QWidget* ValueEditor::makeDays()
{
    QSpinBox* const box = daysBox({}, {}, this);
    box->setValue(ruleDays(m_values.value(0)).value_or(1));
    name(box, 0);
    connect(box, &QSpinBox::valueChanged, this, [this](int days) { store(0, double(days)); });
    return box;
}

QWidget* ValueEditor::makeAnniversary()
{
    enum When { That, Coming, Past };
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const int given = ruleDays(m_values.value(0)).value_or(0);
    QComboBox* const when = chooserBox({}, {}, both);
    when->addItem(tr("on the day of sending"), That);
    when->addItem(tr("after the day of sending, by"), Coming);
    when->addItem(tr("before the day of sending, by"), Past);
    when->setCurrentIndex(given == 0 ? That : given > 0 ? Coming : Past);
    name(when, 0);
    QSpinBox* const days = daysBox(m_name + QStringLiteral("Days"), tr("Days"), both);
    days->setValue(given == 0 ? 1 : qAbs(given));
    days->setVisible(given != 0);
    row->addWidget(when);
    row->addWidget(days);
    const auto change = [this, when, days] {
        const int chosen = when->currentData().toInt();
        days->setVisible(chosen != That);
        if (chosen == That)
            store(0, QStringLiteral("today"));
        else
            store(0, double(chosen == Coming ? days->value() : -days->value()));
    };
    connect(when, &QComboBox::activated, this, change);
    connect(days, &QSpinBox::valueChanged, this, change);
    return both;
}

QWidget* ValueEditor::makeChips()
{
    auto* chips = new ValueChips(m_name, m_form.type == AttributeType::Number, this);
    chips->setValues(m_values);
    setPlace(chips->line(), m_place);
    m_chips = chips;
    chips->line()->installEventFilter(this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(chips, &ValueChips::edited, this, [this, chips] {
        m_values = chips->values();
        emit edited();
        updateGeometry();
    });
    return chips;
}

bool ValueEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        emit entered();
    return QWidget::eventFilter(watched, event);
}

void ValueEditor::suggest(const QStringList& values)
{
    m_suggested = values;
    QStringList offered = m_form.choices;
    for (const QString& value : values)
        if (!offered.contains(value))
            offered += value;
    if (offered.isEmpty())
        return;
    if (m_chips) {
        const bool isClosed = m_form.onlyChoices && !m_form.choices.isEmpty();
        m_chips->offer(isClosed ? m_form.choices : offered, isClosed ? Known::Only : Known::Among);
    }
    for (QLineEdit* line : std::as_const(m_lines)) {
        if (!line->completer()) {
            auto* completer = new QCompleter(QStringList(), line);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            line->setCompleter(completer);
        }
        // Another completer would delete the open list of this one: the line hears that it is entered while that
        // closes.
        auto* const model = qobject_cast<QStringListModel*>(line->completer()->model());
        if (model->stringList() != offered)
            model->setStringList(offered);
    }
}

} // namespace wd
