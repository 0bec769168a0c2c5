// The values of a comparison, in the editors that suit its type and operator.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QWidget>

class QLineEdit;

namespace wd {

class FlowLayout;

class DateEdit;
class ValueChips;

class ValueEditor final : public QWidget {
    Q_OBJECT
public:
    struct Form {
        AttributeType type = AttributeType::Text;
        Operator op = Operator::Equal;
        QStringList choices;
        bool onlyChoices = false; // nothing else is right
    };

    // `name` becomes the objectName of the first editor; a second one (between) gets it with "2" at its end. `place`:
    // see setPlace().
    ValueEditor(const QString& name, const QString& place, QWidget* parent = nullptr);

    void setPlaceRoot(const QString& place) { m_place = place; } // for what is shown next
    // Values that nobody touches stay as they are, whatever the editors make of them.
    void show(const Form& form, const QVariantList& values);
    const QVariantList& values() const { return m_values; }
    void suggest(const QStringList& values); // to whoever types a text

    // What remains of the values when the operator changes; what the new one begins with.
    static QVariantList carriedOver(Operator before, const Form& now, const QVariantList& values);

signals:
    void edited();
    void entered(); // a text is about to be typed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void store(qsizetype index, const QVariant& value);
    QWidget* makeEditor(qsizetype index);
    QWidget* makeLine(qsizetype index);
    QWidget* makeDay(qsizetype index);
    DateEdit* makeDate(qsizetype index);
    QWidget* makeYesNo();
    QWidget* makeChoice(qsizetype index);
    QWidget* makeDays();
    QWidget* makeAnniversary();
    QWidget* makeChips();
    void name(QWidget* editor, qsizetype index);
    QString placeOf(qsizetype index) const;

    QString m_name;
    QString m_place;
    FlowLayout* m_layout;
    Form m_form;
    QVariantList m_values;
    QStringList m_suggested;
    QList<QLineEdit*> m_lines;
    ValueChips* m_chips = nullptr;
};

} // namespace wd
