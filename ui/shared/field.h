// One field of a form: label, required mark, editor, and a line below it for a hint, a warning or an error.
#pragma once

#include "ui/shared/role.h"

#include <QList>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace wd {

// Owns its editor, which needs an objectName; the field gives it its accessible name and description.
class Field final : public QWidget {
    Q_OBJECT
public:
    enum class Need { Optional, Required };
    enum class Focus { Keep, Take };

    Field(const QString& label, QWidget* editor, Need need = Need::Optional, QWidget* parent = nullptr);

    QWidget* editor() const { return m_editor; }
    QString label() const;
    void setLabel(const QString& label);
    // Seen whenever there is neither warning nor error.
    void setHint(const QString& hint);
    // Empty: there is none any more. On leaving a field keep the focus where it went; on Next or Save take it.
    void setError(const QString& error, Focus focus = Focus::Keep);
    void setWarning(const QString& warning);
    bool hasError() const { return m_role == Role::Error; }
    QString message() const; // the line below the editor
    // Right of the editor: a button such as "Insert attribute".
    void addBeside(QWidget* widget);

    // Focuses the first field with an error, in the given order; false: there is none.
    static bool focusFirstError(const QList<Field*>& fields);

private:
    void showLine(Role role, const QString& text);

    QLabel* m_label;
    QWidget* m_editor;
    QHBoxLayout* m_row;
    QLabel* m_line;
    QString m_text;
    QString m_hint;
    Need m_need;
    Role m_role = Role::Neutral;
};

} // namespace wd
