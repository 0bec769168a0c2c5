// What the dialogs of the catalogue share: two columns of fields, a message, and the buttons at the foot.
#pragma once

#include "models/records/audienceuse.h"
#include "ui/shared/pagecontext.h"
#include "ui/shared/role.h"

#include <QDialog>

class QGridLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace wd {

class Field;
class InlineMessage;

class CatalogueDialog : public QDialog {
    Q_OBJECT
public:
    // Asks before changes are lost.
    void reject() override;

protected:
    void showEvent(QShowEvent* event) override;

    enum class Removal { None, Offered };

    // `name` is the objectName and stands in those of the buttons: "save" + name and so on.
    CatalogueDialog(
        const PageContext& context, const QString& name, const QString& title, Removal removal, QWidget* parent);

    virtual bool isChanged() const = 0;
    virtual void save() = 0;
    virtual void askToRemove() { }

    // Tells in a toast what was done, and closes.
    void finish(const QString& done, std::function<void()> undo = {});
    void setBusy(bool busy); // nothing can be pressed until the answer is there
    void fail(const Error& error);
    void tell(Role role, const QString& text);
    void hush(); // no message any more
    void fit(); // as high as what it shows
    // What it is used by, and that it has to be changed there first.
    void tellUses(const QString& heading, const QList<AudienceUse>& uses);
    QLineEdit* makeLine(const QString& text, const QString& name);

    const PageContext& context() const { return m_context; }
    QGridLayout* fields() const { return m_fields; }
    QVBoxLayout* form() const { return m_form; } // below the fields

private:
    PageContext m_context;
    QVBoxLayout* m_form;
    QGridLayout* m_fields;
    InlineMessage* m_message;
    QPushButton* m_remove = nullptr;
    QPushButton* m_save;
};

} // namespace wd
