#include "ui/channels/advancedsection.h"

#include "models/channels/channelcodec.h"
#include "models/channels/contractlibrary.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/field.h"
#include "ui/shared/icons.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>

namespace wd {

namespace {

constexpr int unreadable = -1; // what channelFaults() refuses, so that a duration that can't be read is not lost

// In whole units as people say them: 5 s, 30 min, 2 h.
QString delayText(int seconds)
{
    if (seconds > 0 && seconds % 3600 == 0)
        return AdvancedSection::tr("%1 h").arg(seconds / 3600);
    if (seconds > 0 && seconds % 60 == 0)
        return AdvancedSection::tr("%1 min").arg(seconds / 60);
    return AdvancedSection::tr("%1 s").arg(seconds);
}

QString retriesText(const QList<int>& seconds)
{
    QStringList texts;
    for (int each : seconds)
        texts += delayText(each);
    return texts.join(AdvancedSection::tr(", "));
}

// In either language, whole words and letters alike.
int delayFrom(const QString& number, const QString& unit)
{
    static const QHash<QString, QChar> units{{QStringLiteral("s"), u's'}, {QStringLiteral("sec"), u's'},
        {QStringLiteral("秒"), u's'}, {QStringLiteral("秒钟"), u's'}, {QStringLiteral("m"), u'm'},
        {QStringLiteral("min"), u'm'}, {QStringLiteral("分"), u'm'}, {QStringLiteral("分钟"), u'm'},
        {QStringLiteral("h"), u'h'}, {QStringLiteral("小时"), u'h'}, {QStringLiteral("时"), u'h'},
        {QStringLiteral("d"), u'd'}, {QStringLiteral("天"), u'd'}};
    const auto known = units.constFind(unit.toLower());
    return known == units.cend() ? unreadable : durationFromText(number + *known).value_or(unreadable);
}

QList<int> retriesFrom(const QString& text)
{
    static const QRegularExpression separators(QStringLiteral("[,，、;；]+"));
    static const QRegularExpression delay(QStringLiteral("\\G\\s*(\\d+)\\s*([^\\d\\s]+)\\s*"));
    QList<int> seconds;
    for (const QString& part : text.split(separators, Qt::SkipEmptyParts)) {
        qsizetype read = 0;
        for (auto matches = delay.globalMatch(part); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            seconds += delayFrom(match.captured(1), match.captured(2));
            read = match.capturedEnd();
        }
        if (!QStringView(part).sliced(read).trimmed().isEmpty())
            seconds += unreadable;
    }
    return seconds;
}

} // namespace

AdvancedSection::AdvancedSection(const ContractLibrary& contracts, QWidget* parent)
    : QWidget(parent)
    , m_toggle(textButton(tr("Advanced"), QStringLiteral("chevron-right"), QStringLiteral("advancedToggle"), this))
    , m_card(new Card({}, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_toggle, 0, Qt::AlignLeft);
    column->addWidget(m_card);
    makeRequest(m_card, contracts);
    makeRepeat(m_card);
    makeLimits(m_card);
    connect(m_toggle, &QPushButton::clicked, this, [this] { setOpen(m_card->isHidden()); });
    setOpen(false);
}

AdvancedSection::~AdvancedSection()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>())
        child->disconnect(this);
}

void AdvancedSection::setOpen(bool open)
{
    m_card->setVisible(open);
    m_toggle->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), Token::Accent));
    m_toggle->setAccessibleDescription(open ? tr("open") : tr("folded"));
}

void AdvancedSection::makeRequest(Card* card, const ContractLibrary& contracts)
{
    m_contract = new QComboBox(card);
    m_contract->setObjectName(QStringLiteral("channelContract"));
    m_contract->addItems(contracts.names());
    m_method = new QComboBox(card);
    m_method->setObjectName(QStringLiteral("channelMethod"));
    m_method->addItems({QStringLiteral("POST"), QStringLiteral("PUT"), QStringLiteral("PATCH"),
        QStringLiteral("DELETE"), QStringLiteral("GET")});
    m_contractField = new Field(tr("Request format"), m_contract, Field::Need::Optional, card);
    m_methodField = new Field(tr("Method"), m_method, Field::Need::Optional, card);
    m_contractField->setHint(tr("How a request's content is laid out. The receiver's team says which one it reads."));
    m_methodField->setHint(tr("POST unless the receiver's team asks for another."));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    for (Field* field : {m_contractField, m_methodField})
        row->addWidget(field, 1, Qt::AlignTop);
    card->body()->addLayout(row);
    for (QComboBox* box : {m_contract, m_method})
        connect(box, &QComboBox::activated, this, &AdvancedSection::edited);
}

