#include "ui/texts/hindrancetexts.h"

#include "models/base/reason.h"
#include "models/base/zonedtime.h"
#include "ui/texts/reasontexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace wd {

namespace {

constexpr UtcMs momentMs = 120'000;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(wd::HindranceTexts)
public:
    Texts(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone)
        : m_hindrance(hindrance)
        , m_now(now)
        , m_zone(zone)
    {
    }

    QString state() const;
    QString note() const;
    QString text() const;

private:
    // Today's by the clock alone; what comes in a moment, to the second.
    QString time(UtcMs at) const
    {
        const QDateTime local = localDateTime(at, m_zone);
        if (at > m_now && at - m_now < momentMs)
            return local.toString(u"HH:mm:ss");
        return local.toString(local.date() == localDate(m_now, m_zone) ? u"HH:mm" : u"yyyy/MM/dd HH:mm");
    }
    static QString both(const QString& one, const QString& other)
    {
        return tr("%1 %2", "two sentences").arg(one, other);
    }
    QString why() const { return reasonText(static_cast<Reason>(m_hindrance.reason), m_hindrance.detail); }
    // Without the full stop, for a line of its own.
    QString briefly() const
    {
        QString words = why();
        if (words.endsWith(u'.') || words.endsWith(u'。'))
            words.chop(1);
        return words;
    }
    QString rate() const
    {
        const double perSecond = m_hindrance.rate.value_or(0);
        return perSecond < 10 ? QLocale().toString(perSecond, 'g', 2) : QLocale().toString(qRound64(perSecond));
    }
    bool leavesUncertain() const { return m_hindrance.kind == HindranceKind::Retrying && m_hindrance.uncertain > 0; }
    QString uncertain() const { return QLocale().toString(m_hindrance.uncertain); }
    QString besideUncertain() const;
    QString next() const;
    bool triesLater() const { return m_hindrance.nextTry && *m_hindrance.nextTry > m_now; }
    QString people() const
    {
        const QString number = QLocale().toString(m_hindrance.people);
        const int count = int(m_hindrance.people);
        return m_hindrance.since ? tr("%1 people wait since %2.", nullptr, count).arg(number, time(*m_hindrance.since))
                                 : tr("%1 people wait.", nullptr, count).arg(number);
    }

    const Hindrance& m_hindrance;
    UtcMs m_now;
    const QTimeZone& m_zone;
};

QString Texts::state() const
{
    switch (m_hindrance.kind) {
    case HindranceKind::PausedAutomatically:
    case HindranceKind::ChannelFault:
        return tr("Paused automatically");
    case HindranceKind::FormatMissing:
        return tr("Request format missing");
    case HindranceKind::SecretMissing:
        return tr("Secret missing");
    case HindranceKind::ChannelDisabled:
        return tr("Channel disabled");
    case HindranceKind::Elsewhere:
        return tr("Sending is off");
    case HindranceKind::AllPaused:
        return tr("Everything is paused");
    case HindranceKind::PausedByHand:
        return tr("Paused by hand");
    case HindranceKind::Retrying:
        return leavesUncertain() ? tr("Waiting to go on") : tr("Waiting for a retry");
    case HindranceKind::SlowedDown:
        return tr("Slowed down");
    }
    Q_UNREACHABLE();
}

QString Texts::note() const
{
    switch (m_hindrance.kind) {
    case HindranceKind::PausedAutomatically:
    case HindranceKind::ChannelFault:
        return briefly();
    case HindranceKind::Retrying:
        if (leavesUncertain())
            return besideUncertain();
        return triesLater() ? tr("Next %1 · %2", "time, reason").arg(time(*m_hindrance.nextTry), briefly()) : briefly();
    case HindranceKind::SlowedDown:
        return tr("%1 people a second for now").arg(rate());
    case HindranceKind::FormatMissing:
    case HindranceKind::SecretMissing:
    case HindranceKind::ChannelDisabled:
    case HindranceKind::Elsewhere:
    case HindranceKind::AllPaused:
    case HindranceKind::PausedByHand:
        return m_hindrance.people == 0
            ? QString()
            : tr("%1 people wait", nullptr, int(m_hindrance.people)).arg(QLocale().toString(m_hindrance.people));
    }
    Q_UNREACHABLE();
}

// Whoever may have received it is not among those who go on.
QString Texts::besideUncertain() const
{
    return triesLater() ? tr("Others at %1 · uncertain: %2").arg(time(*m_hindrance.nextTry), uncertain())
                        : tr("Uncertain: %1 · others go on").arg(uncertain());
}

QString Texts::next() const
{
    if (!leavesUncertain())
        return triesLater() ? tr("Goes on by itself, next at %1.").arg(time(*m_hindrance.nextTry))
                            : tr("Goes on by itself.");
    const QString asked = tr("%1 people are uncertain and are not sent to again by themselves: please say what became "
                             "of them.",
        nullptr, int(m_hindrance.uncertain))
                              .arg(uncertain());
    return both(asked,
        triesLater() ? tr("The others go on by themselves, next at %1.").arg(time(*m_hindrance.nextTry))
                     : tr("The others go on by themselves."));
}

QString Texts::text() const
{
    QString what;
    switch (m_hindrance.kind) {
    case HindranceKind::PausedAutomatically:
        what = both(why(), tr("The campaign goes on only when you say so."));
        break;
    case HindranceKind::ChannelFault:
        what = both(why(), tr("The channel goes on only when you say so."));
        break;
    case HindranceKind::FormatMissing:
        what = tr("The channel's request format can't be used. Please choose another one, or put its file right and "
                  "start the program again.");
        break;
    case HindranceKind::SecretMissing:
        what = tr("The channel's secret is not there.");
        break;
    case HindranceKind::ChannelDisabled:
        what = tr("The channel is disabled.");
        break;
    case HindranceKind::Elsewhere:
        what = tr("This workspace was copied, restored, or comes from another computer. Sending is off so that nobody "
                  "gets a message twice. Continue once the other one no longer sends.");
        break;
    case HindranceKind::AllPaused:
        what = tr("All sending is paused.");
        break;
    case HindranceKind::PausedByHand:
        what = tr("Unsent people wait until you continue.");
        break;
    case HindranceKind::Retrying:
        what = both(why(), next());
        break;
    case HindranceKind::SlowedDown:
        what = both(why(), tr("For now %1 people a second are sent to; the rate rises again by itself.").arg(rate()));
        break;
    }
    return m_hindrance.people == 0 ? what : both(what, people());
}

} // namespace

QString hindranceState(const Hindrance& hindrance)
{
    return Texts(hindrance, 0, QTimeZone::utc()).state();
}

QString hindranceNote(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone)
{
    return Texts(hindrance, now, zone).note();
}

QString hindranceText(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone)
{
    return Texts(hindrance, now, zone).text();
}

} // namespace wd
