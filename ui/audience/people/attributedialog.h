// One attribute of the catalogue: a new one, or its names, type, known values and kind of user; or its removal.
#pragma once

#include "models/audience/catalogue/catalogueeditor.h"
#include "ui/audience/people/cataloguedialog.h"

class QComboBox;
class QPlainTextEdit;

namespace wd {

class AttributeDialog final : public CatalogueDialog {
    Q_OBJECT
public:
    // Id 0: a new one.
    AttributeDialog(const PageContext& context, const Attribute& attribute, QWidget* parent = nullptr);

protected:
    bool isChanged() const override;
    void save() override;
    void askToRemove() override;

private:
    void makeFields();
    void makeChoices();
    Attribute entered() const;
    void showChoices();
    void offerValues(const QStringList& values);
    void takeValues();
    bool checkKey();
    void store(const Attribute& attribute, CatalogueEditor::Unfitting unfitting);
    void saved(const Attribute& attribute, CatalogueEditor::Unfitting unfitting);
    void refused(const Attribute& attribute, const Error& error);
    void askToDrop(const Attribute& attribute, const Error& error);
    void confirmRemoval(qint64 people);
    std::function<void()> undoing(const Attribute& after) const;

    Attribute m_before;
    QStringList m_occurring; // the values people have, once they are known
    QLineEdit* m_labelZh;
    QLineEdit* m_labelEn;
    QLineEdit* m_key;
    Field* m_keyField = nullptr;
    QComboBox* m_type;
    QComboBox* m_kind;
    QWidget* m_choicesBox = nullptr;
    QPlainTextEdit* m_choices = nullptr;
    QPushButton* m_take = nullptr;
};

} // namespace wd
