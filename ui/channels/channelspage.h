// webhook 配置: the channels, their state, and what can be done with each.
#pragma once

#include "models/channels/channelservice.h"
#include "models/scheduling/hindrance.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QPointer>

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class ChangeReader;
class EmptyState;
class InlineMessage;
class ReceiverWindow;
class SearchField;
class TableView;

class ChannelsPage final : public Page {
    Q_OBJECT
public:
    // Arguments: notice, what the page before has to say; resume or tryNow, the channel that it offers to go on with.
    ChannelsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;
    void leaveRoom(int pixels) override;

private:
    void makeTools();
    void makeContractErrors();
    void showNotice(const QVariantMap& arguments);
    void makeTable();
    void begin();
    void show();
    void readHindrances();
    void showStateOf(int row);
    void fillRow(int row, const Channel& channel);
    QWidget* makeState(const Channel& channel);
    QWidget* makeHindrance(const Hindrance& hindrance, const QString& name);
    bool waitsForReceiver(const Channel& channel) const;
    QWidget* makeActions(const Channel& channel);
    void add();
    void edit(qint64 id);
    void test(const Channel& channel);
    void turn(const Channel& channel, bool enabled);
    void askToDisable(const Channel& channel, const QList<ChannelUse>& live);
    void pauseAndDisable(qint64 id, QList<qint64> campaigns);
    void setEnabled(qint64 id, bool enabled);
    void askToRemove(const Channel& channel);
    void remove(const Channel& channel);
    void resume(qint64 id);
    void openReceiver();
    std::function<void(const Result<void>&)> orTell(std::function<void()> then = {});

    PageContext m_context;
    ChangeReader* m_reader;
    ChangeReader* m_hindranceReader;
    QList<Channel> m_channels;
    QList<Channel> m_shown;
    QHash<qint64, Hindrance> m_hindrances; // by channel: what keeps its people from being sent to
    InlineMessage* m_message;
    SearchField* m_search;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack = nullptr;
    bool m_hasRead = false;
};

} // namespace wd
