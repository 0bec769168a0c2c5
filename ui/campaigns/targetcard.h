// Card ① of a campaign: whom it goes to, and through which channel.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/channels/channel.h"
#include "ui/shared/foldcard.h"
#include "ui/shared/pagecontext.h"

class QComboBox;

namespace wd {

class Field;
class InlineMessage;
struct ListUploadReport;

class TargetCard final : public FoldCard {
    Q_OBJECT
public:
    TargetCard(const PageContext& context, QWidget* parent);

    void setChoices(const QList<Segment>& segments, const QList<Channel>& channels, const Catalogue& catalogue);
    void choose(qint64 segmentId, qint64 channelId);
    qint64 segmentId() const;
    qint64 channelId() const;
    const Channel* channel() const; // null: none chosen
    UserKind userKind() const; // of the segment's people
    Field* segmentField() const { return m_segmentField; }
    Field* channelField() const { return m_channelField; }

signals:
    void edited();
    void channelChanged(); // or the kind of people
    void newSegmentWanted();
    void channelWanted(qint64 channelId); // 0: a new one

private:
    const Segment* segment() const;
    void takeSegment();
    void fillSegments();
    void uploadList();
    void makeSegment(const ListUploadReport& report);
    void takeMade(const Segment& segment);
    void fillChannels(qint64 chosen);
    void count();
    void show();

    PageContext m_context;
    QList<Segment> m_segments;
    QList<Channel> m_channels;
    Catalogue m_catalogue;
    QComboBox* m_segment;
    QComboBox* m_channel;
    Field* m_segmentField;
    Field* m_channelField;
    InlineMessage* m_note;
    qint64 m_chosenSegment = 0;
    UserKind m_userKind = UserKind::Login; // as the page was told
};

} // namespace wd
