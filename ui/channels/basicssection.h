// Name, address and authentication of a channel.
#pragma once

#include "models/base/error.h"
#include "models/base/secret.h"
#include "models/channels/channel.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;

namespace wd {

class Field;
class InlineMessage;
class SecretEdit;

class BasicsSection final : public QWidget {
    Q_OBJECT
public:
    explicit BasicsSection(QWidget* parent = nullptr);
    ~BasicsSection() override;

    void fill(const QString& name, const ChannelSpec& spec);
    QString name() const;
    void writeTo(ChannelSpec& spec) const; // address, environment and authentication
    // A link beside the address, for receiverWanted().
    void offerReceiver();
    void takeReceiver(const QString& url, const Secret& secret);
    SecretEdit* secret() const { return m_secret; }
    QList<Field*> fields() const; // from the top
    Field* fieldOf(const QString& where) const; // null: none of this section

signals:
    void edited();
    void receiverWanted();
    void left(wd::Field* field);

private:
    void wire();
    void changeType(AuthType type);
    void showAuth();
    void showUrlAdvice();
    void repairUrl();
    void moveUserInfo();
    void followUrl();
    void setEnvironment(Environment environment);

    QLineEdit* m_name;
    QLineEdit* m_url;
    QComboBox* m_environment;
    QComboBox* m_type;
    QLineEdit* m_user;
    QLineEdit* m_header;
    SecretEdit* m_secret;
    Field* m_nameField;
    Field* m_urlField;
    Field* m_environmentField;
    Field* m_typeField;
    Field* m_userField;
    Field* m_headerField;
    Field* m_secretField;
    InlineMessage* m_advice;
    struct Entered {
        Secret stored;
        Secret typed;
    };
    QHash<int, Entered> m_secrets; // AuthType → what its secret was before another type was chosen
    bool m_environmentChosen = false; // until then it follows the address
    AuthType m_shownType = AuthType::None;
};

} // namespace wd
