// One condition of a segment: an attribute compared, or something done or not done in a period.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace wd {

class ValueEditor;

class ConditionRow final : public QFrame {
    Q_OBJECT
public:
    // Whether the form can show this rule without losing anything of it.
    static bool canShow(const Rule& rule, const Catalogue& catalogue);

    ConditionRow(const Catalogue& catalogue, const Rule& rule, QWidget* parent = nullptr);

    Rule rule() const;
    void setError(const QString& error);
    void setNumber(int number); // its place in the list, from 1, for names
    static Rule newAttributeRule(const Catalogue& catalogue);
    static Rule newEventRule(const Catalogue& catalogue);

signals:
    void edited();
    void removed();

private:
    static bool formHas(const Rule& rule, const Catalogue& catalogue);
    QWidget* makeAttributeForm(const Rule& rule);
    QWidget* makeEventForm(const Rule& rule, bool negated);
    void fillOperators(Operator chosen);
    void showValues(const QVariantList& values);
    void showMeasure();
    Rule attributeRule() const;
    Rule eventRule() const;
    QComboBox* chooser(const QString& name, const QString& accessibleName);

    const Catalogue& m_catalogue;
    bool m_isEvent;
    QComboBox* m_attribute = nullptr;
    QComboBox* m_operator = nullptr;
    ValueEditor* m_value = nullptr;
    QComboBox* m_did = nullptr;
    QComboBox* m_event = nullptr;
    QComboBox* m_period = nullptr;
    QSpinBox* m_days = nullptr;
    QComboBox* m_measure = nullptr;
    QComboBox* m_measureOperator = nullptr;
    QLineEdit* m_measureValue = nullptr;
    QLabel* m_error;
};

} // namespace wd
