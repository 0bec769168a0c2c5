// One field per template parameter of the chosen channel, each by its type.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/channels/channel.h"

#include <QMap>
#include <QWidget>

class QVBoxLayout;

namespace wd {

class ChipText;
class Field;
class Workspace;

class ParameterForm final : public QWidget {
    Q_OBJECT
public:
    explicit ParameterForm(Workspace& workspace, QWidget* parent = nullptr);

    // Rebuilds the fields; what was filled in stays, also for when a parameter of that name comes back.
    // Texts offer the attributes that people of the kind have.
    void setParameters(const QList<TemplateParameter>& parameters, const Catalogue& catalogue, UserKind kind);
    void setValues(const QMap<QString, QString>& values);
    QMap<QString, QString> values() const;
    // What is wrong by itself: a required one left empty, a number that is none. Empty: all is well.
    bool isComplete() const;
    // The field of a parameter; null when there is none.
    Field* field(const QString& parameter) const { return m_fields.value(parameter); }
    QList<Field*> fields() const;
    void clearErrors();
    // The first one with its field's name; empty: none is shown.
    QString fault() const;
    // The gear of a chip of this attribute, or where a text names it in its own words the text itself.
    void openGear(const QString& attribute);
    // "100", or the first words of a text with its chips' names: for the folded card.
    QString summary() const;

signals:
    void edited();

private:
    QWidget* makeEditor(const TemplateParameter& parameter);
    QWidget* makeText(const TemplateParameter& parameter, const Catalogue& catalogue);
    void insertGender(ChipText* text);
    QString valueOf(const TemplateParameter& parameter) const;
    void setValueOf(const TemplateParameter& parameter, const QString& value);
    QString shownValue(const TemplateParameter& parameter) const;
    void check(const TemplateParameter& parameter);
    void note(const TemplateParameter& parameter);

    Workspace& m_workspace;
    UserKind m_kind = UserKind::Login;
    QVBoxLayout* m_layout;
    QList<TemplateParameter> m_parameters;
    QMap<QString, QString> m_labels; // attribute key → words
    QMap<QString, QString> m_filled; // also of parameters that the channel before had
    QMap<QString, Field*> m_fields;
    QMap<QString, QWidget*> m_editors;
};

} // namespace wd
