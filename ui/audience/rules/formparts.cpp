#include "ui/audience/rules/formparts.h"

#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/rulecodec.h"
#include "ui/shared/tipplace.h"
#include "ui/texts/rulesentence.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QEvent>
#include <QLocale>
#include <QStyle>
#include <QStyleOptionComboBox>

namespace wd {

namespace {

constexpr int narrowestChooser = 64;
constexpr int widestChooser = 240;
constexpr int besideWords = 50; // of a chooser: padding and arrow
constexpr int numberWidth = 88;
constexpr int daysWidth = 120; // the unit stands in it
const char* const placeProperty = "rulePlace";

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::FormParts)
public:
    static QString days(int number) { return tr(" days", "after a number", number); }
};

// As wide as what is chosen, so that a condition reads as a sentence; its list is as wide as its words.
class Chooser final : public QComboBox {
public:
    using QComboBox::QComboBox;

    QSize sizeHint() const override
    {
        const QString words = currentIndex() < 0 ? placeholderText() : shownWords();
        const int wanted = fontMetrics().horizontalAdvance(words) + besideWords;
        return {qBound(narrowestChooser, wanted, widestChooser), QComboBox::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return {sizeHint().width(), QComboBox::minimumSizeHint().height()}; }
    void showPopup() override
    {
        view()->setMinimumWidth(qBound(width(), view()->sizeHintForColumn(0) + besideWords, 2 * widestChooser));
        QComboBox::showPopup();
    }

protected:
    void initStyleOption(QStyleOptionComboBox* option) const override
    {
        QComboBox::initStyleOption(option);
        const QRect room = style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this);
        option->currentText = fontMetrics().elidedText(shownWords(), Qt::ElideRight, room.width());
    }
    bool event(QEvent* event) override
    {
        QStyleOptionComboBox option;
        if (event->type() == QEvent::ToolTip && currentIndex() >= 0) {
            initStyleOption(&option);
            if (option.currentText != currentText()) {
                showTipBelow(this, rect(), currentText());
                return true;
            }
        }
        return QComboBox::event(event);
    }
    void changeEvent(QEvent* event) override
    {
        QComboBox::changeEvent(event);
        if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
            updateGeometry(); // its words are another width
    }

private:
    QString shownWords() const
    {
        const QString brief = currentData(briefWordsRole).toString();
        return brief.isEmpty() ? currentText() : brief;
    }
};

} // namespace

QComboBox* chooserBox(const QString& name, const QString& accessibleName, QWidget* parent)
{
    auto* box = new Chooser(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setMaxVisibleItems(14);
    box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    QObject::connect(box, &QComboBox::currentTextChanged, box, &QWidget::updateGeometry);
    return box;
}

void chooseData(QComboBox* box, const QVariant& data)
{
    int index = box->findData(data);
    if (index < 0 && !data.toString().isEmpty()) {
        box->addItem(data.toString(), data);
        index = box->count() - 1;
    }
    box->setCurrentIndex(index);
}

// Without those that say the same of a day as another one that is offered.
QList<Operator> offeredOperators(AttributeType type)
{
    QList<Operator> offered = operatorsFor(type);
    if (type == AttributeType::Date || type == AttributeType::DateTime)
        offered.removeIf(
            [](Operator op) { return op == Operator::Equal || op == Operator::Less || op == Operator::Greater; });
    return offered;
}

void fillOperators(QComboBox* box, const QList<Operator>& offered, AttributeType type, Operator chosen)
{
    box->clear();
    for (const Operator op : offered)
        box->addItem(operatorText(op, type), static_cast<int>(op));
    if (!offered.contains(chosen))
        box->addItem(operatorText(chosen, type), static_cast<int>(chosen));
    box->setCurrentIndex(box->findData(static_cast<int>(chosen)));
}

QSpinBox* numberBox(const QString& name, const QString& accessibleName, int least, int most, QWidget* parent)
{
    auto* box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    box->setFixedWidth(numberWidth);
    return box;
}

QSpinBox* daysBox(const QString& name, const QString& accessibleName, QWidget* parent)
{
    QSpinBox* const box = numberBox(name, accessibleName, 1, maximumRuleDays, parent);
    box->setFixedWidth(daysWidth);
    const auto say = [box] { box->setSuffix(Words::days(box->value())); };
    say();
    QObject::connect(box, &QSpinBox::valueChanged, box, say);
    return box;
}

QLabel* wordLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QStringLiteral("muted"));
    return label;
}

void setPlace(QWidget* editor, const QString& place)
{
    editor->setProperty(placeProperty, place);
}

void markPlace(QWidget* form, const QString& place)
{
    for (QWidget* const editor : form->findChildren<QWidget*>()) {
        const QString own = editor->property(placeProperty).toString();
        if (own.isEmpty())
            continue;
        const QString role = !place.isEmpty() && place.startsWith(own) ? QStringLiteral("error") : QString();
        if (editor->property("role").toString() == role)
            continue;
        editor->setProperty("role", role);
        editor->style()->unpolish(editor);
        editor->style()->polish(editor);
    }
}

QWidget* firstMarked(const QWidget* form)
{
    for (QWidget* const editor : form->findChildren<QWidget*>())
        if (editor->isVisible() && editor->property("role").toString() == QLatin1String("error"))
            return editor;
    return nullptr;
}

QString numberWords(const QVariant& value)
{
    return value.typeId() == QMetaType::Double ? QLocale::c().toString(value.toDouble(), 'g', 15) : value.toString();
}

} // namespace wd
