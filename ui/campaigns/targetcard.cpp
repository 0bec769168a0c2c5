#include "ui/campaigns/targetcard.h"

#include "models/campaigns/campaignrules.h"
#include "models/workspace/workspace.h"
#include "ui/audience/segments/listuploaddialog.h"
#include "ui/shared/combobox.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/freename.h"
#include "ui/shared/inlinemessage.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>

namespace wd {

namespace {

constexpr qint64 newOne = -100; // of the last entry: make another
constexpr qint64 fromFile = -101; // or one of the people in a file
constexpr qsizetype longestName = 50;

} // namespace

TargetCard::TargetCard(const PageContext& context, QWidget* parent)
    : FoldCard(1, tr("Target"), QStringLiteral("targetCard"), parent)
    , m_context(context)
    , m_segment(new ComboBox(this))
    , m_channel(new ComboBox(this))
    , m_segmentField(new Field(tr("Segment"), m_segment, Field::Need::Required))
    , m_channelField(new Field(tr("Channel"), m_channel, Field::Need::Required))
    , m_note(new InlineMessage(QStringLiteral("targetNote"), this))
{
    m_segment->setObjectName(QStringLiteral("campaignSegment"));
    m_channel->setObjectName(QStringLiteral("campaignChannel"));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_segmentField, 1, Qt::AlignTop);
    row->addWidget(m_channelField, 1, Qt::AlignTop);
    body()->addLayout(row);
    body()->addWidget(m_note);
    connect(m_segment, &QComboBox::activated, this, &TargetCard::takeSegment);
    connect(m_channel, &QComboBox::activated, this, [this] {
        if (m_channel->currentData().toLongLong() == newOne)
            return emit channelWanted(0);
        m_channelField->setError({});
        show();
        emit channelChanged();
        emit edited();
    });
}

void TargetCard::setChoices(const QList<Segment>& segments, const QList<Channel>& channels, const Catalogue& catalogue)
{
    m_segments = segments;
    m_channels = channels;
    m_channels.removeIf([](const Channel& channel) { return channel.unreadable.has_value(); });
    m_catalogue = catalogue;
    fillSegments();
}

void TargetCard::fillSegments()
{
    m_segment->clear();
    m_segment->addItem(tr("Please choose"), 0);
    for (const Segment& segment : std::as_const(m_segments))
        m_segment->addItem(segmentLabel(segment), segment.id);
    m_segment->insertSeparator(m_segment->count());
    m_segment->addItem(tr("+ Upload a list…"), fromFile);
    m_segment->addItem(tr("+ New segment…"), newOne);
}

void TargetCard::choose(qint64 segmentId, qint64 channelId)
{
    m_chosenSegment = segmentId;
    m_segment->setCurrentIndex(qMax(0, m_segment->findData(segmentId)));
    m_userKind = userKind();
    fillChannels(channelId);
    count();
}

UserKind TargetCard::userKind() const
{
    return segment() ? segment()->userKind : UserKind::Login;
}

qint64 TargetCard::segmentId() const
{
    return segment() ? segment()->id : 0;
}

qint64 TargetCard::channelId() const
{
    return channel() ? channel()->id : 0;
}

const Segment* TargetCard::segment() const
{
    const qint64 id = m_segment->currentData().toLongLong();
    const auto found = std::find_if(
        m_segments.cbegin(), m_segments.cend(), [id](const Segment& segment) { return segment.id == id; });
    return found == m_segments.cend() ? nullptr : &*found;
}

const Channel* TargetCard::channel() const
{
    const qint64 id = m_channel->currentData().toLongLong();
    const auto found = std::find_if(
        m_channels.cbegin(), m_channels.cend(), [id](const Channel& channel) { return channel.id == id; });
    return found == m_channels.cend() ? nullptr : &*found;
}

void TargetCard::takeSegment()
{
    const qint64 chosen = m_segment->currentData().toLongLong();
    if (chosen == newOne || chosen == fromFile) {
        m_segment->setCurrentIndex(qMax(0, m_segment->findData(m_chosenSegment)));
        return chosen == newOne ? emit newSegmentWanted() : uploadList();
    }
    m_chosenSegment = m_segment->currentData().toLongLong();
    m_segmentField->setError({});
    const qint64 before = channelId();
    const UserKind kindBefore = std::exchange(m_userKind, userKind());
    fillChannels(before);
    count();
    if (channelId() != before || m_userKind != kindBefore)
        emit channelChanged();
    emit edited();
}

// --- the people in a file ------------------------------------------------------------------------------------------

void TargetCard::uploadList()
{
    auto* dialog = new ListUploadDialog(m_context.workspace, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ListUploadDialog::made, this, &TargetCard::makeSegment);
    dialog->open();
}

// Campaigns go to segments: the list gets one of its own, under its name.
void TargetCard::makeSegment(const ListUploadReport& report)
{
    Segment made;
    QStringList taken;
    for (const Segment& segment : std::as_const(m_segments))
        taken += segment.name;
    made.name = freeName(report.list.name, taken, longestName);
    made.userKind = report.idKind;
    Rule onList;
    onList.kind = Rule::Kind::List;
    onList.list = report.list.name;
    made.rule.children = {onList};
    m_context.workspace.segments().save(made, this, [this](const Result<Segment>& saved) {
        if (saved)
            takeMade(*saved);
        else
            m_segmentField->setError(errorText(saved.error()));
    });
}

void TargetCard::takeMade(const Segment& segment)
{
    m_segments += segment;
    fillSegments();
    m_segment->setCurrentIndex(m_segment->findData(segment.id));
    takeSegment();
    m_segment->setFocus();
}

// A visitor segment is offered only what visitors can be sent through.
void TargetCard::fillChannels(qint64 chosen)
{
    const bool visitors = segment() && segment()->userKind == UserKind::Visitor;
    int withheld = 0;
    m_channel->clear();
    m_channel->addItem(tr("Please choose"), 0);
    for (const Channel& channel : std::as_const(m_channels)) {
        if (visitors && !loginOnlyAttributes(channel.spec, m_catalogue).isEmpty()) {
            ++withheld;
            continue;
        }
        m_channel->addItem(channel.enabled ? channel.name : tr("%1 (disabled)").arg(channel.name), channel.id);
    }
    m_channel->insertSeparator(m_channel->count());
    m_channel->addItem(tr("+ New channel…"), newOne);
    m_channel->setCurrentIndex(qMax(0, m_channel->findData(chosen)));
    m_channelField->setHint(withheld > 0
            ? tr("%n channels are not offered: they need attributes that only login users have.", nullptr, withheld)
            : QString());
    show();
}

void TargetCard::count()
{
    m_segmentField->setHint({});
    if (!segment())
        return show();
    m_context.workspace.segments().count(*segment(), this, [this, id = segment()->id](const Result<qint64>& people) {
        if (people && id == segmentId())
            m_segmentField->setHint(tr("%1 people now", nullptr, int(*people)).arg(numberText(*people)));
    });
    show();
}

void TargetCard::show()
{
    m_note->clear();
    if (channel() && !channel()->spec.recipientId && channel()->spec.userAttributes.isEmpty()) {
        m_note->show(Role::Warning,
            tr("This channel has no recipient id: requests would not say who is meant. Only one request is sent."));
        m_note->addAction(tr("Set a recipient id"), QStringLiteral("setRecipientId"),
            [this, id = channelId()] { emit channelWanted(id); });
    }
    setDone(segment() && channel());
    if (segment() && channel())
        setSummary(tr("%1 → %2", "segment, channel").arg(segmentLabel(*segment()), channel()->name));
    else
        setSummary({});
}

} // namespace wd
