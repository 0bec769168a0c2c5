// Recipient id, user attributes and template parameters of a channel.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/base/error.h"
#include "models/channels/channel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace wd {

class Card;
class Field;
class RowList;
class SpecRow;

class RowsSection final : public QWidget {
    Q_OBJECT
public:
    explicit RowsSection(QWidget* parent = nullptr);
    ~RowsSection() override;

    void setCatalogue(const Catalogue& catalogue);
    void fill(const ChannelSpec& spec);
    void writeTo(ChannelSpec& spec) const;
    // True when the error belongs here; its field shows the text.
    bool showFault(const Error& error, const QString& text);
    bool showsFault(const QString& where) const;
    void clearFaults();
    bool focusFirstFault();

signals:
    void edited();
    void left();

private:
    Card* makeRecipient();
    Card* makeAttributes();
    Card* makeParameters();
    void offer();
    UserKind kind() const;
    QList<SpecRow*> allRows() const;
    Field* fieldOf(const QString& where) const;
    SpecRow* rowOf(const QString& where, QString& part) const;

    Catalogue m_catalogue;
    QCheckBox* m_hasRecipient = nullptr;
    QLineEdit* m_recipientName = nullptr;
    QComboBox* m_recipientAttribute = nullptr;
    Field* m_recipientNameField = nullptr;
    Field* m_recipientAttributeField = nullptr;
    QComboBox* m_kind = nullptr;
    RowList* m_attributes = nullptr;
    RowList* m_parameters = nullptr;
};

} // namespace wd
