// One event of the catalogue: its names, up to when its data are complete, its properties; or its removal.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/audience/people/cataloguedialog.h"

class QScrollArea;
class QTimeEdit;

namespace wd {

class DateEdit;
class PropertyList;

class EventDialog final : public CatalogueDialog {
    Q_OBJECT
public:
    EventDialog(const PageContext& context, const EventName& event, QWidget* parent = nullptr);

protected:
    bool isChanged() const override;
    void save() override;
    void askToRemove() override;

private:
    void makeFields();
    void makeProperties();
    void editChoices(const Property& property);
    void fitProperties();
    QWidget* makeUntil();
    EventName entered() const;
    std::optional<UtcMs> enteredUntil() const;
    void saved(const EventName& event);
    void confirmRemoval(qint64 people);
    void askToRemoveProperty(const Property& property);
    void confirmPropertyRemoval(const Property& property);
    void removed(const Property& property);

    EventName m_before;
    QLineEdit* m_labelZh;
    QLineEdit* m_labelEn;
    QLineEdit* m_key;
    DateEdit* m_untilDay = nullptr;
    QTimeEdit* m_untilTime = nullptr;
    Field* m_until = nullptr;
    PropertyList* m_properties = nullptr;
    QScrollArea* m_scroll = nullptr;
};

} // namespace wd
