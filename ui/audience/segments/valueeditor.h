// The value of a condition, in the editor that suits its type and operator.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QWidget>

class QHBoxLayout;

namespace wd {

class ValueEditor final : public QWidget {
    Q_OBJECT
public:
    // `name` becomes the objectName of the first editor; a second one (between) gets it with "2" at its end.
    explicit ValueEditor(const QString& name, QWidget* parent = nullptr);

    // Rebuilds the editors; empty until setValues().
    void setForm(AttributeType type, Operator op, const QStringList& choices);
    QVariantList values() const;
    void setValues(const QVariantList& values);

signals:
    void edited();

private:
    QWidget* makeEditor(int number);
    static QVariant valueOf(const QWidget* editor);
    static void setValueOf(QWidget* editor, const QVariant& value);

    QString m_name;
    QHBoxLayout* m_layout;
    QList<QWidget*> m_editors;
    AttributeType m_type = AttributeType::Text;
    Operator m_op = Operator::Equal;
    QStringList m_choices;
};

} // namespace wd