void AdvancedSection::makeRepeat(Card* card)
{
    m_repeat = new QButtonGroup(this);
    auto* once = new QRadioButton(
        tr("It may hand it out twice: when the outcome is uncertain, stop and wait for my word"), card);
    once->setObjectName(QStringLiteral("repeatAtMostOnce"));
    auto* again = new QRadioButton(tr("It recognises the request id: retry by itself"), card);
    again->setObjectName(QStringLiteral("repeatAtLeastOnce"));
    m_repeat->addButton(once, static_cast<int>(Repeat::AtMostOnce));
    m_repeat->addButton(again, static_cast<int>(Repeat::AtLeastOnce));
    card->body()->addWidget(textLabel(tr("When the receiver gets the same request again"), card));
    card->body()->addWidget(once);
    card->body()->addWidget(again);
    connect(m_repeat, &QButtonGroup::idClicked, this, &AdvancedSection::edited);
}

QSpinBox* AdvancedSection::spin(const QString& name, int lowest, int highest, const QString& unit)
{
    auto* box = new QSpinBox(m_card);
    box->setObjectName(name);
    box->setRange(lowest, highest);
    box->setSuffix(unit);
    connect(box, &QSpinBox::valueChanged, this, &AdvancedSection::edited);
    return box;
}

void AdvancedSection::makeLimits(Card* card)
{
    m_rate = spin(QStringLiteral("channelRate"), 0, 1'000'000, {});
    m_rate->setSpecialValueText(tr("No limit"));
    m_inFlight = spin(QStringLiteral("channelInFlight"), 1, 256, {});
    m_batch = spin(QStringLiteral("channelBatch"), 1, 500, {});
    m_timeout = spin(QStringLiteral("channelTimeout"), 1, 600, tr(" s"));
    m_retries = new QLineEdit(card);
    m_retries->setObjectName(QStringLiteral("channelRetries"));
    m_rateField = new Field(tr("People a second"), m_rate, Field::Need::Optional, card);
    m_inFlightField = new Field(tr("Requests at once"), m_inFlight, Field::Need::Optional, card);
    m_batchField = new Field(tr("People a request"), m_batch, Field::Need::Optional, card);
    m_timeoutField = new Field(tr("Time to answer"), m_timeout, Field::Need::Optional, card);
    m_retriesField = new Field(tr("Retries after"), m_retries, Field::Need::Optional, card);
    m_retriesField->setHint(tr("Such as 5 s, 30 s, 5 min, 2 h. Empty: none."));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(12);
    grid->addWidget(m_rateField, 0, 0, Qt::AlignTop);
    grid->addWidget(m_inFlightField, 0, 1, Qt::AlignTop);
    grid->addWidget(m_batchField, 0, 2, Qt::AlignTop);
    grid->addWidget(m_timeoutField, 1, 0, Qt::AlignTop);
    grid->addWidget(m_retriesField, 1, 1, 1, 2, Qt::AlignTop);
    for (int column : {0, 1, 2})
        grid->setColumnStretch(column, 1);
    card->body()->addLayout(grid);
    connect(m_retries, &QLineEdit::textEdited, this, &AdvancedSection::edited);
    connect(m_retries, &QLineEdit::editingFinished, this, &AdvancedSection::left);
}

void AdvancedSection::fill(const ChannelSpec& spec)
{
    const QSignalBlocker quiet(this);
    m_contract->setCurrentIndex(m_contract->findText(spec.contract));
    m_method->setCurrentIndex(m_method->findText(spec.method));
    m_repeat->button(static_cast<int>(spec.limits.repeat))->setChecked(true);
    m_rate->setValue(spec.limits.ratePerSecond);
    m_inFlight->setValue(spec.limits.inFlight);
    m_batch->setValue(spec.limits.batch);
    m_timeout->setValue(spec.limits.timeoutSeconds);
    m_retries->setText(retriesText(spec.limits.retrySeconds));
}

void AdvancedSection::writeTo(ChannelSpec& spec) const
{
    spec.contract = m_contract->currentText();
    spec.method = m_method->currentText();
    spec.limits.repeat = static_cast<Repeat>(m_repeat->checkedId());
    spec.limits.ratePerSecond = m_rate->value();
    spec.limits.inFlight = m_inFlight->value();
    spec.limits.batch = m_batch->value();
    spec.limits.timeoutSeconds = m_timeout->value();
    spec.limits.retrySeconds = retriesFrom(m_retries->text());
}

QList<Field*> AdvancedSection::fields() const
{
    return {m_contractField, m_methodField, m_rateField, m_inFlightField, m_batchField, m_timeoutField, m_retriesField};
}

Field* AdvancedSection::fieldOf(const QString& where) const
{
    static const QStringList places{QStringLiteral("contract"), QStringLiteral("method"),
        QStringLiteral("limits.ratePerSecond"), QStringLiteral("limits.inFlight"), QStringLiteral("limits.batch"),
        QStringLiteral("limits.timeoutSeconds"), QStringLiteral("limits.retries")};
    for (int i = 0; i < places.size(); ++i)
        if (where.startsWith(places.at(i)))
            return fields().at(i);
    return nullptr;
}

} // namespace wd
